import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { BottegaError, type ErrorCode, idParams, json, problems, type RoomEnv } from '#platform';
import { cartSchema } from '../carts/cart.ts';
import { offeredPayments } from '../payments/offered-payments.ts';
import { orderSchema } from '../orders/order.ts';
import { type PlaceOrderRefusal, type PlaceOrderResult, pendingOrderSchema, placingSchema } from './checkout.ts';
import { giveUpCheckout } from './give-up-checkout.ts';
import { placeOrder } from './place-order.ts';

const tags = ['Checkout'];

const methods = createRoute({
  method: 'get',
  path: '/api/v1/payment-methods',
  tags,
  summary: 'List the ways of paying',
  description: 'In the order in which the shop offers them. Needs no sign-in.',
  responses: {
    200: json(
      z.object({
        items: z.array(
          z.object({ id: z.string(), label: z.string(), isTest: z.boolean().openapi({ description: 'No real money moves.' }) }),
        ),
      }),
      'The ways of paying.',
    ),
  },
});

const place = createRoute({
  method: 'post',
  path: '/api/v1/carts/{id}/order',
  tags,
  summary: 'Place the order of a cart',
  description:
    'Reserves the stock, begins the payment, and answers with the order once the payment is taken on. Where the buyer has to do something ' +
    'first, the answer is 202 and says what: ask again afterwards. Repeating it finds the same order and takes no money twice. Needs no ' +
    'sign-in: the id of a cart is the secret that opens it.',
  request: { params: idParams, body: { content: { 'application/json': { schema: placingSchema } }, required: false } },
  responses: {
    200: json(orderSchema, 'The order.'),
    202: json(pendingOrderSchema, 'The payment is not finished.'),
    ...problems(404, 409, 422, 502),
  },
});

const giveUp = createRoute({
  method: 'delete',
  path: '/api/v1/carts/{id}/payment',
  tags,
  summary: 'Give up paying',
  description:
    'Takes the payment back at the provider, lets go of the stock and opens the cart again. One that was taken on meanwhile is an order, and ' +
    'the cart stays completed. Needs no sign-in: the id of a cart is the secret that opens it.',
  request: { params: idParams },
  responses: { 200: json(cartSchema, 'The cart.'), ...problems(404, 502) },
});

export function addCheckoutRoutes(app: OpenAPIHono<RoomEnv>): void {
  app.openapi(methods, async (c) => c.json({ items: [...(await offeredPayments(c.get('ctx')))] }, 200));
  app.openapi(giveUp, async (c) => c.json(await giveUpCheckout(c.get('ctx'), { cartId: c.req.valid('param').id }), 200));
  app.openapi(place, async (c) => {
    const result = await placeOrder(c.get('ctx'), { ...c.req.valid('json'), cartId: c.req.valid('param').id });
    if (result.state === 'placed') return c.json(result.order, 200);
    if (result.state === 'refused') throw new BottegaError(REFUSALS[result.reason], result.message);
    return c.json(toPending(result), 202);
  });
}

function toPending(result: Extract<PlaceOrderResult, { state: 'action' | 'processing' }>): z.output<typeof pendingOrderSchema> {
  const { state, payment } = result;
  if (state === 'processing') return { state, payment, action: null };
  const { action } = result;
  return { state, payment, action: action.type === 'form' ? { ...action, origins: [...action.origins] } : action };
}

const REFUSALS: Readonly<Record<PlaceOrderRefusal, ErrorCode>> = {
  not_found: 'not_found',
  empty: 'invalid_input',
  incomplete: 'invalid_input',
  out_of_stock: 'conflict',
  no_shipping: 'conflict',
  total_changed: 'conflict',
  no_such_payment: 'invalid_input',
  payment_declined: 'conflict',
  busy: 'conflict',
};
