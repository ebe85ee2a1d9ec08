import path from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createAuth, openSecrets, type Shop } from '#platform';
import { ask, makeFolder, makeFornace, type Server, serve, withGuest } from './serve.ts';

// Experiment 24: texts that would do something, in every field that takes a text, on every page that shows it.

const HOSTILE = [
  '<script>canary(1)</script>',
  '"><img src=x onerror=canary(2)>',
  `' onmouseover='canary(3)' x='`,
  'javascript:canary(4)',
  '</script><script>canary(5)</script>',
  '</title><svg/onload=canary(6)>',
  '=HYPERLINK("https://evil.example","canary")',
  '../../../etc/passwd',
  '{{canary}}<%= canary %>',
  '\u2028\u2029<!--<script>',
].join(' ');

let home: Awaited<ReturnType<typeof makeFolder>>;
let server: Server;
let shop: Shop;
let cookie: string;
let slug: string;
let orderCode: string;
let ids: Record<'product' | 'order', string>;

beforeAll(async () => {
  home = await makeFolder();
  const data = path.join(home.folder, 'data');
  server = await serve({ data });
  shop = await makeFornace(data);
  await withGuest(data, async (database) => {
    await database
      .forShop(shop.id)
      .updateTable('shop')
      .set({ name: HOSTILE.slice(0, 60), about: HOSTILE })
      .where('id', '=', shop.id)
      .execute();
  });
  cookie = await signIn(data);
  await fillShop();
}, 90_000);
afterAll(async () => {
  await server?.stop();
  await home?.remove();
});

async function signIn(data: string): Promise<string> {
  const log = pino({ level: 'silent' });
  const secrets = await openSecrets({ data, secretKey: undefined, secretKeyFrom: 'file' }, log);
  const link = await withGuest(data, async (database) => {
    const auth = await createAuth({ database, publicUrl: server.url, secrets, log });
    const staff = await auth.createStaff({ name: HOSTILE.slice(0, 90), email: 'ada@fornace.example' });
    await auth.addMember({ shop, userId: staff.id, role: 'owner' });
    const made = await auth.createSignInLink(staff);
    await auth.close();
    return made;
  });
  secrets.keyring.close();
  const answer = await ask(server.url, new URL(link).pathname, { redirect: 'manual' });
  return answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
}

async function call<T>(method: string, address: string, body?: unknown, asGuest = false): Promise<T> {
  const answer = await ask(server.url, address, {
    method,
    headers: {
      'x-bottega-shop': 'fornace',
      ...(asGuest ? {} : { authorization: `Bearer ${server.token}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${address}: ${answer.status} ${text}`);
  return JSON.parse(text) as T;
}

/** A product, a cart and an order, each field as hostile as it may be. */
async function fillShop(): Promise<void> {
  const text = {
    title: HOSTILE.slice(0, 60),
    description: HOSTILE,
    seoTitle: HOSTILE.slice(0, 60),
    seoDescription: HOSTILE.slice(0, 150),
    altText: HOSTILE.slice(0, 120),
  };
  const product = await call<{ id: string; slug: string; variants: { id: string }[] }>('POST', '/api/v1/products', {
    ...{ title: HOSTILE.slice(0, 110), description: HOSTILE, notes: HOSTILE, tags: ['<script>canary(9)</script>'], category: 'tableware' },
    ...{ price: { amount: 4800, currency: 'EUR' }, stock: 5, pictures: [], texts: [{ language: 'ar', ...text }] },
  });
  await call('POST', `/api/v1/products/${product.id}/publish`);
  const cart = await call<{ id: string }>('POST', '/api/v1/carts', undefined, true);
  await call('POST', `/api/v1/carts/${cart.id}/lines`, { variantId: product.variants[0]?.id, quantity: 1 }, true);
  const address = {
    name: HOSTILE.slice(0, 90),
    line1: HOSTILE.slice(0, 90),
    line2: HOSTILE.slice(90, 180),
    city: HOSTILE.slice(0, 70),
    postalCode: '<b>48018',
    country: 'IT',
  };
  await call('PUT', `/api/v1/carts/${cart.id}/details`, { email: 'ada@example.com', address }, true);
  const order = await call<{ id: string; code: string }>('POST', `/api/v1/carts/${cart.id}/order`, undefined, true);
  slug = product.slug;
  orderCode = order.code;
  ids = { product: product.id, order: order.id };
}

/** What of a page would do something that the shop's texts asked for. */
function findLive(html: string): string[] {
  const tags = html.match(/<[a-zA-Z][^>]*>/g) ?? [];
  const nonce = /<script[^>]*\snonce="([^"]+)"/.exec(html)?.[1];
  return [
    ...tags.filter((tag) => /^<script/i.test(tag) && !tag.includes(`nonce="${nonce}"`) && !/type="application\/(ld\+)?json"/.test(tag)),
    ...tags.filter((tag) => /\son[a-z]+\s*=/i.test(tag.replace(/"[^"]*"/g, '""'))),
    ...tags.filter((tag) => /\s(href|src|action|formaction)="\s*javascript:/i.test(tag)),
    ...tags.filter(
      (tag) => /^<(img|svg|iframe|object|embed)\b/i.test(tag) && /canary|src=x/.test(tag.replace(/\s(alt|title|aria-label)="[^"]*"/g, '')),
    ),
    ...(html.match(/<script>canary[^<]*/g) ?? []),
  ];
}

const PUBLIC = ['', 'c/all', 'c/tableware', 'p/:slug', 'p/:slug?lang=ar', 'orders/:code', 'basket', 'checkout', 'sitemap.xml'];
const ADMIN = [
  '',
  '/products',
  '/products/:product',
  '/orders',
  '/orders/:order',
  '/insights',
  '/settings',
  '/settings/shop',
  '/settings/audit',
  '/settings/mail',
  '/settings/staff',
];
const filled = (address: string) =>
  address.replace(':slug', slug).replace(':code', orderCode).replace(':product', ids.product).replace(':order', ids.order);

describe('nothing that a text asks for is done', () => {
  test.each(PUBLIC)('on the page /%s of the shop', async (address) => {
    const answer = await ask(server.url, `/s/fornace/${filled(address)}`);
    const html = await answer.text();
    expect(answer.status).toBeLessThan(500);
    expect(findLive(html)).toEqual([]);
    if (address.startsWith('p/:slug')) expect(html).toContain('canary'); // it is shown, as text
    expect(answer.headers.get('content-security-policy')).toMatch(/script-src 'self' 'nonce-|default-src 'none'/);
  });

  test.each(ADMIN)('on the page %s of the admin', async (address) => {
    const answer = await ask(server.url, `/admin/fornace${filled(address)}`, { headers: { cookie } });
    const html = await answer.text();
    expect(answer.status).toBeLessThan(500);
    expect(findLive(html)).toEqual([]);
    if (address === '/products/:product') expect(html).toContain('canary');
  });

  test.each(['/api/v1/products', '/api/v1/orders', '/api/v1/audit'])('by %s, which is data and stays it', async (address) => {
    const answer = await ask(server.url, address, {
      headers: { 'x-bottega-shop': 'fornace', authorization: `Bearer ${server.token}`, accept: 'text/html' },
    });
    expect(answer.headers.get('content-type')).toMatch(/^application\/(problem\+)?json/);
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer.headers.get('content-security-policy')).toContain(`default-src 'none'`);
  });
});

test('the search finds what is live', () => {
  const html = '<script nonce="n">ok</script><p>x</p>';
  expect(findLive(html)).toEqual([]);
  for (const live of [
    '<script>canary(1)</script>',
    '<img src=x onerror=canary(2)>',
    '<a href="javascript:canary(4)">',
    '<p title="" onmouseover="canary(3)">',
    '<svg/onload=canary(6)>',
  ]) {
    expect(findLive(`${html}${live}`).length, live).toBeGreaterThan(0);
  }
});
