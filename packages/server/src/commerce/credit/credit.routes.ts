import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { idParams, json, jsonBody, pageOf, problems, type RoomEnv } from '#platform';
import { correctCustomerCredit, correctGiftCard, getCustomerCredit } from './correct-credit.ts';
import {
  correctCreditSchema,
  customerCreditSchema,
  customerCreditViewSchema,
  giftCardSchema,
  giftCardStateSchema,
  giftCardWithCodeSchema,
  giftCardWithEntriesSchema,
  issueGiftCardSchema,
  listGiftCardsSchema,
} from './credit.ts';
import { getGiftCard, issueGiftCard, listGiftCards, setGiftCardState } from './gift-cards.ts';

const tags = ['Credit'];
const READ = 'Permission: `pricing.read`.';
const WRITE = 'Permission: `pricing.write`.';

const list = createRoute({
  method: 'get',
  path: '/api/v1/gift-cards',
  tags,
  summary: 'List gift cards',
  description: `Newest first. ${READ}`,
  request: { query: listGiftCardsSchema },
  responses: { 200: json(pageOf(giftCardSchema), 'One page of gift cards.'), ...problems(401, 403, 422) },
});

const issue = createRoute({
  method: 'post',
  path: '/api/v1/gift-cards',
  tags,
  summary: 'Issue a gift card',
  description: `Its code is told this once. ${WRITE}`,
  request: { body: jsonBody(issueGiftCardSchema) },
  responses: { 201: json(giftCardWithCodeSchema, 'The card and its code.'), ...problems(401, 403, 422) },
});

const get = createRoute({
  method: 'get',
  path: '/api/v1/gift-cards/{id}',
  tags,
  summary: 'Get a gift card',
  description: `With what happened on it. ${READ}`,
  request: { params: idParams },
  responses: { 200: json(giftCardWithEntriesSchema, 'The gift card.'), ...problems(401, 403, 404) },
});

const setState = createRoute({
  method: 'put',
  path: '/api/v1/gift-cards/{id}/state',
  tags,
  summary: 'Block a gift card, or let it pay again',
  description: `What is on it stays. ${WRITE}`,
  request: { params: idParams, body: jsonBody(giftCardStateSchema) },
  responses: { 200: json(giftCardSchema, 'The gift card.'), ...problems(401, 403, 404, 422) },
});

const correct = createRoute({
  method: 'post',
  path: '/api/v1/gift-cards/{id}/corrections',
  tags,
  summary: 'Put more on a gift card, or take some off',
  description: `Sent again with the same key it changes nothing. ${WRITE}`,
  request: { params: idParams, body: jsonBody(correctCreditSchema) },
  responses: { 200: json(giftCardWithEntriesSchema, 'The gift card.'), ...problems(401, 403, 404, 422) },
});

const correctCustomer = createRoute({
  method: 'post',
  path: '/api/v1/customer-credit',
  tags,
  summary: 'Give a customer credit, or take some away',
  description: `Signed in, the customer pays with it. Sent again with the same key it changes nothing. ${WRITE}`,
  request: { body: jsonBody(customerCreditSchema) },
  responses: { 200: json(customerCreditViewSchema, 'What the customer has.'), ...problems(401, 403, 422) },
});

const customer = createRoute({
  method: 'get',
  path: '/api/v1/customer-credit/{customerId}',
  tags,
  summary: 'Get the credit of a customer',
  description: `With how it came about. ${READ}`,
  request: { params: z.object({ customerId: z.string() }) },
  responses: { 200: json(customerCreditViewSchema, 'What the customer has.'), ...problems(401, 403, 404) },
});

/** Gift cards and the credit of customers. */
export function addCreditRoutes(app: OpenAPIHono<RoomEnv>): void {
  app.openapi(list, async (c) => c.json(await listGiftCards(c.var.ctx, c.req.valid('query')), 200));
  app.openapi(issue, async (c) => c.json(await issueGiftCard(c.var.ctx, c.req.valid('json')), 201));
  app.openapi(get, async (c) => c.json(await getGiftCard(c.var.ctx, c.req.valid('param')), 200));
  app.openapi(setState, async (c) => c.json(await setGiftCardState(c.var.ctx, { ...c.req.valid('json'), ...c.req.valid('param') }), 200));
  app.openapi(correct, async (c) => c.json(await correctGiftCard(c.var.ctx, { ...c.req.valid('json'), ...c.req.valid('param') }), 200));
  app.openapi(correctCustomer, async (c) => c.json(await correctCustomerCredit(c.var.ctx, c.req.valid('json')), 200));
  app.openapi(customer, async (c) => c.json(await getCustomerCredit(c.var.ctx, c.req.valid('param')), 200));
}
