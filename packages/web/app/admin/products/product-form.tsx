import { amountToDecimal, PRODUCT_CATEGORIES } from '@bottega/contracts';
import { Form, useNavigation } from 'react-router';
import type { MessageKey } from '../../i18n/translate.ts';
import { useMessages } from '../../i18n/use-messages.tsx';
import { Button } from '../../parts/button.tsx';
import { Field } from '../../parts/field.tsx';
import { Notice } from '../../parts/notice.tsx';
import { Section } from '../../parts/section.tsx';
import type { Problem } from '../../problems.ts';
import { CountedField } from '../parts/counted-field.tsx';
import { useFocusOnProblem } from '../parts/use-focus-on-problem.ts';
import { useProblem } from '../parts/use-problem.ts';
import type { ProductDetail } from '../types.ts';

const SENTENCES: Readonly<Record<string, MessageKey>> = {
  title: 'product.error.title',
  description: 'product.error.description',
  price: 'product.error.price',
  stock: 'product.error.stock',
  category: 'product.error.category',
};

type ProductFormProps = {
  readonly product: ProductDetail;
  readonly answer: Problem | { readonly saved: boolean } | undefined;
  readonly mayWrite: boolean;
};

/** The words and numbers of a product. A viewer reads them, the others change them. */
export function ProductForm({ product, answer, mayWrite }: ProductFormProps) {
  const t = useMessages();
  const isSaving = useNavigation().state === 'submitting';
  const problem = answer && 'problems' in answer ? answer : null;
  const told = useProblem(problem, SENTENCES);
  const form = useFocusOnProblem(problem);
  return (
    <Section title={t('product.details')}>
      <Form ref={form} method="post" noValidate preventScrollReset>
        <fieldset disabled={!mayWrite} className="grid gap-5 sm:grid-cols-3">
          <legend className="sr-only">{t('product.details')}</legend>
          <Words product={product} errorOf={told.of} />
          <Numbers product={product} errorOf={told.of} />
        </fieldset>
        <div className="mt-6 flex flex-wrap items-center gap-4">
          {told.rest && <Notice look="bad">{told.rest}</Notice>}
          {mayWrite && (
            <Button type="submit" look={product.status === 'on_sale' ? 'ink' : 'line'} disabled={isSaving}>
              {t('product.save')}
            </Button>
          )}
          <p role="status" className="text-ok">
            {answer && 'saved' in answer && answer.saved && !isSaving && t('product.saved')}
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

function Numbers({ product, errorOf }: PartProps) {
  const t = useMessages();
  const { currency } = product.price;
  return (
    <>
      <Field label={t('product.price', { currency })} error={errorOf('price')}>
        {(tie) => <input {...tie} name="price" inputMode="decimal" dir="ltr" defaultValue={amountToDecimal(product.price)} />}
      </Field>
      <Field label={t('product.stock')} error={errorOf('stock')}>
        {(tie) => <input {...tie} name="stock" inputMode="numeric" dir="ltr" defaultValue={product.stock} />}
      </Field>
      <Field label={t('product.category')} error={errorOf('category')}>
        {(tie) => (
          <select {...tie} name="category" defaultValue={product.category}>
            <Categories chosen={product.category} />
          </select>
        )}
      </Field>
    </>
  );
}

/** The categories that we have words for; a shop's own one stays as it is written. */
function Categories({ chosen }: { chosen: string }) {
  const t = useMessages();
  const isOwn = !PRODUCT_CATEGORIES.some((category) => category === chosen);
  return (
    <>
      {isOwn && <option>{chosen}</option>}
      {PRODUCT_CATEGORIES.map((category) => (
        <option key={category} value={category}>
          {t('category.name', { category })}
        </option>
      ))}
    </>
  );
}
