import { authorise, BottegaError, type Ctx, inTransaction } from '#platform';
import { isId } from '../words.ts';
import { ORDER_MOVES, type OrderMove, type OrderStanding, type OrderView } from './order.ts';
import { loadOrder, noSuchOrder } from './order.store.ts';

/**
 * Does a move of the table with the order locked. An order that is already there stays as it is.
 * @throws BottegaError not_found, forbidden, conflict when the table allows no such move from where the order stands
 */
export async function moveOrder(
  ctx: Ctx,
  { id, move }: { id: string; move: OrderMove },
  work: (ctx: Ctx, order: LockedOrder) => Promise<void>,
): Promise<OrderView> {
  const rule = ORDER_MOVES[move];
  authorise(ctx, rule.permission);
  if (!isId(id)) throw noSuchOrder();
  await inTransaction(ctx, async (ctx) => {
    const order = await lockOrder(ctx, id);
    if (rule.isDone(order)) return;
    const refusal = rule.whyNot(order);
    if (refusal !== undefined) throw new BottegaError('conflict', refusal);
    await work(ctx, order);
  });
  return loadOrder(ctx, { id });
}

export type LockedOrder = OrderStanding & { readonly id: string; readonly cartId: string };

/** Holds an order until the transaction ends. @throws BottegaError not_found */
export async function lockOrder(ctx: Ctx, id: string): Promise<LockedOrder> {
  const order = await ctx.db
    .selectFrom('orders')
    .select(['id', 'cart_id as cartId', 'state', 'payment_state as paymentState', 'fulfilment_state as fulfilmentState'])
    .where('shop_id', '=', ctx.shop.id)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (!order) throw noSuchOrder();
  return order;
}
