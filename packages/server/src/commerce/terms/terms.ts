import type { PromotionTerms } from '../promotions/promotion.ts';
import type { RateTerms } from '../shipping/shipping.ts';
import type { ZonePlace } from '../zones/zone.ts';

export type PriceListTerms = {
  readonly id: string;
  readonly name: string;
  readonly currency: string;
  readonly group: string | null;
  readonly startsAt: number | null;
  readonly endsAt: number | null;
};

export type TaxZoneTerms = {
  readonly id: string;
  readonly places: readonly ZonePlace[];
  readonly shippingCategory: string | null;
  /** Basis points by category. */
  readonly rates: Readonly<Record<string, number>>;
};

export type ShippingZoneTerms = { readonly id: string; readonly places: readonly ZonePlace[]; readonly rates: readonly RateTerms[] };

/** What a shop asks and grants, as of one moment. Only what is switched on. */
export type Terms = {
  readonly version: number;
  readonly priceLists: readonly PriceListTerms[];
  readonly taxZones: readonly TaxZoneTerms[];
  readonly shippingZones: readonly ShippingZoneTerms[];
  /** In the order in which they are applied. */
  readonly promotions: readonly PromotionTerms[];
};

/** Terms of a shop that has said nothing yet. */
export const NO_TERMS: Terms = { version: 0, priceLists: [], taxZones: [], shippingZones: [], promotions: [] };
