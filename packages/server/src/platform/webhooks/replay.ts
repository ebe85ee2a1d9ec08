import type { z } from '@hono/zod-openapi';
import { authorise, type Ctx, inTransaction, newId } from '../context.ts';
import { BottegaError } from '../errors/bottega-error.ts';
import { readInput } from '../errors/input-error.ts';
import { appendAudit } from '../events/append.ts';
import { findEndpoint } from './endpoint.store.ts';
import { enqueueFor } from './enqueue-events.ts';
import { getWebhookDelivery } from './list-deliveries.ts';
import { replaySchema, type WebhookDeliveryView } from './webhook.ts';
import { TEST_EVENT, WEBHOOK_EVENT_NAMES } from './webhook-events.ts';

/** What one replay may bring back. */
const MOST_EVENTS = 5_000;

/** Sends a message again, with the id that it had. @throws BottegaError forbidden, not_found, conflict when the endpoint is off */
export async function replayWebhookDelivery(ctx: Ctx, { id }: { id: string }): Promise<WebhookDeliveryView> {
  authorise(ctx, 'webhooks.write');
  return inTransaction(ctx, async (tx) => {
    const delivery = await getWebhookDelivery(tx, { id });
    await requireOn(tx, delivery.endpointId);
    await tx.db
      .updateTable('webhook_delivery')
      .set({ state: 'waiting', tries: 0, due_at: tx.clock.now().toString(), settled_at: null })
      .where('shop_id', '=', tx.shop.id)
      .where('id', '=', id)
      .execute();
    await appendAudit(tx, { action: 'webhook.replay', subjectId: delivery.endpointId, detail: { delivery: id } });
    return getWebhookDelivery(tx, { id });
  });
}

/**
 * Tells an endpoint again of everything that it wants since a moment, taken or not, each under the id that it had.
 * @throws BottegaError forbidden, not_found, invalid_input, conflict when the endpoint is off or there is too much
 */
export async function replayWebhooksSince(ctx: Ctx, input: { id: string } & z.input<typeof replaySchema>): Promise<{ count: number }> {
  authorise(ctx, 'webhooks.write');
  const { since } = readInput(replaySchema, input);
  return inTransaction(ctx, async (tx) => {
    const { events } = await requireOn(tx, input.id);
    const happenings = await tx.db
      .selectFrom('event')
      .select(['id', 'type', 'subject_id', 'payload', 'created_at'])
      .where('shop_id', '=', tx.shop.id)
      .where('created_at', '>=', since)
      .where('type', 'in', events.length === 0 ? WEBHOOK_EVENT_NAMES : events)
      .orderBy('created_at')
      .limit(MOST_EVENTS + 1)
      .execute();
    if (happenings.length > MOST_EVENTS)
      throw new BottegaError('conflict', `More than ${MOST_EVENTS} events happened since: choose a later moment.`);
    for (const event of happenings) await enqueueFor(tx, input.id, event);
    await appendAudit(tx, { action: 'webhook.replay_since', subjectId: input.id, detail: { since, count: happenings.length } });
    return { count: happenings.length };
  });
}

/** Sends an event that means nothing, to try the endpoint out. @throws BottegaError forbidden, not_found, conflict when it is off */
export async function sendTestEvent(ctx: Ctx, { id }: { id: string }): Promise<WebhookDeliveryView> {
  authorise(ctx, 'webhooks.write');
  return inTransaction(ctx, async (tx) => {
    await requireOn(tx, id);
    const event = {
      ...{ id: newId(), type: TEST_EVENT, subject_id: id },
      ...{ payload: { shop: tx.shop.slug }, created_at: tx.clock.now().toString() },
    };
    const delivery = await enqueueFor(tx, id, event);
    return getWebhookDelivery(tx, { id: delivery });
  });
}

async function requireOn(ctx: Ctx, id: string) {
  const endpoint = await findEndpoint(ctx, id);
  if (endpoint.state !== 'on') throw new BottegaError('conflict', 'This webhook is off: switch it on first.');
  return endpoint;
}
