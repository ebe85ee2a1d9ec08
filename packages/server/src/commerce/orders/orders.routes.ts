import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import { idParams, json, pageOf, problems, type RoomEnv } from '#platform';
import { cancelOrder } from './cancel-order.ts';
import { fulfilOrder } from './fulfil-order.ts';
import { getOrder } from './get-order.ts';
import { listOrders } from './list-orders.ts';
import { markOrderPaid } from './mark-order-paid.ts';
import { listOrdersSchema, orderSchema, orderSummarySchema } from './order.ts';

const tags = ['Orders'];
const order = json(orderSchema, 'The order.');

const list = createRoute({
  method: 'get',
  path: '/api/v1/orders',
  tags,
  summary: 'List orders',
  description: 'Newest first. Permission: `orders.read`.',
  request: { query: listOrdersSchema },
  responses: { 200: json(pageOf(orderSummarySchema), 'One page of orders.'), ...problems(401, 403, 422) },
});

const get = createRoute({
  method: 'get',
  path: '/api/v1/orders/{id}',
  tags,
  summary: 'Get an order',
  description: 'Permission: `orders.read`.',
  request: { params: idParams },
  responses: { 200: order, ...problems(401, 403, 404) },
});

const move = <Path extends string>(path: Path, summary: string, what: string) =>
  createRoute({
    method: 'post',
    path,
    tags,
    summary,
    description: `${what} Permission: \`orders.write\`.`,
    request: { params: idParams },
    responses: { 200: order, ...problems(401, 403, 404, 409) },
  });

const paid = move('/api/v1/orders/{id}/paid', 'Mark an order as paid', 'The transfer has arrived.');
const fulfil = move('/api/v1/orders/{id}/fulfil', 'Mark an order as sent', 'The order must be paid.');
const cancel = move(
  '/api/v1/orders/{id}/cancel',
  'Cancel an order',
  'Its stock is given back. An order that was sent cannot be cancelled.',
);

export function addOrderRoutes(app: OpenAPIHono<RoomEnv>): void {
  app.openapi(list, async (c) => c.json(await listOrders(c.get('ctx'), c.req.valid('query')), 200));
  app.openapi(get, async (c) => c.json(await getOrder(c.get('ctx'), c.req.valid('param')), 200));
  app.openapi(paid, async (c) => c.json(await markOrderPaid(c.get('ctx'), c.req.valid('param')), 200));
  app.openapi(fulfil, async (c) => c.json(await fulfilOrder(c.get('ctx'), c.req.valid('param')), 200));
  app.openapi(cancel, async (c) => c.json(await cancelOrder(c.get('ctx'), c.req.valid('param')), 200));
}
