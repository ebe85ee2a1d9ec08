import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { idParams, json, jsonBody, pageOf, problems, type RoomEnv } from '#platform';
import { languageSchema } from '../words.ts';
import { createProduct } from './create-product.ts';
import { createdProductsSchema, createProducts, createProductsSchema } from './create-products.ts';
import { getProduct } from './get-product.ts';
import { listProducts } from './list-products.ts';
import { publishProduct, withdrawProduct } from './move-product.ts';
import { createProductSchema, listProductsSchema, productChangeSchema, productDetailSchema, productSummarySchema } from './product.ts';
import { updateProduct } from './update-product.ts';

const tags = ['Products'];
const forStaff = 'Permission: `products.write`.';
const product = json(productDetailSchema, 'The product.');

const list = createRoute({
  method: 'get',
  path: '/api/v1/products',
  tags,
  summary: 'List products',
  description: 'Newest first. Guests see what is on sale; with `products.read` all states.',
  request: { query: listProductsSchema },
  responses: { 200: json(pageOf(productSummarySchema), 'One page of products.'), ...problems(422) },
});

const get = createRoute({
  method: 'get',
  path: '/api/v1/products/{id}',
  tags,
  summary: 'Get a product',
  description: 'Guests see what is on sale; with `products.read` all states.',
  request: { params: idParams, query: z.object({ language: languageSchema.optional() }) },
  responses: { 200: product, ...problems(404, 422) },
});

const create = createRoute({
  method: 'post',
  path: '/api/v1/products',
  tags,
  summary: 'Create a draft',
  description: `With a \`key\`, repeating the request finds the product that it made. ${forStaff}`,
  request: { body: jsonBody(createProductSchema) },
  responses: { 201: product, ...problems(401, 403, 422) },
});

const createMany = createRoute({
  method: 'post',
  path: '/api/v1/products/batch',
  tags,
  summary: 'Create up to 100 drafts',
  description: `What is refused keeps nothing else from being made: look at each result. ${forStaff}`,
  request: { body: jsonBody(createProductsSchema) },
  responses: { 200: json(createdProductsSchema, 'What became of each.'), ...problems(401, 403, 422) },
});

const update = createRoute({
  method: 'patch',
  path: '/api/v1/products/{id}',
  tags,
  summary: 'Change a product',
  description: `What is left out stays. Title and description are those of the main language. ${forStaff}`,
  request: { params: idParams, body: jsonBody(productChangeSchema) },
  responses: { 200: product, ...problems(401, 403, 404, 422) },
});

const publish = createRoute({
  method: 'post',
  path: '/api/v1/products/{id}/publish',
  tags,
  summary: 'Put a product on sale',
  description: `One that is on sale stays so. ${forStaff}`,
  request: { params: idParams },
  responses: { 200: product, ...problems(401, 403, 404) },
});

const withdraw = createRoute({
  method: 'post',
  path: '/api/v1/products/{id}/withdraw',
  tags,
  summary: 'Take a product off sale',
  description: `It is archived, not deleted, and can be published again. ${forStaff}`,
  request: { params: idParams },
  responses: { 200: product, ...problems(401, 403, 404) },
});

export function addProductRoutes(app: OpenAPIHono<RoomEnv>): void {
  app.openapi(list, async (c) => c.json(await listProducts(c.get('ctx'), c.req.valid('query')), 200));
  app.openapi(get, async (c) => c.json(await getProduct(c.get('ctx'), { ...c.req.valid('param'), ...c.req.valid('query') }), 200));
  app.openapi(create, async (c) => c.json(await createProduct(c.get('ctx'), c.req.valid('json')), 201));
  app.openapi(createMany, async (c) => c.json(await createProducts(c.get('ctx'), c.req.valid('json')), 200));
  app.openapi(update, async (c) => c.json(await updateProduct(c.get('ctx'), { ...c.req.valid('json'), ...c.req.valid('param') }), 200));
  app.openapi(publish, async (c) => c.json(await publishProduct(c.get('ctx'), c.req.valid('param')), 200));
  app.openapi(withdraw, async (c) => c.json(await withdrawProduct(c.get('ctx'), c.req.valid('param')), 200));
}
