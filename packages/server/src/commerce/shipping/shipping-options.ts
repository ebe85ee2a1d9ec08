import type { Ctx } from '#platform';
import { isServed } from '../carts/countries.ts';
import type { Terms } from '../terms/terms.ts';
import { type Place, zoneOf } from '../zones/zone.ts';
import { askCarrier, type CarrierPlace } from './ask-carrier.ts';
import { type Consignment, freeOr, priceOfRate, type RateTerms, STANDARD_RATE } from './shipping.ts';

/** One way in which something can be sent. `amount` is minor units of the currency that was asked for. */
export type ShippingOption = {
  /** Of the rate, and behind a dot the service where a carrier has several. */
  readonly rateId: string;
  readonly name: string;
  readonly amount: number;
  readonly days: { readonly least: number; readonly most: number } | null;
  /** Which provider said the price; null for the shop's own. */
  readonly carrier: string | null;
};

/**
 * The ways in which a consignment can go to a place, in the shop's order. A shop without zones has its one flat price, in its own currency.
 * A carrier that does not answer in time is left out, and the staff is told.
 */
export async function findShippingOptions(ctx: Ctx, terms: Terms, place: CarrierPlace, goods: Consignment): Promise<ShippingOption[]> {
  if (terms.shippingZones.length === 0) return flatOption(ctx, place, goods);
  const zone = zoneOf(terms.shippingZones, place);
  if (!zone) return [];
  const offered = await Promise.all(zone.rates.map((rate) => offersOf(ctx, rate, { place, goods })));
  return offered.flat();
}

/** Whether the shop sends anything there at all. */
export const isSentTo = ({ shop }: Ctx, terms: Terms, place: Place): boolean =>
  terms.shippingZones.length === 0 ? isServed(place.country, shop.country) : zoneOf(terms.shippingZones, place) !== undefined;

function flatOption({ shop }: Ctx, { country }: Place, { currency }: Consignment): ShippingOption[] {
  if (currency !== shop.currency || !isServed(country, shop.country)) return [];
  return [{ rateId: STANDARD_RATE, name: '', amount: shop.shippingFlat, days: null, carrier: null }];
}

type Question = { readonly place: CarrierPlace; readonly goods: Consignment };

async function offersOf(ctx: Ctx, rate: RateTerms, { place, goods }: Question): Promise<ShippingOption[]> {
  const { carrier } = rate;
  if (carrier === null) {
    const amount = priceOfRate(rate, goods);
    return amount === undefined ? [] : [{ rateId: rate.id, name: rate.name, amount, days: null, carrier: null }];
  }
  if (rate.currency !== goods.currency) return [];
  const offers = await askCarrier(ctx, { rateId: rate.id, carrier }, { place, goods });
  return offers
    .filter((offer) => rate.service === null || offer.service === rate.service)
    .map((offer) => ({
      rateId: `${rate.id}.${offer.service}`,
      name: rate.service === null ? `${rate.name}: ${offer.label}` : rate.name,
      amount: freeOr(rate, goods.value, offer.price.amount + rate.amount),
      days: offer.days ?? null,
      carrier,
    }));
}

/** The option that a buyer chose, as long as it is there; else the cheapest, and of equal ones the first. */
export function chooseOption(options: readonly ShippingOption[], wanted: string | null): ShippingOption | undefined {
  const chosen = options.find((option) => option.rateId === wanted);
  return chosen ?? options.toSorted((a, b) => a.amount - b.amount)[0];
}
