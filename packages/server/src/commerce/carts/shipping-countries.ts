import type { Ctx } from '#platform';
import { loadTerms } from '../terms/load-terms.ts';
import { COUNTRIES, servedCountries } from './countries.ts';

/** The countries that the shop sends parcels to, as ISO 3166-1 alpha-2: those of its zones; without zones, those that every shop serves. `termsVersion` as `loadTerms` takes it. */
export async function shippingCountries(ctx: Ctx, termsVersion?: number): Promise<string[]> {
  const { shippingZones } = await loadTerms(ctx, termsVersion);
  if (shippingZones.length === 0) return servedCountries(ctx.shop.country);
  const named = shippingZones.flatMap((zone) => zone.places.map((place) => place.country));
  return named.includes('') ? [...COUNTRIES] : [...new Set(named)].sort();
}
