import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { idParams, json, jsonBody, pageInputSchema, pageOf, problems, type RoomEnv } from '#platform';
import { capturePayment } from './capture-payment.ts';
import { caseSchema, closingSchema, listCasesSchema } from './case.ts';
import { closePaymentCase, listPaymentCases } from './cases.ts';
import { getPayment, listPayments } from './get-payment.ts';
import { capturingSchema, paymentSummarySchema, paymentViewSchema, refundingSchema, refundViewSchema } from './payment.ts';
import { receivePaymentEvent } from './receive-event.ts';
import { reconcilePayments, reconcilingSchema, reconciliationSchema } from './reconcile.ts';
import { requestRefund } from './refund-payment.ts';
import { changePaymentWay, listPaymentWays, wayChangeSchema, wayViewSchema } from './ways.ts';

const tags = ['Payments'];

const list = createRoute({
  method: 'get',
  path: '/api/v1/payments',
  tags,
  summary: 'List payments',
  description: 'Newest first. Permission: `payments.read`.',
  request: { query: pageInputSchema },
  responses: { 200: json(pageOf(paymentSummarySchema), 'One page of payments.'), ...problems(401, 403, 422) },
});

const get = createRoute({
  method: 'get',
  path: '/api/v1/payments/{id}',
  tags,
  summary: 'Get a payment',
  description: 'With every part that was taken and given back. Permission: `payments.read`.',
  request: { params: idParams },
  responses: { 200: json(paymentViewSchema, 'The payment.'), ...problems(401, 403, 404) },
});

const capture = createRoute({
  method: 'post',
  path: '/api/v1/orders/{id}/capture',
  tags,
  summary: 'Take money that is promised',
  description:
    'For a shop that takes money when it sends. It is taken in the background: the payment tells what has come of it. Permission: `payments.write`.',
  request: { params: idParams, body: jsonBody(capturingSchema) },
  responses: { 200: json(paymentViewSchema, 'The payment, with the part that was asked for.'), ...problems(401, 403, 404, 409, 422) },
});

const refund = createRoute({
  method: 'post',
  path: '/api/v1/orders/{id}/refunds',
  tags,
  summary: 'Give money back',
  description:
    'An amount, or what units of lines and the shipping are worth. It is given back in the background; what the order was paid with by gift ' +
    'cards and credit goes there, after what went through a company. Permission: `orders.refund`.',
  request: { params: idParams, body: jsonBody(refundingSchema) },
  responses: {
    200: json(z.object({ items: z.array(refundViewSchema) }), 'The refunds that were asked for.'),
    ...problems(401, 403, 404, 409, 422),
  },
});

const ways = createRoute({
  method: 'get',
  path: '/api/v1/payment-ways',
  tags,
  summary: 'List the ways of paying with their settings',
  description: 'Those that are not offered too, with the addresses to enter at the company. Permission: `payments.read`.',
  responses: { 200: json(z.object({ items: z.array(wayViewSchema) }), 'All of them.'), ...problems(401, 403) },
});

const change = createRoute({
  method: 'patch',
  path: '/api/v1/payment-ways/{way}',
  tags,
  summary: 'Change a way of paying',
  description:
    'Whether it is offered, where it stands, what buyers read, when the money is taken. What is left out stays. Permission: `payments.write`.',
  request: { params: z.object({ way: z.string().openapi({ example: 'manual' }) }), body: jsonBody(wayChangeSchema) },
  responses: { 200: json(wayViewSchema, 'The way of paying.'), ...problems(401, 403, 404, 422) },
});

const reconcile = createRoute({
  method: 'post',
  path: '/api/v1/payments/reconcile',
  tags,
  summary: 'Compare the books',
  description:
    'Holds what the companies have written down against ours; each difference becomes a case, once. Permission: `payments.write`.',
  request: { body: jsonBody(reconcilingSchema) },
  responses: { 200: json(reconciliationSchema, 'What was compared.'), ...problems(401, 403, 422) },
});

const cases = createRoute({
  method: 'get',
  path: '/api/v1/payment-cases',
  tags,
  summary: 'List differences that people look into',
  description: 'Newest first. Permission: `payments.read`.',
  request: { query: listCasesSchema },
  responses: { 200: json(pageOf(caseSchema), 'One page of cases.'), ...problems(401, 403, 422) },
});

const close = createRoute({
  method: 'post',
  path: '/api/v1/payment-cases/{id}/close',
  tags,
  summary: 'Close a case',
  description: 'With a note on what it was. One that is closed stays as it is. Permission: `payments.write`.',
  request: { params: idParams, body: jsonBody(closingSchema) },
  responses: { 200: json(caseSchema, 'The case.'), ...problems(401, 403, 404, 422) },
});

const receive = createRoute({
  method: 'post',
  path: '/api/v1/payment-webhooks/{provider}',
  tags,
  summary: 'Take the word of a payment company',
  description:
    'For the companies alone: the body is theirs, and so is the signature over its very bytes. What they tell is only a reason to look at the ' +
    'payment. Needs no sign-in. 401: it was not believed, and nothing was kept; 502: it could not be checked now, send it again.',
  request: { params: z.object({ provider: z.string().openapi({ example: 'stripe' }) }) },
  responses: { 200: json(z.object({ received: z.literal(true) }), 'It was taken, now or before.'), ...problems(401, 404, 502) },
});

export function addPaymentRoutes(app: OpenAPIHono<RoomEnv>): void {
  app.openapi(list, async (c) => c.json(await listPayments(c.get('ctx'), toPageInput(c.req.valid('query'))), 200));
  app.openapi(reconcile, async (c) => c.json(await reconcilePayments(c.get('ctx'), c.req.valid('json')), 200));
  app.openapi(get, async (c) => c.json(await getPayment(c.get('ctx'), c.req.valid('param')), 200));
  app.openapi(capture, async (c) =>
    c.json(await capturePayment(c.get('ctx'), { ...c.req.valid('json'), orderId: c.req.valid('param').id }), 200),
  );
  app.openapi(refund, async (c) =>
    c.json({ items: await requestRefund(c.get('ctx'), { ...c.req.valid('json'), orderId: c.req.valid('param').id }) }, 200),
  );
  app.openapi(ways, async (c) => c.json({ items: await listPaymentWays(c.get('ctx')) }, 200));
  app.openapi(change, async (c) =>
    c.json(await changePaymentWay(c.get('ctx'), { ...c.req.valid('json'), id: c.req.valid('param').way }), 200),
  );
  app.openapi(cases, async (c) => c.json(await listPaymentCases(c.get('ctx'), c.req.valid('query')), 200));
  app.openapi(close, async (c) => c.json(await closePaymentCase(c.get('ctx'), { ...c.req.valid('json'), ...c.req.valid('param') }), 200));
  app.openapi(receive, async (c) => {
    const body = new Uint8Array(await c.req.arrayBuffer());
    const headers = Object.fromEntries(c.req.raw.headers);
    await receivePaymentEvent(c.get('ctx'), { provider: c.req.valid('param').provider, headers, body });
    return c.json({ received: true as const }, 200);
  });
}

const toPageInput = ({ limit, cursor }: z.output<typeof pageInputSchema>) => ({ limit, ...(cursor !== undefined && { cursor }) });
