import fc from 'fast-check';
import { expect, test } from 'vitest';
import { totalsOf } from './totals.ts';

const anyLines = fc.array(fc.record({ quantity: fc.integer({ min: 1, max: 999 }), unitAmount: fc.integer({ min: 0, max: 10_000_000 }) }), {
  maxLength: 20,
});
const anyTerms = fc.record({
  shipping: fc.option(fc.integer({ min: 0, max: 100_000 })),
  taxBps: fc.integer({ min: 0, max: 10_000 }),
  pricesIncludeTax: fc.boolean(),
});

/** Half to even, done the slow way. */
function roundedHalfEven(dividend: bigint, divisor: bigint): bigint {
  const whole = dividend / divisor;
  const twice = (dividend % divisor) * 2n;
  return twice > divisor || (twice === divisor && whole % 2n === 1n) ? whole + 1n : whole;
}

test('the total is the sum of its lines, shipping, and tax where prices do not include it', () => {
  fc.assert(
    fc.property(anyLines, anyTerms, (lines, terms) => {
      const totals = totalsOf(lines, terms);
      const subtotal = lines.reduce((sum, line) => sum + line.quantity * line.unitAmount, 0);
      expect(totals.subtotal).toBe(subtotal);
      expect(totals.lines.reduce((sum, line) => sum + line.total, 0)).toBe(subtotal);
      expect(totals.total).toBe(subtotal + (terms.shipping ?? 0) + (terms.pricesIncludeTax ? 0 : totals.tax));
      const rate = BigInt(terms.taxBps);
      const divisor = terms.pricesIncludeTax ? 10_000n + rate : 10_000n;
      const amounts = [...totals.lines.map((line) => line.total), terms.shipping ?? 0];
      const taxes = amounts.map((amount) => Number(roundedHalfEven(BigInt(amount) * rate, divisor)));
      expect(totals.tax).toBe(taxes.reduce((sum, tax) => sum + tax, 0));
      expect(totals.lines.map((line) => line.tax)).toEqual(taxes.slice(0, -1));
    }),
  );
});

test('half a cent goes to the even one', () => {
  const taxOf = (unitAmount: number) =>
    totalsOf([{ quantity: 1, unitAmount }], { shipping: null, taxBps: 1_000, pricesIncludeTax: false }).tax;
  expect([5, 15, 25, 35].map(taxOf)).toEqual([0, 2, 2, 4]);
});
