import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { idParams, json, jsonBody, pageOf, problems, type RoomEnv } from '#platform';
import { cancelOrder } from './cancel-order.ts';
import { cancelUnits } from './cancel-units.ts';
import { fulfilOrder } from './fulfil-order.ts';
import { getOrder } from './get-order.ts';
import { listOrders } from './list-orders.ts';
import { markOrderPaid } from './mark-order-paid.ts';
import { noteOrder } from './note-order.ts';
import {
  cancellingSchema,
  cancellingUnitsSchema,
  fulfillingSchema,
  listOrdersSchema,
  notingSchema,
  orderSchema,
  orderSummarySchema,
} from './order.ts';
import { printInvoice } from './print-invoice.ts';

const tags = ['Orders'];
const order = json(orderSchema, 'The order.');

/** What may be left out, with all that would stand in it. */
const optionalBody = <T extends z.ZodType>(schema: T) => ({ required: false, content: { 'application/json': { schema } } });

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
  description: '`actions` names what you may do with it now. Permission: `orders.read`.',
  request: { params: idParams },
  responses: { 200: order, ...problems(401, 403, 404) },
});

const paid = createRoute({
  method: 'post',
  path: '/api/v1/orders/{id}/paid',
  tags,
  summary: 'Mark an order as paid',
  description: 'The transfer has arrived. Permission: `orders.write`.',
  request: { params: idParams },
  responses: { 200: order, ...problems(401, 403, 404, 409) },
});

const fulfil = createRoute({
  method: 'post',
  path: '/api/v1/orders/{id}/fulfil',
  tags,
  summary: 'Send an order, or units of it',
  description:
    'Without a body, all that is left to send. The units leave the stock, and the buyer is told by mail. The order must be paid, or its money ' +
    'promised. It cannot be undone. Permission: `orders.write`.',
  request: { params: idParams, body: optionalBody(fulfillingSchema) },
  responses: { 200: order, ...problems(401, 403, 404, 409, 422) },
});

const cancel = createRoute({
  method: 'post',
  path: '/api/v1/orders/{id}/cancel',
  tags,
  summary: 'Cancel an order',
  description:
    'Its stock, codes, credit and money are given back. One of which something was sent cannot be cancelled. Permission: `orders.write`, and ' +
    '`orders.refund` where money was taken.',
  request: { params: idParams, body: optionalBody(cancellingSchema) },
  responses: { 200: order, ...problems(401, 403, 404, 409, 422) },
});

const cancelSome = createRoute({
  method: 'post',
  path: '/api/v1/orders/{id}/cancel-units',
  tags,
  summary: 'Cancel units that were not sent',
  description:
    'Their stock is free again, and what was paid for them is given back. Permission: `orders.write`, and `orders.refund` where money was taken.',
  request: { params: idParams, body: jsonBody(cancellingUnitsSchema) },
  responses: { 200: order, ...problems(401, 403, 404, 409, 422) },
});

const note = createRoute({
  method: 'post',
  path: '/api/v1/orders/{id}/notes',
  tags,
  summary: 'Write a note',
  description: 'Into the history of the order, for the staff alone. Permission: `orders.write`.',
  request: { params: idParams, body: jsonBody(notingSchema) },
  responses: { 200: order, ...problems(401, 403, 404, 422) },
});

const invoice = createRoute({
  method: 'get',
  path: '/api/v1/orders/{id}/invoice',
  tags,
  summary: 'Get an invoice as PDF',
  description:
    'The invoice of the order, or the credit note that `invoiceId` names; `invoices` of the order lists them. One is issued as soon as the ' +
    'order is paid, and what it says never changes. Permission: `orders.read`.',
  request: { params: idParams, query: z.object({ invoiceId: z.string().optional() }) },
  responses: {
    200: {
      description: 'The document.',
      content: { 'application/pdf': { schema: z.any().openapi({ type: 'string', format: 'binary' }) } },
    },
    ...problems(401, 403, 404),
  },
});

export function addOrderRoutes(app: OpenAPIHono<RoomEnv>): void {
  app.openapi(list, async (c) => c.json(await listOrders(c.get('ctx'), c.req.valid('query')), 200));
  app.openapi(get, async (c) => c.json(await getOrder(c.get('ctx'), c.req.valid('param')), 200));
  app.openapi(paid, async (c) => c.json(await markOrderPaid(c.get('ctx'), c.req.valid('param')), 200));
  app.openapi(fulfil, async (c) => c.json(await fulfilOrder(c.get('ctx'), { ...c.req.valid('json'), ...c.req.valid('param') }), 200));
  app.openapi(cancel, async (c) => c.json(await cancelOrder(c.get('ctx'), { ...c.req.valid('json'), ...c.req.valid('param') }), 200));
  app.openapi(cancelSome, async (c) => c.json(await cancelUnits(c.get('ctx'), { ...c.req.valid('json'), ...c.req.valid('param') }), 200));
  app.openapi(note, async (c) => c.json(await noteOrder(c.get('ctx'), { ...c.req.valid('json'), ...c.req.valid('param') }), 200));
  app.openapi(invoice, async (c) => {
    const { name, bytes } = await printInvoice(c.get('ctx'), { ...c.req.valid('param'), ...c.req.valid('query') });
    return c.body(bytes, 200, {
      'content-type': 'application/pdf',
      'content-disposition': `attachment; filename="${name}"`,
      'cache-control': 'private, no-store',
    });
  });
}
