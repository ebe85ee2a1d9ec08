import { sql, type Updateable } from 'kysely';
import { type Ctx, newId } from '../../context.ts';
import type { Tables } from '../../database/tables.ts';
import type {} from '../tables.ts';
import { DELIVERY_MOVES, type Delivery, type DeliveryMove } from './delivery.ts';

export type DeliveryRow = Awaited<ReturnType<typeof openDelivery>>;

/** The row of a delivery; whoever asks first makes it. */
export async function openDelivery(ctx: Ctx, { key, service }: Pick<Delivery, 'key' | 'service'>) {
  await ctx.db
    .insertInto('delivery')
    .values({ shop_id: ctx.shop.id, key, service })
    .onConflict((conflict) => conflict.columns(['shop_id', 'key']).doNothing())
    .execute();
  return ctx.db.selectFrom('delivery').selectAll().where('shop_id', '=', ctx.shop.id).where('key', '=', key).executeTakeFirstOrThrow();
}

/** Takes a prepared delivery for sending, and says who does; undefined when another was quicker. */
export async function claimDelivery(ctx: Ctx, key: string, outUntil: Temporal.Instant): Promise<DeliveryRow | undefined> {
  return move(ctx, key, 'claim', null)
    .set({ claim: newId(), sender: ctx.executor?.id ?? null, out_until: outUntil.toString(), sends: sql<number>`sends + 1` })
    .returningAll()
    .executeTakeFirst();
}

/** Makes a move of whoever holds the claim. False when the delivery has been moved on since, by another. */
export async function moveDelivery(
  ctx: Ctx,
  { key, claim }: Pick<DeliveryRow, 'key' | 'claim'>,
  name: Exclude<DeliveryMove, 'claim'>,
  values: Pick<Updateable<Tables['delivery']>, 'reference' | 'reason' | 'out_until'> = {},
): Promise<boolean> {
  const isSettled = name === 'accept' || name === 'refuse';
  const result = await move(ctx, key, name, claim)
    .set({
      ...values,
      ...(name === 'lose' ? {} : { claim: null }),
      ...(isSettled ? { settled_at: ctx.clock.now().toString() } : {}),
    })
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

function move(ctx: Ctx, key: string, name: DeliveryMove, claim: string | null) {
  const { from, to } = DELIVERY_MOVES[name];
  return ctx.db
    .updateTable('delivery')
    .set({ state: to })
    .where('shop_id', '=', ctx.shop.id)
    .where('key', '=', key)
    .where('state', 'in', from)
    .where(sql<boolean>`claim is not distinct from ${claim}::uuid`);
}
