import type { Ctx } from '#platform';
import * as commerce from '../../index.ts';

export type TermIds = {
  readonly 'price-list': string;
  readonly 'tax-zone': string;
  readonly 'shipping-zone': string;
  readonly 'shipping-rate': string;
  readonly promotion: string;
  readonly 'promotion-code': string;
  readonly 'gift-card': string;
};

/** One of each thing that makes prices, in a shop; `text` is written wherever a text fits. */
export async function newTerms(owner: Ctx, { text, variantId }: { text: string; variantId: string }): Promise<TermIds> {
  const code = `CODE-${owner.shop.id.slice(-12)}`.toUpperCase();
  const list = await commerce.createPriceList(owner, { name: text, currency: 'EUR', state: 'off' });
  await commerce.writePrices(owner, { id: list.id, prices: [{ variantId, amount: 1 }] });
  const tax = await commerce.createTaxZone(owner, {
    ...{ name: text, places: [{ country: 'AQ' }], rates: [{ category: 'standard', bps: 1_000 }] },
  });
  // Everywhere: carts of other tests go on to be sent.
  const zone = await commerce.createShippingZone(owner, { name: text, places: [{ country: '' }] });
  const rate = await commerce.createShippingRate(owner, { zoneId: zone.id, name: text, kind: 'flat', currency: 'EUR', amount: 890 });
  const promotion = await commerce.createPromotion(owner, { name: text, needsCode: true, effect: { kind: 'percent', bps: 1_000 } });
  await commerce.addPromotionCodes(owner, { id: promotion.id, codes: [code] });
  const { card } = await commerce.issueGiftCard(owner, { value: { amount: 1_000, currency: 'EUR' }, note: text });
  return {
    ...{ 'price-list': list.id, 'tax-zone': tax.id, 'shipping-zone': zone.id, 'shipping-rate': rate.id },
    ...{ promotion: promotion.id, 'promotion-code': code, 'gift-card': card.id },
  };
}
