import { Form, useSearchParams } from 'react-router';
import { useMessages } from '../../i18n/use-messages.tsx';
import { Button } from '../../parts/button.tsx';
import { Field } from '../../parts/field.tsx';

/** The beginnings of what actions are called, by what they are about. */
const SUBJECTS = [
  'shop',
  'domain',
  'member',
  'invitation',
  'key',
  'product',
  'order',
  'launch',
  'file',
  'webhook',
  'plugin',
  'run',
  'audit',
] as const;

export type Name = { readonly id: string; readonly name: string };

/** Who, what, about what and when; each may stay open. */
export function AuditSearch({ names }: { names: readonly Name[] }) {
  const t = useMessages();
  const [query] = useSearchParams();
  const given = (name: string) => query.get(name) ?? '';
  return (
    <Form
      method="get"
      className="mt-5 grid items-end gap-4 sm:grid-cols-2 lg:grid-cols-[1fr_1fr_1.4fr_auto_auto_auto]"
      key={query.toString()}
    >
      <Field label={t('audit.who')}>
        {(tie) => (
          <select {...tie} name="actor" defaultValue={given('actor')}>
            <option value="">{t('audit.anybody')}</option>
            {names.map(({ id, name }) => (
              <option key={id} value={`staff:${id}`}>
                {name}
              </option>
            ))}
            <option value="key:">{t('audit.keys')}</option>
            <option value="system:">{t('audit.system')}</option>
            <option value="guest">{t('audit.guests')}</option>
          </select>
        )}
      </Field>
      <Field label={t('audit.what')}>
        {(tie) => (
          <select {...tie} name="action" defaultValue={given('action')}>
            <option value="">{t('audit.anything')}</option>
            {SUBJECTS.map((subject) => (
              <option key={subject} value={`${subject}.`}>
                {t(`audit.subject.${subject}`)}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field label={t('audit.subjectId')}>{(tie) => <input {...tie} name="subjectId" dir="ltr" defaultValue={given('subjectId')} />}</Field>
      <Field label={t('audit.from')}>{(tie) => <input {...tie} type="date" name="from" defaultValue={given('from')} />}</Field>
      <Field label={t('audit.to')}>{(tie) => <input {...tie} type="date" name="to" defaultValue={given('to')} />}</Field>
      <Button type="submit">{t('audit.search')}</Button>
    </Form>
  );
}
