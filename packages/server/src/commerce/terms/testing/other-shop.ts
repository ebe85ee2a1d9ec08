import type { Ctx } from '#platform';
import * as commerce from '../../index.ts';
import type { TermIds } from './new-terms.ts';

const PROMOTION = { name: 'Stolen', effect: { kind: 'free_shipping' } } as const;
const FLAT = { name: 'Stolen', kind: 'flat', currency: 'EUR', amount: 0 } as const;
const RATES = [{ category: 'standard', bps: 0 }];
const CORRECTION = { key: 'stolen-12', amount: 1, note: 'stolen' };

type Ids = TermIds & { readonly customer: string; readonly cart: string };

/** What the owner of another shop asks about the prices and terms of this one: each is answered that there are none. */
export const questionsOfTerms = (stranger: Ctx, ids: Ids): Record<string, () => Promise<unknown>> => ({
  getPriceList: () => commerce.getPriceList(stranger, { id: ids['price-list'] }),
  updatePriceList: () => commerce.updatePriceList(stranger, { id: ids['price-list'], name: 'Stolen', currency: 'EUR' }),
  deletePriceList: () => commerce.deletePriceList(stranger, { id: ids['price-list'] }),
  listPrices: () => commerce.listPrices(stranger, { id: ids['price-list'] }),
  writePrices: () => commerce.writePrices(stranger, { id: ids['price-list'], prices: [{ sku: 'X', amount: 1 }] }),
  updateTaxZone: () => commerce.updateTaxZone(stranger, { id: ids['tax-zone'], name: 'Stolen', places: [{ country: 'AQ' }], rates: RATES }),
  deleteTaxZone: () => commerce.deleteTaxZone(stranger, { id: ids['tax-zone'] }),
  updateShippingZone: () =>
    commerce.updateShippingZone(stranger, { id: ids['shipping-zone'], name: 'Stolen', places: [{ country: 'AQ' }] }),
  deleteShippingZone: () => commerce.deleteShippingZone(stranger, { id: ids['shipping-zone'] }),
  createShippingRate: () => commerce.createShippingRate(stranger, { zoneId: ids['shipping-zone'], ...FLAT }),
  updateShippingRate: () => commerce.updateShippingRate(stranger, { id: ids['shipping-rate'], ...FLAT }),
  deleteShippingRate: () => commerce.deleteShippingRate(stranger, { id: ids['shipping-rate'] }),
  getPromotion: () => commerce.getPromotion(stranger, { id: ids.promotion }),
  updatePromotion: () => commerce.updatePromotion(stranger, { id: ids.promotion, ...PROMOTION }),
  deletePromotion: () => commerce.deletePromotion(stranger, { id: ids.promotion }),
  addPromotionCodes: () => commerce.addPromotionCodes(stranger, { id: ids.promotion, codes: ['STOLEN'] }),
  listPromotionCodes: () => commerce.listPromotionCodes(stranger, { id: ids.promotion }),
  deletePromotionCode: () => commerce.deletePromotionCode(stranger, { id: ids.promotion, code: ids['promotion-code'] }),
  getGiftCard: () => commerce.getGiftCard(stranger, { id: ids['gift-card'] }),
  setGiftCardState: () => commerce.setGiftCardState(stranger, { id: ids['gift-card'], state: 'blocked' }),
  correctGiftCard: () => commerce.correctGiftCard(stranger, { id: ids['gift-card'], ...CORRECTION }),
  getCustomerCredit: () => commerce.getCustomerCredit(stranger, { customerId: ids.customer }),
  listShippingOptions: () => commerce.listShippingOptions(stranger, { cartId: ids.cart }),
});

/** Changes of a cart of this shop, refused as one that is not there. */
export const changesOfCarts = (stranger: Ctx, { cart: cartId }: Ids): Record<string, () => Promise<unknown>> => ({
  addCartCode: () => commerce.addCartCode(stranger, { cartId, code: 'FOREIGN10' }),
  removeCartCode: () => commerce.removeCartCode(stranger, { cartId, code: 'FOREIGN10' }),
  setCartShipping: () => commerce.setCartShipping(stranger, { cartId, shippingRateId: 'standard' }),
});

/** What finds nothing there. */
export const listsOfTerms = (stranger: Ctx): Record<string, () => Promise<unknown>> => ({
  listPriceLists: () => commerce.listPriceLists(stranger),
  listTaxZones: () => commerce.listTaxZones(stranger),
  listShippingZones: () => commerce.listShippingZones(stranger),
  listCarriers: () => commerce.listCarriers(stranger),
  listPromotions: () => commerce.listPromotions(stranger),
  listGiftCards: async () => (await commerce.listGiftCards(stranger)).items,
});

/** Operations that name nothing which another shop could have, or whose own tests name it. */
const NAME_NOTHING = [
  commerce.createPriceList,
  commerce.createTaxZone,
  commerce.createShippingZone,
  commerce.createPromotion,
  commerce.issueGiftCard,
  commerce.correctCustomerCredit,
  commerce.expireCredit,
  commerce.forgetCarrierAnswers,
  commerce.tryQuote,
  commerce.getCurrentPrices,
];

/** Every operation on prices and terms that the room gives away, by name. */
export function pricingOperations(): string[] {
  const nobody = {} as Ctx;
  const ids = { customer: '', cart: '' } as Ids;
  const asked = { ...questionsOfTerms(nobody, ids), ...changesOfCarts(nobody, ids), ...listsOfTerms(nobody) };
  return [...Object.keys(asked), ...NAME_NOTHING.map(({ name }) => name)];
}
