import { appendAudit, appendEvent, authorise, BottegaError, type Ctx, inTransaction } from '#platform';
import { returnStock } from '../inventory/stock.ts';
import { isId } from '../words.ts';
import { ORDER_MOVES, type OrderMove, type OrderState, type OrderView, type PaymentState } from './order.ts';
import { appendOrderChange, loadOrder, noSuchOrder } from './order.store.ts';

/**
 * Does a move of the state table. An order that is already there stays as it is: two who press the same button do it once.
 * @throws BottegaError not_found, forbidden, conflict when the table has no such move from where the order is
 */
export async function moveOrder(ctx: Ctx, input: { id: string; move: OrderMove; note?: string | undefined }): Promise<OrderView> {
  const { id, move, note } = input;
  const rule = ORDER_MOVES[move];
  authorise(ctx, rule.permission);
  if (!isId(id)) throw noSuchOrder();
  await inTransaction(ctx, async (ctx) => {
    const from = await lockOrder(ctx, id);
    if (from === rule.to) return;
    if (!rule.from.some((state) => state === from)) throw new BottegaError('conflict', refusal(move, from));
    await writeMove(ctx, { orderId: id, move, from, note });
  });
  return loadOrder(ctx, { id });
}

const refusal = (move: OrderMove, state: OrderState): string =>
  `An order that is ${state} cannot be ${ORDER_MOVES[move].to}; it would have to be ${ORDER_MOVES[move].from.join(' or ')}.`;

async function lockOrder(ctx: Ctx, id: string): Promise<OrderState> {
  const order = await ctx.db
    .selectFrom('orders')
    .select('state')
    .where('shop_id', '=', ctx.shop.id)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (!order) throw noSuchOrder();
  return order.state;
}

/** Writes a move of a locked order, and all that follows from it. */
export async function writeMove(
  ctx: Ctx,
  { orderId, move, from, note }: { orderId: string; move: OrderMove; from: OrderState; note?: string | undefined },
): Promise<void> {
  const rule = ORDER_MOVES[move];
  await ctx.db.updateTable('orders').set({ state: rule.to }).where('shop_id', '=', ctx.shop.id).where('id', '=', orderId).execute();
  await movePayment(ctx, orderId, rule.payment);
  if (rule.returnsStock) await returnStock(ctx, await readUnits(ctx, orderId));
  await appendOrderChange(ctx, { orderId, from, to: rule.to, note });
  await appendEvent(ctx, { type: rule.event, subjectId: orderId, payload: { from } });
  await appendAudit(ctx, { action: `order.${move}`, subjectId: orderId, detail: { from, to: rule.to } });
}

async function movePayment(ctx: Ctx, orderId: string, states: Partial<Record<PaymentState, PaymentState>>): Promise<void> {
  for (const [before, after] of Object.entries(states) as [PaymentState, PaymentState][]) {
    await ctx.db
      .updateTable('payment')
      .set({ state: after })
      .where('shop_id', '=', ctx.shop.id)
      .where('order_id', '=', orderId)
      .where('state', '=', before)
      .execute();
  }
}

const readUnits = (ctx: Ctx, orderId: string) =>
  ctx.db
    .selectFrom('order_line')
    .select(['variant_id as variantId', 'quantity'])
    .where('shop_id', '=', ctx.shop.id)
    .where('order_id', '=', orderId)
    .execute();
