import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { BottegaError, type ErrorCode, idParams, json, jsonBody, problems, type RoomEnv } from '#platform';
import { shippingOptionSchema } from '../shipping/shipping.ts';
import { languageSchema } from '../words.ts';
import { addToCart } from './add-to-cart.ts';
import {
  type CartChange,
  type CartRefusal,
  type CartView,
  cartQuantitySchema,
  cartSchema,
  chosenRateSchema,
  detailsSchema,
  newCartLineSchema,
  newCartSchema,
  newCodeSchema,
} from './cart.ts';
import { addCartCode, removeCartCode } from './cart-codes.ts';
import { listShippingOptions, setCartShipping } from './cart-shipping.ts';
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
  request: { body: { content: { 'application/json': { schema: newCartSchema } }, required: false } },
  responses: { 201: cart, ...problems(422) },
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

const options = createRoute({
  method: 'get',
  path: '/api/v1/carts/{id}/shipping-options',
  tags,
  summary: 'List the ways in which a cart can be sent',
  description: `None until the address is known. The cheapest is taken until one is chosen. ${forAnyone}`,
  request: { params: idParams },
  responses: { 200: json(z.object({ items: z.array(shippingOptionSchema) }), 'The ways of sending.'), ...problems(404) },
});

const setShipping = createRoute({
  method: 'put',
  path: '/api/v1/carts/{id}/shipping',
  tags,
  summary: 'Choose how a cart is sent',
  description: forAnyone,
  request: { params: idParams, body: jsonBody(chosenRateSchema) },
  responses: { 200: cart, ...problems(404, 409, 422) },
});

const addCode = createRoute({
  method: 'post',
  path: '/api/v1/carts/{id}/codes',
  tags,
  summary: 'Lay a discount code or a gift card into a cart',
  description: `A code that takes nothing off yet stays, and \`idleCodes\` says why. ${forAnyone}`,
  request: { params: idParams, body: jsonBody(newCodeSchema) },
  responses: { 200: cart, ...problems(404, 409, 422) },
});

const removeCode = createRoute({
  method: 'delete',
  path: '/api/v1/carts/{id}/codes/{code}',
  tags,
  summary: 'Take a discount code or a gift card out of a cart',
  description: `A gift card is told by its id in \`giftCards\`. ${forAnyone}`,
  request: { params: idParams.extend({ code: z.string().openapi({ example: 'SPRING10' }) }) },
  responses: { 200: cart, ...problems(404, 409) },
});

export function addCartRoutes(app: OpenAPIHono<RoomEnv>): void {
  app.openapi(create, async (c) => c.json(await createCart(c.get('ctx'), c.req.valid('json')), 201));
  app.openapi(get, async (c) => c.json(await getCart(c.get('ctx'), { cartId: c.req.valid('param').id, ...c.req.valid('query') }), 200));
  app.openapi(addLine, async (c) =>
    c.json(changed(await addToCart(c.get('ctx'), { cartId: c.req.valid('param').id, ...c.req.valid('json') })), 200),
  );
  app.openapi(setLine, async (c) => {
    const { id: cartId, variantId } = c.req.valid('param');
    return c.json(changed(await setCartLine(c.get('ctx'), { cartId, variantId, ...c.req.valid('json') })), 200);
  });
  app.openapi(options, async (c) => c.json({ items: await listShippingOptions(c.get('ctx'), { cartId: c.req.valid('param').id }) }, 200));
  app.openapi(setShipping, async (c) =>
    c.json(changed(await setCartShipping(c.get('ctx'), { cartId: c.req.valid('param').id, ...c.req.valid('json') })), 200),
  );
  app.openapi(addCode, async (c) =>
    c.json(changed(await addCartCode(c.get('ctx'), { cartId: c.req.valid('param').id, ...c.req.valid('json') })), 200),
  );
  app.openapi(removeCode, async (c) => {
    const { id: cartId, code } = c.req.valid('param');
    return c.json(changed(await removeCartCode(c.get('ctx'), { cartId, code })), 200);
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
  no_such_code: { code: 'invalid_input', path: 'code', message: 'This shop has no such code. Look at how it is written.' },
  code_not_in_cart: { code: 'not_found', message: 'This cart has no such code or gift card.' },
  code_not_open: {
    code: 'invalid_input',
    path: 'code',
    message: 'This code cannot be used now: it is over, not begun, empty or for another currency.',
  },
  too_many_codes: { code: 'invalid_input', path: 'code', message: 'A cart takes at most 10 codes and 10 gift cards: take one out first.' },
  no_such_rate: {
    code: 'invalid_input',
    path: 'shippingRateId',
    message: 'It cannot be sent that way. Look at its shipping options again.',
  },
  country_not_served: { code: 'invalid_input', path: 'address.country', message: 'This shop does not send to that country.' },
};

/** @throws BottegaError for what was refused */
function changed(change: CartChange): CartView {
  if (change.state === 'ok') return change.cart;
  const { code, path, message } = REFUSALS[change.reason];
  const detail = change.available === undefined ? message : `${message} Available: ${change.available}.`;
  throw new BottegaError(code, detail, path === undefined ? {} : { problems: [{ path, message: detail }] });
}
