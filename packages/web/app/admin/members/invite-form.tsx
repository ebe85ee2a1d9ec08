import { Form, useNavigation } from 'react-router';
import { useMessages } from '../../i18n/use-messages.tsx';
import { Button } from '../../parts/button.tsx';
import { Field } from '../../parts/field.tsx';
import { Notice } from '../../parts/notice.tsx';
import { Section } from '../../parts/section.tsx';
import type { Problem } from '../../problems.ts';
import { useFocusOnProblem } from '../parts/use-focus-on-problem.ts';
import { useProblem } from '../parts/use-problem.ts';
import type { Role } from '../types.ts';
import { RoleSelect } from './role-select.tsx';

type InviteFormProps = { readonly roles: readonly Role[]; readonly problem: Problem | undefined; readonly isSent: boolean };

export function InviteForm({ roles, problem, isSent }: InviteFormProps) {
  const t = useMessages();
  const isSending = useNavigation().state === 'submitting';
  const isMember = problem?.code === 'conflict';
  const told = useProblem(isMember ? undefined : problem, { email: 'account.emailError' });
  const form = useFocusOnProblem(problem);
  return (
    <Section title={t('members.invite')}>
      <p className="mb-4 text-ink-2">{t('members.inviteLead')}</p>
      {told.rest && <Notice look="bad">{told.rest}</Notice>}
      <Form ref={form} method="post" noValidate preventScrollReset className="grid items-start gap-5 sm:grid-cols-[minmax(0,1fr)_12rem]">
        <Field label={t('members.email')} error={isMember ? t('members.isMember') : told.of('email')}>
          {(tie) => <input {...tie} name="email" type="email" autoComplete="off" dir="ltr" required />}
        </Field>
        <Field label={t('members.role')}>
          {(tie) => <RoleSelect {...tie} roles={roles} defaultValue={roles.includes('operator') ? 'operator' : roles.at(-1)} />}
        </Field>
        <div className="flex flex-wrap items-center gap-4 sm:col-span-2">
          <Button type="submit" name="intent" value="invite" look="ink" aria-disabled={isSending}>
            {t('members.send')}
          </Button>
          <p role="status" className="text-ok">
            {isSent && !isSending && t('members.sent')}
          </p>
        </div>
      </Form>
    </Section>
  );
}
