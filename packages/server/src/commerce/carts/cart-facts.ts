import type { Ctx } from '#platform';
import { readCredits } from '../credit/gift-cards.ts';
import type { VerdictReason } from '../promotions/promotion.ts';
import { type PricedWish, priceGoods } from '../quotes/price-goods.ts';
import { explainPromotions, type Quote, quoteOf } from '../quotes/quote.ts';
import type { ShippingOption } from '../shipping/shipping-options.ts';
import { loadTerms } from '../terms/load-terms.ts';
import type { CartRow } from './cart.store.ts';

/** What a cart costs, and under which terms. */
export type CartQuote = Quote & {
  readonly pricesIncludeTax: boolean;
  readonly shippingRateId: string | null;
  readonly shippingName: string;
  /** Gift cards that pay, with how each is told from others, in their order. */
  readonly cards: readonly { readonly id: string; readonly ending: string; readonly amount: number }[];
};

type IdleCode = { readonly code: string; readonly reason: VerdictReason; readonly missing: number | null };

export type PricedCart = {
  readonly quote: CartQuote;
  /** Codes that take nothing off, and why. */
  readonly idleCodes: readonly IdleCode[];
  readonly shippingOptions: readonly ShippingOption[];
  /** Variants that have no price in the currency of the cart. */
  readonly unpriced: readonly string[];
};

/** What a cart costs: as it was fixed when the payment began, else as of now. */
export async function priceCart(ctx: Ctx, row: CartRow): Promise<PricedCart> {
  if (row.quote) return { quote: row.quote, idleCodes: [], shippingOptions: [], unpriced: [] };
  const terms = await loadTerms(ctx, row.terms_version ?? 0);
  const credits = await readCredits(ctx, { accountIds: row.cards, customerId: row.customer_id, currency: row.currency });
  const priced = await priceGoods(ctx, terms, {
    ...{ currency: row.currency, place: row.address, shippingRateId: row.shipping_rate_id, groups: row.groups, email: row.email },
    ...{ codes: row.codes, credits: credits.map(({ accountId, balance }) => ({ accountId, balance })) },
    goods: row.lines.map((line) => ({
      ...{ variantId: line.variant_id, productId: line.product_id, category: line.category, taxCategory: line.tax_category },
      ...{ grams: line.weight_grams, quantity: line.quantity, priceAmount: line.price_amount, priceCurrency: line.price_currency },
    })),
  });
  const { facts, shippingOptions, unpriced } = priced;
  const quote = quoteOf(facts);
  const paid = new Map(quote.credits.map(({ accountId, amount }) => [accountId, amount]));
  const cards = credits.flatMap(({ accountId: id, ending }) => (ending === null ? [] : [{ id, ending, amount: paid.get(id) ?? 0 }]));
  const { pricesIncludeTax, shipping } = facts;
  const fixed = { pricesIncludeTax, shippingRateId: shipping?.rateId ?? null, shippingName: shipping?.name ?? '' };
  return { quote: { ...quote, ...fixed, cards }, idleCodes: findIdle(row.codes, priced), shippingOptions, unpriced };
}

function findIdle(given: readonly string[], { facts, closed, codes }: PricedWish): IdleCode[] {
  if (given.length === 0) return [];
  const verdicts = new Map(explainPromotions(facts).map((verdict) => [verdict.promotionId, verdict]));
  const reasons = new Map(closed.map(({ id, reason }) => [id, reason]));
  return given.flatMap((code): IdleCode[] => {
    const promotionId = codes.find((row) => row.code === code)?.promotion_id;
    const verdict = promotionId === undefined ? undefined : verdicts.get(promotionId);
    if (!verdict) return [{ code, reason: reasons.get(promotionId ?? '') ?? 'off', missing: null }];
    if (verdict.applies) return [];
    return [{ code, reason: verdict.reason, missing: 'missing' in verdict ? verdict.missing : null }];
  });
}
