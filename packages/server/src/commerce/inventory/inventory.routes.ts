import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { idParams, json, jsonBody, pageOf, problems, type RoomEnv } from '#platform';
import { changeLocation } from './change-location.ts';
import { countLevels } from './count-levels.ts';
import { countStock } from './count-stock.ts';
import { createLocation } from './create-location.ts';
import {
  backorderSchema,
  countSchema,
  levelResultSchema,
  levelsSchema,
  listMovementsSchema,
  listReservationsSchema,
  listStockSchema,
  lowStockSchema,
  moveSchema,
  movementSchema,
  receiveSchema,
  reservationSchema,
  stockSchema,
  takeOutSchema,
} from './inventory.ts';
import { listLocations } from './list-locations.ts';
import { listMovements } from './list-movements.ts';
import { listReservations } from './list-reservations.ts';
import { getStock, listStock } from './list-stock.ts';
import { locationChangeSchema, locationOrderSchema, locationSchema, locationStateSchema, newLocationSchema } from './location.ts';
import { moveStock } from './move-stock.ts';
import { orderLocations } from './order-locations.ts';
import { receiveStock } from './receive-stock.ts';
import { setBackorderLimit } from './set-backorder-limit.ts';
import { setLocationState } from './set-location-state.ts';
import { setLowStock } from './set-low-stock.ts';
import { takeOutStock } from './take-out-stock.ts';

const tags = ['Stock'];
const READ = 'Permission: `inventory.read`.';
const WRITE = 'Permission: `inventory.write`.';
const ONCE = 'Sent again with the same key it changes nothing.';
const location = json(locationSchema, 'The place.');
const locations = json(z.object({ items: z.array(locationSchema) }), 'Every place, in their order.');
const stock = json(stockSchema, 'The stock of the variant as it is now.');
const variantParams = z.object({ variantId: z.string().openapi({ example: '0195e7a2-6b1e-7c3a-9f0e-3d2b1a09f8e7' }) });

const listPlaces = createRoute({
  method: 'get',
  path: '/api/v1/locations',
  tags,
  summary: 'List the places where things lie',
  description: `In the order in which units are taken from them. ${READ}`,
  responses: { 200: locations, ...problems(401, 403) },
});

const createPlace = createRoute({
  method: 'post',
  path: '/api/v1/locations',
  tags,
  summary: 'Make a place',
  description: `After those that there are. ${WRITE}`,
  request: { body: jsonBody(newLocationSchema) },
  responses: { 201: location, ...problems(401, 403, 409, 422) },
});

const orderPlaces = createRoute({
  method: 'put',
  path: '/api/v1/locations/order',
  tags,
  summary: 'Say in which order units are taken from the places',
  description: `What is ordered is taken from the first that has all of it, else from one after another. ${WRITE}`,
  request: { body: jsonBody(locationOrderSchema) },
  responses: { 200: locations, ...problems(401, 403, 422) },
});

const changePlace = createRoute({
  method: 'patch',
  path: '/api/v1/locations/{id}',
  tags,
  summary: 'Rename a place, or say where it is',
  description: `What is left out stays. ${WRITE}`,
  request: { params: idParams, body: jsonBody(locationChangeSchema) },
  responses: { 200: location, ...problems(401, 403, 404, 409, 422) },
});

const setPlaceState = createRoute({
  method: 'put',
  path: '/api/v1/locations/{id}/state',
  tags,
  summary: 'Close a place, or open it again',
  description: `Nothing is sold from a closed one; what lies there stays. Refused while something is promised there. ${WRITE}`,
  request: { params: idParams, body: jsonBody(locationStateSchema) },
  responses: { 200: location, ...problems(401, 403, 404, 409, 422) },
});

const list = createRoute({
  method: 'get',
  path: '/api/v1/stock',
  tags,
  summary: 'List the stock',
  description: `By variant, with each place; the newest first. ${READ}`,
  request: { query: listStockSchema },
  responses: { 200: json(pageOf(stockSchema), 'One page of variants.'), ...problems(401, 403, 422) },
});

const countMany = createRoute({
  method: 'post',
  path: '/api/v1/stock/batch',
  tags,
  summary: 'Say what was counted of up to 500 SKUs',
  description: `As JSON or CSV. Each is written or refused by itself: look at each result. ${WRITE}`,
  request: { body: jsonBody(levelsSchema) },
  responses: { 200: json(z.object({ results: z.array(levelResultSchema) }), 'What became of each.'), ...problems(401, 403, 422) },
});

const get = createRoute({
  method: 'get',
  path: '/api/v1/stock/{variantId}',
  tags,
  summary: 'Get the stock of a variant',
  description: READ,
  request: { params: variantParams },
  responses: { 200: stock, ...problems(401, 403, 404) },
});

const low = createRoute({
  method: 'patch',
  path: '/api/v1/stock/{variantId}',
  tags,
  summary: 'Say when a variant is running low',
  description: `At so many free units or fewer; null: never. ${WRITE}`,
  request: { params: variantParams, body: jsonBody(lowStockSchema) },
  responses: { 200: stock, ...problems(401, 403, 404, 422) },
});

const count = createRoute({
  method: 'put',
  path: '/api/v1/stock/{variantId}/count',
  tags,
  summary: 'Say what was counted',
  description: `At one place. Refused when more are promised there. ${WRITE}`,
  request: { params: variantParams, body: jsonBody(countSchema) },
  responses: { 200: stock, ...problems(401, 403, 404, 409, 422) },
});

const receive = createRoute({
  method: 'post',
  path: '/api/v1/stock/{variantId}/receipts',
  tags,
  summary: 'Take units in',
  description: `${ONCE} ${WRITE}`,
  request: { params: variantParams, body: jsonBody(receiveSchema) },
  responses: { 200: stock, ...problems(401, 403, 404, 409, 422) },
});

const takeOut = createRoute({
  method: 'post',
  path: '/api/v1/stock/{variantId}/losses',
  tags,
  summary: 'Take units out that were lost or damaged',
  description: `${ONCE} ${WRITE}`,
  request: { params: variantParams, body: jsonBody(takeOutSchema) },
  responses: { 200: stock, ...problems(401, 403, 404, 409, 422) },
});

const move = createRoute({
  method: 'post',
  path: '/api/v1/stock/{variantId}/moves',
  tags,
  summary: 'Move units to another place',
  description: `${ONCE} ${WRITE}`,
  request: { params: variantParams, body: jsonBody(moveSchema) },
  responses: { 200: stock, ...problems(401, 403, 404, 409, 422) },
});

const backorder = createRoute({
  method: 'put',
  path: '/api/v1/stock/{variantId}/backorder',
  tags,
  summary: 'Say how many more than are there may be promised',
  description: `At one place. ${WRITE}`,
  request: { params: variantParams, body: jsonBody(backorderSchema) },
  responses: { 200: stock, ...problems(401, 403, 404, 409, 422) },
});

const reservations = createRoute({
  method: 'get',
  path: '/api/v1/stock/{variantId}/reservations',
  tags,
  summary: 'List who was promised units of a variant',
  description: `Buyers who are paying, until when, and orders; the latest first. ${READ}`,
  request: { params: variantParams, query: listReservationsSchema.omit({ variantId: true }) },
  responses: { 200: json(pageOf(reservationSchema), 'One page of promises.'), ...problems(401, 403, 404, 422) },
});

const movements = createRoute({
  method: 'get',
  path: '/api/v1/stock-movements',
  tags,
  summary: 'List what came, went and was counted',
  description: `Of a variant, of a place or of all; the latest first. ${READ}`,
  request: { query: listMovementsSchema },
  responses: { 200: json(pageOf(movementSchema), 'One page of movements.'), ...problems(401, 403, 422) },
});

/** Places, what lies there, and how it came and went. */
export function addInventoryRoutes(app: OpenAPIHono<RoomEnv>): void {
  app.openapi(listPlaces, async (c) => c.json({ items: await listLocations(c.var.ctx) }, 200));
  app.openapi(createPlace, async (c) => c.json(await createLocation(c.var.ctx, c.req.valid('json')), 201));
  app.openapi(orderPlaces, async (c) => c.json({ items: await orderLocations(c.var.ctx, c.req.valid('json')) }, 200));
  app.openapi(changePlace, async (c) => c.json(await changeLocation(c.var.ctx, { ...c.req.valid('json'), ...c.req.valid('param') }), 200));
  app.openapi(setPlaceState, async (c) =>
    c.json(await setLocationState(c.var.ctx, { ...c.req.valid('json'), ...c.req.valid('param') }), 200),
  );
  app.openapi(list, async (c) => c.json(await listStock(c.var.ctx, c.req.valid('query')), 200));
  app.openapi(countMany, async (c) => c.json(await countLevels(c.var.ctx, c.req.valid('json')), 200));
  app.openapi(get, async (c) => c.json(await getStock(c.var.ctx, c.req.valid('param')), 200));
  app.openapi(low, async (c) => c.json(await setLowStock(c.var.ctx, { ...c.req.valid('json'), ...c.req.valid('param') }), 200));
  app.openapi(count, async (c) => c.json(await countStock(c.var.ctx, { ...c.req.valid('json'), ...c.req.valid('param') }), 200));
  app.openapi(receive, async (c) => c.json(await receiveStock(c.var.ctx, { ...c.req.valid('json'), ...c.req.valid('param') }), 200));
  app.openapi(takeOut, async (c) => c.json(await takeOutStock(c.var.ctx, { ...c.req.valid('json'), ...c.req.valid('param') }), 200));
  app.openapi(move, async (c) => c.json(await moveStock(c.var.ctx, { ...c.req.valid('json'), ...c.req.valid('param') }), 200));
  app.openapi(backorder, async (c) => c.json(await setBackorderLimit(c.var.ctx, { ...c.req.valid('json'), ...c.req.valid('param') }), 200));
  app.openapi(reservations, async (c) =>
    c.json(await listReservations(c.var.ctx, { ...c.req.valid('query'), ...c.req.valid('param') }), 200),
  );
  app.openapi(movements, async (c) => c.json(await listMovements(c.var.ctx, c.req.valid('query')), 200));
}
