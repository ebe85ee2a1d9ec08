import { BottegaError, type Ctx, DELIVER_SIMULATED, type WorkflowDefinition } from '#platform';
import { receivePaymentEvent } from './receive-event.ts';

/** Hands a webhook of a simulator to the shop by the door that the company's would come through. */
export const deliverSimulatedFlow: WorkflowDefinition = {
  name: DELIVER_SIMULATED,
  priority: 70,
  run: async (ctx, eventId, step) => {
    await step('deliver', () => deliverSimulated(ctx, { eventId }));
  },
};

/** A company gives up after some days. */
const MOST_TRIES = 8;

export async function deliverSimulated(ctx: Ctx, { eventId }: { readonly eventId: string }): Promise<void> {
  const event = await ctx.db
    .selectFrom('simulator_event')
    .select(['id', 'plugin', 'headers', 'body', 'tries'])
    .where('shop_id', '=', ctx.shop.id)
    .where('id', '=', eventId)
    .where('delivered_at', 'is', null)
    .executeTakeFirst();
  if (!event || event.tries >= MOST_TRIES) return;
  const now = ctx.clock.now();
  const asGuest: Ctx = { ...ctx, actor: { type: 'guest' } };
  const isTaken = await receivePaymentEvent(asGuest, {
    provider: event.plugin,
    headers: event.headers,
    body: Buffer.from(event.body),
  }).then(
    () => true,
    (error: unknown) => {
      if (error instanceof BottegaError) return false;
      throw error;
    },
  );
  await ctx.db
    .updateTable('simulator_event')
    .set(isTaken ? { delivered_at: now.toString() } : { tries: event.tries + 1, due_at: now.add({ minutes: 2 ** event.tries }).toString() })
    .where('shop_id', '=', ctx.shop.id)
    .where('id', '=', event.id)
    .execute();
}
