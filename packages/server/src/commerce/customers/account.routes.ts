import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { BottegaError, type DoorCtx, idParams, json, jsonBody, pageInputSchema, pageOf, problems, type RoomEnv } from '#platform';
import { cartSchema } from '../carts/cart.ts';
import { orderSchema } from '../orders/order.ts';
import { confirmCustomerEmail, requestCustomerEmailChange } from './change-email.ts';
import { setCustomerPassword } from './change-password.ts';
import {
  accountSchema,
  changeAccountSchema,
  changeAddressSchema,
  confirmEmailSchema,
  eraseSchema,
  newAddressSchema,
  newEmailSchema,
  newPasswordSchema,
  ownAddressSchema,
  ownOrderSummarySchema,
  requestCodeSchema,
  sessionSchema,
  signedInSchema,
  signInSchema,
  takeCartSchema,
} from './customer.ts';
import { eraseOwnAccount } from './erase-customer.ts';
import { exportOwnData } from './export-customer.ts';
import { listCustomerSessions, revokeCustomerSession, revokeOtherCustomerSessions, signOutCustomer } from './manage-sessions.ts';
import { mergeCarts } from './merge-carts.ts';
import { getOwnAccount, updateOwnAccount } from './own-account.ts';
import { addOwnAddress, listOwnAddresses, removeOwnAddress, updateOwnAddress } from './own-addresses.ts';
import { getOwnOrder, listOwnOrders } from './own-orders.ts';
import { requestCustomerCode } from './request-code.ts';
import { signInCustomer } from './sign-in.ts';

const tags = ['Customer account'];
const base = '/api/v1/customer-account';
const own = 'Needs a customer of the shop: with the token of a sign-in, or its cookie.';
const none = { description: 'Done.' };
const account = json(accountSchema, 'The account.');
const address = json(ownAddressSchema, 'The address.');

const requestCode = createRoute({
  method: 'post',
  path: `${base}/code`,
  tags,
  summary: 'Ask for a code by mail',
  description: 'For signing in, or to show once more who it is. The answer is the same whether there is an account or not.',
  request: { body: jsonBody(requestCodeSchema) },
  responses: { 202: { description: 'A code is on its way.' }, ...problems(422, 429) },
});

const signInBody = signInSchema.safeExtend({
  cookie: z
    .boolean()
    .optional()
    .openapi({ description: 'For pages of the shop itself: the token comes as a cookie that scripts cannot read, and not in the answer.' }),
});

const signIn = createRoute({
  method: 'post',
  path: `${base}/sign-ins`,
  tags,
  summary: 'Sign a customer in',
  description:
    'With the code that came by mail, or with the password. With a code, an account is made where there was none. What is not right is not told.',
  request: { body: jsonBody(signInBody) },
  responses: {
    201: json(
      signedInSchema.extend({ token: signedInSchema.shape.token.nullable() }),
      'The sign-in; the token is null where a cookie was asked for.',
    ),
    ...problems(401, 422, 429),
  },
});

const listSignIns = createRoute({
  method: 'get',
  path: `${base}/sign-ins`,
  tags,
  summary: 'List where you are signed in',
  description: own,
  responses: { 200: json(z.object({ items: z.array(sessionSchema) }), 'The sign-ins, the latest first.'), ...problems(401, 403) },
});

const signOut = createRoute({
  method: 'post',
  path: `${base}/sign-out`,
  tags,
  summary: 'Sign out here',
  description: 'Ends the sign-in that asks; asked by a guest, it does nothing.',
  responses: { 204: none },
});

const revokeSignIn = createRoute({
  method: 'delete',
  path: `${base}/sign-ins/{id}`,
  tags,
  summary: 'Sign out somewhere',
  description: own,
  request: { params: idParams },
  responses: { 204: none, ...problems(401, 403, 404) },
});

const revokeOthers = createRoute({
  method: 'post',
  path: `${base}/sign-ins/revoke-others`,
  tags,
  summary: 'Sign out everywhere else',
  description: own,
  responses: { 204: none, ...problems(401, 403) },
});

const get = createRoute({
  method: 'get',
  path: base,
  tags,
  summary: 'Get your account',
  description: own,
  responses: { 200: account, ...problems(401, 403) },
});

const change = createRoute({
  method: 'patch',
  path: base,
  tags,
  summary: 'Change your account',
  description: own,
  request: { body: jsonBody(changeAccountSchema) },
  responses: { 200: account, ...problems(401, 403, 422) },
});

const password = createRoute({
  method: 'put',
  path: `${base}/password`,
  tags,
  summary: 'Set your password',
  description: `Every other sign-in ends. ${own}`,
  request: { body: jsonBody(newPasswordSchema) },
  responses: { 204: none, ...problems(401, 403, 422, 429) },
});

const email = createRoute({
  method: 'post',
  path: `${base}/email`,
  tags,
  summary: 'Change your mail',
  description: `A code goes to the new mail; until it is confirmed the account keeps the one before. ${own}`,
  request: { body: jsonBody(newEmailSchema) },
  responses: { 202: { description: 'A code is on its way.' }, ...problems(401, 403, 422, 429) },
});

const confirmEmail = createRoute({
  method: 'post',
  path: `${base}/email/confirm`,
  tags,
  summary: 'Confirm a new mail',
  description: `With the code that came to it. Every other sign-in ends. ${own}`,
  request: { body: jsonBody(confirmEmailSchema) },
  responses: { 200: account, ...problems(401, 403, 409, 422, 429) },
});

const listAddresses = createRoute({
  method: 'get',
  path: `${base}/addresses`,
  tags,
  summary: 'List your addresses',
  description: own,
  responses: { 200: json(z.object({ items: z.array(ownAddressSchema) }), 'The addresses.'), ...problems(401, 403) },
});

const addAddress = createRoute({
  method: 'post',
  path: `${base}/addresses`,
  tags,
  summary: 'Write an address down',
  description: `At most 20. The first one is for parcels and invoices. ${own}`,
  request: { body: jsonBody(newAddressSchema) },
  responses: { 201: address, ...problems(401, 403, 409, 422) },
});

const changeAddress = createRoute({
  method: 'patch',
  path: `${base}/addresses/{id}`,
  tags,
  summary: 'Change an address',
  description: own,
  request: { params: idParams, body: jsonBody(changeAddressSchema) },
  responses: { 200: address, ...problems(401, 403, 404, 422) },
});

const removeAddress = createRoute({
  method: 'delete',
  path: `${base}/addresses/{id}`,
  tags,
  summary: 'Remove an address',
  description: own,
  request: { params: idParams },
  responses: { 204: none, ...problems(401, 403, 404) },
});

const listOrders = createRoute({
  method: 'get',
  path: `${base}/orders`,
  tags,
  summary: 'List your orders',
  description: `Newest first; those that were placed as a guest with the same mail too. ${own}`,
  request: { query: pageInputSchema },
  responses: { 200: json(pageOf(ownOrderSummarySchema), 'One page of orders.'), ...problems(401, 403, 422) },
});

const getOrder = createRoute({
  method: 'get',
  path: `${base}/orders/{id}`,
  tags,
  summary: 'Get an order of yours',
  description: own,
  request: { params: idParams },
  responses: { 200: json(orderSchema, 'The order.'), ...problems(401, 403, 404) },
});

const takeCart = createRoute({
  method: 'post',
  path: `${base}/cart`,
  tags,
  summary: 'Take a cart along',
  description: `Makes the cart that is named and the customer’s own into one, and answers with the one to go on with. ${own}`,
  request: { body: jsonBody(takeCartSchema) },
  responses: { 200: json(z.object({ cart: cartSchema.nullable() }), 'The cart; null when there is none.'), ...problems(401, 403, 422) },
});

const takeOut = createRoute({
  method: 'get',
  path: `${base}/export`,
  tags,
  summary: 'Take your data out',
  description: `All that the shop keeps of the customer, by kind. ${own}`,
  responses: { 200: json(z.record(z.string(), z.unknown()), 'The data.'), ...problems(401, 403) },
});

const erase = createRoute({
  method: 'post',
  path: `${base}/erase`,
  tags,
  summary: 'Erase your account',
  description: `At once, and for good. Orders keep their sums and lines, without name, address and mail. ${own}`,
  request: { body: jsonBody(eraseSchema) },
  responses: { 204: none, ...problems(401, 403, 409, 422, 429) },
});

const doorOf = (c: Context<RoomEnv>): DoorCtx => ({ ...c.var.installation, ...c.var.ctx });

/** What a customer does with their own account. Paths begin with `customer-account`, as `account` is the staff's. */
export function addAccountRoutes(app: OpenAPIHono<RoomEnv>): void {
  app.openapi(requestCode, async (c) => {
    await requestCustomerCode(doorOf(c), c.req.valid('json'));
    return c.body(null, 202);
  });
  app.openapi(signIn, async (c) => {
    const { cookie: wantsCookie = false, ...wanted } = c.req.valid('json');
    const outcome = await signInCustomer(doorOf(c), wanted);
    if (outcome.state === 'refused') throw new BottegaError('unauthenticated', outcome.message);
    const { state: _, cookie, token, ...rest } = outcome;
    if (!wantsCookie) return c.json({ token, ...rest }, 201, { 'cache-control': 'no-store' });
    return c.json({ token: null, ...rest }, 201, { 'cache-control': 'no-store', 'set-cookie': cookie });
  });
  app.openapi(listSignIns, async (c) => c.json({ items: await listCustomerSessions(doorOf(c)) }, 200));
  app.openapi(signOut, async (c) => c.body(null, 204, { 'set-cookie': (await signOutCustomer(doorOf(c))).cookie }));
  app.openapi(revokeOthers, async (c) => {
    await revokeOtherCustomerSessions(doorOf(c));
    return c.body(null, 204);
  });
  app.openapi(revokeSignIn, async (c) => {
    await revokeCustomerSession(doorOf(c), c.req.valid('param'));
    return c.body(null, 204);
  });
  app.openapi(get, async (c) => c.json(await getOwnAccount(c.var.ctx), 200));
  app.openapi(change, async (c) => c.json(await updateOwnAccount(c.var.ctx, c.req.valid('json')), 200));
  app.openapi(password, async (c) => {
    await setCustomerPassword(doorOf(c), c.req.valid('json'));
    return c.body(null, 204);
  });
  app.openapi(email, async (c) => {
    await requestCustomerEmailChange(doorOf(c), c.req.valid('json'));
    return c.body(null, 202);
  });
  app.openapi(confirmEmail, async (c) => c.json(await confirmCustomerEmail(doorOf(c), c.req.valid('json')), 200));
  app.openapi(listAddresses, async (c) => c.json({ items: await listOwnAddresses(c.var.ctx) }, 200));
  app.openapi(addAddress, async (c) => c.json(await addOwnAddress(c.var.ctx, c.req.valid('json')), 201));
  app.openapi(changeAddress, async (c) =>
    c.json(await updateOwnAddress(c.var.ctx, { ...c.req.valid('param'), ...c.req.valid('json') }), 200),
  );
  app.openapi(removeAddress, async (c) => {
    await removeOwnAddress(c.var.ctx, c.req.valid('param'));
    return c.body(null, 204);
  });
  app.openapi(listOrders, async (c) => c.json(await listOwnOrders(c.var.ctx, c.req.valid('query')), 200));
  app.openapi(getOrder, async (c) => c.json(await getOwnOrder(c.var.ctx, c.req.valid('param')), 200));
  app.openapi(takeCart, async (c) => c.json({ cart: await mergeCarts(c.var.ctx, c.req.valid('json')) }, 200));
  app.openapi(takeOut, async (c) =>
    c.json(await exportOwnData(c.var.ctx), 200, {
      'cache-control': 'no-store',
      'content-disposition': 'attachment; filename="my-data.json"',
    }),
  );
  app.openapi(erase, async (c) => c.body(null, 204, { 'set-cookie': (await eraseOwnAccount(doorOf(c), c.req.valid('json'))).cookie }));
}
