import { shareOf, taxInside } from '@bottega/contracts';
import { applyPromotions, type PromotionFacts, type PromotionVerdict } from './promotion-rules.ts';

/** One line as it is to be counted. Amounts are minor units. */
export type QuoteLineFacts = {
  readonly variantId: string;
  readonly productId: string;
  readonly category: string;
  readonly quantity: number;
  /** What one unit costs this buyer now. */
  readonly unitAmount: number;
  /** What it costs without price lists. */
  readonly baseAmount: number;
  readonly taxBps: number;
};

/** All that a quote follows from. */
export type QuoteFacts = {
  readonly currency: string;
  readonly pricesIncludeTax: boolean;
  readonly lines: readonly QuoteLineFacts[];
  /** Null while nobody knows where to, and for what is not sent. */
  readonly shipping: { readonly rateId: string; readonly name: string; readonly amount: number; readonly taxBps: number } | null;
  /** Those open to this buyer, in the order in which they are applied. */
  readonly promotions: readonly PromotionFacts[];
  /** What pays a part, in the order in which it is used up. */
  readonly credits: readonly { readonly accountId: string; readonly balance: number }[];
};

export type QuoteLine = {
  readonly variantId: string;
  readonly quantity: number;
  readonly unitAmount: number;
  /** quantity × unitAmount */
  readonly subtotal: number;
  readonly discount: number;
  /** subtotal − discount */
  readonly total: number;
  readonly taxBps: number;
  /** Inside the total where prices include it, else on top. */
  readonly tax: number;
};

/** What a cart costs. Every figure is a whole number of minor units, and none is negative. */
export type Quote = {
  readonly lines: readonly QuoteLine[];
  /** What each promotion took off lines and shipping; their sum is discount + shippingDiscount. */
  readonly discounts: readonly {
    readonly promotionId: string;
    readonly code: string | null;
    readonly name: string;
    readonly amount: number;
  }[];
  readonly subtotal: number;
  /** Taken off the lines. */
  readonly discount: number;
  readonly shipping: number;
  readonly shippingDiscount: number;
  readonly shippingTax: number;
  /** Of all lines and of shipping. */
  readonly tax: number;
  /** By rate, the lowest first. `base` is without the tax: the bases and taxes together are the total. */
  readonly taxes: readonly { readonly bps: number; readonly base: number; readonly tax: number }[];
  /** subtotal − discount + shipping − shippingDiscount, and tax where prices do not include it */
  readonly total: number;
  readonly credits: readonly { readonly accountId: string; readonly amount: number }[];
  /** total − credits: what is left to pay. */
  readonly due: number;
};

/**
 * Adds up in minor units. Tax is rounded half to even on each line, as invoices need it, and on shipping, after what was taken off.
 * @throws RangeError beyond 2^53, and for facts that are negative or no whole numbers
 */
export function quoteOf(facts: QuoteFacts): Quote {
  requireWhole(facts);
  const shipping = facts.shipping?.amount ?? 0;
  const { verdicts, lineDiscounts, shippingDiscount } = applyPromotions({ lines: facts.lines, shipping }, facts.promotions);
  const taxOn = facts.pricesIncludeTax ? taxInside : shareOf;
  const lines = facts.lines.map(({ variantId, quantity, unitAmount, taxBps }, index): QuoteLine => {
    const subtotal = quantity * unitAmount;
    const discount = lineDiscounts[index]!;
    const total = subtotal - discount;
    return { variantId, quantity, unitAmount, subtotal, discount, total, taxBps, tax: taxOn(total, taxBps) };
  });
  const shippingTax = facts.shipping ? taxOn(shipping - shippingDiscount, facts.shipping.taxBps) : 0;
  const tax = sumOf([...lines.map((line) => line.tax), shippingTax]);
  const goods = sumOf(lines.map((line) => line.total));
  const total = sumOf([goods, shipping - shippingDiscount, facts.pricesIncludeTax ? 0 : tax]);
  const credits = useCredits(facts.credits, total);
  return {
    lines,
    discounts: nameDiscounts(facts.promotions, verdicts),
    subtotal: sumOf(lines.map((line) => line.subtotal)),
    discount: sumOf(lineDiscounts),
    shipping,
    shippingDiscount,
    shippingTax,
    tax,
    taxes: taxesByRate(facts, lines, { bps: facts.shipping?.taxBps ?? 0, total: shipping - shippingDiscount, tax: shippingTax }),
    total,
    credits,
    due: total - sumOf(credits.map((credit) => credit.amount)),
  };
}

/** Why each promotion of the facts applied or not, in their order. */
export function explainPromotions(facts: QuoteFacts): readonly PromotionVerdict[] {
  requireWhole(facts);
  return applyPromotions({ lines: facts.lines, shipping: facts.shipping?.amount ?? 0 }, facts.promotions).verdicts;
}

function nameDiscounts(promotions: readonly PromotionFacts[], verdicts: readonly PromotionVerdict[]): Quote['discounts'] {
  return verdicts.flatMap((verdict, index) => {
    const { id, code, name } = promotions[index]!;
    return verdict.applies ? [{ promotionId: id, code, name, amount: verdict.amount }] : [];
  });
}

type Taxed = { readonly bps: number; readonly total: number; readonly tax: number };

function taxesByRate({ pricesIncludeTax, shipping }: QuoteFacts, lines: readonly QuoteLine[], sent: Taxed): Quote['taxes'] {
  const taxed = lines.map((line): Taxed => ({ bps: line.taxBps, total: line.total, tax: line.tax }));
  const byRate = Map.groupBy(shipping ? [...taxed, sent] : taxed, ({ bps }) => bps);
  return [...byRate]
    .sort(([a], [b]) => a - b)
    .map(([bps, parts]) => {
      const tax = sumOf(parts.map((part) => part.tax));
      const total = sumOf(parts.map((part) => part.total));
      return { bps, base: pricesIncludeTax ? total - tax : total, tax };
    });
}

function useCredits(credits: QuoteFacts['credits'], total: number): Quote['credits'] {
  let open = total;
  return credits.flatMap(({ accountId, balance }) => {
    const amount = Math.min(balance, open);
    open -= amount;
    return amount > 0 ? [{ accountId, amount }] : [];
  });
}

function sumOf(amounts: readonly number[]): number {
  const sum = amounts.reduce((sum, amount) => sum + amount, 0);
  if (!Number.isSafeInteger(sum)) throw new RangeError('money too large to compute exactly');
  return sum;
}

function requireWhole({ lines, shipping, credits }: QuoteFacts): void {
  const figures = [
    ...lines.flatMap(({ quantity, unitAmount, baseAmount, taxBps }) => [quantity, unitAmount, baseAmount, taxBps, quantity * unitAmount]),
    ...credits.map((credit) => credit.balance),
    ...(shipping ? [shipping.amount, shipping.taxBps] : []),
  ];
  const wrong = figures.find((figure) => !Number.isSafeInteger(figure) || figure < 0);
  if (wrong !== undefined) throw new RangeError(`${wrong} is not a whole number of minor units between 0 and 2^53`);
  sumOf([...lines.map((line) => line.quantity * line.unitAmount), shipping?.amount ?? 0]);
}
