import type { z } from '@hono/zod-openapi';
import { authorise, type Ctx, inTransaction } from '../context.ts';
import { readInput } from '../errors/input-error.ts';
import { appendAudit } from '../events/append.ts';
import { addSecret, checkUrl, findEndpoint, holdDeliveries } from './endpoint.store.ts';
import { type EndpointView, type EndpointWithSecret, updateEndpointSchema } from './webhook.ts';

/** How long the older secret signs beside the newer one. */
const OVERLAP: Temporal.DurationLike = { hours: 24 };

/**
 * Changes what is given. Going on again begins anew: what was held is due at once.
 * @throws BottegaError forbidden, not_found, invalid_input, address_refused
 */
export async function updateWebhookEndpoint(ctx: Ctx, input: { id: string } & z.input<typeof updateEndpointSchema>): Promise<EndpointView> {
  authorise(ctx, 'webhooks.write');
  const { url, enabled, description, events } = readInput(updateEndpointSchema, input);
  const target = url === undefined ? undefined : checkUrl(ctx, url);
  return inTransaction(ctx, async (tx) => {
    const before = await findEndpoint(tx, input.id);
    const isOn = enabled ?? before.state === 'on';
    const isSwitched = isOn !== (before.state === 'on');
    await tx.db
      .updateTable('webhook_endpoint')
      .set({
        ...(target === undefined ? {} : { url: target }),
        ...(description === undefined ? {} : { description }),
        ...(events === undefined ? {} : { events }),
        ...(isSwitched ? { state: isOn ? 'on' : 'off', failing_since: null } : {}),
        updated_at: tx.clock.now().toString(),
      })
      .where('shop_id', '=', tx.shop.id)
      .where('id', '=', input.id)
      .execute();
    if (isSwitched) await holdDeliveries(tx, input.id, isOn);
    const changed = Object.keys({ url, enabled, description, events }).filter((name) => input[name as keyof typeof input] !== undefined);
    await appendAudit(tx, { action: 'webhook.update', subjectId: input.id, detail: { changed } });
    return findEndpoint(tx, input.id);
  });
}

/** Removes the endpoint with its log; what waits for it is not told. @throws BottegaError forbidden, not_found */
export async function deleteWebhookEndpoint(ctx: Ctx, { id }: { id: string }): Promise<void> {
  authorise(ctx, 'webhooks.write');
  await inTransaction(ctx, async (tx) => {
    const { url } = await findEndpoint(tx, id);
    await tx.db.deleteFrom('webhook_endpoint').where('shop_id', '=', tx.shop.id).where('id', '=', id).execute();
    await appendAudit(tx, { action: 'webhook.delete', subjectId: id, detail: { host: new URL(url).host } });
  });
}

/** Gives the endpoint a new secret; the older one signs beside it for a day more. @throws BottegaError forbidden, not_found */
export async function rotateWebhookSecret(ctx: Ctx, { id }: { id: string }): Promise<EndpointWithSecret> {
  authorise(ctx, 'webhooks.write');
  return inTransaction(ctx, async (tx) => {
    const endpoint = await findEndpoint(tx, id);
    const now = tx.clock.now();
    const ofEndpoint = { shop_id: tx.shop.id, endpoint_id: id };
    await tx.db
      .deleteFrom('webhook_secret')
      .where((eb) => eb.and(ofEndpoint))
      .where('ends_at', 'is not', null)
      .execute(); // of two secrets at most, the oldest goes
    await tx.db
      .updateTable('webhook_secret')
      .set({ ends_at: now.add(OVERLAP).toString() })
      .where((eb) => eb.and(ofEndpoint))
      .execute();
    const secret = await addSecret(tx, id);
    await appendAudit(tx, { action: 'webhook.rotate_secret', subjectId: id, detail: {} });
    return { endpoint, secret };
  });
}
