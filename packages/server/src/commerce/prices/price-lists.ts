import type { z } from '@hono/zod-openapi';
import { appendAudit, authorise, type Ctx, inTransaction, newId, readInput, refuseField } from '#platform';
import { type PriceListInput, priceListInputSchema, type PriceListView } from './price-list.ts';
import { findList, selectLists } from './price-list.store.ts';
import { requireRoom } from '../require-room.ts';
import { requireGroup } from './require-group.ts';

/** The price lists of the shop, the oldest first. @throws BottegaError forbidden */
export async function listPriceLists(ctx: Ctx): Promise<PriceListView[]> {
  authorise(ctx, 'pricing.read');
  const rows = await selectLists(ctx).orderBy('id').execute();
  return rows.map((row) => ({ ...row, prices: row.prices ?? 0 }));
}

/** @throws BottegaError forbidden, not_found */
export async function getPriceList(ctx: Ctx, { id }: { id: string }): Promise<PriceListView> {
  authorise(ctx, 'pricing.read');
  return findList(ctx, id);
}

const MOST_LISTS = 200;

/** Makes a list with no prices on it yet. @throws BottegaError forbidden, invalid_input, conflict when there are too many */
export async function createPriceList(ctx: Ctx, input: PriceListInput): Promise<PriceListView> {
  authorise(ctx, 'pricing.write');
  const wanted = readInput(priceListInputSchema, input);
  return inTransaction(ctx, async (ctx) => {
    await requireRoom(ctx, { table: 'price_list', most: MOST_LISTS, what: 'price lists' });
    await requireGroup(ctx, wanted.groupId);
    const id = newId();
    const made = await ctx.db
      .insertInto('price_list')
      .values({ shop_id: ctx.shop.id, id, created_at: ctx.clock.now().toString(), ...toRow(wanted) })
      .onConflict((conflict) => conflict.columns(['shop_id', 'name']).doNothing())
      .returning('id')
      .executeTakeFirst();
    if (!made) refuseName(wanted.name);
    await appendAudit(ctx, { action: 'price_list.create', subjectId: id, detail: { name: wanted.name, currency: wanted.currency } });
    return findList(ctx, id);
  });
}

/** Replaces what a list is; its prices stay, and so does its currency while it has any. @throws BottegaError forbidden, not_found, invalid_input */
export async function updatePriceList(ctx: Ctx, { id, ...input }: PriceListInput & { id: string }): Promise<PriceListView> {
  authorise(ctx, 'pricing.write');
  const wanted = readInput(priceListInputSchema, input);
  return inTransaction(ctx, async (ctx) => {
    const before = await findList(ctx, id);
    if (before.prices > 0 && before.currency !== wanted.currency)
      refuseField('currency', `Its prices are in ${before.currency}: make another list for ${wanted.currency}.`);
    await requireGroup(ctx, wanted.groupId);
    const namesake = await ctx.db
      .selectFrom('price_list')
      .select('id')
      .where('shop_id', '=', ctx.shop.id)
      .where('name', '=', wanted.name)
      .where('id', '<>', id)
      .executeTakeFirst();
    if (namesake) refuseName(wanted.name);
    await ctx.db.updateTable('price_list').set(toRow(wanted)).where('shop_id', '=', ctx.shop.id).where('id', '=', id).execute();
    await appendAudit(ctx, { action: 'price_list.update', subjectId: id, detail: { name: wanted.name, state: wanted.state } });
    return findList(ctx, id);
  });
}

/** Deletes a list with its prices. @throws BottegaError forbidden, not_found */
export async function deletePriceList(ctx: Ctx, { id }: { id: string }): Promise<void> {
  authorise(ctx, 'pricing.write');
  await inTransaction(ctx, async (ctx) => {
    const { name } = await findList(ctx, id);
    await ctx.db.deleteFrom('price_list').where('shop_id', '=', ctx.shop.id).where('id', '=', id).execute();
    await appendAudit(ctx, { action: 'price_list.delete', subjectId: id, detail: { name } });
  });
}

function refuseName(name: string): never {
  refuseField('name', `There is a price list “${name}” already: choose another name.`);
}

const toRow = ({ name, currency, groupId, startsAt, endsAt, state }: z.output<typeof priceListInputSchema>) => ({
  ...{ name, currency, group_id: groupId, starts_at: startsAt, ends_at: endsAt, state },
});
