import { sql } from 'kysely';
import { actorName, appendAudit, appendEvent, BottegaError, type Ctx, newId } from '#platform';
import { type LockedOrder, moveOrder } from './move-order.ts';
import type { OrderView } from './order.ts';
import { appendOrderChange } from './order.store.ts';

/** Says that all of an order was sent. @throws BottegaError not_found, conflict (also for units that are promised and not there), forbidden */
export async function fulfilOrder(ctx: Ctx, input: { id: string }): Promise<OrderView> {
  return moveOrder(ctx, { id: input.id, move: 'fulfil' }, async (ctx, order) => {
    await takeReserved(ctx, order);
    await ctx.db
      .updateTable('order_line')
      .set({ sent: sql`quantity - cancelled` })
      .where('shop_id', '=', ctx.shop.id)
      .where('order_id', '=', order.id)
      .execute();
    await ctx.db
      .updateTable('orders')
      .set({ fulfilment_state: 'whole', ...(order.paymentState === 'paid' && { state: 'completed' as const }) })
      .where('shop_id', '=', ctx.shop.id)
      .where('id', '=', order.id)
      .execute();
    await appendOrderChange(ctx, { orderId: order.id, event: 'sent' });
    await appendEvent(ctx, { type: 'order.fulfilled', subjectId: order.id, payload: {} });
    await appendAudit(ctx, { action: 'order.fulfil', subjectId: order.id, detail: {} });
  });
}

/** Takes what an order was promised out of the stock, in the order in which everyone locks it. */
async function takeReserved(ctx: Ctx, { id }: LockedOrder): Promise<void> {
  const promised = await ctx.db
    .selectFrom('reservation')
    .innerJoin('stock', (join) =>
      join
        .onRef('stock.shop_id', '=', 'reservation.shop_id')
        .onRef('stock.variant_id', '=', 'reservation.variant_id')
        .onRef('stock.location_id', '=', 'reservation.location_id'),
    )
    .select(['reservation.variant_id', 'reservation.location_id', 'quantity', 'on_hand'])
    .where('reservation.shop_id', '=', ctx.shop.id)
    .where('order_id', '=', id)
    .orderBy('reservation.variant_id')
    .orderBy('reservation.location_id')
    .forUpdate()
    .execute();
  const short = promised.find((row) => row.on_hand < row.quantity);
  if (short)
    throw new BottegaError(
      'conflict',
      `Only ${short.on_hand} of ${short.quantity} promised units are there: count the stock, or wait for more.`,
    );
  for (const { variant_id, location_id, quantity } of promised) {
    await ctx.db
      .updateTable('stock')
      .set((set) => ({ on_hand: set('on_hand', '-', quantity), reserved: set('reserved', '-', quantity) }))
      .where('shop_id', '=', ctx.shop.id)
      .where('variant_id', '=', variant_id)
      .where('location_id', '=', location_id)
      .execute();
    await ctx.db
      .insertInto('stock_movement')
      .values({
        shop_id: ctx.shop.id,
        id: newId(),
        variant_id,
        location_id,
        change: -quantity,
        reason: 'sent',
        subject_id: id,
        actor: actorName(ctx.actor),
        moved_at: ctx.clock.now().toString(),
      })
      .execute();
  }
  await ctx.db.deleteFrom('reservation').where('shop_id', '=', ctx.shop.id).where('order_id', '=', id).execute();
}
