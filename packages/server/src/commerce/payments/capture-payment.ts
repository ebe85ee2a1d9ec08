import {
  actorName,
  appendAudit,
  authorise,
  BottegaError,
  type Ctx,
  enqueueWorkflow,
  inTransaction,
  newId,
  readInput,
  type WorkflowDefinition,
} from '#platform';
import { lockOrder } from '../orders/move-order.ts';
import { noSuchOrder } from '../orders/order.store.ts';
import { isId } from '../words.ts';
import { advanceCapture } from './advance-capture.ts';
import { followThrough } from './follow-through.ts';
import { getPayment } from './get-payment.ts';
import { type CapturePayment, capturingSchema, type PaymentView } from './payment.ts';
import { readPayment } from './payments.store.ts';

/** Takes the money that a provider holds for an order. Its subject is a `payment_capture`; the first of a payment has the payment's id. */
export const capturePaymentFlow: WorkflowDefinition = {
  name: 'capturePayment',
  priority: 40,
  run: (ctx, captureId, step) => followThrough(ctx, step, 'capture', () => advanceCapture(ctx, { captureId })),
};

/**
 * Asks for money that is promised: all that is left, or a part.
 * @throws BottegaError not_found, invalid_input, forbidden, conflict when more is asked for than is left, or another part is under way
 */
export async function capturePayment(ctx: Ctx, input: CapturePayment): Promise<PaymentView> {
  authorise(ctx, 'payments.write');
  const { orderId, ...rest } = input;
  const { amount, final } = readInput(capturingSchema, rest);
  if (!isId(orderId)) throw noSuchOrder();
  const paymentId = await inTransaction(ctx, async (ctx) => {
    const order = await lockOrder(ctx, orderId);
    const payment = await readPayment(ctx, { orderId });
    if (!payment) throw noSuchOrder();
    if (order.state === 'cancelled') throw new BottegaError('conflict', 'This order is cancelled: nothing is taken for it.');
    if (payment.state !== 'authorised' && payment.state !== 'approved' && payment.state !== 'captured')
      throw new BottegaError('conflict', `Its payment is ${payment.state}: there is nothing to take.`);
    const left = payment.amount - payment.captureClaimed;
    const wanted = amount ?? left;
    if (wanted > left || left === 0)
      throw new BottegaError('conflict', `Of this payment ${left} minor units are left to take: ask for no more.`);
    await requestCapture(ctx, { paymentId: payment.id, amount: wanted, final: final ?? wanted === left });
    return payment.id;
  });
  return getPayment(ctx, { id: paymentId });
}

type Wanted = { readonly paymentId: string; readonly amount: number; readonly final: boolean };

/**
 * Claims a part of a payment and queues the taking of it, in the caller's transaction. However many ask at once, no more is claimed than
 * the payment is of, and one part is under way at a time.
 * @throws BottegaError conflict
 */
export async function requestCapture(ctx: Ctx, { paymentId, amount, final }: Wanted): Promise<void> {
  const claimed = await ctx.db
    .updateTable('payment')
    .set((set) => ({ capture_claimed: set('capture_claimed', '+', amount) }))
    .where('shop_id', '=', ctx.shop.id)
    .where('id', '=', paymentId)
    .where(({ eb }) => eb(eb('capture_claimed', '+', amount), '<=', eb.ref('amount')))
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('payment_capture as other')
            .select('other.id')
            .where('other.shop_id', '=', ctx.shop.id)
            .where('other.payment_id', '=', paymentId)
            .where((other) =>
              other.or([other('other.state', '=', 'requested'), other.and([other('final', '=', true), other('other.state', '=', 'done')])]),
            ),
        ),
      ),
    )
    .returning('id')
    .executeTakeFirst();
  if (!claimed) throw new BottegaError('conflict', 'Money of this payment is being taken just now, or nothing is left of it: look again.');
  const before = await ctx.db
    .selectFrom('payment_capture')
    .select('id')
    .where('shop_id', '=', ctx.shop.id)
    .where('payment_id', '=', paymentId)
    .limit(1)
    .executeTakeFirst();
  const id = before ? newId() : paymentId;
  const now = ctx.clock.now();
  await ctx.db
    .insertInto('payment_capture')
    .values({
      ...{ shop_id: ctx.shop.id, id, payment_id: paymentId, amount, final, state: 'requested', actor: actorName(ctx.actor) },
      ...{ message: null, look_at: now.add({ minutes: 2 }).toString(), created_at: now.toString(), settled_at: null },
    })
    .execute();
  await appendAudit(ctx, { action: 'payment.capture_request', subjectId: paymentId, detail: { capture: id, amount, final } });
  await enqueueWorkflow(ctx, capturePaymentFlow.name, id);
}
