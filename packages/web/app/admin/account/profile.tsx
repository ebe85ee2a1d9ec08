import { useMessages } from '../../i18n/use-messages.tsx';
import { Field } from '../../parts/field.tsx';
import { Section } from '../../parts/section.tsx';
import { NewPasswordField } from '../entry/new-password-field.tsx';
import { AccountForm, PasswordField } from './account-form.tsx';
import type { AccountAnswer } from './account.tsx';

type Answered = { readonly answer: AccountAnswer | undefined };

export function NameForm({ name, answer }: Answered & { readonly name: string }) {
  const t = useMessages();
  return (
    <Section title={t('account.profile')}>
      <AccountForm intent="rename" answer={answer} submit={t('account.rename')} done={t('account.saved')}>
        {(errorOf) => (
          <Field label={t('account.name')} error={errorOf('name')}>
            {(tie) => <input {...tie} name="name" autoComplete="name" required defaultValue={name} />}
          </Field>
        )}
      </AccountForm>
    </Section>
  );
}

export function PasswordForm({ answer }: Answered) {
  const t = useMessages();
  return (
    <Section title={t('account.passwordTitle')}>
      <AccountForm intent="password" answer={answer} submit={t('account.changePassword')} done={t('account.passwordChanged')}>
        {(errorOf) => (
          <>
            <PasswordField error={errorOf('password')} />
            <NewPasswordField name="newPassword" error={errorOf('newPassword')} />
          </>
        )}
      </AccountForm>
    </Section>
  );
}

export function MailForm({ answer }: Answered) {
  const t = useMessages();
  return (
    <Section title={t('account.mailTitle')}>
      <p className="mb-4 text-ink-2">{t('account.mailLead')}</p>
      <AccountForm intent="mail" answer={answer} submit={t('account.changeMail')} done={t('account.mailSent')}>
        {(errorOf) => (
          <>
            <Field label={t('account.newMail')} error={errorOf('email')}>
              {(tie) => <input {...tie} name="email" type="email" autoComplete="email" dir="ltr" required />}
            </Field>
            <PasswordField error={errorOf('password')} />
          </>
        )}
      </AccountForm>
    </Section>
  );
}
