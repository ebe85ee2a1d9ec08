import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { pageOf } from '../routes/paging.ts';
import type { RoomEnv } from '../routes/room-module.ts';
import { idParams, json, jsonBody, problems } from '../routes/route-schemas.ts';
import { deleteWebhookEndpoint, rotateWebhookSecret, updateWebhookEndpoint } from './change-endpoint.ts';
import { createWebhookEndpoint } from './create-endpoint.ts';
import { listWebhookDeliveries } from './list-deliveries.ts';
import { getWebhookEndpoint, listWebhookEndpoints } from './list-endpoints.ts';
import { replayWebhookDelivery, replayWebhooksSince, sendTestEvent } from './replay.ts';
import {
  createEndpointSchema,
  deliverySchema,
  endpointSchema,
  endpointWithSecretSchema,
  listDeliveriesSchema,
  replaySchema,
  updateEndpointSchema,
} from './webhook.ts';

const tags = ['Webhooks'];
const endpoint = json(endpointSchema, 'The webhook.');
const withSecret = json(endpointWithSecretSchema, 'The webhook and its secret, which is told this once.');
const queued = json(deliverySchema, 'The delivery: it is sent within seconds.');
const WRITE = 'Permission: `webhooks.write`.';

const list = createRoute({
  method: 'get',
  path: '/api/v1/webhooks',
  tags,
  summary: 'List webhooks',
  description: 'Every one of the shop, the oldest first. Permission: `webhooks.read`.',
  responses: { 200: json(z.object({ items: z.array(endpointSchema) }), 'All webhooks.'), ...problems(401, 403) },
});

const create = createRoute({
  method: 'post',
  path: '/api/v1/webhooks',
  tags,
  summary: 'Make a webhook',
  description: `Events are sent there as Standard Webhooks 1.0 describes. ${WRITE}`,
  request: { body: jsonBody(createEndpointSchema) },
  responses: { 201: withSecret, ...problems(401, 403, 409, 422) },
});

const get = createRoute({
  method: 'get',
  path: '/api/v1/webhooks/{id}',
  tags,
  summary: 'Get a webhook',
  description: 'Permission: `webhooks.read`.',
  request: { params: idParams },
  responses: { 200: endpoint, ...problems(401, 403, 404) },
});

const update = createRoute({
  method: 'patch',
  path: '/api/v1/webhooks/{id}',
  tags,
  summary: 'Change a webhook',
  description: `Switching it on again lets go what was held. ${WRITE}`,
  request: { params: idParams, body: jsonBody(updateEndpointSchema) },
  responses: { 200: endpoint, ...problems(401, 403, 404, 422) },
});

const remove = createRoute({
  method: 'delete',
  path: '/api/v1/webhooks/{id}',
  tags,
  summary: 'Delete a webhook',
  description: `Its log goes with it. ${WRITE}`,
  request: { params: idParams },
  responses: { 204: { description: 'It is gone.' }, ...problems(401, 403, 404) },
});

const rotate = createRoute({
  method: 'post',
  path: '/api/v1/webhooks/{id}/secret',
  tags,
  summary: 'Change the secret of a webhook',
  description: `The older one signs beside the new one for 24 hours. ${WRITE}`,
  request: { params: idParams },
  responses: { 200: withSecret, ...problems(401, 403, 404) },
});

const test = createRoute({
  method: 'post',
  path: '/api/v1/webhooks/{id}/test',
  tags,
  summary: 'Send a test event',
  description: `An event of the kind \`webhook.test\`. ${WRITE}`,
  request: { params: idParams },
  responses: { 202: queued, ...problems(401, 403, 404, 409) },
});

const replay = createRoute({
  method: 'post',
  path: '/api/v1/webhooks/{id}/replay',
  tags,
  summary: 'Send everything since a moment again',
  description: `What the webhook wants, taken or not, each event under the id that it had. ${WRITE}`,
  request: { params: idParams, body: jsonBody(replaySchema) },
  responses: { 202: json(z.object({ count: z.int() }), 'How many events are sent again.'), ...problems(401, 403, 404, 409, 422) },
});

const deliveries = createRoute({
  method: 'get',
  path: '/api/v1/webhooks/{id}/deliveries',
  tags,
  summary: 'See the delivery log of a webhook',
  description: 'Newest first. Permission: `webhooks.read`.',
  request: { params: idParams, query: listDeliveriesSchema },
  responses: { 200: json(pageOf(deliverySchema), 'One page of deliveries.'), ...problems(401, 403, 404, 422) },
});

const replayOne = createRoute({
  method: 'post',
  path: '/api/v1/webhook-deliveries/{id}/replay',
  tags,
  summary: 'Send one event again',
  description: `Under the id that it had. ${WRITE}`,
  request: { params: idParams },
  responses: { 202: queued, ...problems(401, 403, 404, 409) },
});

/** Webhooks: make, change, try out, look at, send again. */
export function addWebhookRoutes(app: OpenAPIHono<RoomEnv>): void {
  app.openapi(list, async (c) => c.json({ items: await listWebhookEndpoints(c.var.ctx) }, 200));
  app.openapi(create, async (c) => c.json(await createWebhookEndpoint(c.var.ctx, c.req.valid('json')), 201));
  app.openapi(get, async (c) => c.json(await getWebhookEndpoint(c.var.ctx, c.req.valid('param')), 200));
  app.openapi(update, async (c) =>
    c.json(await updateWebhookEndpoint(c.var.ctx, { ...c.req.valid('param'), ...c.req.valid('json') }), 200),
  );
  app.openapi(remove, async (c) => {
    await deleteWebhookEndpoint(c.var.ctx, c.req.valid('param'));
    return c.body(null, 204);
  });
  app.openapi(rotate, async (c) => c.json(await rotateWebhookSecret(c.var.ctx, c.req.valid('param')), 200));
  app.openapi(test, async (c) => c.json(await sendTestEvent(c.var.ctx, c.req.valid('param')), 202));
  app.openapi(replay, async (c) => c.json(await replayWebhooksSince(c.var.ctx, { ...c.req.valid('param'), ...c.req.valid('json') }), 202));
  app.openapi(deliveries, async (c) =>
    c.json(await listWebhookDeliveries(c.var.ctx, { ...c.req.valid('param'), ...c.req.valid('query') }), 200),
  );
  app.openapi(replayOne, async (c) => c.json(await replayWebhookDelivery(c.var.ctx, c.req.valid('param')), 202));
}
