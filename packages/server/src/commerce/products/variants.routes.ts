import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { idParams, json, jsonBody, problems, type RoomEnv } from '#platform';
import { addVariant } from './add-variant.ts';
import { changeVariants } from './change-variants.ts';
import { productDetailSchema } from './product.ts';
import { removeVariant } from './remove-variant.ts';
import { optionsBodySchema, setOptions } from './set-options.ts';
import { newVariantSchema, variantChangeSchema, variantChangesSchema } from './variant.ts';

const tags = ['Products'];
const forStaff = 'Permission: `products.write`.';
const product = json(productDetailSchema, 'The product as it is now.');
const variantParams = idParams.extend({ variantId: z.string() });

const options = createRoute({
  method: 'put',
  path: '/api/v1/products/{id}/options',
  tags,
  summary: 'Say what a product can be chosen by',
  description: `A variant keeps its choices where they are still there. Those that have no place any more are archived if they are in an order or a cart, else deleted. ${forStaff}`,
  request: { params: idParams, body: jsonBody(optionsBodySchema) },
  responses: { 200: product, ...problems(401, 403, 404, 422) },
});

const add = createRoute({
  method: 'post',
  path: '/api/v1/products/{id}/variants',
  tags,
  summary: 'Add a variant',
  description: `A combination of the options that there is no variant of. One that was archived comes back. ${forStaff}`,
  request: { params: idParams, body: jsonBody(newVariantSchema) },
  responses: { 201: product, ...problems(401, 403, 404, 409, 422) },
});

const changeMany = createRoute({
  method: 'patch',
  path: '/api/v1/products/{id}/variants',
  tags,
  summary: 'Change variants',
  description: `All of those named, or none of them; what is left out stays. ${forStaff}`,
  request: { params: idParams, body: jsonBody(variantChangesSchema) },
  responses: { 200: product, ...problems(401, 403, 404, 422) },
});

const changeOne = createRoute({
  method: 'patch',
  path: '/api/v1/products/{id}/variants/{variantId}',
  tags,
  summary: 'Change a variant',
  description: `What is left out stays. ${forStaff}`,
  request: { params: variantParams, body: jsonBody(variantChangeSchema) },
  responses: { 200: product, ...problems(401, 403, 404, 422) },
});

const remove = createRoute({
  method: 'delete',
  path: '/api/v1/products/{id}/variants/{variantId}',
  tags,
  summary: 'Take a variant away',
  description: `It is archived if it is in an order or a cart, else deleted. The last one stays. ${forStaff}`,
  request: { params: variantParams },
  responses: { 200: product, ...problems(401, 403, 404, 409) },
});

export function addVariantRoutes(app: OpenAPIHono<RoomEnv>): void {
  app.openapi(options, async (c) =>
    c.json(await setOptions(c.get('ctx'), { productId: c.req.valid('param').id, ...c.req.valid('json') }), 200),
  );
  app.openapi(add, async (c) =>
    c.json(await addVariant(c.get('ctx'), { productId: c.req.valid('param').id, ...c.req.valid('json') }), 201),
  );
  app.openapi(changeMany, async (c) =>
    c.json(await changeVariants(c.get('ctx'), { productId: c.req.valid('param').id, ...c.req.valid('json') }), 200),
  );
  app.openapi(changeOne, async (c) => {
    const { id: productId, variantId } = c.req.valid('param');
    const variants = [{ id: variantId, ...c.req.valid('json') }];
    return c.json(await changeVariants(c.get('ctx'), { productId, variants }), 200);
  });
  app.openapi(remove, async (c) => {
    const { id: productId, variantId } = c.req.valid('param');
    return c.json(await removeVariant(c.get('ctx'), { productId, variantId }), 200);
  });
}
