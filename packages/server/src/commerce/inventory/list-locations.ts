import { authorise, type Ctx } from '#platform';
import type { LocationView } from './location.ts';
import { loadLocations } from './location.store.ts';

/** The places where things lie, in the order in which units are taken from them. @throws BottegaError forbidden, unauthenticated */
export async function listLocations(ctx: Ctx): Promise<LocationView[]> {
  authorise(ctx, 'inventory.read');
  return loadLocations(ctx);
}
