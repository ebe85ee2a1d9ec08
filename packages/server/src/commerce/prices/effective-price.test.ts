import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { effectivePrice, fullPrice, type PriceOffer } from './effective-price.ts';
import { readPriceCsv } from './price-csv.ts';

const offer = (changes: Partial<PriceOffer> = {}): PriceOffer => ({
  ...{ amount: 900, leastQuantity: 1, group: null, startsAt: null, endsAt: null },
  ...changes,
});
const anybody = { quantity: 1, groups: [] as string[], now: 1_000 };

describe('the lowest price that applies', () => {
  test.for([
    ['the base price where there is no list', [], {}, 1_000],
    ['a lower price on a list', [offer()], {}, 900],
    ['not a higher one', [offer({ amount: 1_100 })], {}, 1_000],
    ['from its least quantity on', [offer({ leastQuantity: 3 })], { quantity: 2 }, 1_000],
    ['from its least quantity on, exactly', [offer({ leastQuantity: 3 })], { quantity: 3 }, 900],
    ['of a group, for its customers', [offer({ group: 'trade' })], { groups: ['trade'] }, 900],
    ['of a group, not for others', [offer({ group: 'trade' })], { groups: ['press'] }, 1_000],
    ['not before it begins', [offer({ startsAt: 1_001 })], {}, 1_000],
    ['from the moment it begins', [offer({ startsAt: 1_000 })], {}, 900],
    ['not from the moment it ends', [offer({ endsAt: 1_000 })], {}, 1_000],
  ] as const)('%s', ([, offers, changes, expected]) => {
    expect(effectivePrice(1_000, offers, { ...anybody, ...changes })).toBe(expected);
  });

  test('there is none without a base price and without a list that holds', () => {
    expect(effectivePrice(null, [offer({ group: 'trade' })], anybody)).toBeNull();
    expect(effectivePrice(null, [offer()], anybody)).toBe(900);
  });

  test('it is never above the base price, and one of those that hold', () => {
    const anyOffer = fc.record({
      amount: fc.nat(2_000),
      leastQuantity: fc.integer({ min: 1, max: 9 }),
      group: fc.option(fc.constantFrom('a', 'b')),
      startsAt: fc.option(fc.nat(2_000)),
      endsAt: fc.option(fc.nat(2_000)),
    });
    fc.assert(
      fc.property(fc.array(anyOffer), fc.integer({ min: 1, max: 9 }), fc.subarray(['a', 'b']), (offers, quantity, groups) => {
        const price = effectivePrice(1_000, offers, { quantity, groups, now: 1_000 });
        expect(price).toBeLessThanOrEqual(1_000);
        expect([1_000, ...offers.map(({ amount }) => amount)]).toContain(price);
        expect(effectivePrice(1_000, offers, { quantity: quantity + 1, groups, now: 1_000 })).toBeLessThanOrEqual(price!);
      }),
    );
  });

  test('what a reduced price is held against is what everybody pays always', () => {
    expect(fullPrice(1_000, [offer()])).toBe(1_000);
    expect(fullPrice(null, [offer({ amount: 800 }), offer({ amount: 500, endsAt: 5 }), offer({ amount: 400, group: 'a' })])).toBe(800);
    expect(fullPrice(null, [offer({ group: 'a' })])).toBeNull();
  });
});

describe('prices from CSV', () => {
  test('columns in any order, quotes, semicolons, a byte order mark, and empty amounts', () => {
    const csv = '\uFEFFamount;sku;least_quantity\r\n42.00;BOWL-1;\r\n"39.50";"MUG;2";5\r\n;OLD-1;1\r\n';
    expect(readPriceCsv(csv, 'EUR')).toEqual([
      { sku: 'BOWL-1', leastQuantity: 1, amount: 4_200 },
      { sku: 'MUG;2', leastQuantity: 5, amount: 3_950 },
      { sku: 'OLD-1', leastQuantity: 1, amount: null },
    ]);
  });

  test('amounts have the decimals of the currency', () => {
    expect(readPriceCsv('sku,amount\nA,480', 'JPY')).toMatchObject([{ amount: 480 }]);
    expect(readPriceCsv('sku,amount\nA,4.125', 'KWD')).toMatchObject([{ amount: 4_125 }]);
    expect(() => readPriceCsv('sku,amount\nA,4.80', 'JPY')).toThrow(/Line 2.*decimals/);
  });

  test.for([
    ['sku,price\nA,1', /no column “price”/],
    ['sku\nA', /columns sku and amount/],
    ['sku,amount\n\n,5', /Line 3: the SKU is missing/],
    ['sku,amount,least_quantity\nA,5,0', /Line 2: the least quantity/],
    ['sku,amount\nA,-5', /Line 2: an amount lies/],
    ['sku,amount\nA,five', /Line 2/],
    ['sku,amount', /at least one price/],
    [`sku,amount\n${'A,1\n'.repeat(501)}`, /at most 500/],
  ] as const)('%s', ([csv, message]) => {
    expect(() => readPriceCsv(csv, 'EUR')).toThrow(message);
  });
});
