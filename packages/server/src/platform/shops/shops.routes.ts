import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import type { InstallationEnv } from '../routes/room-module.ts';
import { json, jsonBody, problems } from '../routes/route-schemas.ts';
import { bindToShop } from './bind-to-shop.ts';
import { deleteShop } from './delete-shop.ts';
import { listShops, openShop } from './open-shop.ts';
import { newShopSchema } from './shop-terms.ts';
import { resumeShop, suspendShop, suspensionSchema } from './state.ts';

const tags = ['Shops'];
const slugParams = z.object({ slug: z.string().openapi({ example: 'fornace' }) });

const listingSchema = z
  .object({
    slug: z.string(),
    name: z.string(),
    currency: z.string(),
    country: z.string(),
    state: z.enum(['open', 'suspended']),
    domain: z.string().nullable(),
  })
  .openapi('ShopListing');

const list = createRoute({
  method: 'get',
  path: '/api/v1/shops',
  tags,
  summary: 'List your shops',
  description: 'Those that you belong to; for the operator of the installation, all.',
  responses: { 200: json(z.object({ items: z.array(listingSchema) }), 'The shops by their slugs.'), ...problems(401) },
});

const create = createRoute({
  method: 'post',
  path: '/api/v1/shops',
  tags,
  summary: 'Make a shop',
  description:
    'For the operator of the installation, and for who owns a shop here already; they own the new one too. It can be visited at once.',
  request: { body: jsonBody(newShopSchema.openapi('NewShop')) },
  responses: { 201: json(listingSchema, 'The shop.'), ...problems(401, 403, 409, 422) },
});

const suspend = createRoute({
  method: 'put',
  path: '/api/v1/shops/{slug}/suspension',
  tags,
  summary: 'Suspend a shop',
  description: 'For the operator of the installation. It is closed to visitors and to changes, and its work rests.',
  request: { params: slugParams, body: jsonBody(suspensionSchema.openapi('Suspension')) },
  responses: { 204: { description: 'It is suspended.' }, ...problems(401, 403, 404, 422) },
});

const resume = createRoute({
  method: 'delete',
  path: '/api/v1/shops/{slug}/suspension',
  tags,
  summary: 'Open a suspended shop again',
  description: 'For the operator of the installation. Its work goes on where it stood.',
  request: { params: slugParams },
  responses: { 204: { description: 'It is open.' }, ...problems(401, 403, 404) },
});

const remove = createRoute({
  method: 'delete',
  path: '/api/v1/shops/{slug}',
  tags,
  summary: 'Delete a shop',
  description:
    'All that it has, for good. For its owners, and for the operator of the installation. Take it out first: `GET /api/v1/shop/export`.',
  request: {
    params: slugParams,
    query: z.object({ confirm: z.string().openapi({ description: 'The slug once more.', example: 'fornace' }) }),
  },
  responses: { 200: json(z.object({ slug: z.string(), files: z.int() }), 'What went with it.'), ...problems(401, 403, 404, 422) },
});

export function addShopsRoutes(app: OpenAPIHono<InstallationEnv>): void {
  app.openapi(list, async (c) => c.json({ items: await listShops(c.var.installation) }, 200));
  app.openapi(create, async (c) => {
    const { slug, name, currency, country, state, domain } = await openShop(c.var.installation, c.req.valid('json'));
    return c.json({ slug, name, currency, country, state, domain }, 201);
  });
  app.openapi(suspend, async (c) => {
    await suspendShop(await bindToShop(c.var.installation, c.req.valid('param').slug), c.req.valid('json'));
    return c.body(null, 204);
  });
  app.openapi(resume, async (c) => {
    await resumeShop(await bindToShop(c.var.installation, c.req.valid('param').slug));
    return c.body(null, 204);
  });
  app.openapi(remove, async (c) => {
    const { installation } = c.var;
    const ctx = await bindToShop(installation, c.req.valid('param').slug);
    return c.json(await deleteShop(installation.ground, ctx, c.req.valid('query')), 200);
  });
}
