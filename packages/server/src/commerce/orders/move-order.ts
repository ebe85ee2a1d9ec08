import { authorise, BottegaError, type Ctx, inTransaction } from '#platform';
import { isId } from '../words.ts';
import type { LockedOrder, OrderAction, OrderStanding, OrderView } from './order.ts';
import { ORDER_ACTIONS } from './order-actions.ts';
import { readStanding } from './order-standing.ts';
import { loadOrder, noSuchOrder } from './order.store.ts';

export type { LockedOrder } from './order.ts';

type Move = {
  readonly id: string;
  readonly action: OrderAction;
  /** Whether the order is there already: then nothing is done, so that two who press the same button do it once. */
  readonly isDone?: (order: OrderStanding) => boolean;
};

/**
 * Does something of the table of actions with the order locked. An order that is already there stays as it is.
 * @throws BottegaError not_found, forbidden, conflict when the table allows no such thing from where the order stands
 */
export async function moveOrder(
  ctx: Ctx,
  { id, action, isDone = () => false }: Move,
  work: (ctx: Ctx, order: LockedOrder & OrderStanding) => Promise<void>,
): Promise<OrderView> {
  const rule = ORDER_ACTIONS[action];
  authorise(ctx, rule.permission);
  if (!isId(id)) throw noSuchOrder();
  await inTransaction(ctx, async (ctx) => {
    const order = await lockOrder(ctx, id);
    const standing = await readStanding(ctx, order);
    if (isDone(standing)) return;
    const refusal = rule.whyNot(standing);
    if (refusal !== undefined) throw new BottegaError('conflict', refusal);
    await work(ctx, { ...order, ...standing });
  });
  return loadOrder(ctx, { id });
}

/** Holds an order until the transaction ends. @throws BottegaError not_found */
export async function lockOrder(ctx: Ctx, id: string): Promise<LockedOrder> {
  const order = await ctx.db
    .selectFrom('orders')
    .select(['id', 'code', 'cart_id as cartId', 'state', 'payment_state as paymentState', 'fulfilment_state as fulfilmentState'])
    .where('shop_id', '=', ctx.shop.id)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (!order) throw noSuchOrder();
  return order;
}
