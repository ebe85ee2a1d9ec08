import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestWorld, type TestWorld } from '../../testing/test-world.ts';
import { BottegaError } from '../errors/bottega-error.ts';
import { createShop } from './create-shop.ts';
import { nameShop } from './name-shop.ts';
import { createShopDirectory } from './shop-directory.ts';
import type { NewShop } from './shop-terms.ts';

describe('the shop that a request names', () => {
  const name = (parts: { header?: string; path?: string; host?: string }, publicUrl = 'https://shop.example') =>
    nameShop({ header: parts.header, path: parts.path ?? '/', host: parts.host ?? 'shop.example' }, publicUrl);

  test.each([
    [{ header: 'fornace' }, { slug: 'fornace', byHost: false }],
    [{ path: '/s/fornace' }, { slug: 'fornace', byHost: false }],
    [{ path: '/s/fornace/p/bowl' }, { slug: 'fornace', byHost: false }],
    [{ path: '/s/fornace.data' }, { slug: 'fornace', byHost: false }],
    [{ path: '/admin/fornace/orders' }, { slug: 'fornace', byHost: false }],
    [{ path: '/admin/fornace.data' }, { slug: 'fornace', byHost: false }],
    [{ host: 'fornace.shop.example' }, { slug: 'fornace', byHost: true }],
    [{ host: 'Fornace.localhost:4600' }, { slug: 'fornace', byHost: true }],
    [
      { host: 'fornace.localhost:4600', path: '/s/fornace/' },
      { slug: 'fornace', byHost: false },
    ],
    [
      { host: 'fornace.localhost:4600', header: 'fornace', path: '/files/x' },
      { slug: 'fornace', byHost: true },
    ],
  ])('%o is %o', (parts, named) => expect(name(parts)).toEqual(named));

  test.each([
    {},
    { header: '' },
    { host: '127.0.0.1:4600' },
    { host: 'localhost:4600' },
    { host: 'evil.example' },
    { host: 'notshop.example' },
    { path: '/s/' },
    { path: '/admin' },
    { path: '/admin/sign-in' },
    { path: '/admin/sign-in.data' },
    { path: '/admin/link/abc' },
    { path: '/shelf/fornace' },
  ])('%o names none', (parts) => expect(name(parts)).toBeNull());

  test.each([
    { header: 'fornace', path: '/s/other' },
    { header: 'fornace', host: 'other.shop.example' },
    { path: '/admin/fornace', host: 'other.shop.example' },
  ])('%o names two, and is refused', (parts) => {
    expect(() => name(parts)).toThrow(expect.objectContaining({ code: 'malformed_request' }));
  });
});

describe('a new shop', () => {
  let world: TestWorld;
  const fornace: NewShop = { slug: 'fornace', name: ' Fornace ', currency: 'EUR', country: 'IT', taxBps: 2200, shippingFlat: 890 };

  beforeAll(async () => {
    world = await openTestWorld();
  });
  afterAll(() => world?.close());

  test('has what was said and defaults for the rest, and is found at once', async () => {
    const directory = createShopDirectory(world.ground);
    expect(await directory.find('fornace')).toBeUndefined();
    const shop = await createShop(world.database, fornace);
    expect(shop).toMatchObject({ name: 'Fornace', locale: 'en', pricesIncludeTax: true, timeZone: 'UTC', shippingFlat: 890 });
    expect(await directory.find('fornace')).toEqual(shop);
  });

  test('is refused with every mistake at once', async () => {
    const wrong = {
      slug: 'For nace',
      name: '',
      currency: 'EUR',
      country: 'XQ',
      taxBps: -1,
      shippingFlat: 8.9,
      locale: '?',
      timeZone: 'Mars',
    };
    const refusal = (await createShop(world.database, wrong).catch((error: unknown) => error)) as BottegaError;
    expect(refusal).toBeInstanceOf(BottegaError);
    expect(refusal.code).toBe('invalid_input');
    expect(refusal.problems.map(({ path }) => path)).toEqual(['slug', 'name', 'locale', 'country', 'taxBps', 'shippingFlat', 'timeZone']);
  });

  test.each(['it', 'ITA', '', '%.e<#`h~', 'I\u0000'])('is refused with the country %j', async (country) => {
    const refusal = await createShop(world.database, { ...fornace, slug: 'three', country }).catch((error: unknown) => error);
    expect((refusal as BottegaError).problems).toEqual([{ path: 'country', message: 'Give two capital letters, such as IT.' }]);
  });

  test.each(['sign-in', 'sign-out', 'link'])('cannot be called %s, which is a page of the admin', async (slug) => {
    await expect(createShop(world.database, { ...fornace, slug })).rejects.toMatchObject({ code: 'invalid_input' });
  });

  test('is refused for an unknown currency and for a name that is taken', async () => {
    await expect(createShop(world.database, { ...fornace, slug: 'two', currency: 'XXQ' })).rejects.toMatchObject({
      code: 'unknown_currency',
    });
    await createShop(world.database, { ...fornace, slug: 'three' });
    await expect(createShop(world.database, { ...fornace, slug: 'three' })).rejects.toMatchObject({ code: 'conflict' });
  });
});
