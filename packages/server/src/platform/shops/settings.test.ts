import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { OPERATOR_TOKEN, openTestApp, type TestApp } from '../../testing/test-app.ts';
import { openTestWorld, type TestWorld } from '../../testing/test-world.ts';
import type { Ctx } from '../context.ts';
import { module } from '../module.ts';
import { recallBusinessProfile } from './recall-business-profile.ts';
import { setLogo, uploadLogo } from './set-logo.ts';
import { changeShop, getShopSettings } from './shop-settings.ts';

let world: TestWorld;
let http: TestApp;
let ctx: Ctx;
beforeAll(async () => {
  world = await openTestWorld();
  http = await openTestApp(world, { modules: [module] });
  ctx = await world.createCtx();
});
afterAll(async () => {
  await http?.close();
  await world?.close();
});

const asOperator = { authorization: `Bearer ${OPERATOR_TOKEN}`, 'content-type': 'application/json' };
const aPicture = () =>
  sharp({ create: { width: 40, height: 20, channels: 4, background: '#a0522d80' } })
    .png()
    .toBuffer();
const streamOf = (bytes: Buffer) => Readable.toWeb(Readable.from([bytes])) as ReadableStream;
const settingsOver = async (slug: string) => (await http.ask(`/s/${slug}/api/v1/shop`)).json() as Promise<Record<string, unknown>>;

describe('the settings', () => {
  test('change in what is given, for everybody within two seconds, and that is written down', async () => {
    expect(await settingsOver(ctx.shop.slug)).toMatchObject({ name: 'Test shop', profile: { legalName: '', taxNumbers: [], logo: null } });
    const profile = { legalName: 'Fornace di C. Rossi', taxNumbers: [{ kind: 'Partita IVA', number: 'IT01234567890' }] };
    const changed = await changeShop(ctx, { name: ' Fornace ', shippingFlat: 500, profile });
    expect(changed).toMatchObject({ name: 'Fornace', shippingFlat: 500, taxBps: 2200, profile: { ...profile, email: '' } });
    await changeShop(ctx, { profile: { email: 'ciao@fornace.example' } });
    expect((await getShopSettings(ctx)).profile).toMatchObject({ ...profile, email: 'ciao@fornace.example' });
    await expect.poll(() => settingsOver(ctx.shop.slug), { timeout: 2_000 }).toMatchObject({ name: 'Fornace', shippingFlat: 500 });
    const audit = await ctx.db
      .selectFrom('audit_entry')
      .select(['action', 'detail'])
      .where('shop_id', '=', ctx.shop.id)
      .orderBy('created_at')
      .execute();
    expect(audit).toEqual([
      { action: 'shop.update', detail: { changed: ['name', 'shippingFlat', 'profile.legalName', 'profile.taxNumbers'] } },
      { action: 'shop.update', detail: { changed: ['profile.email'] } },
    ]);
  });

  test('are refused with every mistake at once, and then nothing is changed', async () => {
    const before = await getShopSettings(ctx);
    const wrong = { name: '', country: 'XQ', taxBps: 10_001, timeZone: 'Mars', profile: { email: 'nobody', phone: 'call me' } };
    const refusal = (await changeShop(ctx, wrong).catch((error: unknown) => error)) as { problems: { path: string }[] };
    expect(refusal.problems.map(({ path }) => path)).toEqual(['name', 'country', 'taxBps', 'timeZone', 'profile.email', 'profile.phone']);
    expect(await getShopSettings(ctx)).toEqual(before);
  });

  test('have a logo, which is a picture of the shop', async () => {
    const { logo } = await uploadLogo(ctx, { bytes: streamOf(await aPicture()), label: 'logo.png' });
    expect(logo).toMatchObject({ width: 40, height: 20 });
    expect(logo?.sizes.length).toBeGreaterThan(0);
    const script = await readFile(path.join(import.meta.dirname, 'set-logo.ts'));
    await expect(uploadLogo(ctx, { bytes: streamOf(script), label: 'logo.svg' })).rejects.toMatchObject({ code: 'not_an_image' });
    const other = await world.createCtx();
    await expect(setLogo(other, { pictureId: logo?.id ?? '' })).rejects.toMatchObject({ code: 'not_found' });
    expect(await setLogo(ctx, { pictureId: null })).toMatchObject({ logo: null, legalName: 'Fornace di C. Rossi' });
  });

  test('are recalled from memory, which hears of a change', async () => {
    await recallBusinessProfile(ctx); // listens from now on
    await changeShop(ctx, { profile: { phone: '+39 0546 12345' } });
    await vi.waitFor(async () => expect((await recallBusinessProfile(ctx)).phone).toBe('+39 0546 12345'), 5_000);
    const { logo } = await uploadLogo(ctx, { bytes: streamOf(await aPicture()), label: 'logo.png' });
    await vi.waitFor(async () => expect((await recallBusinessProfile(ctx)).logo?.id).toBe(logo?.id), 5_000);
    await ctx.db.updateTable('business_profile').set({ phone: '' }).where('shop_id', '=', ctx.shop.id).execute();
    expect((await recallBusinessProfile(ctx)).phone).toBe('+39 0546 12345'); // which nobody told it of
    expect(await recallBusinessProfile(await world.createCtx())).toMatchObject({ phone: '', logo: null });
  });
});

describe('a new shop', () => {
  const body = (slug: string) => JSON.stringify({ slug, name: 'New', currency: 'EUR', country: 'IT', taxBps: 2200, shippingFlat: 890 });

  test('is live within two seconds', async () => {
    const began = performance.now();
    const made = await http.ask('/api/v1/shops', { method: 'POST', headers: asOperator, body: body('quick') });
    expect(made.status).toBe(201);
    expect((await http.ask('http://quick.localhost:4600/api/v1/shop')).status).toBe(200);
    expect(performance.now() - began).toBeLessThan(2_000);
  });

  test('is made by who owns one, who then owns it too, and by no other', async () => {
    const owner = await http.signInAs([{ shop: ctx.shop, role: 'owner' }]);
    const admin = await http.signInAs([{ shop: ctx.shop, role: 'admin' }]);
    const ask = (slug: string, cookie?: string) =>
      http.ask('/api/v1/shops', {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...(cookie ? { cookie } : {}) },
        body: body(slug),
      });
    expect((await ask('second')).status).toBe(401);
    expect((await ask('second', admin)).status).toBe(403);
    expect((await ask('second', owner)).status).toBe(201);
    expect((await ask('second', owner)).status).toBe(409);
    const { items } = (await (await http.ask('/api/v1/shops', { headers: { cookie: owner } })).json()) as { items: { slug: string }[] };
    expect(items.map(({ slug }) => slug)).toEqual(['second', ctx.shop.slug].sort());
    const changed = await http.ask('/s/second/api/v1/shop', {
      method: 'PATCH',
      headers: { cookie: owner, 'content-type': 'application/json' },
      body: '{"name":"2"}',
    });
    expect(changed.status).toBe(200);
  });
});

describe('a suspended shop', () => {
  test('is closed to visitors and to changes until it is resumed', async () => {
    const { shop } = await world.createCtx();
    const [owner, reader] = [await http.signInAs([{ shop, role: 'owner' }]), { accept: 'text/html' }];
    const suspension = `/api/v1/shops/${shop.slug}/suspension`;
    const status = async (address: string, init?: RequestInit) => (await http.ask(address, init)).status;
    const change = { method: 'PATCH', headers: { cookie: owner, 'content-type': 'application/json' }, body: '{"name":"Mine"}' };
    expect(await status(suspension, { ...change, method: 'PUT', body: '{"reason":"mine"}' })).toBe(403);
    expect(await status(suspension, { method: 'PUT', headers: asOperator, body: '{"reason":"The rent is open."}' })).toBe(204);
    await expect.poll(() => status(`/s/${shop.slug}/`, { headers: reader }), { timeout: 2_000 }).toBe(503);
    const page = await http.ask(`/s/${shop.slug}/p/bowl`, { headers: reader });
    expect(page.headers.get('retry-after')).not.toBeNull();
    expect(await page.text()).toContain('closed for now');
    expect(await status(`/s/${shop.slug}/api/v1/shop`)).toBe(403);
    expect(await status(`/s/${shop.slug}/api/v1/shop`, change)).toBe(403);
    expect(await status(`/s/${shop.slug}/api/v1/shop`, { headers: { cookie: owner } })).toBe(200);
    const told = await http.ask(`/s/${shop.slug}/api/v1/shop`, { headers: { cookie: owner } });
    expect(await told.json()).toMatchObject({ state: 'suspended', suspendedFor: 'The rent is open.' });
    expect(await status(`/s/${shop.slug}/api/v1/shop/export`, { headers: { cookie: owner } })).toBe(200);
    expect(await status(suspension, { method: 'DELETE', headers: asOperator })).toBe(204);
    await expect.poll(() => status(`/s/${shop.slug}/api/v1/shop`), { timeout: 2_000 }).toBe(200);
    expect(await status(`/s/${shop.slug}/api/v1/shop`, change)).toBe(200);
  });
});
