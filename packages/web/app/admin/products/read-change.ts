import { parseAmount } from '@bottega/contracts';
import type { Operations } from 'bottega/web-context';

type ProductChange = Omit<Parameters<Operations['commerce']['updateProduct']>[1], 'id'>;

/** What the form asks to change. What is no number goes on as such: the operation says what is wrong with it. */
export function readChange(form: FormData, currency: string): ProductChange {
  const text = (name: string) => String(form.get(name) ?? '').trim();
  return {
    title: text('title'),
    description: text('description'),
    category: text('category'),
    price: { amount: readAmount(text('price'), currency), currency },
    stock: text('stock') === '' ? Number.NaN : Number(text('stock')),
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
