import { parseAmount } from '@bottega/contracts';
import type { Operations } from 'bottega/web-context';
import type { ProductDetail } from '../types.ts';

type Commerce = Operations['commerce'];
type ProductChange = Omit<Parameters<Commerce['updateProduct']>[1], 'id'>;
type OptionsChange = Omit<Parameters<Commerce['setOptions']>[1], 'productId'>;
type VariantsChange = Parameters<Commerce['changeVariants']>[1]['variants'];
type TextChange = Omit<Parameters<Commerce['setProductText']>[1], 'productId'>;
type NewVariant = Omit<Parameters<Commerce['addVariant']>[1], 'productId'>;

const textIn = (form: FormData, name: string): string => String(form.get(name) ?? '').trim();

/** What is no number goes on as such: the operation says what is wrong with it. */
const wholeIn = (form: FormData, name: string): number => (textIn(form, name) === '' ? Number.NaN : Number(textIn(form, name)));

/** What the form asks to change. A product with options has its prices and stocks in another. */
export function readChange(form: FormData, currency: string): ProductChange {
  return {
    title: textIn(form, 'title'),
    description: textIn(form, 'description'),
    category: textIn(form, 'newCategory') || textIn(form, 'category'),
    ...(form.has('price') && { price: { amount: readAmount(textIn(form, 'price'), currency), currency } }),
    ...(form.has('stock') && { stock: wholeIn(form, 'stock') }),
  };
}

function readAmount(decimal: string, currency: string): number {
  try {
    return parseAmount(decimal.replace(',', '.'), currency);
  } catch (error) {
    if (error instanceof RangeError) return Number.NaN;
    throw error;
  }
}

/** Values as somebody lists them, with any comma. A line without a name is none; one whose name was there is that one, renamed. */
export function readOptions(form: FormData): OptionsChange {
  const names = form.getAll('optionName').map((name) => String(name).trim());
  const values = form.getAll('optionValues').map(String);
  const before = form.getAll('optionWas').map(String);
  const options = names.flatMap((name, index) => {
    const was = before[index];
    const listed = (values[index] ?? '').split(/[,،、]/).map((value) => value.trim());
    return name === '' ? [] : [{ name, values: [...new Set(listed.filter((value) => value !== ''))], ...(was && { was }) }];
  });
  return { options, fill: form.get('fill') === 'on' };
}

/** The rows of the table of variants. A stock is only written where somebody wrote another: meanwhile some may have been sold. */
export function readVariants(form: FormData, { variants, options, price }: ProductDetail): VariantsChange {
  return variants.map(({ id }) => {
    const at = (name: string) => `${id}.${name}`;
    const pictureId = textIn(form, at('picture'));
    return {
      id,
      sku: textIn(form, at('sku')),
      barcode: textIn(form, at('barcode')) || null,
      weightGrams: textIn(form, at('weight')) === '' ? 0 : wholeIn(form, at('weight')),
      ...(options.length > 0 && {
        price: { amount: readAmount(textIn(form, at('price')), price.currency), currency: price.currency },
        ...(textIn(form, at('stock')) !== textIn(form, at('stockWas')) && { stock: wholeIn(form, at('stock')) }),
      }),
      ...(form.has(at('picture')) && { pictureIds: pictureId === '' ? [] : [pictureId] }),
    };
  });
}

/** A combination that there is no variant of, and its price. */
export function readNewVariant(form: FormData, currency: string): NewVariant {
  const choices: unknown = JSON.parse(textIn(form, 'choices') || '[]');
  return {
    choices: Array.isArray(choices) ? choices.map(String) : [],
    price: { amount: readAmount(textIn(form, 'price'), currency), currency },
    stock: textIn(form, 'stock') === '' ? 0 : wholeIn(form, 'stock'),
  };
}

/** What a product says in one language; the words of its options stand as `word.<what it is in the main language>`. */
export function readText(form: FormData): TextChange {
  const words = [...form.keys()].filter((name) => name.startsWith('word.'));
  return {
    language: textIn(form, 'language'),
    title: textIn(form, 'title'),
    description: textIn(form, 'description'),
    seoTitle: textIn(form, 'seoTitle'),
    seoDescription: textIn(form, 'seoDescription'),
    altText: textIn(form, 'altText'),
    optionWords: Object.fromEntries(
      words.map((name) => [name.slice('word.'.length), textIn(form, name)]).filter(([, word]) => word !== ''),
    ),
  };
}

type Shown = ProductDetail['pictures'];

/** The pictures after a button was pressed: `earlier`, `later`, `out` or `describe`, and which; what was written of it stays written. */
export function movePicture(pictures: Shown, form: FormData): { pictureId: string; altText: string }[] {
  const listed = pictures.map(({ picture, altText }) => ({ pictureId: picture.id, altText }));
  const from = listed.findIndex(({ pictureId }) => pictureId === form.get('picture'));
  const [moved] = from < 0 ? [] : listed.splice(from, 1);
  if (!moved || form.get('move') === 'out') return listed;
  const step = { earlier: -1, later: 1 }[String(form.get('move'))] ?? 0;
  const described = { ...moved, altText: form.has('altText') ? textIn(form, 'altText') : moved.altText };
  return listed.toSpliced(Math.max(0, from + step), 0, described);
}
