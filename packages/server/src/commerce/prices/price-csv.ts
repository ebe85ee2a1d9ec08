import { parseAmount } from '@bottega/contracts';
import { refuseField } from '#platform';
import { readCsv } from '../csv.ts';
import { MOST_PRICES_AT_ONCE, type NewPrice } from './price-list.ts';

const COLUMNS = ['sku', 'amount', 'least_quantity'] as const;

/**
 * Reads prices from CSV: a first line with the columns `sku`, `amount` and perhaps `least_quantity`, in any order, then a price a line. An
 * amount is written as people do, 42.00, and an empty one takes the price away. Commas or semicolons divide; quotes hold what has either.
 * @throws BottegaError invalid_input, naming the line
 */
export function readPriceCsv(text: string, currency: string): NewPrice[] {
  const rows = readCsv(text, { columns: COLUMNS, required: ['sku', 'amount'], what: 'price', most: MOST_PRICES_AT_ONCE });
  return rows.map(({ number, cell }) => {
    const sku = cell('sku');
    if (sku === '') refuseField('csv', `Line ${number}: the SKU is missing.`);
    return { sku, leastQuantity: readQuantity(cell('least_quantity'), number), amount: readAmount(cell('amount'), { currency, number }) };
  });
}

function readQuantity(text: string, number: number): number {
  const quantity = text === '' ? 1 : Number(text);
  if (!Number.isInteger(quantity) || quantity < 1 || quantity > 999)
    refuseField('csv', `Line ${number}: the least quantity is between 1 and 999.`);
  return quantity;
}

function readAmount(text: string, { currency, number }: { currency: string; number: number }): number | null {
  if (text === '') return null;
  try {
    const amount = parseAmount(text, currency);
    if (amount >= 0 && amount <= 100_000_000_000) return amount;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    refuseField('csv', `Line ${number}: ${error.message}.`);
  }
  return refuseField('csv', `Line ${number}: an amount lies between 0 and 100,000,000,000 minor units.`);
}
