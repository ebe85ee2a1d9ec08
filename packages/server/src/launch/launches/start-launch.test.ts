import { copyFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { drawProduct } from '@bottega/contracts/fakes';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Actor, type Ctx, inTransaction, newId } from '#platform';
import { bowlLaunch, countRows, openWorkshop, waitForWorkflows, type Workshop } from '../testing/workshop.ts';
import { STEPS } from './launch.ts';
import { startLaunch, withoutPictographs } from './start-launch.ts';

let workshop: Workshop;
let ctx: Ctx;
beforeAll(async () => {
  workshop = await openWorkshop();
});
beforeAll(async () => {
  ctx = await workshop.world.createCtx({ actor: staff('operator') });
});
afterAll(() => workshop?.close());

const staff = (role: 'owner' | 'operator' | 'viewer'): Actor => ({ type: 'staff', id: 'u1', name: 'Ada', email: 'ada@example.com', role });
const NOTHING = { launches: 0, photos: 0, steps: 0, events: 0, audits: 0 };

test('a launch is written down with its photo, its steps, its event and its audit entry, and its workflow begins', async () => {
  const { launchId } = await startLaunch(ctx, bowlLaunch(workshop.photo, { languages: ['en', 'ar', 'en'] }));
  const row = await ctx.db.selectFrom('launch').selectAll().where('id', '=', launchId).executeTakeFirstOrThrow();
  expect(row).toMatchObject({
    shop_id: ctx.shop.id,
    status: 'queued',
    name: 'Walnut bowl',
    notes: 'hand-turned, oiled, 24 cm',
    price: 4800,
    currency: 'EUR',
    category: 'tableware',
    languages: ['en', 'ar'],
    seconds: 30,
    stock: 10,
    seed: 7,
    product_id: null,
    finished_at: null,
  });
  const steps = await ctx.db.selectFrom('launch_step').select(['name', 'state']).orderBy('position').execute();
  expect(steps).toEqual(STEPS.map((name) => ({ name, state: 'waiting' })));
  expect(await countRows(ctx)).toEqual({ launches: 1, photos: 1, steps: STEPS.length, events: 1, audits: 1 });
  const audit = await ctx.db.selectFrom('audit_entry').selectAll().executeTakeFirstOrThrow();
  expect(audit).toMatchObject({ actor: 'staff:u1', action: 'launch.start', subject_id: launchId });
  await expect.poll(() => workshop.begun, { timeout: 5_000 }).toContain(launchId);
});

test('the same photo twice is one picture of the launch; two photos keep their order', async () => {
  const own = await workshop.world.createCtx();
  const other = path.join(workshop.world.folder, 'other.png');
  await drawProduct(other, { size: 200, seed: 2 });
  const photos = [other, workshop.photo, other].map((file) => ({ path: file }));
  const { launchId } = await startLaunch(own, bowlLaunch(workshop.photo, { photos }));
  const widths = await own.db
    .selectFrom('launch_photo')
    .innerJoin('picture', 'picture.id', 'launch_photo.picture_id')
    .select('picture.width')
    .where('launch_id', '=', launchId)
    .orderBy('position')
    .execute();
  expect(widths).toEqual([{ width: 200 }, { width: 240 }]);
});

describe('who may', () => {
  test.each([
    ['a viewer', staff('viewer'), 'forbidden'],
    ['a guest', { type: 'guest' } as Actor, 'unauthenticated'],
  ])('not: %s', async (_, actor, code) => {
    const own = await workshop.world.createCtx({ actor });
    await expect(startLaunch(own, bowlLaunch(workshop.photo))).rejects.toMatchObject({ code });
    expect(await countRows(own)).toEqual(NOTHING);
    expect(await own.db.selectFrom('picture').select('id').execute()).toEqual([]);
  });
});

describe('what is refused leaves nothing behind, and names its field:', () => {
  test.each([
    ['a name of nothing', { name: '   ' }, 'invalid_input', 'name'],
    ['a name of 141 letters', { name: 'x'.repeat(141) }, 'invalid_input', 'name'],
    ['a name of emoji alone', { name: '🎁🇮🇹' }, 'invalid_input', 'name'],
    ['a letter that no font has', { name: 'Bowl \u{10a60}' }, 'invalid_input', 'name'],
    ['a negative price', { price: '-1.00' }, 'invalid_input', 'price'],
    ['a price in words', { price: 'cheap' }, 'invalid_input', 'price'],
    ['too many decimals', { price: '4.805' }, 'invalid_input', 'price'],
    ['an unknown currency', { currency: 'QQQ' }, 'unknown_currency', 'currency'],
    ['a currency that the shop does not sell in', { currency: 'USD' }, 'invalid_input', 'currency'],
    ['a language that nobody writes', { languages: ['en', 'tlh'] }, 'unknown_language', 'languages'],
    ['notes of 6,000 characters', { notes: 'x'.repeat(6_000) }, 'invalid_input', 'notes'],
    ['a film of 5 seconds', { seconds: 5 }, 'invalid_input', 'seconds'],
    ['a film of 61 seconds', { seconds: 61 }, 'invalid_input', 'seconds'],
    ['less than no stock', { stock: -1 }, 'invalid_input', 'stock'],
    ['no photo', { photos: [] }, 'invalid_input', 'photos'],
    ['nine photos', { photos: Array.from({ length: 9 }, () => ({ path: 'bowl.png' })) }, 'invalid_input', 'photos'],
    ['a photo that is not there', { photos: [{ path: '/nowhere/bowl.png' }] }, 'not_found', 'photos.0'],
  ] as const)('%s', async (_, changes, code, field) => {
    const own = await workshop.world.createCtx();
    await expect(startLaunch(own, bowlLaunch(workshop.photo, changes as never))).rejects.toMatchObject({
      code,
      problems: [{ path: field, message: expect.stringMatching(/\w/) }],
    });
    expect(await countRows(own)).toEqual(NOTHING);
  });

  test('a second photo that is none, by its number', async () => {
    const own = await workshop.world.createCtx();
    const text = path.join(workshop.world.folder, 'text.jpg');
    await writeFile(text, 'Walnut bowl, hand-turned.\n');
    const photos = [{ path: workshop.photo }, { path: text, label: 'text.jpg' }];
    await expect(startLaunch(own, bowlLaunch(workshop.photo, { photos }))).rejects.toMatchObject({
      code: 'not_an_image',
      problems: [{ path: 'photos.1', message: 'text.jpg is none of JPEG, PNG, WebP and AVIF.' }],
    });
    expect(await countRows(own)).toEqual(NOTHING);
  });

  test('all mistakes of a form at once', async () => {
    const bad = startLaunch(ctx, bowlLaunch(workshop.photo, { name: '', price: '', seconds: 3 }));
    const problems = (await bad.catch((error: { problems: { path: string }[] }) => error.problems)) as { path: string }[];
    expect(problems.map((problem) => problem.path)).toEqual(['name', 'price', 'seconds']);
  });
});

test('a transaction that is rolled back leaves no launch and no workflow', async () => {
  const own = await workshop.world.createCtx();
  let started = '';
  const undone = inTransaction(own, async (tx) => {
    started = (await startLaunch(tx, bowlLaunch(workshop.photo))).launchId;
    throw new Error('changed its mind');
  });
  await expect(undone).rejects.toThrow('changed its mind');
  expect(await countRows(own)).toEqual(NOTHING);
  await waitForWorkflows();
  expect(started).not.toBe('');
  expect(workshop.begun).not.toContain(started);
});

test('the language of the shop is taken where none is given, and English where nobody writes it', async () => {
  const languagesIn = async (locale: string) => {
    const made = await workshop.world.createCtx();
    const own = { ...made, shop: { ...made.shop, locale } };
    const { launchId } = await startLaunch(own, bowlLaunch(workshop.photo));
    return (await own.db.selectFrom('launch').select('languages').where('id', '=', launchId).executeTakeFirstOrThrow()).languages;
  };
  expect(await languagesIn('it')).toEqual(['it']);
  expect(await languagesIn('tlh')).toEqual(['en']);
});

test('a shop with yen takes a price without decimals', async () => {
  const made = await workshop.world.createCtx();
  const own = { ...made, shop: { ...made.shop, currency: 'JPY' } };
  const { launchId } = await startLaunch(own, bowlLaunch(workshop.photo, { currency: 'jpy', price: '4800' }));
  expect(await own.db.selectFrom('launch').select(['price', 'currency']).where('id', '=', launchId).execute()).toEqual([
    { price: 4800, currency: 'JPY' },
  ]);
});

test('a photo of another shop is received anew: nothing of theirs is lent', async () => {
  const [one, other] = [await workshop.world.createCtx(), await workshop.world.createCtx()];
  const copy = path.join(workshop.world.folder, `${newId()}.png`);
  await copyFile(workshop.photo, copy);
  await startLaunch(one, bowlLaunch(copy));
  await startLaunch(other, bowlLaunch(copy));
  const [ours, theirs] = await Promise.all([one, other].map(({ db }) => db.selectFrom('picture').select(['id', 'shop_id']).execute()));
  expect(ours).toHaveLength(1);
  expect(theirs).toHaveLength(1);
  expect(ours?.[0]?.id).not.toBe(theirs?.[0]?.id);
});

test.each([
  ['🎁 Walnut bowl 👩🏽‍🎨', 'Walnut bowl'],
  ['Made in Italy 🇮🇹', 'Made in Italy'],
  ['England \u{1f3f4}\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f} bowl', 'England bowl'],
  ['Nº 1️⃣ bowl', 'Nº 1 bowl'],
  ['وعاء ✨ خشب', 'وعاء خشب'],
])('films say %s without its emoji', (text, spoken) => {
  expect(withoutPictographs(text)).toBe(spoken);
});
