import { actorName, type Ctx, newId } from '#platform';
import { firstLocation } from '../inventory/stock.ts';
import { settleFulfilment } from '../orders/settle-fulfilment.ts';

type Returned = {
  readonly orderId: string;
  readonly lines: readonly { readonly position: number; readonly quantity: number }[];
  /** Units that were sent have come back and can be sold again. */
  readonly restock: boolean;
};

/**
 * Units of an order that was locked are paid back: those that were not sent will not be, and what was promised of them is free again; of the
 * sent ones, those that came back lie where goods come in.
 */
export async function takeBackUnits(ctx: Ctx, { orderId, lines, restock }: Returned): Promise<void> {
  await lockStock(
    ctx,
    orderId,
    lines.map(({ position }) => position),
  );
  for (const { position, quantity } of lines.toSorted((a, b) => a.position - b.position)) {
    const line = await ctx.db
      .selectFrom('order_line')
      .select(['variant_id', 'quantity', 'sent', 'cancelled'])
      .where('shop_id', '=', ctx.shop.id)
      .where('order_id', '=', orderId)
      .where('position', '=', position)
      .executeTakeFirstOrThrow();
    const open = line.quantity - line.sent - line.cancelled;
    // What came back was sent; what did not is most likely still here.
    const unsent = Math.min(open, restock ? Math.max(0, quantity - line.sent) : quantity);
    if (unsent > 0) await callOff(ctx, { orderId, position, variantId: line.variant_id, quantity: unsent });
    if (restock && quantity > unsent) await putBack(ctx, { orderId, variantId: line.variant_id, quantity: quantity - unsent });
  }
  await settleFulfilment(ctx, orderId);
}

/** Everyone locks stock by variant and place; lines stand in another order. */
async function lockStock(ctx: Ctx, orderId: string, positions: readonly number[]): Promise<void> {
  await ctx.db
    .selectFrom('stock')
    .select('location_id')
    .where('shop_id', '=', ctx.shop.id)
    .where('variant_id', 'in', ({ selectFrom }) =>
      selectFrom('order_line')
        .select('order_line.variant_id')
        .where('order_line.shop_id', '=', ctx.shop.id)
        .where('order_line.order_id', '=', orderId)
        .where('order_line.position', 'in', [...positions]),
    )
    .orderBy('variant_id')
    .orderBy('location_id')
    .forUpdate()
    .execute();
}

type Units = { readonly orderId: string; readonly variantId: string; readonly quantity: number };

async function callOff(ctx: Ctx, { orderId, position, variantId, quantity }: Units & { readonly position: number }): Promise<void> {
  await ctx.db
    .updateTable('order_line')
    .set((set) => ({ cancelled: set('cancelled', '+', quantity) }))
    .where('shop_id', '=', ctx.shop.id)
    .where('order_id', '=', orderId)
    .where('position', '=', position)
    .execute();
  const promised = await ctx.db
    .selectFrom('stock')
    .innerJoin('reservation', (join) =>
      join
        .onRef('reservation.shop_id', '=', 'stock.shop_id')
        .onRef('reservation.variant_id', '=', 'stock.variant_id')
        .onRef('reservation.location_id', '=', 'stock.location_id'),
    )
    .select(['stock.location_id', 'reservation.cart_id', 'reservation.quantity'])
    .where('stock.shop_id', '=', ctx.shop.id)
    .where('stock.variant_id', '=', variantId)
    .where('reservation.order_id', '=', orderId)
    .orderBy('stock.location_id')
    .forUpdate()
    .execute();
  let left = quantity;
  for (const { location_id, cart_id, quantity: held } of promised) {
    const freed = Math.min(left, held);
    if (freed === 0) break;
    left -= freed;
    const reservation = { shop_id: ctx.shop.id, cart_id, variant_id: variantId, location_id };
    await (freed === held ? dropReservation(ctx, reservation) : shrinkReservation(ctx, reservation, freed));
    await ctx.db
      .updateTable('stock')
      .set((set) => ({ reserved: set('reserved', '-', freed) }))
      .where('shop_id', '=', ctx.shop.id)
      .where('variant_id', '=', variantId)
      .where('location_id', '=', location_id)
      .execute();
  }
}

type ReservationKey = { readonly shop_id: string; readonly cart_id: string; readonly variant_id: string; readonly location_id: string };

const dropReservation = (ctx: Ctx, { shop_id, cart_id, variant_id, location_id }: ReservationKey) =>
  ctx.db
    .deleteFrom('reservation')
    .where('shop_id', '=', shop_id)
    .where('cart_id', '=', cart_id)
    .where('variant_id', '=', variant_id)
    .where('location_id', '=', location_id)
    .execute();

const shrinkReservation = (ctx: Ctx, { shop_id, cart_id, variant_id, location_id }: ReservationKey, freed: number) =>
  ctx.db
    .updateTable('reservation')
    .set((set) => ({ quantity: set('quantity', '-', freed) }))
    .where('shop_id', '=', shop_id)
    .where('cart_id', '=', cart_id)
    .where('variant_id', '=', variant_id)
    .where('location_id', '=', location_id)
    .execute();

async function putBack(ctx: Ctx, { orderId, variantId, quantity }: Units): Promise<void> {
  const locationId = await firstLocation(ctx);
  await ctx.db
    .insertInto('stock')
    .values({ shop_id: ctx.shop.id, variant_id: variantId, location_id: locationId, on_hand: quantity })
    .onConflict((conflict) =>
      conflict.columns(['shop_id', 'variant_id', 'location_id']).doUpdateSet((set) => ({ on_hand: set('stock.on_hand', '+', quantity) })),
    )
    .execute();
  await ctx.db
    .insertInto('stock_movement')
    .values({
      ...{ shop_id: ctx.shop.id, id: newId(), variant_id: variantId, location_id: locationId, change: quantity, reason: 'returned' },
      ...{ subject_id: orderId, actor: actorName(ctx.actor), moved_at: ctx.clock.now().toString() },
    })
    .execute();
}
