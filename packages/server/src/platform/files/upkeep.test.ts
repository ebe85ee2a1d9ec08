import { mkdir, readdir, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestWorld, type TestWorld } from '../../testing/test-world.ts';
import { type Ctx, newId } from '../context.ts';
import { evictCache } from './evict-cache.ts';
import { uploadKey } from './object-key.ts';
import { fileKey, storeFile, type StoredFile } from './store-file.ts';
import { sweepFiles } from './sweep-files.ts';

let world: TestWorld;
let ctx: Ctx;
beforeAll(async () => {
  world = await openTestWorld();
  ctx = await world.createCtx();
});
afterAll(() => world?.close());

const HOUR = 60 * 60_000;
const signal = new AbortController().signal;
const inTwoDays = () => Temporal.Now.instant().add({ hours: 48 });
const sweep = (now = inTwoDays()) => sweepFiles({ database: world.database, files: ctx.files, now, signal });

async function keep(text: string, of = ctx): Promise<StoredFile> {
  const file = path.join(world.folder, newId());
  await writeFile(file, text);
  return storeFile(of, { path: file, extension: 'vtt', audience: 'public' });
}
const forget = (file: StoredFile, of = ctx) => of.db.deleteFrom('file').where('id', '=', file.id).execute();

test('what no shop has is removed after a day, what any shop has stays', async () => {
  const other = await world.createCtx();
  const [kept, shared, orphan] = [await keep('kept'), await keep('shared'), await keep('orphan')];
  await keep('shared', other);
  await Promise.all([forget(shared), forget(orphan)]);
  expect(await sweep(Temporal.Now.instant())).toEqual({ removed: 0, bytes: 0 });
  expect(await sweep()).toEqual({ removed: 1, bytes: 6 });
  const left = await Promise.all([kept, shared, orphan].map((file) => ctx.files.exists(fileKey(file))));
  expect(left).toEqual([true, true, false]);
});

test('what somebody stores again in this moment is passed by, and what was swept just before comes back', async () => {
  const orphan = await keep('wanted again');
  await forget(orphan);
  const key = fileKey(orphan);
  await ctx.db.transaction().execute(async (db) => {
    await sql`select pg_advisory_xact_lock_shared(hashtextextended(${key}, 0))`.execute(db);
    expect(await sweep()).toEqual({ removed: 0, bytes: 0 });
  });
  expect((await sweep()).removed).toBe(1);
  await keep('wanted again');
  expect(await ctx.files.exists(key)).toBe(true);
});

test('twenty that store while the sweep goes on lose nothing', async () => {
  const texts = Array.from({ length: 20 }, (_, index) => `old ${index}`);
  for (const text of texts) await forget(await keep(text));
  const [stored] = await Promise.all([Promise.all(texts.map((text) => keep(text))), sweep(), sweep()]);
  for (const file of stored) expect(await ctx.files.exists(fileKey(file)), fileKey(file)).toBe(true);
});

test('an upload that is over is forgotten with its bytes', async () => {
  const id = newId();
  const file = path.join(world.folder, id);
  await writeFile(file, 'sent and never confirmed');
  await ctx.files.put(uploadKey(id), file);
  const row = { shop_id: ctx.shop.id, id, name: 'a.jpg', sha256: '0'.repeat(64), bytes: 24, media_type: 'image/jpeg' };
  await ctx.db
    .insertInto('file_upload')
    .values({ ...row, expires_at: new Date(Date.now() + 15 * 60_000) })
    .execute();
  await sweep(Temporal.Now.instant());
  expect(await ctx.files.exists(uploadKey(id))).toBe(true);
  await sweep(Temporal.Now.instant().add({ hours: 1 }));
  expect(await ctx.files.exists(uploadKey(id))).toBe(false);
});

test('a cache keeps what was used last, and never what is too old', async () => {
  const folder = path.join(world.folder, 'cache');
  await mkdir(path.join(folder, 'film'), { recursive: true });
  const now = Date.now();
  const ages = { 'film/now': 0, 'film/recent': 2 * HOUR, older: 3 * HOUR, ancient: 31 * 24 * HOUR };
  for (const [name, age] of Object.entries(ages)) {
    await writeFile(path.join(folder, name), Buffer.alloc(100));
    await utimes(path.join(folder, name), new Date(now - age), new Date(now - age));
  }
  const left = async () => (await readdir(folder, { recursive: true })).filter((name) => name !== 'film').sort();
  expect(await evictCache(folder, { mostBytes: 1_000, now })).toEqual({ removed: 1, bytes: 100 });
  expect(await left()).toEqual(['film/now', 'film/recent', 'older']);
  await evictCache(folder, { mostBytes: 250, now });
  expect(await left()).toEqual(['film/now', 'film/recent']);
  await evictCache(folder, { mostBytes: 0, now });
  expect(await left()).toEqual(['film/now']);
  expect(await evictCache(path.join(folder, 'nowhere'), { mostBytes: 0, now })).toEqual({ removed: 0, bytes: 0 });
});
