import { appendAudit, authorise, type Ctx, inTransaction, readInput } from '#platform';
import { type LocationChange, type LocationView, locationChangeSchema } from './location.ts';
import { loadLocation, nameTaken } from './location.store.ts';

/**
 * Renames a place, or says where it is.
 * @throws BottegaError forbidden, not_found, invalid_input, conflict where the name is taken
 */
export async function changeLocation(ctx: Ctx, { id: named, ...input }: LocationChange & { id: string }): Promise<LocationView> {
  authorise(ctx, 'inventory.write');
  const { name, address } = readInput(locationChangeSchema, input);
  const { id } = await loadLocation(ctx, named);
  const change = {
    ...(name !== undefined && { name }),
    ...(address !== undefined && { address: address && JSON.stringify(address) }),
  };
  if (Object.keys(change).length === 0) return loadLocation(ctx, id);
  return inTransaction(ctx, async (ctx) => {
    await ctx.db
      .updateTable('location')
      .set(change)
      .where('shop_id', '=', ctx.shop.id)
      .where('id', '=', id)
      .execute()
      .catch(nameTaken(name ?? ''));
    await appendAudit(ctx, { action: 'location.change', subjectId: id, detail: { changed: Object.keys(change), ...(name && { name }) } });
    return loadLocation(ctx, id);
  });
}
