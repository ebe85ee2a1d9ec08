import { shareOf, taxInside } from '@bottega/contracts';

/** What shipping costs (minor units; null while nobody knows where to) and how tax is counted. */
export type Terms = { readonly shipping: number | null; readonly taxBps: number; readonly pricesIncludeTax: boolean };

export type PricedLine = { readonly quantity: number; readonly unitAmount: number };

export type Totals = {
  readonly subtotal: number;
  readonly shipping: number;
  readonly tax: number;
  readonly total: number;
  /** Total and tax of each line, in the order of the lines. */
  readonly lines: readonly { readonly total: number; readonly tax: number }[];
};

/**
 * Adds up in minor units. Tax is rounded half to even on each line, as invoices need it, and on shipping; it lies inside the total
 * when prices include it, and is added otherwise.
 * @throws RangeError beyond 2^53
 */
export function totalsOf(lines: readonly PricedLine[], { shipping, taxBps, pricesIncludeTax }: Terms): Totals {
  const taxOn = pricesIncludeTax ? taxInside : shareOf;
  const priced = lines.map(({ quantity, unitAmount }) => {
    const total = quantity * unitAmount;
    return { total, tax: taxOn(total, taxBps) };
  });
  const subtotal = priced.reduce((sum, line) => sum + line.total, 0);
  const tax = priced.reduce((sum, line) => sum + line.tax, taxOn(shipping ?? 0, taxBps));
  const gross = subtotal + (shipping ?? 0);
  return { subtotal, shipping: shipping ?? 0, tax, total: pricesIncludeTax ? gross : gross + tax, lines: priced };
}
