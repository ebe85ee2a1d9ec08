import { OpenAPIHono } from '@hono/zod-openapi';
import { beforeAll, expect, test } from 'vitest';
import { loadRooms } from '../testing/wrong-shop/open-place.ts';

// A list that grows is read in pages, and every one in the same way: `limit` (at most 100) and `cursor` in, `items` and `next` out.

/** Lists that cannot grow: they are bounded by something else. */
const BOUNDED: Readonly<Record<string, string>> = {
  '/api/v1/audit/export': 'a file, streamed to its end',
  '/api/v1/webhooks': 'at most 20',
  '/api/v1/shop/domains': 'at most 20',
  '/api/v1/notification-wishes': 'one for each kind of notice',
  '/api/v1/keys': 'made by hand, one for each machine',
  '/api/v1/plugins': 'those that were installed',
  '/api/v1/shops': 'those that somebody may enter',
  '/api/v1/account/sessions': 'where somebody is signed in',
  '/api/v1/customer-account/sign-ins': 'where somebody is signed in',
  '/api/v1/customer-account/addresses': 'at most 20',
  '/api/v1/customer-groups': 'at most 100',
  '/api/v1/locations': 'at most 50',
  '/api/v1/carts/{id}/shipping-options': 'the ways to one address: at most 50 rates of a zone',
  '/api/v1/payment-methods': 'those that were installed',
  '/api/v1/payment-ways': 'those that were installed',
  '/api/v1/carriers': 'those that were installed',
  '/api/v1/prices': 'of the variants that are named',
  '/api/v1/price-lists': 'at most 200',
  '/api/v1/promotions': 'at most 200',
  '/api/v1/tax-zones': 'at most 500',
  '/api/v1/shipping-zones': 'at most 500',
};

type Schema = { readonly $ref?: string; readonly type?: unknown; readonly properties?: Record<string, Schema>; readonly maximum?: number };
type Operation = {
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly schema?: Schema }[];
  readonly responses: Record<string, { readonly content?: Record<string, { readonly schema?: Schema }> }>;
};
type Document = {
  readonly paths: Record<string, { readonly get?: Operation }>;
  readonly components?: { readonly schemas?: Record<string, Schema> };
};

let document: Document;

beforeAll(async () => {
  const { modules } = await loadRooms();
  const api = new OpenAPIHono();
  for (const module of modules) {
    module.routes(api as never);
    module.installationRoutes?.(api as never);
  }
  document = api.getOpenAPI31Document({ openapi: '3.1.0', info: { title: '', version: '' } }) as unknown as Document;
});

const resolve = (schema: Schema | undefined): Schema =>
  schema?.$ref ? resolve(document.components?.schemas?.[schema.$ref.split('/').at(-1) ?? '']) : (schema ?? {});

/** The lists of the API: what answers with an array, or with one as its only list. */
function findLists(): { path: string; problems: string[] }[] {
  return Object.entries(document.paths).flatMap(([path, { get }]) => {
    const answer = resolve(get?.responses['200']?.content?.['application/json']?.schema);
    const isList = answer.type === 'array' || answer.properties?.items !== undefined;
    if (!get || !isList || path in BOUNDED) return [];
    const queries = new Map(
      (get.parameters ?? []).filter((parameter) => parameter.in === 'query').map(({ name, schema }) => [name, resolve(schema)]),
    );
    const problems = [
      ...(answer.properties?.next ? [] : ['answers no `next`']),
      ...(queries.has('cursor') ? [] : ['takes no `cursor`']),
      ...(queries.get('limit')?.maximum === 100 ? [] : ['takes no `limit` of at most 100']),
    ];
    return [{ path, problems }];
  });
}

test('every list is read in pages, in the same way', () => {
  const lists = findLists();
  expect(lists.length).toBeGreaterThan(5);
  expect(lists.filter(({ problems }) => problems.length > 0)).toEqual([]);
});

test('what is called bounded is a list that is there', () => {
  expect(Object.keys(BOUNDED).filter((path) => !document.paths[path]?.get)).toEqual([]);
});
