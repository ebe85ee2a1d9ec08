import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { idParams, json, jsonBody, pageOf, problems, type RoomEnv } from '#platform';
import { triedQuoteSchema, tryQuote, tryQuoteSchema } from '../quotes/try-quote.ts';
import { getPromotion, listPromotions } from './list-promotions.ts';
import { promotionCodeSchema, promotionInputSchema, promotionSchema } from './promotion.ts';
import { addPromotionCodes, deletePromotionCode, listCodesSchema, listPromotionCodes, newCodesSchema } from './promotion-codes.ts';
import { createPromotion, deletePromotion, updatePromotion } from './write-promotion.ts';

const tags = ['Promotions'];
const READ = 'Permission: `pricing.read`.';
const WRITE = 'Permission: `pricing.write`.';
const promotion = json(promotionSchema, 'The promotion.');
const codeParams = idParams.extend({ code: z.string().openapi({ example: 'SPRING10' }) });

const list = createRoute({
  method: 'get',
  path: '/api/v1/promotions',
  tags,
  summary: 'List promotions',
  description: `Every one of the shop, in the order in which they are applied. ${READ}`,
  responses: { 200: json(z.object({ items: z.array(promotionSchema) }), 'All promotions.'), ...problems(401, 403) },
});

const create = createRoute({
  method: 'post',
  path: '/api/v1/promotions',
  tags,
  summary: 'Make a promotion',
  description: `It works by itself, or with one of its codes. ${WRITE}`,
  request: { body: jsonBody(promotionInputSchema) },
  responses: { 201: promotion, ...problems(401, 403, 409, 422) },
});

const get = createRoute({
  method: 'get',
  path: '/api/v1/promotions/{id}',
  tags,
  summary: 'Get a promotion',
  description: READ,
  request: { params: idParams },
  responses: { 200: promotion, ...problems(401, 403, 404) },
});

const update = createRoute({
  method: 'put',
  path: '/api/v1/promotions/{id}',
  tags,
  summary: 'Change a promotion',
  description: `Replaces what it is; its codes and uses stay. ${WRITE}`,
  request: { params: idParams, body: jsonBody(promotionInputSchema) },
  responses: { 200: promotion, ...problems(401, 403, 404, 422) },
});

const remove = createRoute({
  method: 'delete',
  path: '/api/v1/promotions/{id}',
  tags,
  summary: 'Delete a promotion',
  description: `One that orders have is switched off instead. ${WRITE}`,
  request: { params: idParams },
  responses: { 204: { description: 'It is gone.' }, ...problems(401, 403, 404, 409) },
});

const codes = createRoute({
  method: 'get',
  path: '/api/v1/promotions/{id}/codes',
  tags,
  summary: 'List the codes of a promotion',
  description: `By the alphabet. ${READ}`,
  request: { params: idParams, query: listCodesSchema },
  responses: { 200: json(pageOf(promotionCodeSchema), 'One page of codes.'), ...problems(401, 403, 404, 422) },
});

const addCodes = createRoute({
  method: 'post',
  path: '/api/v1/promotions/{id}/codes',
  tags,
  summary: 'Add codes to a promotion',
  description: `Your own, or made by chance; up to 500 at once, all or none. ${WRITE}`,
  request: { params: idParams, body: jsonBody(newCodesSchema) },
  responses: { 201: json(z.object({ items: z.array(promotionCodeSchema) }), 'The new codes.'), ...problems(401, 403, 404, 409, 422) },
});

const removeCode = createRoute({
  method: 'delete',
  path: '/api/v1/promotions/{id}/codes/{code}',
  tags,
  summary: 'Delete a code',
  description: `Orders that have it keep their discount. ${WRITE}`,
  request: { params: codeParams },
  responses: { 204: { description: 'It is gone.' }, ...problems(401, 403, 404) },
});

const trial = createRoute({
  method: 'post',
  path: '/api/v1/quotes/try',
  tags,
  summary: 'Try what a cart would cost',
  description: `Without a cart: prices, taxes, ways of sending, and of each promotion why it applies or not. Nothing is written. ${READ}`,
  request: { body: jsonBody(tryQuoteSchema) },
  responses: { 200: json(triedQuoteSchema, 'What it would cost.'), ...problems(401, 403, 422) },
});

/** Promotions, their codes, and trying them on a cart. */
export function addPromotionRoutes(app: OpenAPIHono<RoomEnv>): void {
  app.openapi(list, async (c) => c.json({ items: await listPromotions(c.var.ctx) }, 200));
  app.openapi(create, async (c) => c.json(await createPromotion(c.var.ctx, c.req.valid('json')), 201));
  app.openapi(get, async (c) => c.json(await getPromotion(c.var.ctx, c.req.valid('param')), 200));
  app.openapi(update, async (c) => c.json(await updatePromotion(c.var.ctx, { ...c.req.valid('json'), ...c.req.valid('param') }), 200));
  app.openapi(remove, async (c) => {
    await deletePromotion(c.var.ctx, c.req.valid('param'));
    return c.body(null, 204);
  });
  app.openapi(codes, async (c) => c.json(await listPromotionCodes(c.var.ctx, { ...c.req.valid('query'), ...c.req.valid('param') }), 200));
  app.openapi(addCodes, async (c) =>
    c.json({ items: await addPromotionCodes(c.var.ctx, { ...c.req.valid('json'), ...c.req.valid('param') }) }, 201),
  );
  app.openapi(removeCode, async (c) => {
    await deletePromotionCode(c.var.ctx, c.req.valid('param'));
    return c.body(null, 204);
  });
  app.openapi(trial, async (c) => c.json(await tryQuote(c.var.ctx, c.req.valid('json')), 200));
}
