import type { Ctx } from '#platform';
import { servedCountries } from './countries.ts';

/** The countries that the shop sends parcels to, as ISO 3166-1 alpha-2. */
export async function shippingCountries(ctx: Ctx): Promise<string[]> {
  return servedCountries(ctx.shop.country);
}
