import { sql } from 'kysely';
import { appendAudit, authorise, BottegaError, type Ctx, inTransaction, readInput } from '#platform';
import { type LocationState, type LocationView, locationStateSchema } from './location.ts';
import { loadLocation, lockLocations } from './location.store.ts';
import { watchAllStock } from './watch-stock.ts';

/**
 * Closes a place, so that nothing is sold from it, or opens it again. What lies there stays there.
 * @throws BottegaError forbidden, not_found, invalid_input, conflict while something is promised there, and for the last open place
 */
export async function setLocationState(ctx: Ctx, input: { id: string; state: LocationState }): Promise<LocationView> {
  authorise(ctx, 'inventory.write');
  const { state } = readInput(locationStateSchema, { state: input.state });
  const { id } = await loadLocation(ctx, input.id);
  await inTransaction(ctx, async (ctx) => {
    if (state === 'closed') await requireUnpromised(ctx, id);
    const places = await lockLocations(ctx);
    if (places.find((place) => place.id === id)?.state === state) return;
    if (state === 'closed' && !places.some((place) => place.state === 'open' && place.id !== id))
      throw new BottegaError('conflict', 'This is the only open place: open another before you close it.');
    await ctx.db.updateTable('location').set({ state }).where('shop_id', '=', ctx.shop.id).where('id', '=', id).execute();
    await appendAudit(ctx, { action: state === 'open' ? 'location.open' : 'location.close', subjectId: id, detail: {} });
  });
  await watchAllStock(ctx);
  return loadLocation(ctx, id);
}

/** Holds all that lies there, in the order in which everyone locks it. @throws BottegaError conflict while any of it is promised */
async function requireUnpromised(ctx: Ctx, locationId: string): Promise<void> {
  const { rows } = await sql<{ reserved: number }>`
    select reserved from stock where shop_id = ${ctx.shop.id} and location_id = ${locationId}
    order by variant_id, location_id for update`.execute(ctx.db);
  const promised = rows.reduce((sum, { reserved }) => sum + reserved, 0);
  if (promised > 0)
    throw new BottegaError('conflict', `${promised} units are promised there: send them, or cancel them, before you close the place.`);
}
