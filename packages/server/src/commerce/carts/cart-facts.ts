import type { Ctx } from '#platform';
import { type Quote, type QuoteFacts, quoteOf } from '../quotes/quote.ts';
import type { CartRow } from './cart.store.ts';

/** What a cart's quote is made from, as of now. */
export function factsOf({ shop }: Ctx, row: CartRow): QuoteFacts {
  return {
    currency: row.currency,
    pricesIncludeTax: shop.pricesIncludeTax,
    lines: row.lines.map((line) => ({
      variantId: line.variant_id,
      productId: line.product_id,
      category: line.category,
      quantity: line.quantity,
      unitAmount: line.price_amount,
      baseAmount: line.price_amount,
      taxBps: shop.taxBps,
    })),
    shipping: row.address ? { rateId: 'standard', name: '', amount: shop.shippingFlat, taxBps: shop.taxBps } : null,
    promotions: [],
    credits: [],
  };
}

/** What a cart costs, and under which terms. */
export type CartQuote = Quote & {
  readonly pricesIncludeTax: boolean;
  readonly shippingRateId: string | null;
  readonly shippingName: string;
};

/** As it was fixed when the payment began, else as of now. */
export function quoteOfCart(ctx: Ctx, row: CartRow): CartQuote {
  if (row.quote) return row.quote;
  const facts = factsOf(ctx, row);
  const { pricesIncludeTax, shipping } = facts;
  return { ...quoteOf(facts), pricesIncludeTax, shippingRateId: shipping?.rateId ?? null, shippingName: shipping?.name ?? '' };
}
