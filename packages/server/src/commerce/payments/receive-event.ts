import { type PaymentEvent, ProviderError } from '@bottega/contracts';
import { BottegaError, type Ctx, enqueueWorkflow, inTransaction, metrics, newId } from '#platform';
import { LIMIT_MS, NEVER, placeOf } from './ask-provider.ts';
import { LOOK_AT_EVENT } from './look-at-event.ts';
import type {} from './tables.ts';

export type Received = {
  readonly provider: string;
  readonly headers: Readonly<Record<string, string>>;
  /** The very bytes: the signature is over them. */
  readonly body: Uint8Array;
};

/**
 * Takes what a company tells of its own accord: checks that it is the company's, writes it down once however often it is sent, and queues a
 * look at the payment. Nothing is changed by its words. It needs no permission: the signature is the proof.
 * @throws BottegaError not_found for a provider that tells nothing, unauthenticated for an event that is not believed, provider_failed when
 *   its signature could not be looked at now: then the company sends it again
 */
export async function receivePaymentEvent(ctx: Ctx, { provider: id, headers, body }: Received): Promise<void> {
  const provider = (await ctx.providers.list('payment')).find((known) => known.id === id);
  const read = provider?.readEvent?.bind(provider);
  if (!provider || !read) throw new BottegaError('not_found', 'Nothing is told here.');
  const count = (outcome: 'taken' | 'known' | 'forged' | 'failed') => metrics.paymentEvents.inc({ provider: id, outcome });
  const event = await ctx.providers
    .call({ provider, signal: NEVER, limitMs: LIMIT_MS }, async (call) => {
      const told = await read({ headers, body }, call);
      const isLive = placeOf(provider, call) === 'live';
      if (told.live !== isLive)
        throw new ProviderError('auth', `The event is of ${told.live ? 'live' : 'test'} money, and the shop is not.`);
      return told;
    })
    .catch((error: unknown) => {
      const isForged = error instanceof ProviderError && (error.kind === 'auth' || error.kind === 'bad_input');
      count(isForged ? 'forged' : 'failed');
      ctx.log.warn({ err: error, provider: id }, 'an event of a payment company was not taken');
      if (isForged) throw new BottegaError('unauthenticated', 'This event was not believed.', { cause: error });
      throw new BottegaError('provider_failed', 'This event could not be checked now: send it again.', { cause: error });
    });
  count((await keepEvent(ctx, id, event)) ? 'taken' : 'known');
}

/** Whether it is new. */
async function keepEvent(ctx: Ctx, provider: string, event: PaymentEvent): Promise<boolean> {
  return inTransaction(ctx, async (ctx) => {
    const id = newId();
    const now = ctx.clock.now();
    const kept = await ctx.db
      .insertInto('payment_event')
      .values({
        ...{ shop_id: ctx.shop.id, provider, event_id: event.id.slice(0, 255), id, type: event.type.slice(0, 100) },
        ...{ reference: event.reference, key: event.key, payment_id: null, settled_at: null },
        ...{ received_at: now.toString(), look_at: now.add({ minutes: 1 }).toString() },
      })
      .onConflict((conflict) => conflict.columns(['shop_id', 'provider', 'event_id']).doNothing())
      .returning('id')
      .executeTakeFirst();
    if (kept) await enqueueWorkflow(ctx, LOOK_AT_EVENT, id);
    return kept !== undefined;
  });
}
