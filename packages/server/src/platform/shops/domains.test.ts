import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type NameServer, openNameServer } from '../../testing/name-server.ts';
import { openTestApp, type TestApp } from '../../testing/test-app.ts';
import { openTestWorld, type TestWorld } from '../../testing/test-world.ts';
import type { Ctx } from '../context.ts';
import { createNotices } from '../events/notices.ts';
import { module } from '../module.ts';
import { addDomain, listDomains, removeDomain, verifyDomain } from './domains.ts';
import { createTxtReader } from './read-txt.ts';
import { createShopDirectory } from './shop-directory.ts';

let world: TestWorld;
let http: TestApp;
let names: NameServer;
beforeAll(async () => {
  [world, names] = await Promise.all([openTestWorld(), openNameServer()]);
  http = await openTestApp(world, { modules: [module] });
});
afterAll(async () => {
  await http?.close();
  await names?.close();
  await world?.close();
});

async function openShop(): Promise<Ctx> {
  return { ...(await world.createCtx()), readTxt: createTxtReader([names.address]) };
}

/** What the owner of the domain does at their registrar. */
async function own(ctx: Ctx, host: string): Promise<void> {
  const { record } = await addDomain(ctx, { host });
  names.records.set(record.name, ['v=spf1 -all', record.value]);
}

const nameOfShopAt = async (address: string, init?: RequestInit) => {
  const answer = await http.ask(address, init);
  return answer.status === 200 ? ((await answer.json()) as { slug: string }).slug : answer.status;
};

describe('a domain', () => {
  test('leads to the shop once its owner has written the record, whatever its length and neighbours', async () => {
    const ctx = await openShop();
    const added = await addDomain(ctx, { host: ' Shop.Fornace.example.com. ' });
    expect(added).toMatchObject({
      host: 'shop.fornace.example.com',
      state: 'waiting',
      record: { type: 'TXT', name: '_bottega.shop.fornace.example.com' },
    });
    expect(await addDomain(ctx, { host: 'shop.fornace.example.com' })).toEqual(added);
    await expect(verifyDomain(ctx, added)).rejects.toMatchObject({ code: 'domain_not_verified' });
    names.records.set(added.record.name, ['x'.repeat(300)]);
    await expect(verifyDomain(ctx, added)).rejects.toThrow(/It holds: x/);
    expect(await nameOfShopAt('http://shop.fornace.example.com/api/v1/shop')).toBe(400);
    names.records.set(added.record.name, ['x'.repeat(300), added.record.value]);
    expect(await verifyDomain(ctx, added)).toMatchObject({ state: 'verified' });
    expect(await verifyDomain(ctx, added)).toMatchObject({ state: 'verified' });
    await expect.poll(() => nameOfShopAt('http://shop.fornace.example.com/api/v1/shop'), { timeout: 2_500 }).toBe(ctx.shop.slug);
    expect(await nameOfShopAt('http://SHOP.fornace.example.com:443/api/v1/shop')).toBe(ctx.shop.slug);
  });

  test('of one shop cannot be named beside another shop', async () => {
    const [ctx, other] = [await openShop(), await openShop()];
    await own(ctx, 'one.example.org');
    await verifyDomain(ctx, { host: 'one.example.org' });
    await expect.poll(() => nameOfShopAt('http://one.example.org/api/v1/shop'), { timeout: 2_500 }).toBe(ctx.shop.slug);
    expect(await nameOfShopAt('http://one.example.org/api/v1/shop', { headers: { 'x-bottega-shop': other.shop.slug } })).toBe(400);
    expect(await nameOfShopAt(`http://one.example.org/s/${other.shop.slug}/api/v1/shop`)).toBe(400);
  });

  test('leads to one shop: another may wait for it, and gets it when it was taken away', async () => {
    const [first, second] = [await openShop(), await openShop()];
    for (const ctx of [first, second]) await addDomain(ctx, { host: 'wanted.example.org' });
    const records = (await Promise.all([first, second].map(listDomains))).flat().map(({ record }) => record);
    names.records.set(
      '_bottega.wanted.example.org',
      records.map(({ value }) => value),
    );
    await verifyDomain(first, { host: 'wanted.example.org' });
    await expect(verifyDomain(second, { host: 'wanted.example.org' })).rejects.toMatchObject({ code: 'conflict' });
    await removeDomain(first, { host: 'wanted.example.org' });
    expect(await verifyDomain(second, { host: 'wanted.example.org' })).toMatchObject({ state: 'verified' });
  });

  test('that is taken away leads nowhere within two seconds, in every process', async () => {
    const ctx = await openShop();
    await own(ctx, 'gone.example.org');
    const notices = createNotices(world.database, world.ground.log); // another process has connections of its own
    const elsewhere = createShopDirectory({ database: world.database, notices });
    expect(await elsewhere.slugOf('gone.example.org')).toBeUndefined();
    await verifyDomain(ctx, { host: 'gone.example.org' });
    await expect.poll(() => elsewhere.slugOf('gone.example.org'), { timeout: 2_000 }).toBe(ctx.shop.slug);
    await removeDomain(ctx, { host: 'gone.example.org' });
    await expect.poll(() => elsewhere.slugOf('gone.example.org'), { timeout: 2_000 }).toBeUndefined();
    elsewhere.close();
    await notices.close();
  });

  test.each(['https://shop.example', 'localhost', '10.0.0.1', 'a..b.example', '-a.example', 'shop', '[::1]', `${'a'.repeat(64)}.example`])(
    'is not what %s is',
    async (host) => {
      await expect(addDomain(await openShop(), { host })).rejects.toMatchObject({ code: 'invalid_input', problems: [{ path: 'host' }] });
    },
  );

  test('in another script is kept as the DNS writes it', async () => {
    expect(await addDomain(await openShop(), { host: 'bücher.example' })).toMatchObject({ host: 'xn--bcher-kva.example' });
  });

  test('is the business of those who may', async () => {
    const ctx = await openShop();
    const viewer: Ctx = { ...ctx, actor: { type: 'staff', id: 'v', name: 'V', email: 'v@example.com', role: 'viewer' } };
    await expect(addDomain(viewer, { host: 'a.example.org' })).rejects.toMatchObject({ code: 'forbidden' });
    expect(await listDomains(viewer)).toEqual([]);
  });

  test('is told of when no name server answers', async () => {
    const ctx = { ...(await openShop()), readTxt: createTxtReader(['127.0.0.1:9']) };
    await addDomain(ctx, { host: 'silent.example.org' });
    await expect(verifyDomain(ctx, { host: 'silent.example.org' })).rejects.toMatchObject({ code: 'dns_away' });
  });
});
