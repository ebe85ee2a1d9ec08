import type { z } from '@hono/zod-openapi';
import { authorise, type Ctx, inTransaction, newId } from '../context.ts';
import { BottegaError } from '../errors/bottega-error.ts';
import { readInput } from '../errors/input-error.ts';
import { appendAudit } from '../events/append.ts';
import { addSecret, checkUrl, findEndpoint } from './endpoint.store.ts';
import { createEndpointSchema, type EndpointWithSecret } from './webhook.ts';

const MOST_ENDPOINTS = 20;

/**
 * Makes an endpoint. Its secret is given this once.
 * @throws BottegaError forbidden, invalid_input, address_refused, conflict when there are too many
 */
export async function createWebhookEndpoint(ctx: Ctx, input: z.input<typeof createEndpointSchema>): Promise<EndpointWithSecret> {
  authorise(ctx, 'webhooks.write');
  const { url, description, events } = readInput(createEndpointSchema, input);
  const target = checkUrl(ctx, url);
  return inTransaction(ctx, async (tx) => {
    const { count } = await tx.db
      .selectFrom('webhook_endpoint')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('shop_id', '=', tx.shop.id)
      .executeTakeFirstOrThrow();
    if (Number(count) >= MOST_ENDPOINTS) throw new BottegaError('conflict', `A shop has at most ${MOST_ENDPOINTS} webhooks.`);
    const id = newId();
    const now = tx.clock.now().toString();
    await tx.db
      .insertInto('webhook_endpoint')
      .values({
        ...{ shop_id: tx.shop.id, id, url: target, description, events, created_at: now, updated_at: now },
        ...{ failing_since: null, claim: null, claimed_until: null },
      })
      .execute();
    const secret = await addSecret(tx, id);
    await appendAudit(tx, { action: 'webhook.create', subjectId: id, detail: { host: new URL(target).host, events } });
    return { endpoint: await findEndpoint(tx, id), secret };
  });
}
