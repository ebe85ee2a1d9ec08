import { ProviderError } from '@bottega/contracts';
import { BottegaError, type Ctx, type WorkflowDefinition } from '#platform';
import { isId } from '../words.ts';
import { openCase } from './cases.ts';
import { waitAfter } from './follow-through.ts';
import { refreshPayment } from './refresh-payment.ts';

export const LOOK_AT_EVENT = 'lookAtPaymentEvent';

/** Looks at the payment that a company told something of. Its subject is the `payment_event`. */
export const lookAtEventFlow: WorkflowDefinition = {
  name: LOOK_AT_EVENT,
  priority: 60,
  run: async (ctx, eventId, step) => {
    await step('look', () => lookAtEvent(ctx, { eventId }));
  },
};

/** A payment of which a company speaks may be written down a moment later; after this it is none of ours. */
const UNKNOWN_AFTER = { hours: 72 };

/**
 * Looks at the payment of an event, by what the provider says of it now. An event of a payment that is not there is kept and looked at
 * again. Looking any number of times, in any order, comes to the same.
 */
export async function lookAtEvent(ctx: Ctx, { eventId }: { readonly eventId: string }): Promise<void> {
  const event = await ctx.db
    .selectFrom('payment_event')
    .select(['id', 'provider', 'type', 'reference', 'key', 'tries', 'received_at'])
    .where('shop_id', '=', ctx.shop.id)
    .where('id', '=', eventId)
    .where('state', '=', 'waiting')
    .executeTakeFirst();
  if (!event) return;
  try {
    const payments = await findPayments(ctx, event);
    if (payments.length > 1) return await tellContradiction(ctx, event);
    const [paymentId] = payments;
    if (paymentId !== undefined) {
      await refreshPayment(ctx, { paymentId });
      return await settle(ctx, event.id, 'done', paymentId);
    }
  } catch (error) {
    if (!(error instanceof ProviderError || error instanceof BottegaError)) throw error;
    ctx.log.warn({ err: error, event: event.id }, 'a payment could not be looked at: it is looked at again');
  }
  const isOver = Temporal.Instant.compare(Temporal.Instant.from(event.received_at).add(UNKNOWN_AFTER), ctx.clock.now()) < 0;
  if (isOver) return settle(ctx, event.id, 'unknown', null);
  await ctx.db
    .updateTable('payment_event')
    .set({
      tries: event.tries + 1,
      look_at: ctx.clock
        .now()
        .add({ seconds: waitAfter(event.tries) })
        .toString(),
    })
    .where('shop_id', '=', ctx.shop.id)
    .where('id', '=', event.id)
    .where('state', '=', 'waiting')
    .execute();
}

type Named = {
  readonly id: string;
  readonly provider: string;
  readonly type: string;
  readonly reference: string | null;
  readonly key: string | null;
};

/** The payments that an event names, by our key and by the company's: one, or two that contradict each other, or none. */
async function findPayments(ctx: Ctx, { provider, reference, key }: Named): Promise<string[]> {
  const ours = key !== null && isId(key) ? key : null;
  if (ours === null && reference === null) return [];
  const rows = await ctx.db
    .selectFrom('payment')
    .select('id')
    .where('shop_id', '=', ctx.shop.id)
    .where('provider', '=', provider)
    .where((payment) =>
      payment.or([
        ...(ours === null ? [] : [payment('id', '=', ours)]),
        ...(reference === null ? [] : [payment('reference', '=', reference)]),
      ]),
    )
    .execute();
  return rows.map(({ id }) => id);
}

async function tellContradiction(ctx: Ctx, { id, provider, type, reference, key }: Named): Promise<void> {
  await openCase(ctx, { kind: 'differs', provider, subject: `event:${id}`, detail: { type, reference, key } });
  await settle(ctx, id, 'unknown', null);
}

async function settle(ctx: Ctx, id: string, state: 'done' | 'unknown', paymentId: string | null): Promise<void> {
  await ctx.db
    .updateTable('payment_event')
    .set({ state, payment_id: paymentId, look_at: null, settled_at: ctx.clock.now().toString() })
    .where('shop_id', '=', ctx.shop.id)
    .where('id', '=', id)
    .execute();
}
