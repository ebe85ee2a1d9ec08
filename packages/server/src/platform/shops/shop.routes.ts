import { Readable } from 'node:stream';
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import type { RoomEnv } from '../routes/room-module.ts';
import { json, jsonBody, problems } from '../routes/route-schemas.ts';
import { profileSchema } from './business-profile.ts';
import { addDomain, addDomainSchema, listDomains, removeDomain, verifyDomain } from './domains.ts';
import { exportShop } from './export-shop.ts';
import { setLogo } from './set-logo.ts';
import { changeShop, getShopSettings, shopChangeSchema } from './shop-settings.ts';
import { shopTermsSchema } from './shop-terms.ts';

const tags = ['Shop'];

const profileDocument = profileSchema.extend({ logo: z.looseObject({ id: z.string() }).nullable() }).openapi('BusinessProfile');
const settingsSchema = shopTermsSchema
  .extend({
    slug: z.string(),
    currency: z.string(),
    state: z.enum(['open', 'suspended']),
    domain: z.string().nullable(),
    suspendedFor: z.string().openapi({ description: 'Why it is suspended; empty while it is open.' }),
    profile: profileDocument,
  })
  .openapi('Shop');
const settings = json(settingsSchema, 'The shop as it is now.');

const get = createRoute({
  method: 'get',
  path: '/api/v1/shop',
  tags,
  summary: 'Get the shop',
  description: 'Its terms, and who runs it. Anybody may ask: it all stands on its pages.',
  responses: { 200: settings },
});

const change = createRoute({
  method: 'patch',
  path: '/api/v1/shop',
  tags,
  summary: 'Change the shop',
  description: 'What is left out stays. Slug and currency cannot be changed. Permission: `shop.write`.',
  request: { body: jsonBody(shopChangeSchema.openapi('ShopChange')) },
  responses: { 200: settings, ...problems(401, 403, 422) },
});

const logo = createRoute({
  method: 'put',
  path: '/api/v1/shop/logo',
  tags,
  summary: 'Set the logo',
  description: 'A picture of the library, or null for none. Permission: `shop.write`.',
  request: { body: jsonBody(z.object({ pictureId: z.uuid().nullable() })) },
  responses: { 200: json(profileDocument, 'The profile.'), ...problems(401, 403, 404, 422) },
});

const takeOut = createRoute({
  method: 'get',
  path: '/api/v1/shop/export',
  tags,
  summary: 'Take the whole shop out',
  description: 'Every row as JSON Lines, every file, and a manifest with the SHA-256 of each. No secrets. Permission: `shop.export`.',
  responses: {
    200: { description: 'A ZIP archive.', content: { 'application/zip': { schema: z.string().openapi({ format: 'binary' }) } } },
    ...problems(401, 403),
  },
});

const domainSchema = z
  .object({
    host: z.string(),
    state: z.enum(['waiting', 'verified']),
    verifiedAt: z.string().nullable(),
    record: z
      .object({ type: z.literal('TXT'), name: z.string(), value: z.string() })
      .openapi({ description: 'What to write into the DNS.' }),
  })
  .openapi('Domain');
const domain = json(domainSchema, 'The domain.');
const hostParams = z.object({ host: z.string().openapi({ example: 'shop.fornace.com' }) });

const domains = createRoute({
  method: 'get',
  path: '/api/v1/shop/domains',
  tags,
  summary: 'List the shop’s own domains',
  description: 'Permission: `shop.read`.',
  responses: { 200: json(z.object({ items: z.array(domainSchema) }), 'The domains.'), ...problems(401, 403) },
});

const add = createRoute({
  method: 'post',
  path: '/api/v1/shop/domains',
  tags,
  summary: 'Add a domain',
  description: 'It leads to the shop once it is verified. Permission: `shop.write`.',
  request: { body: jsonBody(addDomainSchema) },
  responses: { 201: domain, ...problems(401, 403, 422) },
});

const verify = createRoute({
  method: 'post',
  path: '/api/v1/shop/domains/{host}/verification',
  tags,
  summary: 'Verify a domain',
  description: 'Looks for its TXT record in the DNS. Permission: `shop.write`.',
  request: { params: hostParams },
  responses: { 200: domain, ...problems(401, 403, 404, 409, 502) },
});

const remove = createRoute({
  method: 'delete',
  path: '/api/v1/shop/domains/{host}',
  tags,
  summary: 'Remove a domain',
  description: 'Permission: `shop.write`.',
  request: { params: hostParams },
  responses: { 204: { description: 'It leads here no longer.' }, ...problems(401, 403, 404) },
});

export function addShopRoutes(app: OpenAPIHono<RoomEnv>): void {
  app.openapi(get, async (c) => c.json((await getShopSettings(c.var.ctx)) as never, 200));
  app.openapi(change, async (c) => c.json((await changeShop(c.var.ctx, c.req.valid('json'))) as never, 200));
  app.openapi(logo, async (c) => c.json((await setLogo(c.var.ctx, c.req.valid('json'))) as never, 200));
  app.openapi(domains, async (c) => c.json({ items: await listDomains(c.var.ctx) }, 200));
  app.openapi(add, async (c) => c.json(await addDomain(c.var.ctx, c.req.valid('json')), 201));
  app.openapi(verify, async (c) => c.json(await verifyDomain(c.var.ctx, c.req.valid('param')), 200));
  app.openapi(remove, async (c) => {
    await removeDomain(c.var.ctx, c.req.valid('param'));
    return c.body(null, 204);
  });
  app.openapi(takeOut, async (c) => {
    const { ctx } = c.var;
    const archive = await exportShop(ctx);
    c.header('content-type', 'application/zip');
    c.header('content-disposition', `attachment; filename="${ctx.shop.slug}-${ctx.clock.now().toString().slice(0, 10)}.zip"`);
    c.header('cache-control', 'no-store');
    return c.body(Readable.toWeb(archive) as ReadableStream) as never;
  });
}
