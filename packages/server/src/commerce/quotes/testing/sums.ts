import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { PromotionEffect, PromotionFacts } from '../promotion-rules.ts';
import { explainPromotions, type Quote, type QuoteFacts, quoteOf } from '../quote.ts';
import { type Refundable, refundShare, totalOf } from '../refund-share.ts';
import { spread } from '../spread.ts';

const LARGEST = 100_000_000_000;

/** Small sums, where rounding shows, and large ones. */
const anyAmount = fc.oneof(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 0, max: 100_000 }), fc.integer({ min: 0, max: LARGEST }));
const anyBps = fc.oneof(fc.constantFrom(0, 500, 1_000, 1_900, 2_200, 10_000), fc.integer({ min: 0, max: 10_000 }));
const PRODUCTS = ['bowl', 'mug', 'vase'] as const;
const CATEGORIES = ['tableware', 'decoration'] as const;

const anyLine = fc.record({
  variantId: fc.uuid(),
  productId: fc.constantFrom(...PRODUCTS),
  category: fc.constantFrom(...CATEGORIES),
  quantity: fc.oneof(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 999 })),
  unitAmount: anyAmount,
  baseAmount: anyAmount,
  taxBps: anyBps,
});

const anyEffect: fc.Arbitrary<PromotionEffect> = fc.oneof(
  fc.record({ kind: fc.constant('percent' as const), bps: fc.integer({ min: 1, max: 10_000 }) }),
  fc.record({ kind: fc.constant('fixed' as const), amount: anyAmount }),
  fc.record({ kind: fc.constant('free_shipping' as const) }),
  fc.record({ kind: fc.constant('buy_x_get_y' as const), buy: fc.integer({ min: 1, max: 5 }), get: fc.integer({ min: 1, max: 3 }) }),
);

const anyPromotion: fc.Arbitrary<PromotionFacts> = fc.record({
  id: fc.uuid(),
  code: fc.option(fc.constantFrom('SPRING', 'HELLO')),
  name: fc.constant('Promotion'),
  effect: anyEffect,
  on: fc.record({
    productIds: fc.subarray([...PRODUCTS]),
    categories: fc.subarray([...CATEGORIES]),
    fullPriceOnly: fc.boolean(),
  }),
  least: fc.record({ subtotal: fc.oneof(fc.constant(0), anyAmount), quantity: fc.integer({ min: 0, max: 4 }) }),
  exclusive: fc.boolean(),
});

const anyShipping = fc.option(fc.record({ rateId: fc.constant('rate'), name: fc.constant('Parcel'), amount: anyAmount, taxBps: anyBps }));

const anyFacts: fc.Arbitrary<QuoteFacts> = fc.record({
  currency: fc.constantFrom('JPY', 'EUR', 'KWD'),
  pricesIncludeTax: fc.boolean(),
  lines: fc.array(anyLine, { maxLength: 8 }),
  shipping: anyShipping,
  promotions: fc.array(anyPromotion, { maxLength: 4 }),
  credits: fc.array(fc.record({ accountId: fc.uuid(), balance: anyAmount }), { maxLength: 3 }),
});

const sum = (amounts: readonly number[]): number => amounts.reduce((sum, amount) => sum + amount, 0);

/** Half to even, the slow way: the nearer neighbour, and the even one of two that are equally near. */
function halfEven(dividend: bigint, divisor: bigint): bigint {
  const below = dividend / divisor;
  const distance = 2n * (dividend - below * divisor) - divisor;
  if (distance !== 0n) return distance > 0n ? below + 1n : below;
  return below % 2n === 0n ? below : below + 1n;
}

const slowTax = (total: number, bps: number, inside: boolean): number =>
  Number(halfEven(BigInt(total) * BigInt(bps), inside ? 10_000n + BigInt(bps) : 10_000n));

function everyFigure(quote: Quote): number[] {
  const { subtotal, discount, shipping, shippingDiscount, shippingTax, tax, total, due } = quote;
  return [
    ...[subtotal, discount, shipping, shippingDiscount, shippingTax, tax, total, due],
    ...quote.lines.flatMap((line) => [line.subtotal, line.discount, line.total, line.tax]),
    ...quote.taxes.flatMap(({ base, tax }) => [base, tax]),
    ...quote.credits.map((credit) => credit.amount),
    ...quote.discounts.map((discount) => discount.amount),
  ];
}

function totalsAddUp(facts: QuoteFacts): void {
  const quote = quoteOf(facts);
  const { lines } = quote;
  for (const line of lines) {
    assert.equal(line.subtotal, line.quantity * line.unitAmount);
    assert.equal(line.total, line.subtotal - line.discount);
  }
  assert.equal(quote.subtotal, sum(lines.map((line) => line.subtotal)));
  assert.equal(quote.discount, sum(lines.map((line) => line.discount)));
  assert.equal(quote.tax, sum(lines.map((line) => line.tax)) + quote.shippingTax);
  const net = quote.subtotal - quote.discount + quote.shipping - quote.shippingDiscount;
  assert.equal(quote.total, net + (facts.pricesIncludeTax ? 0 : quote.tax));
  assert.ok(everyFigure(quote).every((figure) => Number.isSafeInteger(figure) && figure >= 0));
}

function discountsStayInside(facts: QuoteFacts): void {
  const quote = quoteOf(facts);
  assert.equal(sum(quote.discounts.map((discount) => discount.amount)), quote.discount + quote.shippingDiscount);
  assert.ok(quote.shippingDiscount <= quote.shipping);
  for (const line of quote.lines) assert.ok(line.discount <= line.subtotal);
  const working = explainPromotions(facts).filter((verdict) => verdict.applies);
  assert.deepEqual(
    quote.discounts.map(({ promotionId, amount }) => ({ promotionId, amount })),
    working.map(({ promotionId, amount }) => ({ promotionId, amount })),
  );
  const exclusive = new Set(facts.promotions.filter((promotion) => promotion.exclusive).map((promotion) => promotion.id));
  assert.ok(working.length <= 1 || working.every((verdict) => !exclusive.has(verdict.promotionId)));
}

function untouchedLinesStay(facts: QuoteFacts): void {
  const [promotion] = facts.promotions;
  if (!promotion || promotion.effect.kind === 'free_shipping') return;
  const quote = quoteOf({ ...facts, promotions: [promotion] });
  const everything = promotion.on.productIds.length === 0 && promotion.on.categories.length === 0;
  for (const [index, line] of facts.lines.entries()) {
    const named = promotion.on.productIds.includes(line.productId) || promotion.on.categories.includes(line.category);
    const reduced = promotion.on.fullPriceOnly && line.unitAmount < line.baseAmount;
    if (reduced || !(everything || named)) assert.equal(quote.lines[index]!.discount, 0);
  }
}

function taxesAreHalfEven(facts: QuoteFacts): void {
  const quote = quoteOf(facts);
  const inside = facts.pricesIncludeTax;
  for (const line of quote.lines) assert.equal(line.tax, slowTax(line.total, line.taxBps, inside));
  const sent = facts.shipping ? slowTax(quote.shipping - quote.shippingDiscount, facts.shipping.taxBps, inside) : 0;
  assert.equal(quote.shippingTax, sent);
  assert.equal(sum(quote.taxes.map((rate) => rate.tax)), quote.tax);
  assert.equal(sum(quote.taxes.map((rate) => rate.base + rate.tax)), quote.total);
  assert.equal(new Set(quote.taxes.map((rate) => rate.bps)).size, quote.taxes.length);
}

function creditsStayInside(facts: QuoteFacts): void {
  const quote = quoteOf(facts);
  const used = sum(quote.credits.map((credit) => credit.amount));
  const balances = sum(facts.credits.map((credit) => credit.balance));
  assert.equal(quote.due, quote.total - used);
  assert.equal(used, Math.min(quote.total, balances));
}

function partsOfSpreadAddUp({ amount, weights }: { amount: number; weights: readonly number[] }): void {
  const all = sum(weights);
  if (amount > all) {
    assert.throws(() => spread(amount, weights), RangeError);
    return;
  }
  const parts = spread(amount, weights);
  assert.equal(sum(parts), amount);
  for (const [index, part] of parts.entries()) {
    const weight = weights[index]!;
    assert.ok(part >= 0 && part <= weight);
    const exact = BigInt(amount) * BigInt(weight);
    const distance = BigInt(part) * BigInt(all) - exact;
    assert.ok(all === 0 || (distance < BigInt(all) && distance > -BigInt(all)), 'no part is a whole unit away from its share');
  }
}

type Refunds = { facts: QuoteFacts; steps: readonly { line: number; units: number; shipping: number }[]; goodwill: number };

const orderOf = (quote: Quote, { pricesIncludeTax }: QuoteFacts): Refundable => ({
  pricesIncludeTax,
  lines: quote.lines.map(({ quantity, total, tax }, index) => ({ id: String(index), quantity, total, tax })),
  shipping: { total: quote.shipping - quote.shippingDiscount, tax: quote.shippingTax },
});

/** Gives everything back, in whatever steps: the order's total, its tax, and not one unit more. */
function refundsAddUp({ facts, steps, goodwill }: Refunds): void {
  const quote = quoteOf(facts);
  const order = orderOf(quote, facts);
  assert.equal(totalOf(order), quote.total);
  const shippingPaid = quote.shipping - quote.shippingDiscount + (facts.pricesIncludeTax ? 0 : quote.shippingTax);
  const units = new Map<string, number>();
  const given = { shipping: 0, amount: Math.min(goodwill, quote.total), tax: 0, withheld: 0 };
  const giveBack = (lines: { id: string; quantity: number }[], shipping: number): void => {
    const share = refundShare(order, { units, ...given }, { lines, shipping });
    assert.equal(share.state, 'ok');
    if (share.state !== 'ok') return;
    assert.ok(share.amount >= 0 && share.tax >= 0 && share.tax <= share.amount && share.withheld >= 0);
    assert.equal(sum(share.lines.map((line) => line.amount)) + share.shipping.amount, share.amount + share.withheld);
    for (const line of share.lines) assert.ok(line.amount >= 0 && line.tax >= 0 && line.tax <= line.amount);
    for (const { id, quantity } of lines) units.set(id, (units.get(id) ?? 0) + quantity);
    given.shipping += shipping;
    given.amount += share.amount;
    given.tax += share.tax;
    given.withheld += share.withheld;
    assert.ok(given.amount <= quote.total, 'more was given back than was paid');
  };
  for (const step of steps) {
    const line = order.lines[step.line % Math.max(1, order.lines.length)];
    const left = line ? line.quantity - (units.get(line.id) ?? 0) : 0;
    const quantity = Math.min(step.units, left);
    giveBack(line && quantity > 0 ? [{ id: line.id, quantity }] : [], Math.min(step.shipping, shippingPaid - given.shipping));
  }
  const rest = order.lines.map((line) => ({ id: line.id, quantity: line.quantity - (units.get(line.id) ?? 0) }));
  giveBack(
    rest.filter((line) => line.quantity > 0),
    shippingPaid - given.shipping,
  );
  assert.equal(given.amount, quote.total);
  assert.equal(given.withheld, Math.min(goodwill, quote.total));
  if (goodwill === 0) assert.equal(given.tax, quote.tax);
  const [first] = order.lines;
  if (first) {
    const more = refundShare(order, { units, ...given }, { lines: [{ id: first.id, quantity: 1 }], shipping: 0 });
    assert.deepEqual(more, { state: 'refused', reason: 'more_than_left', lineId: first.id, left: 0 });
  }
}

/** Figures near 2^53: a quote that is exact, or a RangeError, and never a rounded float. */
function hugeIsExactOrRefused({ quantity, unitAmount, taxBps }: { quantity: number; unitAmount: number; taxBps: number }): void {
  const line = { variantId: 'v', productId: 'p', category: 'c', quantity, unitAmount, baseAmount: unitAmount, taxBps };
  const facts = { currency: 'EUR', pricesIncludeTax: false, lines: [line, line], shipping: null, promotions: [], credits: [] };
  const subtotal = 2n * BigInt(quantity) * BigInt(unitAmount);
  const tax = 2n * halfEven(BigInt(quantity) * BigInt(unitAmount) * BigInt(taxBps), 10_000n);
  if (subtotal + tax > BigInt(Number.MAX_SAFE_INTEGER)) {
    assert.throws(() => quoteOf(facts), RangeError);
    return;
  }
  const quote = quoteOf(facts);
  assert.equal(BigInt(quote.subtotal), subtotal);
  assert.equal(BigInt(quote.total), subtotal + tax);
}

const anyRefunds = fc.record({
  facts: anyFacts,
  steps: fc.array(fc.record({ line: fc.nat(7), units: fc.integer({ min: 0, max: 400 }), shipping: fc.oneof(fc.constant(0), anyAmount) }), {
    maxLength: 6,
  }),
  goodwill: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: anyAmount }),
});

const property = <T>(name: string, arbitrary: fc.Arbitrary<T>, holds: (value: T) => void) => ({
  name,
  check: (settings: { seed: number; numRuns: number }) => fc.assert(fc.property(arbitrary, holds), settings),
});

/** The laws of adding up, each for every cart that fast-check can think of. */
const LAWS = [
  property('a total is the sum of its parts, and nothing is negative', anyFacts, totalsAddUp),
  property('discounts add up and stay inside what they act on', anyFacts, discountsStayInside),
  property('a promotion leaves lines that it does not act on alone', anyFacts, untouchedLinesStay),
  property('taxes are rounded half to even on each line and add up by rate', anyFacts, taxesAreHalfEven),
  property('credits pay no more than the total, and all that they can', anyFacts, creditsStayInside),
  property(
    'an amount spread by the largest remainder adds up',
    fc.record({ amount: anyAmount, weights: fc.array(anyAmount, { maxLength: 12 }) }),
    partsOfSpreadAddUp,
  ),
  property('partial refunds add up to the total, in whatever steps', anyRefunds, refundsAddUp),
  property(
    'figures beyond 2^53 are refused, not rounded',
    fc.record({ quantity: fc.integer({ min: 1, max: 999 }), unitAmount: fc.maxSafeNat(), taxBps: anyBps }),
    hugeIsExactOrRefused,
  ),
];

export const LAW_NAMES: readonly string[] = LAWS.map((law) => law.name);

/**
 * Holds every law against `runs` cases each, made from `seed`, and returns how many cases there were.
 * @throws Error with fast-check's smallest counterexample, its seed and its path
 */
export function checkSums({ seed, runs, law }: { seed: number; runs: number; law?: string }): number {
  const laws = law === undefined ? LAWS : LAWS.filter(({ name }) => name === law);
  for (const { check } of laws) check({ seed, numRuns: runs });
  return laws.length * runs;
}
