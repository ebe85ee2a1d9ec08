import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { json, jsonBody, problems, type RoomEnv } from '#platform';
import { categoryChangeSchema, categorySchema, newCategorySchema } from './category.ts';
import { changeCategory } from './change-category.ts';
import { createCategory } from './create-category.ts';
import { deleteCategory } from './delete-category.ts';
import { listCategories, listCategoriesSchema } from './list-categories.ts';

const tags = ['Categories'];
const forStaff = 'Permission: `products.write`.';
const category = json(categorySchema, 'The category.');
const slugParams = z.object({ slug: z.string().openapi({ example: 'tableware' }) });

const list = createRoute({
  method: 'get',
  path: '/api/v1/categories',
  tags,
  summary: 'List the categories',
  description: 'All of them, each before what lies in it. Needs no sign-in.',
  request: { query: listCategoriesSchema },
  responses: { 200: json(z.object({ categories: z.array(categorySchema) }), 'The tree, from top to bottom.'), ...problems(422) },
});

const create = createRoute({
  method: 'post',
  path: '/api/v1/categories',
  tags,
  summary: 'Make a category',
  description: forStaff,
  request: { body: jsonBody(newCategorySchema) },
  responses: { 201: category, ...problems(401, 403, 409, 422) },
});

const change = createRoute({
  method: 'patch',
  path: '/api/v1/categories/{slug}',
  tags,
  summary: 'Move or rename a category',
  description: `What lies in it goes along. Its slug stays. ${forStaff}`,
  request: { params: slugParams, body: jsonBody(categoryChangeSchema) },
  responses: { 200: category, ...problems(401, 403, 404, 422) },
});

const remove = createRoute({
  method: 'delete',
  path: '/api/v1/categories/{slug}',
  tags,
  summary: 'Delete an empty category',
  description: forStaff,
  request: { params: slugParams },
  responses: { 204: { description: 'It is gone.' }, ...problems(401, 403, 404, 409) },
});

export function addCategoryRoutes(app: OpenAPIHono<RoomEnv>): void {
  app.openapi(list, async (c) => c.json({ categories: await listCategories(c.get('ctx'), c.req.valid('query')) }, 200));
  app.openapi(create, async (c) => c.json(await createCategory(c.get('ctx'), c.req.valid('json')), 201));
  app.openapi(change, async (c) => c.json(await changeCategory(c.get('ctx'), { ...c.req.valid('json'), ...c.req.valid('param') }), 200));
  app.openapi(remove, async (c) => {
    await deleteCategory(c.get('ctx'), c.req.valid('param'));
    return c.body(null, 204);
  });
}
