import { appendAudit, type Ctx } from '#platform';
import { noteCaptured } from '../payments/begin-capture.ts';
import { readPayment } from '../payments/payments.store.ts';
import { noteTaken } from '../payments/settle-capture.ts';
import { moveOrder } from './move-order.ts';
import type { OrderView } from './order.ts';

/** Says that the transfer of an order has arrived. @throws BottegaError not_found, conflict, forbidden */
export async function markOrderPaid(ctx: Ctx, input: { id: string }): Promise<OrderView> {
  const isDone = ({ paymentState }: { paymentState: string }) => paymentState === 'paid';
  return moveOrder(ctx, { id: input.id, action: 'pay', isDone }, async (ctx, order) => {
    const payment = await readPayment(ctx, { orderId: order.id });
    if (payment?.reference == null) throw new Error(`the order ${order.id} waits for a transfer that has no reference`);
    const { id: paymentId, amount, reference, payee } = payment;
    await noteCaptured(ctx, { id: paymentId, amount }, amount);
    await noteTaken(ctx, { paymentId, amount, isFinal: true, held: { reference, payee } });
    await appendAudit(ctx, { action: 'order.pay', subjectId: order.id, detail: {} });
  });
}
