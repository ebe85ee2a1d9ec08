import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { BottegaError, type ErrorCode, idParams, json, jsonBody, problems, type RoomEnv } from '#platform';
import { languageSchema } from '../words.ts';
import { addToCart } from './add-to-cart.ts';
import {
  type CartChange,
  type CartRefusal,
  type CartView,
  cartQuantitySchema,
  cartSchema,
  detailsSchema,
  newCartLineSchema,
} from './cart.ts';
import { createCart } from './create-cart.ts';
import { getCart } from './get-cart.ts';
import { setCartLine } from './set-cart-line.ts';
import { setCheckoutDetails } from './set-checkout-details.ts';

const tags = ['Carts'];
const forAnyone = 'Needs no sign-in: the id of a cart is the secret that opens it.';
const cart = json(cartSchema, 'The cart.');
const lineParams = idParams.extend({ variantId: z.string() });

const create = createRoute({
  method: 'post',
  path: '/api/v1/carts',
  tags,
  summary: 'Begin a cart',
  description: forAnyone,
  responses: { 201: cart },
});

const get = createRoute({
  method: 'get',
  path: '/api/v1/carts/{id}',
  tags,
  summary: 'Get a cart',
  description: forAnyone,
  request: { params: idParams, query: z.object({ language: languageSchema.optional() }) },
  responses: { 200: cart, ...problems(404, 422) },
});

const addLine = createRoute({
  method: 'post',
  path: '/api/v1/carts/{id}/lines',
  tags,
  summary: 'Put something into a cart',
  description: `Adds to what the cart holds of it. ${forAnyone}`,
  request: { params: idParams, body: jsonBody(newCartLineSchema) },
  responses: { 200: cart, ...problems(404, 409, 422) },
});

const setLine = createRoute({
  method: 'put',
  path: '/api/v1/carts/{id}/lines/{variantId}',
  tags,
  summary: 'Say how many of something a cart holds',
  description: `0 takes it out. ${forAnyone}`,
  request: { params: lineParams, body: jsonBody(cartQuantitySchema) },
  responses: { 200: cart, ...problems(404, 409, 422) },
});

const setDetails = createRoute({
  method: 'put',
  path: '/api/v1/carts/{id}/details',
  tags,
  summary: 'Say who buys and where it goes',
  description: `The answer has the cost of shipping and today's prices. ${forAnyone}`,
  request: { params: idParams, body: jsonBody(detailsSchema) },
  responses: { 200: cart, ...problems(404, 409, 422) },
});

export function addCartRoutes(app: OpenAPIHono<RoomEnv>): void {
  app.openapi(create, async (c) => c.json(await createCart(c.get('ctx')), 201));
  app.openapi(get, async (c) => c.json(await getCart(c.get('ctx'), { cartId: c.req.valid('param').id, ...c.req.valid('query') }), 200));
  app.openapi(addLine, async (c) =>
    c.json(changed(await addToCart(c.get('ctx'), { cartId: c.req.valid('param').id, ...c.req.valid('json') })), 200),
  );
  app.openapi(setLine, async (c) => {
    const { id: cartId, variantId } = c.req.valid('param');
    return c.json(changed(await setCartLine(c.get('ctx'), { cartId, variantId, ...c.req.valid('json') })), 200);
  });
  app.openapi(setDetails, async (c) =>
    c.json(changed(await setCheckoutDetails(c.get('ctx'), { cartId: c.req.valid('param').id, ...c.req.valid('json') })), 200),
  );
}

/** What each refusal is over HTTP: its code, the field that it is about, and the sentence. */
const REFUSALS: Readonly<Record<CartRefusal, { code: ErrorCode; path?: string; message: string }>> = {
  not_found: { code: 'not_found', message: 'This shop has no such cart: begin a new one.' },
  not_open: { code: 'conflict', message: 'This cart is being paid or has been ordered: begin a new one.' },
  no_such_variant: { code: 'invalid_input', path: 'variantId', message: 'This is not on sale in this shop.' },
  out_of_stock: { code: 'conflict', path: 'quantity', message: 'There are fewer units than that.' },
  country_not_served: { code: 'invalid_input', path: 'address.country', message: 'This shop does not send to that country.' },
};

/** @throws BottegaError for what was refused */
function changed(change: CartChange): CartView {
  if (change.state === 'ok') return change.cart;
  const { code, path, message } = REFUSALS[change.reason];
  const detail = change.available === undefined ? message : `${message} Available: ${change.available}.`;
  throw new BottegaError(code, detail, path === undefined ? {} : { problems: [{ path, message: detail }] });
}
