import { parseAmount } from '@bottega/contracts';
import type { ShopChange } from '../types.ts';

type Profile = NonNullable<ShopChange['profile']>;

const textOf = (form: FormData) => (name: string) => String(form.get(name) ?? '').trim();

/** The shop's terms as the form has them. What is no number goes on as such: the operation says what is wrong with it. */
export function readTerms(form: FormData, currency: string): ShopChange {
  const text = textOf(form);
  return {
    name: text('name'),
    about: text('about'),
    locale: text('locale'),
    country: text('country').toUpperCase(),
    timeZone: text('timeZone'),
    // A percentage has two decimals, as euros have: 7.7 % are 770 basis points.
    taxBps: readDecimal(text('taxBps'), 'EUR'),
    pricesIncludeTax: form.get('pricesIncludeTax') === 'yes',
    shippingFlat: readDecimal(text('shippingFlat'), currency),
    transferTo: text('transferTo'),
  };
}

/** Who runs the shop. A number without a kind, or the other way round, is told of; a line with neither is left out. */
export function readProfile(form: FormData): Profile {
  const text = textOf(form);
  const numbers = form.getAll('taxNumber').map(String);
  const taxNumbers = form.getAll('taxKind').map((kind, index) => ({ kind: String(kind).trim(), number: (numbers[index] ?? '').trim() }));
  return {
    legalName: text('legalName'),
    address: text('address').replaceAll('\r\n', '\n'),
    email: text('email'),
    phone: text('phone'),
    taxNumbers: taxNumbers.filter(({ kind, number }) => kind !== '' || number !== ''),
  };
}

function readDecimal(decimal: string, currency: string): number {
  try {
    return parseAmount(decimal.replace(',', '.'), currency);
  } catch (error) {
    if (error instanceof RangeError) return Number.NaN;
    throw error;
  }
}
