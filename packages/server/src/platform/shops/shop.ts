/** A tenant. `shippingFlat` is in minor units of `currency`; `taxBps` 2200 is 22 %. */
export type Shop = {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly about: string;
  readonly currency: string;
  readonly locale: string;
  readonly country: string;
  readonly taxBps: number;
  readonly pricesIncludeTax: boolean;
  readonly shippingFlat: number;
  readonly theme: string;
  /** IANA, for schedules: Europe/Rome. */
  readonly timeZone: string;
  /** Where a bank transfer goes, as buyers read it: holder and IBAN; empty when the shop takes none. */
  readonly transferTo: string;
  /** `suspended`: closed to visitors and to changes, and its work rests. */
  readonly state: 'open' | 'suspended';
  /** The host of its own that leads to it, the first that was verified; null while there is none. */
  readonly domain: string | null;
};
