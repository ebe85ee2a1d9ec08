import { sql } from 'kysely';
import { appendAudit, authorise, BottegaError, type Ctx, inTransaction, newId, readInput, refuseField } from '#platform';
import type { z } from '@hono/zod-openapi';
import { isId } from '../words.ts';
import { requireGroup } from '../prices/require-group.ts';
import { requireRoom } from '../require-room.ts';
import { type PromotionInput, promotionInputSchema, type PromotionView } from './promotion.ts';
import { findPromotion } from './promotion.store.ts';

const MOST_PROMOTIONS = 200;

/** Makes a promotion. @throws BottegaError forbidden, invalid_input, conflict when there are too many */
export async function createPromotion(ctx: Ctx, input: PromotionInput): Promise<PromotionView> {
  authorise(ctx, 'pricing.write');
  const wanted = readInput(promotionInputSchema, input);
  return inTransaction(ctx, async (ctx) => {
    await requireRoom(ctx, { table: 'promotion', most: MOST_PROMOTIONS, what: 'promotions' });
    await requireReferences(ctx, wanted);
    const id = newId();
    const made = await ctx.db
      .insertInto('promotion')
      .values({ shop_id: ctx.shop.id, id, created_at: ctx.clock.now().toString(), ...toRow(wanted) })
      .onConflict((conflict) => conflict.columns(['shop_id', 'name']).doNothing())
      .returning('id')
      .executeTakeFirst();
    if (!made) refuseField('name', `There is a promotion “${wanted.name}” already: choose another name.`);
    await appendAudit(ctx, { action: 'promotion.create', subjectId: id, detail: { name: wanted.name, effect: wanted.effect } });
    return findPromotion(ctx, id);
  });
}

/** Replaces what a promotion is; its codes and uses stay. @throws BottegaError forbidden, not_found, invalid_input */
export async function updatePromotion(ctx: Ctx, { id, ...input }: PromotionInput & { id: string }): Promise<PromotionView> {
  authorise(ctx, 'pricing.write');
  const wanted = readInput(promotionInputSchema, input);
  return inTransaction(ctx, async (ctx) => {
    await findPromotion(ctx, id);
    await requireReferences(ctx, wanted);
    const namesake = await ctx.db
      .selectFrom('promotion')
      .select('id')
      .where('shop_id', '=', ctx.shop.id)
      .where('name', '=', wanted.name)
      .where('id', '<>', id)
      .executeTakeFirst();
    if (namesake) refuseField('name', `There is a promotion “${wanted.name}” already: choose another name.`);
    const used = await lockAndCount(ctx, id);
    if (wanted.usageLimit !== null && wanted.usageLimit < used)
      refuseField('usageLimit', `It was used ${used} times already: the limit cannot be lower.`);
    await ctx.db
      .updateTable('promotion')
      .set({ ...toRow(wanted), uses: wanted.usageLimit === null ? 0 : used })
      .where('shop_id', '=', ctx.shop.id)
      .where('id', '=', id)
      .execute();
    await appendAudit(ctx, { action: 'promotion.update', subjectId: id, detail: { name: wanted.name, effect: wanted.effect } });
    return findPromotion(ctx, id);
  });
}

/** Deletes a promotion that nobody has used; one that was used is switched off instead. @throws BottegaError forbidden, not_found, conflict */
export async function deletePromotion(ctx: Ctx, { id }: { id: string }): Promise<void> {
  authorise(ctx, 'pricing.write');
  await inTransaction(ctx, async (ctx) => {
    const { name } = await findPromotion(ctx, id);
    if ((await lockAndCount(ctx, id)) > 0) throw new BottegaError('conflict', 'Orders have this promotion: switch it off instead.');
    await ctx.db.deleteFrom('promotion').where('shop_id', '=', ctx.shop.id).where('id', '=', id).execute();
    await appendAudit(ctx, { action: 'promotion.delete', subjectId: id, detail: { name } });
  });
}

/** Waits for the checkouts that are taking it, lets no other begin, and counts what was taken. */
async function lockAndCount(ctx: Ctx, id: string): Promise<number> {
  await ctx.db.selectFrom('promotion').select('id').where('shop_id', '=', ctx.shop.id).where('id', '=', id).forUpdate().execute();
  const { count } = await ctx.db
    .selectFrom('promotion_use')
    .select(sql<number>`count(*)::int`.as('count'))
    .where('shop_id', '=', ctx.shop.id)
    .where('promotion_id', '=', id)
    .executeTakeFirstOrThrow();
  return count;
}

type Wanted = z.output<typeof promotionInputSchema>;

async function requireReferences(ctx: Ctx, { productIds, groupId }: Wanted): Promise<void> {
  await requireGroup(ctx, groupId);
  if (productIds.length === 0) return;
  const found = await ctx.db
    .selectFrom('product')
    .select('id')
    .where('shop_id', '=', ctx.shop.id)
    .where('id', 'in', productIds.filter(isId))
    .execute();
  const missing = productIds.findIndex((id) => !found.some((product) => product.id === id));
  if (missing >= 0) refuseField(`productIds.${missing}`, 'This shop has no such product.');
}

function toRow(wanted: Wanted) {
  const { effect } = wanted;
  return {
    ...{ name: wanted.name, state: wanted.state, needs_code: wanted.needsCode, starts_at: wanted.startsAt, ends_at: wanted.endsAt },
    ...{ priority: wanted.priority, exclusive: wanted.exclusive, kind: effect.kind },
    bps: effect.kind === 'percent' ? effect.bps : null,
    amount: effect.kind === 'fixed' ? effect.amount : null,
    buy: effect.kind === 'buy_x_get_y' ? effect.buy : null,
    get: effect.kind === 'buy_x_get_y' ? effect.get : null,
    // A currency without an amount would shut other currencies out for nothing.
    currency: effect.kind === 'fixed' || wanted.leastSubtotal > 0 ? wanted.currency : null,
    ...{ product_ids: wanted.productIds, categories: wanted.categories, full_price_only: wanted.fullPriceOnly },
    ...{ least_subtotal: wanted.leastSubtotal, least_quantity: wanted.leastQuantity, group_id: wanted.groupId },
    ...{ first_order: wanted.firstOrder, usage_limit: wanted.usageLimit, per_buyer: wanted.perBuyer },
  };
}
