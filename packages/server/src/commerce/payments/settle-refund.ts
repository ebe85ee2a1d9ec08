import { sql } from 'kysely';
import { appendAudit, appendEvent, type Ctx, inTransaction } from '#platform';
import { lockOrder } from '../orders/move-order.ts';
import { appendOrderChange } from '../orders/order.store.ts';
import { openCase } from './cases.ts';
import type { PaymentRow, RefundRow } from './payments.store.ts';

/** Writes down, once, that the provider has given the money back. */
export async function settleRefund(
  ctx: Ctx,
  { refund, reference }: { readonly refund: RefundRow; readonly reference: string },
): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    await lockOrder(ctx, refund.orderId);
    const settled = await ctx.db
      .updateTable('refund')
      .set({ state: 'done', reference, message: null, look_at: null, settled_at: ctx.clock.now().toString() })
      .where('shop_id', '=', ctx.shop.id)
      .where('id', '=', refund.id)
      .where('state', 'in', ['requested', 'pending'])
      .returning('id')
      .executeTakeFirst();
    if (!settled) return;
    await ctx.db
      .updateTable('payment')
      .set((set) => ({ refunded: set('refunded', '+', refund.amount - refund.credit), changed_at: ctx.clock.now().toString() }))
      .where('shop_id', '=', ctx.shop.id)
      .where('id', '=', refund.paymentId)
      .execute();
    await appendAudit(ctx, {
      action: 'refund.done',
      subjectId: refund.id,
      detail: { order: refund.orderId, amount: refund.amount, reference },
    });
    await noteGivenBack(ctx, { refundId: refund.id, orderId: refund.orderId, amount: refund.amount });
  });
}

/** Money of an order went back, and the order is locked: it says how much of it, its history and the world are told. */
export async function noteGivenBack(
  ctx: Ctx,
  { refundId, orderId, amount }: { readonly refundId: string; readonly orderId: string; readonly amount: number },
): Promise<void> {
  const code = await measureRefunds(ctx, orderId);
  await appendOrderChange(ctx, { orderId, event: 'refunded', detail: { refund: refundId, amount } });
  await appendEvent(ctx, { type: 'order.refunded', subjectId: orderId, payload: { code, refund: refundId, amount } });
}

/** Reckons anew how much of an order was given back. Its code. */
async function measureRefunds(ctx: Ctx, orderId: string): Promise<string> {
  const { amount: back } = await ctx.db
    .selectFrom('refund')
    .select(sql<string>`coalesce(sum(amount), 0)`.as('amount'))
    .where('shop_id', '=', ctx.shop.id)
    .where('order_id', '=', orderId)
    .where('state', '=', 'done')
    .executeTakeFirstOrThrow();
  const { code, taken } = await ctx.db
    .selectFrom('orders')
    .innerJoin('payment', (join) => join.onRef('payment.shop_id', '=', 'orders.shop_id').onRef('payment.order_id', '=', 'orders.id'))
    .select(({ eb }) => ['orders.code', eb('orders.credit', '+', eb.ref('payment.captured')).as('taken')])
    .where('orders.shop_id', '=', ctx.shop.id)
    .where('orders.id', '=', orderId)
    .executeTakeFirstOrThrow();
  const sum = Number(back);
  const extent = sum === 0 ? 'none' : sum < Number(taken) ? 'part' : 'whole';
  await ctx.db.updateTable('orders').set({ refund_state: extent }).where('shop_id', '=', ctx.shop.id).where('id', '=', orderId).execute();
  return code;
}

/** Writes down that a refund did not reach the buyer, also one that had seemed done, and frees its claim. */
export async function failRefund(
  ctx: Ctx,
  { refund, payment, message }: { readonly refund: RefundRow; readonly payment: PaymentRow; readonly message: string },
): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    await lockOrder(ctx, refund.orderId);
    const before = await ctx.db
      .selectFrom('refund')
      .select('state')
      .where('shop_id', '=', ctx.shop.id)
      .where('id', '=', refund.id)
      .forUpdate()
      .executeTakeFirst();
    if (!before || before.state === 'failed') return;
    const sent = refund.amount - refund.credit;
    await ctx.db
      .updateTable('payment')
      .set((set) => ({
        refund_claimed: set('refund_claimed', '-', sent),
        ...(before.state === 'done' && { refunded: set('refunded', '-', sent) }),
        changed_at: ctx.clock.now().toString(),
      }))
      .where('shop_id', '=', ctx.shop.id)
      .where('id', '=', refund.paymentId)
      .execute();
    await ctx.db
      .updateTable('refund')
      .set({ state: 'failed', message, look_at: null, settled_at: ctx.clock.now().toString() })
      .where('shop_id', '=', ctx.shop.id)
      .where('id', '=', refund.id)
      .execute();
    const code = await measureRefunds(ctx, refund.orderId);
    const { id, orderId, paymentId } = refund;
    await appendOrderChange(ctx, { orderId, event: 'refund_failed', detail: { refund: id, amount: refund.amount, message } });
    await appendEvent(ctx, { type: 'order.refund_failed', subjectId: orderId, payload: { code, refund: id, message } });
    await appendAudit(ctx, { action: 'refund.fail', subjectId: id, detail: { order: orderId, message } });
    await openCase(ctx, { kind: 'refund_failed', provider: payment.provider, subject: id, paymentId, orderId, detail: { said: message } });
  });
}
