import type { ReactNode } from 'react';
import { Form } from 'react-router';
import { useMessages } from '../../i18n/use-messages.tsx';
import { Button } from '../../parts/button.tsx';
import { Field } from '../../parts/field.tsx';
import { Section } from '../../parts/section.tsx';
import { useFormats } from '../formats.ts';
import { CountedField } from '../parts/counted-field.tsx';
import type { ProductDetail, ProductText } from '../types.ts';
import { type Answer, Refused, Saved } from './answer.tsx';

/** Languages that are offered; the program takes any other. */
const OFFERED = ['en', 'ar', 'de', 'es', 'fr', 'hi', 'it', 'ja', 'nl', 'pl', 'pt', 'sv', 'tr', 'uk', 'zh'];

type TranslationsProps = {
  readonly product: ProductDetail;
  readonly texts: readonly ProductText[];
  readonly answer: Answer;
  readonly mayWrite: boolean;
};

/** What a product says in other languages, each to be opened, and one more. */
export function Translations({ product, texts, answer, mayWrite }: TranslationsProps) {
  const t = useMessages();
  const { language: nameOf } = useFormats();
  const [main, ...others] = texts;
  return (
    <Section title={t('catalog.texts')}>
      <p className="text-14 text-ink-2">{t('catalog.textMain', { language: nameOf(main?.language ?? 'en') })}</p>
      <div className="mt-4 flex flex-wrap items-center gap-4 empty:hidden">
        <Refused answer={answer} />
        <Saved answer={answer} words={t('catalog.textsSaved')} />
      </div>
      {others.map((text) => (
        <Fold key={`${text.language} ${JSON.stringify(text)}`} title={t('catalog.textIn', { language: nameOf(text.language) })}>
          <TextForm product={product} text={text} mayWrite={mayWrite} />
        </Fold>
      ))}
      {mayWrite && (
        <Fold key={texts.length} title={t('catalog.newLanguage')}>
          <TextForm product={product} text={null} known={texts.map(({ language }) => language)} mayWrite />
        </Fold>
      )}
    </Section>
  );
}

function Fold({ title, children }: { title: string; children: ReactNode }) {
  return (
    <details className="border-b border-line py-3">
      <summary className="py-1 font-medium">{title}</summary>
      <div className="mt-4">{children}</div>
    </details>
  );
}

type TextFormProps = {
  readonly product: ProductDetail;
  /** Null for a language that the product does not speak yet. */
  readonly text: ProductText | null;
  readonly known?: readonly string[];
  readonly mayWrite: boolean;
};

function TextForm({ product, text, known = [], mayWrite }: TextFormProps) {
  const t = useMessages();
  const { language: nameOf } = useFormats();
  const line = (name: 'title' | 'seoTitle' | 'seoDescription' | 'altText', label: string, max: number) => (
    <CountedField label={label} name={name} max={max} value={text?.[name] ?? ''} error={undefined} {...(text && { lang: text.language })} />
  );
  return (
    <Form method="post" preventScrollReset>
      <fieldset disabled={!mayWrite} className="grid gap-5">
        <legend className="sr-only">{text ? t('catalog.textIn', { language: nameOf(text.language) }) : t('catalog.newLanguage')}</legend>
        {text ? (
          <input type="hidden" name="language" value={text.language} />
        ) : (
          <Field label={t('catalog.language')}>
            {(tie) => (
              <select {...tie} name="language">
                {OFFERED.filter((code) => !known.includes(code)).map((code) => (
                  <option key={code} value={code}>
                    {nameOf(code)}
                  </option>
                ))}
              </select>
            )}
          </Field>
        )}
        {line('title', t('product.title'), 200)}
        <CountedField
          label={t('product.description')}
          name="description"
          max={5000}
          rows={6}
          value={text?.description ?? ''}
          error={undefined}
        />
        {line('seoTitle', t('catalog.seoTitle'), 200)}
        {line('seoDescription', t('catalog.seoDescription'), 500)}
        {line('altText', t('catalog.altText'), 500)}
        <OptionWords product={product} words={text?.optionWords ?? {}} />
      </fieldset>
      {mayWrite && (
        <div className="mt-5 flex flex-wrap gap-3">
          <Button type="submit" name="intent" value="text">
            {t('catalog.saveText')}
          </Button>
          {text && (
            <Button type="submit" name="intent" value="removeText" look="bad" formNoValidate>
              {t('catalog.removeText')}
            </Button>
          )}
        </div>
      )}
    </Form>
  );
}

function OptionWords({ product, words }: { product: ProductDetail; words: Readonly<Record<string, string>> }) {
  const t = useMessages();
  const all = [...new Set(product.options.flatMap(({ name, values }) => [name, ...values]))];
  return (
    <div className="grid gap-4 empty:hidden sm:grid-cols-2">
      {all.map((word) => (
        <Field key={word} label={t('catalog.optionWord', { word })}>
          {(tie) => <input {...tie} name={`word.${word}`} dir="auto" maxLength={60} defaultValue={words[word] ?? ''} />}
        </Field>
      ))}
    </div>
  );
}
