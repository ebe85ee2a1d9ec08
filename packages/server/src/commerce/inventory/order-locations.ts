import { sql } from 'kysely';
import { appendAudit, authorise, type Ctx, inTransaction, readInput, refuseField } from '#platform';
import { type LocationView, locationOrderSchema } from './location.ts';
import { loadLocations, lockLocations } from './location.store.ts';

/**
 * Says in which order units are taken from the places.
 * @throws BottegaError forbidden, invalid_input when a place of the shop is left out, named twice or not there
 */
export async function orderLocations(ctx: Ctx, input: { locationIds: readonly string[] }): Promise<LocationView[]> {
  authorise(ctx, 'inventory.write');
  const wanted = readInput(locationOrderSchema, { locationIds: [...input.locationIds] }).locationIds.map((id) => id.toLowerCase());
  return inTransaction(ctx, async (ctx) => {
    const there = await lockLocations(ctx);
    const isEach = new Set(wanted).size === wanted.length && wanted.length === there.length;
    if (!isEach || there.some(({ id }) => !wanted.includes(id))) refuseField('locationIds', 'Name every place of the shop, each once.');
    const beyond = Math.max(...there.map(({ position }) => position)) + 1;
    const order = sql`unnest(${wanted}::uuid[]) with ordinality as asked(id, place)`;
    // In two steps: only one place may be the first at any moment.
    for (const from of [beyond, 0])
      await sql`update location set position = asked.place::int - 1 + ${from} from ${order}
        where location.shop_id = ${ctx.shop.id} and location.id = asked.id`.execute(ctx.db);
    await appendAudit(ctx, { action: 'location.order', subjectId: ctx.shop.id, detail: { locationIds: wanted } });
    return loadLocations(ctx);
  });
}
