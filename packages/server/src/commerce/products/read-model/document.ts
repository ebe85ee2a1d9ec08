import type { Insertable } from 'kysely';
import type { Tables } from '#platform';
import { type Option, variantTitle } from '../options.ts';
import type { ProductDetail, ProductSummary } from '../product.ts';
import { fold, toVector, type Weighted } from '../search-words.ts';
import { shorten } from '../seo.ts';
import type { ProductFacts, VariantFacts } from './product-facts.ts';

/** Raised when a document gets another shape: those of an older version are written anew by whoever reads them. */
export const DOCUMENT_VERSION = 1;

/** Where a number of units belongs. JSON writes this sign as an escape, so nothing that anybody wrote is taken for a hole. */
const HOLE = '\u0001';

type Document = Omit<Insertable<Tables['product_document']>, 'shop_id'>;
type SearchRow = Omit<Insertable<Tables['product_search']>, 'shop_id'>;
type Text = ProductFacts['texts'][number];
type List = Omit<ProductSummary, 'stock' | 'variants'>;
type Detail = Omit<ProductDetail, 'stock' | 'variants' | 'notes'>;

/** The documents of a product, one for each of its languages. */
export function documentsOf(facts: ProductFacts): Document[] {
  const main = facts.texts.find(({ language }) => language === facts.main_language);
  if (!main || facts.variants.length === 0) throw new Error(`the product ${facts.id} lacks its text or its variant`);
  return facts.texts.map((text) => {
    const list = listOf(facts, text, main);
    return {
      product_id: facts.id,
      language: text.language,
      is_main: text === main,
      version: DOCUMENT_VERSION,
      slug: facts.slug,
      status: facts.status,
      variant_ids: facts.variants.map(({ id }) => id),
      list_text: withHoles(
        list,
        facts.variants.map((variant) => shortVariant(variant, text)),
      ),
      detail_text: withHoles(
        detailOf(facts, list, text),
        facts.variants.map((variant) => wholeVariant(variant, text)),
      ),
    };
  });
}

/** What a product is found and ordered by: the words of all its languages. */
export function searchRowOf(facts: ProductFacts): SearchRow {
  const title = facts.texts.find(({ language }) => language === facts.main_language)?.title ?? '';
  const numbers = facts.variants.flatMap(({ sku, barcode, choices }) => [sku, barcode ?? '', ...choices]);
  const named = [...facts.tags, facts.category, ...facts.texts.flatMap(({ option_words }) => Object.values(option_words)), ...numbers];
  const texts: Weighted[] = [
    ...facts.texts.map((text) => ({ weight: 'A' as const, text: text.title })),
    { weight: 'B', text: named.join(' ') },
    ...facts.texts.map((text) => ({ weight: 'C' as const, text: text.description })),
  ];
  return {
    product_id: facts.id,
    status: facts.status,
    category: facts.category,
    price: Math.min(...facts.variants.map(({ price_amount }) => price_amount)),
    title: fold(title),
    words: toVector(texts, facts.category),
  };
}

function listOf(facts: ProductFacts, text: Text, main: Text): List {
  const [cover] = picturesOf(facts, text, main);
  const byPrice = facts.variants.toSorted((one, other) => one.price_amount - other.price_amount).map(priceOf);
  return {
    id: facts.id,
    slug: facts.slug,
    title: text.title,
    price: byPrice[0] as Detail['price'],
    highestPrice: byPrice.at(-1) as Detail['price'],
    status: facts.status,
    category: facts.category,
    picture: cover?.picture ?? null,
    altText: cover?.altText ?? '',
    createdAt: facts.created_at,
    options: facts.options.map((option) => translateOption(option, text)),
  };
}

const detailOf = (facts: ProductFacts, list: List, text: Text): Detail => ({
  ...list,
  description: text.description,
  taxCategory: facts.tax_category,
  tags: facts.tags,
  seoTitle: text.seo_title || text.title,
  seoDescription: text.seo_description || shorten(text.description),
  pictures: picturesOf(facts, text, facts.texts.find(({ language }) => language === facts.main_language) as Text),
  films: [...facts.films],
  languages: facts.texts.map(({ language }) => language),
  language: text.language,
});

/** A translation describes the first picture, the others keep what was said of them. */
const picturesOf = ({ pictures }: ProductFacts, text: Text, main: Text): Detail['pictures'] =>
  pictures.map(({ view, altText }, position) => ({
    picture: view,
    altText: (position === 0 && text !== main && text.alt_text) || altText,
  }));

const translate = ({ option_words: words }: Text, word: string): string => (Object.hasOwn(words, word) ? (words[word] as string) : word);

const translateOption = ({ name, values }: Option, text: Text) => ({
  name: translate(text, name),
  values: values.map((value) => translate(text, value)),
});

const priceOf = ({ price_amount: amount, price_currency: currency }: VariantFacts) => ({ amount, currency });

function shortVariant(variant: VariantFacts, text: Text) {
  const choices = variant.choices.map((choice) => translate(text, choice));
  return {
    id: variant.id,
    sku: variant.sku,
    title: variantTitle(choices, text.title),
    choices,
    price: priceOf(variant),
    prices: { [variant.price_currency]: variant.price_amount },
  };
}

const wholeVariant = (variant: VariantFacts, text: Text): Omit<ProductDetail['variants'][number], 'stock'> => ({
  ...shortVariant(variant, text),
  barcode: variant.barcode,
  weightGrams: variant.weight_grams,
  lengthMm: variant.length_mm,
  widthMm: variant.width_mm,
  heightMm: variant.height_mm,
  pictureIds: variant.picture_ids,
});

function withHoles(product: object, variants: readonly object[]): string {
  const withStock = (text: string) => `${text.slice(0, -1)},"stock":${HOLE}}`;
  const stocked = variants.map((variant) => withStock(JSON.stringify(variant)));
  return withStock(`${JSON.stringify(product).slice(0, -1)},"variants":[${stocked.join(',')}]}`);
}

/** A document with the units of its variants, and their sum, in their places. */
export function fillHoles(text: string, units: readonly number[]): string {
  const parts = text.split(HOLE);
  if (parts.length !== units.length + 2) throw new Error('a document has not one hole for each of its variants');
  let filled = parts[0] as string;
  for (const [index, count] of units.entries()) filled += count + (parts[index + 1] as string);
  return filled + units.reduce((sum, count) => sum + count, 0) + (parts.at(-1) as string);
}
