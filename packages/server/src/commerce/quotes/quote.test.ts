import { expect, test } from 'vitest';
import type { PromotionFacts } from './promotion-rules.ts';
import { explainPromotions, type QuoteFacts, type QuoteLineFacts, quoteOf } from './quote.ts';

const line = (changes: Partial<QuoteLineFacts> = {}): QuoteLineFacts => {
  const unitAmount = changes.unitAmount ?? 1_000;
  const named = { variantId: 'v', productId: 'bowl', category: 'tableware', quantity: 1, taxBps: 2_200 };
  return { ...named, unitAmount, baseAmount: unitAmount, ...changes };
};

const cart = (changes: Partial<QuoteFacts> = {}): QuoteFacts => ({
  currency: 'EUR',
  pricesIncludeTax: true,
  lines: [line()],
  shipping: { rateId: 'r', name: 'Parcel', amount: 690, taxBps: 2_200 },
  promotions: [],
  credits: [],
  ...changes,
});

const promotion = (changes: Partial<PromotionFacts> = {}): PromotionFacts => ({
  id: 'promotion',
  code: null,
  name: 'Spring',
  effect: { kind: 'percent', bps: 1_000 },
  on: { productIds: [], categories: [], fullPriceOnly: false },
  least: { subtotal: 0, quantity: 0 },
  exclusive: false,
  ...changes,
});

/** What the lines lose, and what shipping loses. */
const cutsOf = (facts: QuoteFacts): [number[], number] => {
  const quote = quoteOf(facts);
  return [quote.lines.map((line) => line.discount), quote.shippingDiscount];
};

const mugs = { productId: 'mug', category: 'cups' };

/** The rule table: what each kind of promotion takes off which cart. */
const CASES: readonly [string, Partial<QuoteFacts>, number[], number][] = [
  ['a tenth of everything', { promotions: [promotion()] }, [100], 0],
  [
    'a third of 100 over three lines: 33 = 11 + 11 + 11',
    { lines: [33, 33, 34].map((unitAmount) => line({ unitAmount })), promotions: [promotion({ effect: { kind: 'percent', bps: 3_333 } })] },
    [11, 11, 11],
    0,
  ],
  [
    'one cent over three equal lines goes to the first',
    { lines: [line(), line(), line()], promotions: [promotion({ effect: { kind: 'fixed', amount: 1 } })] },
    [1, 0, 0],
    0,
  ],
  [
    'a fixed amount never takes more than there is',
    { lines: [line({ unitAmount: 300 }), line({ unitAmount: 200 })], promotions: [promotion({ effect: { kind: 'fixed', amount: 900 } })] },
    [300, 200],
    0,
  ],
  ['free shipping', { promotions: [promotion({ effect: { kind: 'free_shipping' } })] }, [0], 690],
  [
    'three for two: the cheapest is free',
    {
      lines: [line({ unitAmount: 900 }), line({ unitAmount: 500 }), line({ unitAmount: 700 })],
      promotions: [promotion({ effect: { kind: 'buy_x_get_y', buy: 2, get: 1 } })],
    },
    [0, 500, 0],
    0,
  ],
  [
    'seven units by three for two: two are free, of the cheapest line',
    {
      lines: [line({ quantity: 4, unitAmount: 900 }), line({ quantity: 3, unitAmount: 500 })],
      promotions: [promotion({ effect: { kind: 'buy_x_get_y', buy: 2, get: 1 } })],
    },
    [0, 1_000],
    0,
  ],
  [
    'free units after a half off are worth half',
    {
      lines: [line({ quantity: 3, unitAmount: 1_000 })],
      promotions: [
        promotion({ id: 'a', effect: { kind: 'percent', bps: 5_000 } }),
        promotion({ id: 'b', effect: { kind: 'buy_x_get_y', buy: 2, get: 1 } }),
      ],
    },
    [2_000],
    0,
  ],
  [
    'only mugs, by product',
    { lines: [line(), line(mugs)], promotions: [promotion({ on: { productIds: ['mug'], categories: [], fullPriceOnly: false } })] },
    [0, 100],
    0,
  ],
  [
    'only cups, by category',
    { lines: [line(), line(mugs)], promotions: [promotion({ on: { productIds: [], categories: ['cups'], fullPriceOnly: false } })] },
    [0, 100],
    0,
  ],
  [
    'not what is reduced already',
    {
      lines: [line({ unitAmount: 800, baseAmount: 1_000 }), line()],
      promotions: [promotion({ on: { productIds: [], categories: [], fullPriceOnly: true } })],
    },
    [0, 100],
    0,
  ],
  ['two that combine: the second sees what the first has left', { promotions: [promotion({ id: 'a' }), promotion({ id: 'b' })] }, [190], 0],
];

test.for(CASES)('%s', ([, changes, lines, shipping]) => {
  expect(cutsOf(cart(changes))).toEqual([lines, shipping]);
});

test('a promotion that does not apply says why', () => {
  const judge = (promotions: PromotionFacts[], changes: Partial<QuoteFacts> = {}) => explainPromotions(cart({ promotions, ...changes }));
  expect(judge([promotion({ least: { subtotal: 1_500, quantity: 0 } })])).toEqual([
    { promotionId: 'promotion', applies: false, reason: 'below_subtotal', missing: 500 },
  ]);
  expect(judge([promotion({ least: { subtotal: 0, quantity: 3 } })])).toEqual([
    { promotionId: 'promotion', applies: false, reason: 'below_quantity', missing: 2 },
  ]);
  expect(judge([promotion({ on: { productIds: ['vase'], categories: [], fullPriceOnly: false } })])).toEqual([
    { promotionId: 'promotion', applies: false, reason: 'nothing_fits' },
  ]);
  expect(judge([promotion({ effect: { kind: 'free_shipping' } })], { shipping: null })).toEqual([
    { promotionId: 'promotion', applies: false, reason: 'nothing_to_take_off' },
  ]);
});

test('an exclusive promotion works alone: the first in order wins, and one that takes nothing off does not block', () => {
  const [a, alone, c] = [promotion({ id: 'a' }), promotion({ id: 'alone', exclusive: true }), promotion({ id: 'c' })];
  const refused = (promotionId: string, besides: string) => ({ promotionId, applies: false, reason: 'not_combinable', besides });
  expect(explainPromotions(cart({ promotions: [a, alone, c] }))).toMatchObject([
    { applies: true },
    refused('alone', 'a'),
    { applies: true },
  ]);
  expect(explainPromotions(cart({ promotions: [alone, a, c] }))).toMatchObject([
    { applies: true },
    refused('a', 'alone'),
    refused('c', 'alone'),
  ]);
  const idle = promotion({ id: 'idle', exclusive: true, least: { subtotal: 9_999, quantity: 0 } });
  expect(explainPromotions(cart({ promotions: [idle, a] }))).toMatchObject([{ reason: 'below_subtotal' }, { applies: true, amount: 100 }]);
});

test('prices with tax: the tax lies inside; prices without: it comes on top', () => {
  const inside = quoteOf(cart());
  expect(inside).toMatchObject({ subtotal: 1_000, shipping: 690, tax: 180 + 124, shippingTax: 124, total: 1_690, due: 1_690 });
  expect(inside.taxes).toEqual([{ bps: 2_200, base: 820 + 566, tax: 304 }]);
  const onTop = quoteOf(cart({ pricesIncludeTax: false }));
  expect(onTop).toMatchObject({ tax: 220 + 152, total: 1_690 + 372 });
  expect(onTop.taxes).toEqual([{ bps: 2_200, base: 1_690, tax: 372 }]);
});

test('half a cent goes to the even one', () => {
  const taxOf = (unitAmount: number) =>
    quoteOf(cart({ pricesIncludeTax: false, shipping: null, lines: [line({ unitAmount, taxBps: 1_000 })] })).tax;
  expect([5, 15, 25, 35].map(taxOf)).toEqual([0, 2, 2, 4]);
});

test('yen and dinars are counted in their own minor units', () => {
  const yen = quoteOf(
    cart({ currency: 'JPY', pricesIncludeTax: false, lines: [line({ unitAmount: 980, taxBps: 1_000 })], shipping: null }),
  );
  expect(yen).toMatchObject({ tax: 98, total: 1_078 });
  const dinars = quoteOf(cart({ currency: 'KWD', lines: [line({ unitAmount: 12_345, taxBps: 500 })], shipping: null }));
  expect(dinars).toMatchObject({ tax: 588, total: 12_345 });
});

test('credits pay in their order and leave what they do not need', () => {
  const credits = [
    { accountId: 'card', balance: 1_000 },
    { accountId: 'empty', balance: 0 },
    { accountId: 'store', balance: 5_000 },
    { accountId: 'late', balance: 5_000 },
  ];
  const quote = quoteOf(cart({ credits }));
  expect(quote.credits).toEqual([
    { accountId: 'card', amount: 1_000 },
    { accountId: 'store', amount: 690 },
  ]);
  expect(quote.due).toBe(0);
});

test('the cart of the documentation: a discount, two tax rates, a gift card', () => {
  const quote = quoteOf(
    cart({
      lines: [line({ quantity: 2, unitAmount: 4_800 }), line({ ...mugs, quantity: 3, unitAmount: 1_250, taxBps: 1_000 })],
      promotions: [promotion({ code: 'SPRING' })],
      credits: [{ accountId: 'card', balance: 2_500 }],
    }),
  );
  expect(quote).toMatchObject({ subtotal: 13_350, discount: 1_335, shipping: 690, total: 12_705, due: 10_205 });
  expect(quote.lines.map(({ discount, total, tax }) => ({ discount, total, tax }))).toEqual([
    { discount: 960, total: 8_640, tax: 1_558 },
    { discount: 375, total: 3_375, tax: 307 },
  ]);
  expect(quote.taxes).toEqual([
    { bps: 1_000, base: 3_068, tax: 307 },
    { bps: 2_200, base: 7_648, tax: 1_682 },
  ]);
});

test('figures that are no whole minor units are refused', () => {
  for (const unitAmount of [-1, 0.5, Number.NaN, 2 ** 53])
    expect(() => quoteOf(cart({ lines: [line({ unitAmount })] }))).toThrow(RangeError);
  expect(() => quoteOf(cart({ promotions: [promotion({ effect: { kind: 'fixed', amount: -5 } })] }))).toThrow(RangeError);
});
