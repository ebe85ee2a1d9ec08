import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import type { RoomEnv } from '../routes/room-module.ts';
import { json, jsonBody, problems } from '../routes/route-schemas.ts';
import { getOrigins, originsSchema, setOrigins } from './origins.ts';

const tags = ['Shop'];
const origins = json(originsSchema, 'The origins.');

const get = createRoute({
  method: 'get',
  path: '/api/v1/shop/origins',
  tags,
  summary: 'List the sites that may use the API',
  description: 'Pages of these origins may ask for this shop from a browser, without cookies. Permission: `shop.read`.',
  request: {},
  responses: { 200: origins, ...problems(401, 403) },
});

const set = createRoute({
  method: 'put',
  path: '/api/v1/shop/origins',
  tags,
  summary: 'Set the sites that may use the API',
  description: 'Replaces the list; it counts within seconds. Permission: `shop.write`.',
  request: { body: jsonBody(originsSchema) },
  responses: { 200: origins, ...problems(401, 403, 422) },
});

export function addOriginRoutes(app: OpenAPIHono<RoomEnv>): void {
  app.openapi(get, async (c) => c.json(await getOrigins(c.var.ctx), 200));
  app.openapi(set, async (c) => c.json(await setOrigins(c.var.ctx, c.req.valid('json')), 200));
}
