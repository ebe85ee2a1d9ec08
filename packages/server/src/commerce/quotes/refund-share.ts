import { portionOf } from '@bottega/contracts';

/** What was ordered, after discounts: `tax` is inside `total` where prices include it, else on top. Minor units. */
export type Refundable = {
  readonly pricesIncludeTax: boolean;
  readonly lines: readonly { readonly id: string; readonly quantity: number; readonly total: number; readonly tax: number }[];
  readonly shipping: { readonly total: number; readonly tax: number };
};

/** What was given back before: units of each line, of the shipping, and the sum of everything, gestures of goodwill included. */
export type RefundedSoFar = {
  readonly units: ReadonlyMap<string, number>;
  readonly shipping: number;
  readonly amount: number;
};

/** What is to be given back now. `shipping` is an amount as the buyer paid it, tax included. */
export type RefundWish = {
  readonly lines: readonly { readonly id: string; readonly quantity: number }[];
  readonly shipping: number;
};

/** Worth of a refund; `tax` lies inside `amount`. */
type Worth = { readonly amount: number; readonly tax: number };

export type RefundShare =
  | ({
      readonly state: 'ok';
      readonly lines: readonly ({ readonly id: string; readonly quantity: number } & Worth)[];
      readonly shipping: Worth;
      /** Kept back, because it was given before without units: the sum of all refunds never exceeds the total. */
      readonly withheld: number;
    } & Worth)
  | { readonly state: 'refused'; readonly reason: 'no_such_line'; readonly lineId: string }
  | { readonly state: 'refused'; readonly reason: 'more_than_left'; readonly lineId: string | null; readonly left: number };

/**
 * What some units of some lines are worth, with their shares of discounts and tax. A unit's worth depends on how many were given back
 * before it, so that the parts of a line add up to the line exactly in whatever steps they are given back.
 */
export function refundShare(order: Refundable, before: RefundedSoFar, wish: RefundWish): RefundShare {
  const shipping = payable(order, order.shipping);
  if (wish.shipping > shipping.amount - before.shipping)
    return { state: 'refused', reason: 'more_than_left', lineId: null, left: shipping.amount - before.shipping };
  const lines: ({ id: string; quantity: number } & Worth)[] = [];
  for (const { id, quantity } of mergeUnits(wish.lines)) {
    const line = order.lines.find((line) => line.id === id);
    if (!line) return { state: 'refused', reason: 'no_such_line', lineId: id };
    const given = before.units.get(id) ?? 0;
    if (quantity > line.quantity - given) return { state: 'refused', reason: 'more_than_left', lineId: id, left: line.quantity - given };
    lines.push({ id, quantity, ...worthBetween(order, line, given, given + quantity) });
  }
  const sent = {
    amount: wish.shipping,
    tax: taxOfFirst(shipping, before.shipping + wish.shipping) - taxOfFirst(shipping, before.shipping),
  };
  return { state: 'ok', lines, shipping: sent, ...capAtTotal(order, before, [...lines, sent]) };
}

/** What the buyer paid for the whole order. */
export const totalOf = (order: Refundable): number =>
  [...order.lines, order.shipping].reduce((sum, part) => sum + payable(order, part).amount, 0);

function capAtTotal(order: Refundable, before: RefundedSoFar, parts: readonly Worth[]): Worth & { withheld: number } {
  const amount = parts.reduce((sum, part) => sum + part.amount, 0);
  const tax = parts.reduce((sum, part) => sum + part.tax, 0);
  const left = Math.max(0, totalOf(order) - before.amount);
  if (amount <= left) return { amount, tax, withheld: 0 };
  return { amount: left, tax: portionOf(tax, left, amount), withheld: amount - left };
}

const payable = ({ pricesIncludeTax }: Refundable, { total, tax }: { readonly total: number; readonly tax: number }): Worth => ({
  amount: pricesIncludeTax ? total : total + tax,
  tax,
});

function worthBetween(order: Refundable, line: Refundable['lines'][number], from: number, to: number): Worth {
  const whole = payable(order, line);
  const [first, last] = [from, to].map((units) => portionOf(whole.amount, units, line.quantity)) as [number, number];
  return { amount: last - first, tax: taxOfFirst(whole, last) - taxOfFirst(whole, first) };
}

/** The tax inside the first `amount` of what was paid. */
const taxOfFirst = (whole: Worth, amount: number): number => (whole.amount === 0 ? 0 : portionOf(whole.tax, amount, whole.amount));

function mergeUnits(lines: RefundWish['lines']): RefundWish['lines'] {
  const units = new Map<string, number>();
  for (const { id, quantity } of lines) units.set(id, (units.get(id) ?? 0) + quantity);
  return [...units].map(([id, quantity]) => ({ id, quantity }));
}
