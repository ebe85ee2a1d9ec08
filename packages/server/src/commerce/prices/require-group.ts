import { type Ctx, refuseField } from '#platform';

/** @throws BottegaError invalid_input where the shop has no such group of customers */
export async function requireGroup(ctx: Ctx, groupId: string | null): Promise<void> {
  if (groupId === null) return;
  const group = await ctx.db
    .selectFrom('customer_group')
    .select('id')
    .where('shop_id', '=', ctx.shop.id)
    .where('id', '=', groupId)
    .executeTakeFirst();
  if (!group) refuseField('groupId', 'This shop has no such group of customers.');
}
