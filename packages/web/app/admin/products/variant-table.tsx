import { amountToDecimal } from '@bottega/contracts';
import { Trash2 } from 'lucide-react';
import { Form } from 'react-router';
import { useMessages } from '../../i18n/use-messages.tsx';
import { Button } from '../../parts/button.tsx';
import { Field } from '../../parts/field.tsx';
import { Section } from '../../parts/section.tsx';
import type { ProductDetail } from '../types.ts';
import { type Answer, SaveLine, useLabelOf } from './answer.tsx';

type VariantTableProps = { readonly product: ProductDetail; readonly answer: Answer; readonly mayWrite: boolean };
type Variant = ProductDetail['variants'][number];

/** The variants of a product with what is changed of them one by one. */
export function VariantTable({ product, answer, mayWrite }: VariantTableProps) {
  const t = useMessages();
  const { options, price, variants, pictures } = product;
  const hasOptions = options.length > 0;
  return (
    <Section title={t('catalog.variants')}>
      <Form key={JSON.stringify(variants)} method="post" preventScrollReset>
        <input type="hidden" name="intent" value="variants" />
        <fieldset disabled={!mayWrite} className="min-w-0 overflow-x-auto">
          <legend className="sr-only">{t('catalog.variants')}</legend>
          <table className="tbl">
            <thead>
              <tr>
                {hasOptions && <th>{t('catalog.variant')}</th>}
                {hasOptions && <th className="num">{t('catalog.price', { currency: price.currency })}</th>}
                {hasOptions && <th className="num">{t('catalog.stock')}</th>}
                <th>{t('catalog.sku')}</th>
                <th>{t('catalog.barcode')}</th>
                <th className="num">{t('catalog.weight')}</th>
                {hasOptions && pictures.length > 0 && <th>{t('catalog.picture')}</th>}
                {mayWrite && variants.length > 1 && <th />}
              </tr>
            </thead>
            <tbody>
              {variants.map((variant) => (
                <Row key={variant.id} variant={variant} product={product} mayWrite={mayWrite} />
              ))}
            </tbody>
          </table>
        </fieldset>
        {mayWrite && <SaveLine answer={answer} save={t('catalog.saveVariants')} saved={t('catalog.variantsSaved')} />}
      </Form>
      {mayWrite && <MissingVariant product={product} />}
    </Section>
  );
}

type RowProps = { readonly variant: Variant; readonly product: ProductDetail; readonly mayWrite: boolean };

function Row({ variant, product, mayWrite }: RowProps) {
  const t = useMessages();
  const labelOf = useLabelOf();
  const hasOptions = product.options.length > 0;
  const cell = (name: string, field: string, value: string | number, wide = false) => (
    <input
      className={`input ${wide ? 'w-36' : 'w-24'}`}
      name={`${variant.id}.${name}`}
      aria-label={labelOf(field, variant.title)}
      dir="ltr"
      defaultValue={value}
    />
  );
  return (
    <tr>
      {hasOptions && (
        <th scope="row" className="text-start font-medium">
          <bdi>{variant.title}</bdi>
        </th>
      )}
      {hasOptions && <td>{cell('price', t('catalog.price', { currency: variant.price.currency }), amountToDecimal(variant.price))}</td>}
      {hasOptions && (
        <td>
          {cell('stock', t('catalog.stock'), variant.stock)}
          <input type="hidden" name={`${variant.id}.stockWas`} value={variant.stock} />
        </td>
      )}
      <td>{cell('sku', t('catalog.sku'), variant.sku, true)}</td>
      <td>{cell('barcode', t('catalog.barcode'), variant.barcode ?? '', true)}</td>
      <td>{cell('weight', t('catalog.weight'), variant.weightGrams)}</td>
      {hasOptions && product.pictures.length > 0 && (
        <td>
          <select
            className="input"
            name={`${variant.id}.picture`}
            aria-label={labelOf(t('catalog.picture'), variant.title)}
            defaultValue={variant.pictureIds[0] ?? ''}
          >
            <option value="">{t('catalog.noPicture')}</option>
            {product.pictures.map(({ picture }, index) => (
              <option key={picture.id} value={picture.id}>
                {t('catalog.pictureNumber', { number: index + 1 })}
              </option>
            ))}
          </select>
        </td>
      )}
      {mayWrite && product.variants.length > 1 && (
        <td>
          <Button
            type="submit"
            look="quiet"
            name="remove"
            value={variant.id}
            aria-label={t('catalog.removeVariant', { variant: variant.title })}
          >
            <Trash2 className="i" />
          </Button>
        </td>
      )}
    </tr>
  );
}

/** The combinations that there is no variant of, in the order of the options. */
function missingOf({ options, variants }: ProductDetail): string[][] {
  const made = new Set(variants.map(({ choices }) => JSON.stringify(choices)));
  const all = options.reduce<string[][]>((some, { values }) => some.flatMap((choices) => values.map((value) => [...choices, value])), [[]]);
  return options.length === 0 ? [] : all.filter((choices) => !made.has(JSON.stringify(choices)));
}

function MissingVariant({ product }: { product: ProductDetail }) {
  const t = useMessages();
  const missing = missingOf(product);
  if (missing.length === 0) return null;
  return (
    <Form key={missing.length} method="post" preventScrollReset className="mt-6 flex flex-wrap items-end gap-4">
      <input type="hidden" name="intent" value="addVariant" />
      <Field label={t('catalog.missing')}>
        {(tie) => (
          <select {...tie} name="choices">
            {missing.map((choices) => (
              <option key={JSON.stringify(choices)} value={JSON.stringify(choices)}>
                {choices.join(' / ')}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field label={t('catalog.price', { currency: product.price.currency })} className="w-32">
        {(tie) => <input {...tie} name="price" inputMode="decimal" dir="ltr" defaultValue={amountToDecimal(product.price)} />}
      </Field>
      <Field label={t('catalog.stock')} className="w-28">
        {(tie) => <input {...tie} name="stock" inputMode="numeric" dir="ltr" defaultValue="0" />}
      </Field>
      <Button type="submit">{t('catalog.addVariant')}</Button>
    </Form>
  );
}
