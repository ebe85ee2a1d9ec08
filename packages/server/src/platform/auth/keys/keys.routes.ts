import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import type { RoomEnv } from '../../routes/room-module.ts';
import { idParams, json, jsonBody, problems } from '../../routes/route-schemas.ts';
import { keySchema, makeKeySchema, newKeySchema } from './key.ts';
import { makeApiKey } from './make-key.ts';
import { listApiKeys, revokeApiKey } from './manage-keys.ts';

const tags = ['Keys'];

const list = createRoute({
  method: 'get',
  path: '/api/v1/keys',
  tags,
  summary: 'List API keys',
  description: 'Newest first, without the keys themselves. Permission: `keys.read`.',
  responses: { 200: json(z.object({ items: z.array(keySchema) }), 'The keys.'), ...problems(401, 403) },
});

const make = createRoute({
  method: 'post',
  path: '/api/v1/keys',
  tags,
  summary: 'Make an API key',
  description: 'Its scopes are never more than what you may; a key makes no key of more than itself. Permission: `keys.write`.',
  request: { body: jsonBody(makeKeySchema) },
  responses: { 201: json(newKeySchema, 'The key, shown this once.'), ...problems(401, 403, 422) },
});

const revoke = createRoute({
  method: 'delete',
  path: '/api/v1/keys/{id}',
  tags,
  summary: 'Revoke an API key',
  description: 'At once, with every key that it has made. Permission: `keys.write`.',
  request: { params: idParams },
  responses: { 204: { description: 'Done.' }, ...problems(401, 403, 404) },
});

/** Keys of machines. */
export function addKeyRoutes(app: OpenAPIHono<RoomEnv>): void {
  app.openapi(list, async (c) => c.json({ items: await listApiKeys(c.var.ctx) }, 200));
  app.openapi(make, async (c) => c.json(await makeApiKey(c.var.ctx, c.req.valid('json')), 201, { 'cache-control': 'no-store' }));
  app.openapi(revoke, async (c) => {
    await revokeApiKey(c.var.ctx, c.req.valid('param'));
    return c.body(null, 204);
  });
}
