import { appendAudit, authorise, BottegaError, type Ctx, inTransaction, newId, readInput } from '#platform';
import { type LocationView, MOST_LOCATIONS, type NewLocation, newLocationSchema } from './location.ts';
import { loadLocation, lockLocations, nameTaken } from './location.store.ts';
import { firstLocation } from './stock.ts';

/**
 * Makes a place where things lie, after those that there are.
 * @throws BottegaError forbidden, invalid_input, conflict where the name is taken or there are 50
 */
export async function createLocation(ctx: Ctx, input: NewLocation): Promise<LocationView> {
  authorise(ctx, 'inventory.write');
  const { name, address } = readInput(newLocationSchema, input);
  await firstLocation(ctx); // what a shop has without saying so stays its first place
  const id = newId();
  return inTransaction(ctx, async (ctx) => {
    const there = await lockLocations(ctx);
    if (there.length >= MOST_LOCATIONS)
      throw new BottegaError('conflict', `There are ${MOST_LOCATIONS} places already: rename one instead.`);
    const position = Math.max(...there.map((place) => place.position)) + 1;
    await ctx.db
      .insertInto('location')
      .values({ shop_id: ctx.shop.id, id, name, position, address: address ? JSON.stringify(address) : null })
      .execute()
      .catch(nameTaken(name));
    await appendAudit(ctx, { action: 'location.create', subjectId: id, detail: { name } });
    return loadLocation(ctx, id);
  });
}
