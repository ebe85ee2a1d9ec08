import { portionOf, shareOf } from '@bottega/contracts';
import type { QuoteLineFacts } from './quote.ts';
import { spread } from './spread.ts';

/** What a promotion takes off. Amounts are minor units of the currency of the quote; `bps` are basis points. */
export type PromotionEffect =
  | { readonly kind: 'percent'; readonly bps: number }
  | { readonly kind: 'fixed'; readonly amount: number }
  | { readonly kind: 'free_shipping' }
  /** Of each `buy` + `get` units, `get` cost nothing: the cheapest of all that it acts on. */
  | { readonly kind: 'buy_x_get_y'; readonly buy: number; readonly get: number };

/** A promotion that is open to this buyer today. */
export type PromotionFacts = {
  readonly id: string;
  /** Null for one that works by itself. */
  readonly code: string | null;
  readonly name: string;
  readonly effect: PromotionEffect;
  /** What it acts on: lines of these products or categories, all where both are empty; `fullPriceOnly` leaves reduced lines out. */
  readonly on: { readonly productIds: readonly string[]; readonly categories: readonly string[]; readonly fullPriceOnly: boolean };
  /** The least that the lines it acts on must come to, before anything is taken off; 0 asks for nothing. */
  readonly least: { readonly subtotal: number; readonly quantity: number };
  /** Works with no other promotion beside it. */
  readonly exclusive: boolean;
};

/** Whether a promotion took something off, and if not, why. */
export type PromotionVerdict = { readonly promotionId: string } & (
  | { readonly applies: true; readonly amount: number }
  | { readonly applies: false; readonly reason: 'nothing_fits' | 'nothing_to_take_off' }
  | { readonly applies: false; readonly reason: 'below_subtotal' | 'below_quantity'; readonly missing: number }
  | { readonly applies: false; readonly reason: 'not_combinable'; readonly besides: string }
);

/** What may still be taken off: of each line, and of shipping. */
type Open = { readonly lines: readonly number[]; readonly shipping: number };

type Cut = Open;

type Selected = { readonly index: number; readonly line: QuoteLineFacts };

/** Each kind of promotion as a rule: how much it takes off each line and off shipping. Never more than is still open. */
const RULES: {
  readonly [Kind in PromotionEffect['kind']]: (
    effect: Extract<PromotionEffect, { kind: Kind }>,
    selected: readonly Selected[],
    open: Open,
  ) => Cut;
} = {
  percent: ({ bps }, selected, open) => spreadCut(selected, open, (sum) => shareOf(sum, bps)),
  fixed: ({ amount }, selected, open) => spreadCut(selected, open, (sum) => Math.min(sum, amount)),
  free_shipping: (_effect, _selected, open) => ({ lines: open.lines.map(() => 0), shipping: open.shipping }),
  buy_x_get_y: ({ buy, get }, selected, open) => {
    const units = selected.reduce((sum, { line }) => sum + line.quantity, 0);
    let free = Math.floor(units / (buy + get)) * get;
    const lines = open.lines.map(() => 0);
    for (const { index, line } of selected.toSorted((a, b) => a.line.unitAmount - b.line.unitAmount)) {
      const given = Math.min(free, line.quantity);
      lines[index] = portionOf(open.lines[index]!, given, line.quantity);
      free -= given;
    }
    return { lines, shipping: 0 };
  },
};

function spreadCut(selected: readonly Selected[], open: Open, amountOf: (sum: number) => number): Cut {
  const weights = selected.map(({ index }) => open.lines[index]!);
  const parts = spread(amountOf(weights.reduce((sum, weight) => sum + weight, 0)), weights);
  const lines = open.lines.map(() => 0);
  for (const [at, { index }] of selected.entries()) lines[index] = parts[at]!;
  return { lines, shipping: 0 };
}

/**
 * Applies promotions in their order; each sees what those before it have left. An exclusive one is left out when another works already,
 * and lets none work after it.
 */
export function applyPromotions(
  facts: { readonly lines: readonly QuoteLineFacts[]; readonly shipping: number },
  promotions: readonly PromotionFacts[],
): { readonly verdicts: readonly PromotionVerdict[]; readonly lineDiscounts: readonly number[]; readonly shippingDiscount: number } {
  const { lines } = facts;
  let open: Open = { lines: lines.map((line) => line.quantity * line.unitAmount), shipping: facts.shipping };
  let alone: string | undefined;
  let first: string | undefined;
  const judge = (promotion: PromotionFacts): PromotionVerdict => {
    const besides = alone ?? (promotion.exclusive ? first : undefined);
    if (besides !== undefined) return { promotionId: promotion.id, applies: false, reason: 'not_combinable', besides };
    const selected = selectLines(lines, promotion);
    const short = whatIsMissing(selected, promotion);
    if (short) return { promotionId: promotion.id, applies: false, ...short };
    const cut = cutBy(promotion.effect, selected, open);
    const amount = cut.lines.reduce((sum, part) => sum + part, cut.shipping);
    if (amount === 0) return { promotionId: promotion.id, applies: false, reason: 'nothing_to_take_off' };
    open = { lines: open.lines.map((left, index) => left - cut.lines[index]!), shipping: open.shipping - cut.shipping };
    first ??= promotion.id;
    if (promotion.exclusive) alone = promotion.id;
    return { promotionId: promotion.id, applies: true, amount };
  };
  const verdicts = promotions.map(judge);
  return {
    verdicts,
    lineDiscounts: lines.map((line, index) => line.quantity * line.unitAmount - open.lines[index]!),
    shippingDiscount: facts.shipping - open.shipping,
  };
}

const cutBy = <Kind extends PromotionEffect['kind']>(
  effect: Extract<PromotionEffect, { kind: Kind }>,
  selected: readonly Selected[],
  open: Open,
): Cut => RULES[effect.kind as Kind](effect, selected, open);

function selectLines(lines: readonly QuoteLineFacts[], { on }: PromotionFacts): Selected[] {
  const everything = on.productIds.length === 0 && on.categories.length === 0;
  return lines.flatMap((line, index) => {
    if (on.fullPriceOnly && line.unitAmount < line.baseAmount) return [];
    return everything || on.productIds.includes(line.productId) || on.categories.includes(line.category) ? [{ index, line }] : [];
  });
}

function whatIsMissing(selected: readonly Selected[], { least }: PromotionFacts) {
  if (selected.length === 0) return { reason: 'nothing_fits' } as const;
  const subtotal = selected.reduce((sum, { line }) => sum + line.quantity * line.unitAmount, 0);
  if (subtotal < least.subtotal) return { reason: 'below_subtotal', missing: least.subtotal - subtotal } as const;
  const quantity = selected.reduce((sum, { line }) => sum + line.quantity, 0);
  if (quantity < least.quantity) return { reason: 'below_quantity', missing: least.quantity - quantity } as const;
  return undefined;
}
