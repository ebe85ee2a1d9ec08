import type { Ctx } from '#platform';
import { findOpenPromotions, type OpenPromotions } from '../promotions/open-promotions.ts';
import type { CarrierPlace } from '../shipping/ask-carrier.ts';
import { chooseOption, findShippingOptions, type ShippingOption } from '../shipping/shipping-options.ts';
import { shippingTaxBpsOf, taxBpsOf, taxZoneOf } from '../taxes/tax.ts';
import { priceVariants } from '../terms/load-terms.ts';
import type { Terms } from '../terms/terms.ts';
import type { QuoteFacts } from './quote.ts';

/** Units of a variant that somebody wants. `priceAmount` is the variant's own price, in the currency of the shop. */
export type WantedGoods = {
  readonly variantId: string;
  readonly productId: string;
  readonly category: string;
  readonly taxCategory: string;
  readonly grams: number;
  readonly quantity: number;
  readonly priceAmount: number;
  readonly priceCurrency: string;
};

/** Who wants what, and where it goes. */
export type Wish = {
  readonly currency: string;
  readonly goods: readonly WantedGoods[];
  /** Null while nobody knows. */
  readonly place: CarrierPlace | null;
  readonly shippingRateId: string | null;
  /** Groups of customers that the buyer belongs to. */
  readonly groups: readonly string[];
  readonly email: string | null;
  readonly codes: readonly string[];
  readonly credits: QuoteFacts['credits'];
};

/** The facts of a quote, and what a buyer may want to know beside it. */
export type PricedWish = {
  readonly facts: QuoteFacts;
  readonly shippingOptions: readonly ShippingOption[];
  /** Promotions that are not open to this buyer, and why; and the codes among those given that the shop has. */
  readonly closed: OpenPromotions['closed'];
  readonly codes: OpenPromotions['codes'];
  /** Variants without a price in the currency: they cannot be bought in it, and count as 0. */
  readonly unpriced: readonly string[];
};

/** Puts a shop's terms on what somebody wants: prices, tax rates, the ways of sending, the promotions that are open. */
export async function priceGoods(ctx: Ctx, terms: Terms, wish: Wish): Promise<PricedWish> {
  const { shop } = ctx;
  const { currency, groups, place } = wish;
  const now = ctx.clock.now().epochMilliseconds;
  const asked = wish.goods.map(({ variantId, quantity, priceAmount, priceCurrency }) => ({
    ...{ variantId, quantity, base: priceCurrency === currency ? priceAmount : null },
  }));
  const prices = await priceVariants(ctx, terms, asked, { currency, groups, now });
  const zone = taxZoneOf(terms, shop, place);
  const lines = wish.goods.map(({ variantId, productId, category, taxCategory, quantity }, at) => ({
    ...{ variantId, productId, category, quantity, taxBps: taxBpsOf(zone, shop, taxCategory) },
    ...(prices[at] ?? { unitAmount: 0, baseAmount: 0 }),
  }));
  const value = lines.reduce((sum, line) => sum + line.quantity * line.unitAmount, 0);
  const grams = wish.goods.reduce((sum, goods) => sum + goods.quantity * goods.grams, 0);
  const shippingOptions = place ? await findShippingOptions(ctx, terms, place, { grams, value, currency }) : [];
  const chosen = chooseOption(shippingOptions, wish.shippingRateId);
  const { open, closed, codes } = await findOpenPromotions(ctx, terms, { now, currency, groups, codes: wish.codes, email: wish.email });
  const { credits } = wish;
  const shipping = chosen
    ? { rateId: chosen.rateId, name: chosen.name, amount: chosen.amount, taxBps: shippingTaxBpsOf(zone, shop) }
    : null;
  return {
    facts: { currency, pricesIncludeTax: shop.pricesIncludeTax, lines, shipping, promotions: open, credits },
    shippingOptions,
    closed,
    codes,
    unpriced: wish.goods.filter((_, at) => prices[at] === null).map((goods) => goods.variantId),
  };
}
