import { actorName, appendAudit, BottegaError, type Ctx, enqueueWorkflow, newId } from '#platform';
import { refundCredit } from '../credit/claim-credit.ts';
import type { PaymentRow } from './payments.store.ts';
import { noteGivenBack } from './settle-refund.ts';

/** The name of the workflow that sends a refund; `send-refund.ts` has it. */
export const SEND_REFUND = 'sendRefund';

type Wanted = {
  readonly payment: Pick<PaymentRow, 'id' | 'orderId' | 'currency'>;
  /** Minor units. */
  readonly amount: number;
  /** Back through the provider, or to the gift cards and the credit that the order was paid with. */
  readonly to: 'provider' | 'credit';
  readonly reason: string;
  readonly lines?: readonly { readonly position: number; readonly quantity: number }[];
  /** How much of what this refund and those made with it give back is of the shipping. */
  readonly shipping?: number;
};

/**
 * Claims money that was taken, writes the refund and queues its sending, in the caller's transaction, in which the order is locked. However
 * many ask at once, no more is claimed than was taken. What goes back to gift cards and credit goes at once.
 * @throws BottegaError conflict
 */
export async function claimRefund(ctx: Ctx, { payment, amount, to, reason, lines = [], shipping = 0 }: Wanted): Promise<string> {
  const { id: paymentId, orderId, currency } = payment;
  if (orderId === null) throw new Error(`the payment ${paymentId} is to be given back and has no order`);
  const id = newId();
  const now = ctx.clock.now();
  const isDone = to === 'credit';
  if (isDone) await giveCredit(ctx, { paymentId, refundId: id, amount });
  else await claim(ctx, paymentId, amount);
  await ctx.db
    .insertInto('refund')
    .values({
      ...{
        shop_id: ctx.shop.id,
        id,
        order_id: orderId,
        payment_id: paymentId,
        amount,
        credit: isDone ? amount : 0,
        shipping,
        currency,
        reason,
      },
      ...{
        lines: JSON.stringify(lines),
        state: isDone ? 'done' : 'requested',
        reference: null,
        message: null,
        actor: actorName(ctx.actor),
      },
      ...{ created_at: now.toString(), settled_at: isDone ? now.toString() : null },
      look_at: isDone ? null : now.add({ minutes: 2 }).toString(),
    })
    .execute();
  await appendAudit(ctx, { action: 'refund.request', subjectId: id, detail: { order: orderId, amount, to, reason } });
  if (isDone) await noteGivenBack(ctx, { refundId: id, orderId, amount });
  else await enqueueWorkflow(ctx, SEND_REFUND, id);
  return id;
}

async function giveCredit(ctx: Ctx, wanted: { paymentId: string; refundId: string; amount: number }): Promise<void> {
  if ((await refundCredit(ctx, wanted)) >= wanted.amount) return;
  throw new BottegaError('conflict', 'Less than that was paid by gift cards and credit and is still to be given back: look again.');
}

async function claim(ctx: Ctx, paymentId: string, amount: number): Promise<void> {
  const claimed = await ctx.db
    .updateTable('payment')
    .set((set) => ({ refund_claimed: set('refund_claimed', '+', amount), changed_at: ctx.clock.now().toString() }))
    .where('shop_id', '=', ctx.shop.id)
    .where('id', '=', paymentId)
    .where(({ eb }) => eb(eb('refund_claimed', '+', amount), '<=', eb.ref('captured')))
    .returning('id')
    .executeTakeFirst();
  if (!claimed)
    throw new BottegaError('conflict', 'That is more than is left of what was taken: another refund may just have been asked for.');
}
