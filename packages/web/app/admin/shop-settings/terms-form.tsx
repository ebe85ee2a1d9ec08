import { amountToDecimal } from '@bottega/contracts';
import { Form } from 'react-router';
import type { MessageKey } from '../../i18n/translate.ts';
import { useMessages } from '../../i18n/use-messages.tsx';
import { Field } from '../../parts/field.tsx';
import { Section } from '../../parts/section.tsx';
import { CountedField } from '../parts/counted-field.tsx';
import { useFocusOnProblem } from '../parts/use-focus-on-problem.ts';
import { useProblem } from '../parts/use-problem.ts';
import type { ShopSettings } from '../types.ts';
import { SaveLine } from './save-line.tsx';
import type { Answer } from './shop-settings.tsx';

const SENTENCES: Readonly<Record<string, MessageKey>> = {
  name: 'shopSettings.error.name',
  about: 'shopSettings.error.about',
  locale: 'shopSettings.error.locale',
  country: 'shopSettings.error.country',
  timeZone: 'shopSettings.error.timeZone',
  taxBps: 'shopSettings.error.tax',
  shippingFlat: 'shopSettings.error.shipping',
  transferTo: 'shopSettings.error.transferTo',
};

type TermsFormProps = { readonly settings: ShopSettings; readonly answer: Answer | undefined; readonly mayWrite: boolean };
type PartProps = { readonly settings: ShopSettings; readonly errorOf: (field: string) => string | undefined };

/** What the shop is called, where it is, and on what terms it sells. */
export function TermsForm({ settings, answer, mayWrite }: TermsFormProps) {
  const t = useMessages();
  const told = useProblem(answer?.problem, SENTENCES);
  const form = useFocusOnProblem(answer?.problem);
  return (
    <Section title={t('shopSettings.terms')}>
      <Form ref={form} method="post" noValidate preventScrollReset>
        <fieldset disabled={!mayWrite} className="grid items-start gap-5 sm:grid-cols-2">
          <legend className="sr-only">{t('shopSettings.terms')}</legend>
          <Words settings={settings} errorOf={told.of} />
          <Place settings={settings} errorOf={told.of} />
          <Prices settings={settings} errorOf={told.of} />
        </fieldset>
        {mayWrite && <SaveLine intent="terms" answer={answer} rest={told.rest} />}
      </Form>
    </Section>
  );
}

function Words({ settings, errorOf }: PartProps) {
  const t = useMessages();
  return (
    <>
      <CountedField
        className="sm:col-span-2"
        label={t('shopSettings.name')}
        name="name"
        max={120}
        value={settings.name}
        error={errorOf('name')}
      />
      <CountedField
        className="sm:col-span-2"
        label={t('shopSettings.about')}
        name="about"
        max={2000}
        rows={4}
        value={settings.about}
        error={errorOf('about')}
      />
    </>
  );
}

function Place({ settings, errorOf }: PartProps) {
  const t = useMessages();
  return (
    <>
      <Field label={t('shopSettings.country')} error={errorOf('country')}>
        {(tie) => <input {...tie} name="country" dir="ltr" maxLength={2} autoComplete="country" defaultValue={settings.country} />}
      </Field>
      <Field label={t('shopSettings.locale')} error={errorOf('locale')}>
        {(tie) => <input {...tie} name="locale" dir="ltr" defaultValue={settings.locale} />}
      </Field>
      <Field className="sm:col-span-2" label={t('shopSettings.timeZone')} error={errorOf('timeZone')}>
        {(tie) => (
          <select {...tie} name="timeZone" dir="ltr" defaultValue={settings.timeZone}>
            {[...new Set([settings.timeZone, 'UTC', ...Intl.supportedValuesOf('timeZone')])].map((zone) => (
              <option key={zone}>{zone}</option>
            ))}
          </select>
        )}
      </Field>
    </>
  );
}

function Prices({ settings, errorOf }: PartProps) {
  const t = useMessages();
  const { currency, taxBps, shippingFlat } = settings;
  return (
    <>
      <Field label={t('shopSettings.tax')} error={errorOf('taxBps')}>
        {(tie) => <input {...tie} name="taxBps" inputMode="decimal" dir="ltr" defaultValue={taxBps / 100} />}
      </Field>
      <Field label={t('shopSettings.shipping', { currency })} error={errorOf('shippingFlat')}>
        {(tie) => (
          <input
            {...tie}
            name="shippingFlat"
            inputMode="decimal"
            dir="ltr"
            defaultValue={amountToDecimal({ amount: shippingFlat, currency })}
          />
        )}
      </Field>
      <label className="flex min-h-9 items-center gap-2 sm:col-span-2">
        <input type="checkbox" name="pricesIncludeTax" value="yes" defaultChecked={settings.pricesIncludeTax} />
        {t('shopSettings.pricesIncludeTax')}
      </label>
      <Field
        className="sm:col-span-2"
        label={t('shopSettings.transferTo')}
        hint={t('shopSettings.transferToHint')}
        error={errorOf('transferTo')}
      >
        {(tie) => <input {...tie} name="transferTo" dir="auto" maxLength={300} defaultValue={settings.transferTo} />}
      </Field>
    </>
  );
}
