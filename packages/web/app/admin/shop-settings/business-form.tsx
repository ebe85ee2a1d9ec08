import { Form } from 'react-router';
import type { MessageKey } from '../../i18n/translate.ts';
import { useMessages } from '../../i18n/use-messages.tsx';
import { Field } from '../../parts/field.tsx';
import { Section } from '../../parts/section.tsx';
import { useFocusOnProblem } from '../parts/use-focus-on-problem.ts';
import { useProblem } from '../parts/use-problem.ts';
import type { ShopSettings } from '../types.ts';
import { SaveLine } from './save-line.tsx';
import type { Answer } from './shop-settings.tsx';

const SENTENCES: Readonly<Record<string, MessageKey>> = {
  legalName: 'shopSettings.error.legalName',
  address: 'shopSettings.error.address',
  email: 'shopSettings.error.email',
  phone: 'shopSettings.error.phone',
  taxNumbers: 'shopSettings.error.taxNumbers',
};

const MOST_NUMBERS = 5;

type Profile = ShopSettings['profile'];
type BusinessFormProps = { readonly profile: Profile; readonly answer: Answer | undefined; readonly mayWrite: boolean };

/** Who runs the shop, as it stands at the foot of every page. */
export function BusinessForm({ profile, answer, mayWrite }: BusinessFormProps) {
  const t = useMessages();
  const told = useProblem(answer?.problem, SENTENCES);
  const form = useFocusOnProblem(answer?.problem);
  return (
    <Section title={t('shopSettings.business')}>
      <p className="mb-4 text-ink-2">{t('shopSettings.businessLead')}</p>
      <Form ref={form} method="post" noValidate preventScrollReset>
        <fieldset disabled={!mayWrite} className="grid items-start gap-5 sm:grid-cols-2">
          <legend className="sr-only">{t('shopSettings.business')}</legend>
          <Field className="sm:col-span-2" label={t('shopSettings.legalName')} error={told.of('legalName')}>
            {(tie) => (
              <input {...tie} name="legalName" dir="auto" maxLength={200} autoComplete="organization" defaultValue={profile.legalName} />
            )}
          </Field>
          <Field className="sm:col-span-2" label={t('shopSettings.address')} error={told.of('address')}>
            {(tie) => <textarea {...tie} name="address" dir="auto" rows={4} maxLength={500} defaultValue={profile.address} />}
          </Field>
          <Field label={t('shopSettings.email')} error={told.of('email')}>
            {(tie) => <input {...tie} name="email" type="email" dir="ltr" autoComplete="email" defaultValue={profile.email} />}
          </Field>
          <Field label={t('shopSettings.phone')} error={told.of('phone')}>
            {(tie) => <input {...tie} name="phone" type="tel" dir="ltr" autoComplete="tel" defaultValue={profile.phone} />}
          </Field>
          <TaxNumbers numbers={profile.taxNumbers} error={told.of('taxNumbers')} />
        </fieldset>
        {mayWrite && <SaveLine intent="business" answer={answer} rest={told.rest} />}
      </Form>
    </Section>
  );
}

/** The numbers there are, and a line for one more. */
function TaxNumbers({ numbers, error }: { numbers: Profile['taxNumbers']; error: string | undefined }) {
  const t = useMessages();
  const lines = [...numbers, ...(numbers.length < MOST_NUMBERS ? [{ kind: '', number: '' }] : [])];
  return (
    <>
      {lines.map(({ kind, number }, index) => (
        <div key={`${kind} ${number}`} className="grid items-start gap-5 sm:col-span-2 sm:grid-cols-2">
          <Field label={t('shopSettings.taxKind')} hint={index === 0 ? t('shopSettings.taxKindHint') : undefined}>
            {(tie) => <input {...tie} name="taxKind" dir="auto" maxLength={60} defaultValue={kind} />}
          </Field>
          <Field label={t('shopSettings.taxNumber')} error={index === 0 ? error : undefined}>
            {(tie) => <input {...tie} name="taxNumber" dir="ltr" maxLength={60} defaultValue={number} />}
          </Field>
        </div>
      ))}
    </>
  );
}
