import type { Money } from './money.ts';
import type { CallContext, Provider } from './provider.ts';

/** One parcel. Grams and millimetres; a size that nobody gave is left out. */
export type Parcel = {
  readonly grams: number;
  readonly size?: { readonly length: number; readonly width: number; readonly height: number };
  readonly value: Money;
};

/** As much of an address as a tariff depends on. `country` is ISO 3166-1 alpha-2. */
export type ParcelPlace = { readonly country: string; readonly region?: string; readonly postalCode?: string; readonly city?: string };

/** What one way of sending costs. `days` are working days until it arrives. */
export type ShippingOffer = {
  /** Names the service at the carrier, and stays the same. */
  readonly service: string;
  readonly label: string;
  readonly price: Money;
  readonly days?: { readonly least: number; readonly most: number };
};

/** A carrier that says what sending costs. */
export type ShippingProvider = Provider & {
  readonly kind: 'shipping';
  /** Empty when it does not go there. Prices are in `currency` where the carrier can, else it is left out. */
  quote(
    request: { readonly from: ParcelPlace; readonly to: ParcelPlace; readonly parcels: readonly Parcel[]; readonly currency: string },
    call: CallContext,
  ): Promise<readonly ShippingOffer[]>;
};
