import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { idParams, json, jsonBody, problems, type RoomEnv } from '#platform';
import { taxZoneInputSchema, taxZoneSchema } from './tax.ts';
import { createTaxZone, deleteTaxZone, listTaxZones, updateTaxZone } from './tax-zones.ts';

const tags = ['Taxes'];
const WRITE = 'Permission: `pricing.write`.';
const zone = json(taxZoneSchema, 'The tax zone.');

const list = createRoute({
  method: 'get',
  path: '/api/v1/tax-zones',
  tags,
  summary: 'List tax zones',
  description: 'Where no zone says otherwise, the rate in the settings of the shop holds. Permission: `pricing.read`.',
  responses: { 200: json(z.object({ items: z.array(taxZoneSchema) }), 'All tax zones.'), ...problems(401, 403) },
});

const create = createRoute({
  method: 'post',
  path: '/api/v1/tax-zones',
  tags,
  summary: 'Make a tax zone',
  description: `Countries and regions with their rates; a region goes before its country, and that before everywhere else. ${WRITE}`,
  request: { body: jsonBody(taxZoneInputSchema) },
  responses: { 201: zone, ...problems(401, 403, 422) },
});

const update = createRoute({
  method: 'put',
  path: '/api/v1/tax-zones/{id}',
  tags,
  summary: 'Change a tax zone',
  description: `Replaces its name, places and rates. ${WRITE}`,
  request: { params: idParams, body: jsonBody(taxZoneInputSchema) },
  responses: { 200: zone, ...problems(401, 403, 404, 422) },
});

const remove = createRoute({
  method: 'delete',
  path: '/api/v1/tax-zones/{id}',
  tags,
  summary: 'Delete a tax zone',
  description: WRITE,
  request: { params: idParams },
  responses: { 204: { description: 'It is gone.' }, ...problems(401, 403, 404) },
});

/** Tax zones and their rates. */
export function addTaxRoutes(app: OpenAPIHono<RoomEnv>): void {
  app.openapi(list, async (c) => c.json({ items: await listTaxZones(c.var.ctx) }, 200));
  app.openapi(create, async (c) => c.json(await createTaxZone(c.var.ctx, c.req.valid('json')), 201));
  app.openapi(update, async (c) => c.json(await updateTaxZone(c.var.ctx, { ...c.req.valid('json'), ...c.req.valid('param') }), 200));
  app.openapi(remove, async (c) => {
    await deleteTaxZone(c.var.ctx, c.req.valid('param'));
    return c.body(null, 204);
  });
}
