import { amountToDecimal, PRODUCT_CATEGORIES } from '@bottega/contracts';
import { Form, useNavigation } from 'react-router';
import type { MessageKey, Translate } from '../../i18n/translate.ts';
import { useMessages } from '../../i18n/use-messages.tsx';
import { Button } from '../../parts/button.tsx';
import { Field } from '../../parts/field.tsx';
import { Notice } from '../../parts/notice.tsx';
import { Section } from '../../parts/section.tsx';
import { CountedField } from '../parts/counted-field.tsx';
import { useFocusOnProblem } from '../parts/use-focus-on-problem.ts';
import { useProblem } from '../parts/use-problem.ts';
import type { CategoryView, ProductDetail } from '../types.ts';
import type { Answer } from './answer.tsx';

const SENTENCES: Readonly<Record<string, MessageKey>> = {
  title: 'product.error.title',
  description: 'product.error.description',
  price: 'product.error.price',
  stock: 'product.error.stock',
  category: 'product.error.category',
};

type ProductFormProps = {
  readonly product: ProductDetail;
  readonly categories: readonly CategoryView[];
  readonly answer: Answer;
  readonly mayWrite: boolean;
};

/** The words and numbers of a product. A viewer reads them, the others change them. */
export function ProductForm({ product, categories, answer, mayWrite }: ProductFormProps) {
  const t = useMessages();
  const isSaving = useNavigation().state === 'submitting';
  const problem = answer?.problem ?? null;
  const told = useProblem(problem, SENTENCES);
  const form = useFocusOnProblem(problem);
  return (
    <Section title={t('product.details')}>
      <Form ref={form} method="post" noValidate preventScrollReset>
        <fieldset disabled={!mayWrite} className="grid gap-5 sm:grid-cols-3">
          <legend className="sr-only">{t('product.details')}</legend>
          <Words product={product} errorOf={told.of} />
          <Numbers product={product} errorOf={told.of} />
          <Category product={product} categories={categories} errorOf={told.of} />
        </fieldset>
        <div className="mt-6 flex flex-wrap items-center gap-4">
          {told.rest && <Notice look="bad">{told.rest}</Notice>}
          {mayWrite && (
            <Button type="submit" look={product.status === 'on_sale' ? 'ink' : 'line'} disabled={isSaving}>
              {t('product.save')}
            </Button>
          )}
          <p role="status" className="text-ok">
            {answer && !problem && !isSaving && t('product.saved')}
          </p>
        </div>
      </Form>
    </Section>
  );
}

type PartProps = { readonly product: ProductDetail; readonly errorOf: (field: string) => string | undefined };

function Words({ product, errorOf }: PartProps) {
  const t = useMessages();
  return (
    <>
      <CountedField
        className="sm:col-span-3"
        label={t('product.title')}
        name="title"
        max={200}
        value={product.title}
        error={errorOf('title')}
      />
      <CountedField
        className="sm:col-span-3"
        label={t('product.description')}
        name="description"
        max={5000}
        rows={9}
        value={product.description}
        error={errorOf('description')}
      />
    </>
  );
}

/** Of a product without options; those of variants stand in their table. */
function Numbers({ product, errorOf }: PartProps) {
  const t = useMessages();
  const { currency } = product.price;
  if (product.options.length > 0) return null;
  return (
    <>
      <Field label={t('product.price', { currency })} error={errorOf('price')}>
        {(tie) => <input {...tie} name="price" inputMode="decimal" dir="ltr" defaultValue={amountToDecimal(product.price)} />}
      </Field>
      <Field label={t('product.stock')} error={errorOf('stock')}>
        {(tie) => <input {...tie} name="stock" inputMode="numeric" dir="ltr" defaultValue={product.stock} />}
      </Field>
    </>
  );
}

function Category({ product, categories, errorOf }: PartProps & { readonly categories: readonly CategoryView[] }) {
  const t = useMessages();
  const nameOf = (category: CategoryView) => category.name ?? knownName(category.slug, t);
  return (
    <>
      <Field label={t('product.category')} error={errorOf('category')}>
        {(tie) => (
          <select {...tie} name="category" defaultValue={product.category}>
            {categories.map((category) => (
              <option key={category.slug} value={category.slug}>
                {`${'\u2003'.repeat(category.depth)}${nameOf(category)}`}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field label={t('catalog.newCategory')} hint={t('catalog.newCategoryHint')}>
        {(tie) => <input {...tie} name="newCategory" dir="auto" maxLength={60} />}
      </Field>
    </>
  );
}

/** A category that nobody named: in our words where we have some, else as it is written. */
const knownName = (slug: string, t: Translate): string =>
  PRODUCT_CATEGORIES.some((category) => category === slug) ? t('category.name', { category: slug }) : slug;
