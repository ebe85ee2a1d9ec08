import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Ctx, newId, type StoredFile, storeFile } from '#platform';
import { openTestApp, type TestApp } from '../testing/test-app.ts';
import { openTestWorld, type TestWorld } from '../testing/test-world.ts';
import { readRange } from './byte-range.ts';

const bytes = randomBytes(100_000);

let world: TestWorld;
let http: TestApp;
let ctx: Ctx;
let film: StoredFile;
let secret: StoredFile;

beforeAll(async () => {
  world = await openTestWorld();
  http = await openTestApp(world);
  ctx = await world.createCtx();
  const local = path.join(world.folder, 'film');
  await writeFile(local, bytes);
  film = await storeFile(ctx, { path: local, extension: 'mp4', audience: 'public' });
  secret = await storeFile(ctx, { path: local, extension: 'zip', audience: 'staff' });
});
afterAll(async () => {
  await http?.close();
  await world?.close();
});

const ask = (address: string, headers: Record<string, string> = {}, method = 'GET') =>
  http.ask(`/s/${ctx.shop.slug}/files/${address}`, { method, headers });
const bodyOf = async (answer: Response) => Buffer.from(await answer.arrayBuffer());

describe('a file', () => {
  test('comes whole, to be kept for ever', async () => {
    const answer = await ask(`${film.id}.mp4`);
    expect(answer.status).toBe(200);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'video/mp4',
      'content-length': '100000',
      'cache-control': 'public, max-age=31536000, immutable',
      'content-disposition': `inline; filename="${film.id}.mp4"`,
      'accept-ranges': 'bytes',
      'x-content-type-options': 'nosniff',
      etag: `"${film.sha256}"`,
    });
    expect(await bodyOf(answer)).toEqual(bytes);
  });

  test('is announced by HEAD without its bytes', async () => {
    const answer = await ask(`${film.id}.mp4`, {}, 'HEAD');
    expect([answer.status, answer.headers.get('content-length'), (await bodyOf(answer)).length]).toEqual([200, '100000', 0]);
  });

  test('is not sent again to who has it', async () => {
    for (const tag of [`"${film.sha256}"`, `"other", W/"${film.sha256}"`, '*']) {
      expect((await ask(`${film.id}.mp4`, { 'if-none-match': tag })).status).toBe(304);
    }
    expect((await ask(`${film.id}.mp4`, { 'if-none-match': '"other"' })).status).toBe(200);
  });

  test('can be downloaded under its name', async () => {
    expect((await ask(`${film.id}.mp4?download=1`)).headers.get('content-disposition')).toBe(`attachment; filename="${film.id}.mp4"`);
  });

  test.each([
    ['bytes=0-0', 0, 1],
    ['bytes=10-19', 10, 20],
    ['bytes=99990-', 99_990, 100_000],
    ['bytes=-5', 99_995, 100_000],
    ['bytes=-200000', 0, 100_000],
    ['bytes=50-999999', 50, 100_000],
  ])('comes in part for %s', async (range, from, to) => {
    const answer = await ask(`${film.id}.mp4`, { range });
    expect(answer.status).toBe(206);
    expect(answer.headers.get('content-range')).toBe(`bytes ${from}-${to - 1}/100000`);
    expect(answer.headers.get('content-length')).toBe(String(to - from));
    expect(await bodyOf(answer)).toEqual(bytes.subarray(from, to));
  });

  test('comes whole for a range of another version', async () => {
    expect((await ask(`${film.id}.mp4`, { range: 'bytes=0-1', 'if-range': '"older"' })).status).toBe(200);
    expect((await ask(`${film.id}.mp4`, { range: 'bytes=0-1', 'if-range': `"${film.sha256}"` })).status).toBe(206);
  });

  test.each(['bytes=100000-', 'bytes=200000-200001', 'bytes=-0'])('cannot be had for %s', async (range) => {
    const answer = await ask(`${film.id}.mp4`, { range });
    expect([answer.status, answer.headers.get('content-range')]).toEqual([416, 'bytes */100000']);
  });
});

test.each([['bytes=5-4'], ['bytes=a-b'], ['bytes=-'], ['bytes=0-1,3-4'], ['items=0-1'], ['bytes=9999999999999999-'], ['']])(
  'a range that means nothing to us is no range: %s',
  (header) => {
    expect(readRange(header, 100)).toBe('whole');
  },
);

describe('what is for staff', () => {
  test('is not there for guests, nor for staff of other shops', async () => {
    const { shop: other } = await world.createCtx();
    const stranger = await http.signInAs([{ shop: other, role: 'owner' }]);
    for (const headers of [{}, { cookie: stranger }]) {
      const answer = await ask(`${secret.id}.zip`, headers);
      expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([404, 'not_found']);
    }
  });

  test('comes to members, and no cache on the way may keep it', async () => {
    const cookie = await http.signInAs([{ shop: ctx.shop, role: 'viewer' }]);
    const answer = await ask(`${secret.id}.zip`, { cookie });
    expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'private, max-age=31536000, immutable']);
    expect(await bodyOf(answer)).toEqual(bytes);
  });
});

test('what is not there is 404: another shop’s file, another ending, an unknown id, no id, a path', async () => {
  const { shop: other } = await world.createCtx();
  const elsewhere = await http.ask(`/s/${other.slug}/files/${film.id}.mp4`);
  const names = [`${film.id}.webp`, `${newId()}.mp4`, 'x.mp4', `${film.id}`, `..%2f..%2fpostgres-password`, `${film.id}.mp4%00`];
  const answers = [elsewhere, ...(await Promise.all(names.map((name) => ask(name))))];
  expect(answers.map((answer) => answer.status)).toEqual(answers.map(() => 404));
});
