import { useMessages } from '../../i18n/use-messages.tsx';
import { Field } from '../../parts/field.tsx';

/** Where a password is chosen; password managers know it by its name for them. */
export function NewPasswordField({ name, error }: { name: string; error: string | undefined }) {
  const t = useMessages();
  return (
    <Field label={t('password.new')} hint={t('password.hint')} error={error}>
      {(tie) => <input {...tie} name={name} type="password" autoComplete="new-password" dir="ltr" required />}
    </Field>
  );
}
