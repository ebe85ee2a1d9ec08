import { Form } from 'react-router';
import { useMessages } from '../../i18n/use-messages.tsx';
import { Field } from '../../parts/field.tsx';
import { Section } from '../../parts/section.tsx';
import type { ProductDetail } from '../types.ts';
import { type Answer, SaveLine } from './answer.tsx';

const MOST_OPTIONS = 3;

type OptionsFormProps = { readonly product: ProductDetail; readonly answer: Answer; readonly mayWrite: boolean };

/** What a product can be chosen by: a line for each option there is, and one for another. */
export function OptionsForm({ product, answer, mayWrite }: OptionsFormProps) {
  const t = useMessages();
  const { options } = product;
  if (!mayWrite && options.length === 0) return null;
  const lines = [...options, ...(options.length < MOST_OPTIONS ? [{ name: '', values: [] }] : [])];
  return (
    <Section title={t('catalog.options')}>
      <p className="text-14 text-ink-2">{t('catalog.optionsHint')}</p>
      <Form method="post" preventScrollReset className="mt-4">
        <input type="hidden" name="intent" value="options" />
        <fieldset disabled={!mayWrite} className="grid gap-4">
          <legend className="sr-only">{t('catalog.options')}</legend>
          {lines.map(({ name, values }, index) => (
            <div key={name} className="grid gap-4 sm:grid-cols-[12rem_minmax(0,1fr)]">
              <input type="hidden" name="optionWas" value={name} />
              <Field label={t('catalog.optionName', { number: index + 1 })}>
                {(tie) => <input {...tie} name="optionName" dir="auto" maxLength={60} defaultValue={name} />}
              </Field>
              <Field label={t('catalog.optionValues')}>
                {(tie) => <input {...tie} name="optionValues" dir="auto" defaultValue={values.join(', ')} />}
              </Field>
            </div>
          ))}
          <label className="flex items-center gap-2">
            <input type="checkbox" name="fill" defaultChecked />
            {t('catalog.fill')}
          </label>
        </fieldset>
        {mayWrite && <SaveLine answer={answer} save={t('catalog.saveOptions')} saved={t('catalog.optionsSaved')} />}
      </Form>
    </Section>
  );
}
