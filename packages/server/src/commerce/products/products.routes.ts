import { hash } from 'node:crypto';
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { authorise, idParams, json, jsonBody, MOST_PHOTO_BYTES, pageOf, problems, type RoomEnv, withUpload } from '#platform';
import { languageSchema } from '../words.ts';
import { addPictures } from './add-pictures.ts';
import { createProduct } from './create-product.ts';
import { createdProductsSchema, createProducts, createProductsSchema } from './create-products.ts';
import { deleteProduct } from './delete-product.ts';
import { getProductText } from './get-product.ts';
import { listProductsText } from './list-products.ts';
import { listProductTexts } from './list-texts.ts';
import { publishProduct, withdrawProduct } from './move-product.ts';
import {
  listProductsSchema,
  MOST_PICTURES,
  newProductBodySchema,
  productChangeSchema,
  productDetailSchema,
  productSummarySchema,
  productTextBodySchema,
  productTextViewSchema,
} from './product.ts';
import { removeProductText } from './remove-text.ts';
import { picturesBodySchema, setPictures } from './set-pictures.ts';
import { setProductText } from './set-text.ts';
import { updateProduct } from './update-product.ts';

const tags = ['Products'];
const forStaff = 'Permission: `products.write`.';
const product = json(productDetailSchema, 'The product.');

const list = createRoute({
  method: 'get',
  path: '/api/v1/products',
  tags,
  summary: 'List products',
  description:
    'Newest first, or found by words. Guests see what is on sale; with `products.read` all states. Of what is found by words at most 500 are put into order.',
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
  request: { body: jsonBody(newProductBodySchema) },
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

const remove = createRoute({
  method: 'delete',
  path: '/api/v1/products/{id}',
  tags,
  summary: 'Delete a draft',
  description: `One that was never sold. What was on sale is withdrawn instead. ${forStaff}`,
  request: { params: idParams },
  responses: { 204: { description: 'It is gone.' }, ...problems(401, 403, 404, 409) },
});

const pictures = createRoute({
  method: 'put',
  path: '/api/v1/products/{id}/pictures',
  tags,
  summary: 'Set the pictures of a product, in their order',
  description: `One that is left out is no longer shown, also not by a variant. ${forStaff}`,
  request: { params: idParams, body: jsonBody(picturesBodySchema) },
  responses: { 200: product, ...problems(401, 403, 404, 422) },
});

const PHOTOS = { field: 'photos', most: MOST_PICTURES, mostBytes: MOST_PHOTO_BYTES };

const photos = createRoute({
  method: 'post',
  path: '/api/v1/products/{id}/pictures',
  tags,
  summary: 'Add pictures to a product',
  description: `Photos as JPEG, PNG, WebP or AVIF, shown behind those it has. A form of a page is sent back to that page. ${forStaff}`,
  request: {
    params: idParams,
    body: {
      required: true,
      content: {
        'multipart/form-data': {
          schema: z
            .object({ photos: z.any().openapi({ type: 'array', items: { type: 'string', format: 'binary' } }) })
            .openapi('ProductPhotos'),
        },
      },
    },
  },
  responses: {
    201: product,
    303: { description: 'For a form of a page: back to it.' },
    ...problems(401, 403, 404, 413, 415, 422, 507),
  },
});

const textParams = idParams.extend({ language: languageSchema });

const texts = createRoute({
  method: 'get',
  path: '/api/v1/products/{id}/texts',
  tags,
  summary: 'List what a product says in each language',
  description: 'As it was written, the main language first. Permission: `products.read`.',
  request: { params: idParams },
  responses: { 200: json(z.object({ texts: z.array(productTextViewSchema) }), 'One for each language.'), ...problems(401, 403, 404) },
});

const putText = createRoute({
  method: 'put',
  path: '/api/v1/products/{id}/texts/{language}',
  tags,
  summary: 'Write what a product says in a language',
  description: `Whether it spoke it before or not. ${forStaff}`,
  request: { params: textParams, body: jsonBody(productTextBodySchema) },
  responses: { 200: product, ...problems(401, 403, 404, 422) },
});

const removeText = createRoute({
  method: 'delete',
  path: '/api/v1/products/{id}/texts/{language}',
  tags,
  summary: 'Take a translation away',
  description: `The main language stays. ${forStaff}`,
  request: { params: textParams },
  responses: { 204: { description: 'It is gone.' }, ...problems(401, 403, 404, 409, 422) },
});

/** A text that goes over the wire as the database holds it, with the tag that a caller may show who has it already. */
const asJson = (text: string) => ({ 'content-type': 'application/json', etag: `"${hash('sha1', text, 'base64url')}"` });

export function addProductRoutes(app: OpenAPIHono<RoomEnv>): void {
  app.openapi(list, async (c) => {
    const text = await listProductsText(c.get('ctx'), c.req.valid('query'));
    return c.body(text, 200, asJson(text)) as never;
  });
  app.openapi(get, async (c) => {
    const text = await getProductText(c.get('ctx'), { ...c.req.valid('param'), ...c.req.valid('query') });
    return c.body(text, 200, asJson(text)) as never;
  });
  app.openapi(create, async (c) => c.json(await createProduct(c.get('ctx'), c.req.valid('json')), 201));
  app.openapi(createMany, async (c) => c.json(await createProducts(c.get('ctx'), c.req.valid('json')), 200));
  app.openapi(update, async (c) => c.json(await updateProduct(c.get('ctx'), { ...c.req.valid('json'), ...c.req.valid('param') }), 200));
  app.openapi(publish, async (c) => c.json(await publishProduct(c.get('ctx'), c.req.valid('param')), 200));
  app.openapi(withdraw, async (c) => c.json(await withdrawProduct(c.get('ctx'), c.req.valid('param')), 200));
  app.openapi(remove, async (c) => {
    await deleteProduct(c.get('ctx'), c.req.valid('param'));
    return c.body(null, 204);
  });
  app.openapi(pictures, async (c) =>
    c.json(await setPictures(c.get('ctx'), { productId: c.req.valid('param').id, ...c.req.valid('json') }), 200),
  );
  // The body is streamed to disk, so the schema stands for the reference only and is not asked to parse it.
  app.openAPIRegistry.registerPath(photos);
  app.post(photos.getRoutingPath(), async (c) => {
    const { ctx } = c.var;
    const productId = c.req.param('id');
    authorise(ctx, 'products.write');
    const shown = await withUpload(ctx, c.req.raw, PHOTOS, ({ files }) => addPictures(ctx, { productId, photos: files }));
    if (c.req.header('accept')?.includes('text/html')) return c.redirect(`/admin/${ctx.shop.slug}/products/${productId}`, 303);
    return c.json(shown, 201);
  });
  app.openapi(texts, async (c) => c.json({ texts: await listProductTexts(c.get('ctx'), { productId: c.req.valid('param').id }) }, 200));
  app.openapi(putText, async (c) => {
    const { id: productId, language } = c.req.valid('param');
    return c.json(await setProductText(c.get('ctx'), { productId, language, ...c.req.valid('json') }), 200);
  });
  app.openapi(removeText, async (c) => {
    const { id: productId, language } = c.req.valid('param');
    await removeProductText(c.get('ctx'), { productId, language });
    return c.body(null, 204);
  });
}
