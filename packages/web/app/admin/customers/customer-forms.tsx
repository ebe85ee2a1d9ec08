import { Form, useNavigation } from 'react-router';
import { LANGUAGE_CODES } from '../../i18n/languages.ts';
import { useMessages } from '../../i18n/use-messages.tsx';
import { Button } from '../../parts/button.tsx';
import { Field } from '../../parts/field.tsx';
import { Notice } from '../../parts/notice.tsx';
import { Section } from '../../parts/section.tsx';
import type { Problem } from '../../problems.ts';
import { ownName } from '../formats.ts';
import { useProblem } from '../parts/use-problem.ts';
import type { CustomerGroup, CustomerView } from '../types.ts';

/** What the form that was sent is answered. */
type Answer = { readonly intent: string; readonly problem: Problem | undefined } | undefined;

type FormProps = { readonly customer: CustomerView; readonly answer: Answer };

/** What the staff may change of a customer. */
export function CustomerForm({ customer: { name, language, note }, answer }: FormProps) {
  const t = useMessages();
  const mine = answer?.intent === 'save' ? answer : undefined;
  const told = useProblem(mine?.problem, { name: 'customers.nameError', note: 'customer.noteError' });
  const languages = [...new Set([...LANGUAGE_CODES, 'it', 'hi', ...(language ? [language] : [])])];
  return (
    <Section title={t('customer.about')}>
      <Form method="post" noValidate preventScrollReset className="flex max-w-xl flex-col gap-5">
        {told.rest && <Notice look="bad">{told.rest}</Notice>}
        <Field label={t('customers.name')} error={told.of('name')}>
          {(tie) => <input {...tie} name="name" defaultValue={name} autoComplete="off" maxLength={120} dir="auto" />}
        </Field>
        <Field label={t('customer.language')}>
          {(tie) => (
            <select {...tie} name="language" defaultValue={language}>
              <option value="">{t('customer.languageOfShop')}</option>
              {languages.map((code) => (
                <option key={code} value={code} lang={code}>
                  {ownName(code)}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field label={t('customer.note')} hint={t('customer.noteHint')} error={told.of('note')}>
          {(tie) => <textarea {...tie} name="note" rows={3} defaultValue={note} maxLength={2000} dir="auto" />}
        </Field>
        <Submit intent="save" answer={mine} />
      </Form>
    </Section>
  );
}

type GroupsProps = FormProps & { readonly groups: readonly CustomerGroup[]; readonly mayWrite: boolean };

/** The groups that the customer is in. */
export function GroupsForm({ customer, groups, mayWrite, answer }: GroupsProps) {
  const t = useMessages();
  const mine = answer?.intent === 'groups' ? answer : undefined;
  const own = new Set(customer.groups.map(({ id }) => id));
  return (
    <Section title={t('customers.groups')}>
      <Form method="post" preventScrollReset className="flex flex-col gap-4">
        {mine?.problem && <Notice look="bad">{t('form.refused')}</Notice>}
        <fieldset disabled={!mayWrite} className="grid gap-x-6 sm:grid-cols-2">
          <legend className="sr-only">{t('customers.groups')}</legend>
          {groups.map(({ id, name }) => (
            <label key={id} className="flex min-h-11 items-center gap-2.5 lg:min-h-8">
              <input type="checkbox" name="groups" value={id} defaultChecked={own.has(id)} className="size-4 shrink-0 accent-ink" />
              <bdi>{name}</bdi>
            </label>
          ))}
        </fieldset>
        {mayWrite && <Submit intent="groups" answer={mine} />}
      </Form>
    </Section>
  );
}

function Submit({ intent, answer }: { intent: string; answer: Answer }) {
  const t = useMessages();
  const navigation = useNavigation();
  const isSending = navigation.state === 'submitting' && navigation.formData?.get('intent') === intent;
  return (
    <div className="flex flex-wrap items-center gap-4">
      <Button type="submit" name="intent" value={intent} aria-disabled={isSending}>
        {t('customer.save')}
      </Button>
      <p role="status" className="text-ok">
        {answer && !answer.problem && !isSending && t('customer.saved')}
      </p>
    </div>
  );
}
