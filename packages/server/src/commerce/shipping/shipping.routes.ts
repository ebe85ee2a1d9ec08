import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { idParams, json, jsonBody, problems, type RoomEnv } from '#platform';
import { carrierSchema, rateInputSchema, rateSchema, shippingZoneSchema, zoneInputSchema } from './shipping.ts';
import {
  createShippingRate,
  createShippingZone,
  deleteShippingRate,
  deleteShippingZone,
  listCarriers,
  listShippingZones,
  updateShippingRate,
  updateShippingZone,
} from './shipping-zones.ts';

const tags = ['Shipping'];
const READ = 'Permission: `pricing.read`.';
const WRITE = 'Permission: `pricing.write`.';
const zone = json(shippingZoneSchema, 'The shipping zone.');
const rate = json(rateSchema, 'The shipping rate.');
const gone = { description: 'It is gone.' };

const list = createRoute({
  method: 'get',
  path: '/api/v1/shipping-zones',
  tags,
  summary: 'List shipping zones',
  description: `With their rates. A shop without zones sends at its one flat price. ${READ}`,
  responses: { 200: json(z.object({ items: z.array(shippingZoneSchema) }), 'All shipping zones.'), ...problems(401, 403) },
});

const carriers = createRoute({
  method: 'get',
  path: '/api/v1/carriers',
  tags,
  summary: 'List carriers',
  description: `Those that plugins bring, and our own estimate. ${READ}`,
  responses: { 200: json(z.object({ items: z.array(carrierSchema) }), 'All carriers.'), ...problems(401, 403) },
});

const createZone = createRoute({
  method: 'post',
  path: '/api/v1/shipping-zones',
  tags,
  summary: 'Make a shipping zone',
  description: `From the first zone on, the shop sends where its zones say. ${WRITE}`,
  request: { body: jsonBody(zoneInputSchema) },
  responses: { 201: zone, ...problems(401, 403, 422) },
});

const updateZone = createRoute({
  method: 'put',
  path: '/api/v1/shipping-zones/{id}',
  tags,
  summary: 'Change a shipping zone',
  description: `Replaces its name and places; its rates stay. ${WRITE}`,
  request: { params: idParams, body: jsonBody(zoneInputSchema) },
  responses: { 200: zone, ...problems(401, 403, 404, 422) },
});

const removeZone = createRoute({
  method: 'delete',
  path: '/api/v1/shipping-zones/{id}',
  tags,
  summary: 'Delete a shipping zone',
  description: `Its rates go with it. ${WRITE}`,
  request: { params: idParams },
  responses: { 204: gone, ...problems(401, 403, 404) },
});

const createRate = createRoute({
  method: 'post',
  path: '/api/v1/shipping-zones/{id}/rates',
  tags,
  summary: 'Make a shipping rate',
  description: `Flat, by weight, by the price of the goods, or as a carrier says. ${WRITE}`,
  request: { params: idParams, body: jsonBody(rateInputSchema) },
  responses: { 201: rate, ...problems(401, 403, 404, 409, 422) },
});

const updateRate = createRoute({
  method: 'put',
  path: '/api/v1/shipping-rates/{id}',
  tags,
  summary: 'Change a shipping rate',
  description: `Replaces what it is. ${WRITE}`,
  request: { params: idParams, body: jsonBody(rateInputSchema) },
  responses: { 200: rate, ...problems(401, 403, 404, 422) },
});

const removeRate = createRoute({
  method: 'delete',
  path: '/api/v1/shipping-rates/{id}',
  tags,
  summary: 'Delete a shipping rate',
  description: WRITE,
  request: { params: idParams },
  responses: { 204: gone, ...problems(401, 403, 404) },
});

/** Shipping zones and their rates, and the carriers there are. */
export function addShippingRoutes(app: OpenAPIHono<RoomEnv>): void {
  app.openapi(list, async (c) => c.json({ items: await listShippingZones(c.var.ctx) }, 200));
  app.openapi(carriers, async (c) => c.json({ items: await listCarriers(c.var.ctx) }, 200));
  app.openapi(createZone, async (c) => c.json(await createShippingZone(c.var.ctx, c.req.valid('json')), 201));
  app.openapi(updateZone, async (c) =>
    c.json(await updateShippingZone(c.var.ctx, { ...c.req.valid('json'), ...c.req.valid('param') }), 200),
  );
  app.openapi(removeZone, async (c) => {
    await deleteShippingZone(c.var.ctx, c.req.valid('param'));
    return c.body(null, 204);
  });
  app.openapi(createRate, async (c) =>
    c.json(await createShippingRate(c.var.ctx, { ...c.req.valid('json'), zoneId: c.req.valid('param').id }), 201),
  );
  app.openapi(updateRate, async (c) =>
    c.json(await updateShippingRate(c.var.ctx, { ...c.req.valid('json'), ...c.req.valid('param') }), 200),
  );
  app.openapi(removeRate, async (c) => {
    await deleteShippingRate(c.var.ctx, c.req.valid('param'));
    return c.body(null, 204);
  });
}
