import type { HeldPayment } from '@bottega/contracts';
import { actorName, type Ctx, enqueueWorkflow } from '#platform';
import { requestCapture } from './capture-payment.ts';
import { reservePaymentFlow } from './reserve-payment.ts';
import { takeOf } from './ways.ts';

type Begun = { readonly id: string; readonly provider: string; readonly amount: number };

/**
 * What follows from a payment that was taken on, in the transaction that writes its order: promised money is taken at once, or, where the
 * shop takes it when it sends, is made sure of until then.
 */
export async function beginCapture(ctx: Ctx, payment: Begun, { state, captured }: HeldPayment): Promise<void> {
  if (state === 'captured') return noteCaptured(ctx, payment, captured);
  if (state !== 'approved' && state !== 'authorised') return;
  const take = await takeOf(ctx, payment.provider);
  if (take === 'at_once') await requestCapture(ctx, { paymentId: payment.id, amount: payment.amount, final: true });
  // What a buyer has only agreed to lapses within hours.
  else if (state === 'approved') await enqueueWorkflow(ctx, reservePaymentFlow.name, payment.id);
}

/** Money that came with the beginning is a part that was taken, like any other. */
export async function noteCaptured(ctx: Ctx, { id, amount }: Pick<Begun, 'id' | 'amount'>, captured: number): Promise<void> {
  const now = ctx.clock.now().toString();
  await ctx.db
    .insertInto('payment_capture')
    .values({
      ...{
        shop_id: ctx.shop.id,
        id,
        payment_id: id,
        amount: captured,
        final: captured >= amount,
        state: 'done',
        actor: actorName(ctx.actor),
      },
      ...{ message: null, look_at: null, created_at: now, settled_at: now },
    })
    .execute();
  await ctx.db.updateTable('payment').set({ capture_claimed: captured }).where('shop_id', '=', ctx.shop.id).where('id', '=', id).execute();
}
