import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { idParams, json, jsonBody, pageOf, problems, type RoomEnv } from '#platform';
import { currentPricesSchema, currentPricesViewSchema, getCurrentPrices } from './current-prices.ts';
import { listPrices, writePrices } from './list-prices.ts';
import {
  listPriceSchema,
  priceListInputSchema,
  priceListSchema,
  pricesPageSchema,
  writePricesSchema,
  writtenPricesSchema,
} from './price-list.ts';
import { createPriceList, deletePriceList, getPriceList, listPriceLists, updatePriceList } from './price-lists.ts';

const tags = ['Prices'];
const READ = 'Permission: `pricing.read`.';
const WRITE = 'Permission: `pricing.write`.';
const list = json(priceListSchema, 'The price list.');

const listAll = createRoute({
  method: 'get',
  path: '/api/v1/price-lists',
  tags,
  summary: 'List price lists',
  description: `Every one of the shop, the oldest first. ${READ}`,
  responses: { 200: json(z.object({ items: z.array(priceListSchema) }), 'All price lists.'), ...problems(401, 403) },
});

const create = createRoute({
  method: 'post',
  path: '/api/v1/price-lists',
  tags,
  summary: 'Make a price list',
  description: `Of all prices that hold for a buyer the lowest applies. A list for everybody in another currency makes the shop sell in it. ${WRITE}`,
  request: { body: jsonBody(priceListInputSchema) },
  responses: { 201: list, ...problems(401, 403, 422) },
});

const get = createRoute({
  method: 'get',
  path: '/api/v1/price-lists/{id}',
  tags,
  summary: 'Get a price list',
  description: READ,
  request: { params: idParams },
  responses: { 200: list, ...problems(401, 403, 404) },
});

const update = createRoute({
  method: 'put',
  path: '/api/v1/price-lists/{id}',
  tags,
  summary: 'Change a price list',
  description: `Replaces what the list is; its prices stay. ${WRITE}`,
  request: { params: idParams, body: jsonBody(priceListInputSchema) },
  responses: { 200: list, ...problems(401, 403, 404, 422) },
});

const remove = createRoute({
  method: 'delete',
  path: '/api/v1/price-lists/{id}',
  tags,
  summary: 'Delete a price list',
  description: `Its prices go with it. ${WRITE}`,
  request: { params: idParams },
  responses: { 204: { description: 'It is gone.' }, ...problems(401, 403, 404) },
});

const prices = createRoute({
  method: 'get',
  path: '/api/v1/price-lists/{id}/prices',
  tags,
  summary: 'List the prices on a price list',
  description: READ,
  request: { params: idParams, query: pricesPageSchema },
  responses: { 200: json(pageOf(listPriceSchema), 'One page of prices.'), ...problems(401, 403, 404, 422) },
});

const write = createRoute({
  method: 'put',
  path: '/api/v1/price-lists/{id}/prices',
  tags,
  summary: 'Write prices onto a price list',
  description: `Up to 500 at once, all or none, as JSON or CSV; those that are not named stay. ${WRITE}`,
  request: { params: idParams, body: jsonBody(writePricesSchema) },
  responses: { 200: json(writtenPricesSchema, 'How many were written and taken away.'), ...problems(401, 403, 404, 422) },
});

const current = createRoute({
  method: 'get',
  path: '/api/v1/prices',
  tags,
  summary: 'Get what variants cost now',
  description: 'Price lists included; a signed-in customer sees the prices of their groups. Needs no sign-in.',
  request: { query: currentPricesSchema },
  responses: { 200: json(currentPricesViewSchema, 'The prices.'), ...problems(422) },
});

/** Price lists and the prices on them. */
export function addPriceRoutes(app: OpenAPIHono<RoomEnv>): void {
  app.openapi(listAll, async (c) => c.json({ items: await listPriceLists(c.var.ctx) }, 200));
  app.openapi(current, async (c) => c.json(await getCurrentPrices(c.var.ctx, c.req.valid('query')), 200));
  app.openapi(create, async (c) => c.json(await createPriceList(c.var.ctx, c.req.valid('json')), 201));
  app.openapi(get, async (c) => c.json(await getPriceList(c.var.ctx, c.req.valid('param')), 200));
  app.openapi(update, async (c) => c.json(await updatePriceList(c.var.ctx, { ...c.req.valid('json'), ...c.req.valid('param') }), 200));
  app.openapi(remove, async (c) => {
    await deletePriceList(c.var.ctx, c.req.valid('param'));
    return c.body(null, 204);
  });
  app.openapi(prices, async (c) => c.json(await listPrices(c.var.ctx, { ...c.req.valid('query'), ...c.req.valid('param') }), 200));
  app.openapi(write, async (c) => c.json(await writePrices(c.var.ctx, { ...c.req.valid('json'), ...c.req.valid('param') }), 200));
}
