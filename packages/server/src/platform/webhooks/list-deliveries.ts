import type { z } from '@hono/zod-openapi';
import { jsonArrayFrom } from 'kysely/helpers/postgres';
import { authorise, type Ctx } from '../context.ts';
import { BottegaError } from '../errors/bottega-error.ts';
import { readInput } from '../errors/input-error.ts';
import { type Page, toPage } from '../routes/paging.ts';
import { findEndpoint } from './endpoint.store.ts';
import { listDeliveriesSchema, messageIdOf, type WebhookDeliveryView } from './webhook.ts';

/** How many tries a delivery shows. */
const MOST_TRIES = 10;

/** The delivery log of an endpoint, newest first. @throws BottegaError forbidden, not_found, invalid_input */
export async function listWebhookDeliveries(
  ctx: Ctx,
  input: { id: string } & z.input<typeof listDeliveriesSchema>,
): Promise<Page<WebhookDeliveryView>> {
  authorise(ctx, 'webhooks.read');
  const { state, cursor, limit } = readInput(listDeliveriesSchema, input);
  await findEndpoint(ctx, input.id);
  let query = selectDeliveries(ctx).where('endpoint_id', '=', input.id);
  if (state) query = query.where('state', '=', state);
  if (cursor) query = query.where('id', '<', cursor);
  const rows = await query
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute();
  return toPage(rows.map(toView), limit);
}

/** One delivery, and whose it is. @throws BottegaError forbidden, not_found */
export async function getWebhookDelivery(ctx: Ctx, { id }: { id: string }): Promise<WebhookDeliveryView> {
  authorise(ctx, 'webhooks.read');
  const row = await selectDeliveries(ctx).where('id', '=', id).executeTakeFirst();
  if (!row) throw new BottegaError('not_found', 'This shop has no such delivery.');
  return toView(row);
}

const selectDeliveries = (ctx: Ctx) =>
  ctx.db
    .selectFrom('webhook_delivery')
    .select(['id', 'endpoint_id', 'event_id', 'type', 'state', 'due_at', 'created_at'])
    .select((eb) =>
      jsonArrayFrom(
        eb
          .selectFrom('webhook_try')
          .select(['at', 'ms', 'status', 'excerpt'])
          .whereRef('webhook_try.shop_id', '=', 'webhook_delivery.shop_id')
          .whereRef('webhook_try.delivery_id', '=', 'webhook_delivery.id')
          .orderBy('webhook_try.id', 'desc')
          .limit(MOST_TRIES),
      ).as('tries'),
    )
    .where('webhook_delivery.shop_id', '=', ctx.shop.id);

type Row = Awaited<ReturnType<ReturnType<typeof selectDeliveries>['executeTakeFirstOrThrow']>>;

const toView = ({ id, endpoint_id, event_id, type, state, due_at, created_at, tries }: Row): WebhookDeliveryView => ({
  ...{ id, endpointId: endpoint_id, messageId: messageIdOf(event_id), event: type, state },
  tries: tries.map((one) => ({ ...one, at: Temporal.Instant.from(one.at).toString() })),
  nextTryAt: state === 'waiting' ? due_at : null,
  createdAt: created_at,
});
