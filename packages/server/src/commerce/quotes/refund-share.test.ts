import { expect, test } from 'vitest';
import { type Refundable, refundShare, totalOf } from './refund-share.ts';

/** Three bowls for 100.00 less 0.01, tax inside, and shipping of 6.90. */
const ORDER: Refundable = {
  pricesIncludeTax: true,
  lines: [{ id: 'bowls', quantity: 3, total: 9_999, tax: 1_803 }],
  shipping: { total: 690, tax: 124 },
};

const nothing = { units: new Map<string, number>(), shipping: 0, amount: 0 };
const one = { lines: [{ id: 'bowls', quantity: 1 }], shipping: 0 };

test('a unit is worth its share of what was paid, discount and tax included', () => {
  expect(refundShare(ORDER, nothing, one)).toMatchObject({ state: 'ok', amount: 3_333, tax: 601, withheld: 0 });
});

test('where tax came on top it is given back with the unit', () => {
  expect(refundShare({ ...ORDER, pricesIncludeTax: false }, nothing, one)).toMatchObject({ amount: 3_934, tax: 601 });
});

test('units of one line named twice are one wish', () => {
  const wish = { lines: [...one.lines, ...one.lines], shipping: 0 };
  expect(refundShare(ORDER, nothing, wish)).toMatchObject({ lines: [{ id: 'bowls', quantity: 2, amount: 6_666 }] });
  expect(refundShare(ORDER, nothing, { lines: [...wish.lines, ...wish.lines], shipping: 0 })).toMatchObject({ reason: 'more_than_left' });
});

test('more than is left is refused, and says how much is left', () => {
  const before = { units: new Map([['bowls', 2]]), shipping: 690, amount: 7_356 };
  expect(refundShare(ORDER, before, { lines: [{ id: 'bowls', quantity: 2 }], shipping: 0 })).toEqual({
    state: 'refused',
    reason: 'more_than_left',
    lineId: 'bowls',
    left: 1,
  });
  expect(refundShare(ORDER, before, { lines: [], shipping: 1 })).toMatchObject({ reason: 'more_than_left', lineId: null, left: 0 });
  expect(refundShare(ORDER, nothing, { lines: [{ id: 'mug', quantity: 1 }], shipping: 0 })).toMatchObject({ reason: 'no_such_line' });
});

test('what was given before as goodwill is kept back at the end, never paid twice', () => {
  const before = { units: new Map<string, number>(), shipping: 0, amount: 2_000 };
  const all = refundShare(ORDER, before, { lines: [{ id: 'bowls', quantity: 3 }], shipping: 690 });
  expect(all).toMatchObject({ state: 'ok', amount: totalOf(ORDER) - 2_000, withheld: 2_000 });
});
