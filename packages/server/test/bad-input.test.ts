import { openAsBlob, readdirSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Database, ERRORS, type ErrorCode, openDatabase, type Shop } from '#platform';
import { FILE_DEFAULTS } from '../src/platform/config/file-keys.ts';
import { fill, mountDisk, unmountDisk } from './small-disk.ts';
import { makeBombs } from './bombs.ts';
import { memoryOf } from './memory.ts';
import { makePhotos } from './photos.ts';
import { ask, bottega, clusterOf, type Ended, makeFolder, makeFornace, postgresPid, type Server, serve } from './serve.ts';

const DISK_MB = 700;
const KEPT_FREE_MB = FILE_DEFAULTS.keepFree;

let home: Awaited<ReturnType<typeof makeFolder>>;
/** Why there is no disk of our own to fill; undefined where there is one. */
let noDisk: string | undefined;
let data: string;
let server: Server;
let shop: Shop;
let database: Database;
let photos: Awaited<ReturnType<typeof makePhotos>>;
let bombs: Awaited<ReturnType<typeof makeBombs>>;

beforeAll(async () => {
  home = await makeFolder();
  const disk = path.join(home.folder, 'disk');
  await mkdir(disk);
  noDisk = await mountDisk(disk, DISK_MB);
  data = path.join(disk, 'data');
  photos = await makePhotos(home.folder);
  bombs = await makeBombs(home.folder, 'http://127.0.0.1:9/canary');
  server = await serve({ data });
  shop = await makeFornace(data);
  database = await openDatabase({ folder: data, guest: true });
});
afterAll(async () => {
  await database?.close();
  await server?.stop();
  if (!noDisk) await unmountDisk(path.join(home.folder, 'disk'));
  await home?.remove();
});

const nothingMade = { launch: 0, product: 0, picture: 0, file: 0, scratch: [], incoming: [], live: 200 };

/** What bad input could have left behind. */
async function look(): Promise<typeof nothingMade> {
  const count = async (table: 'launch' | 'product' | 'picture' | 'file') =>
    (await database.forShop(shop.id).selectFrom(table).select('id').where('shop_id', '=', shop.id).execute()).length;
  return {
    launch: await count('launch'),
    product: await count('product'),
    picture: await count('picture'),
    file: await count('file'),
    scratch: list('scratch') as [],
    incoming: list('files/incoming') as [],
    live: (await ask(server.url, '/livez')).status,
  };
}

function list(folder: string): string[] {
  try {
    return readdirSync(path.join(data, folder));
  } catch {
    return []; // it was never made
  }
}

type Fields = {
  readonly name: string;
  readonly price: string;
  readonly currency: string;
  readonly notes?: string;
  readonly languages?: string;
};
type Launch = { readonly photos: readonly string[]; readonly fields?: Partial<Fields>; readonly shop?: string };

const asOperator = () => ({ authorization: `Bearer ${server.token}`, 'x-bottega-shop': 'fornace' });
const bowl = { title: 'Bowl', price: { amount: 4800, currency: 'EUR' }, stock: 1, category: 'tableware', pictures: [] };

const fieldsOf = ({ fields }: Launch): Fields => ({ name: 'Walnut bowl', price: '48.00', currency: 'EUR', ...fields });

async function launchByHttp(launch: Launch): Promise<Response> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fieldsOf(launch))) form.set(name, value);
  for (const photo of launch.photos) form.append('photos', await openAsBlob(photo), path.basename(photo));
  const headers = { authorization: `Bearer ${server.token}`, 'x-bottega-shop': launch.shop ?? 'fornace' };
  return ask(server.url, '/api/v1/launches', { method: 'POST', headers, body: form });
}

function launchByCommand(launch: Launch, ...more: string[]): Promise<Ended> {
  const options = Object.entries(fieldsOf(launch)).flatMap(([name, value]) => [`--${name}`, value]);
  return bottega(['launch', ...launch.photos, '--shop', launch.shop ?? 'fornace', ...options, ...more], { data });
}

type Refusal = { readonly code: ErrorCode; readonly says: RegExp; readonly path?: string };

async function expectProblem(answer: Response, { code, says, path: field }: Refusal): Promise<void> {
  const problem = (await answer.json()) as Record<string, unknown>;
  expect(answer.headers.get('content-type'), JSON.stringify(problem)).toMatch(/^application\/problem\+json/);
  expect([answer.status, problem.code]).toEqual([ERRORS[code].status, code]);
  expect(problem).toMatchObject({ status: answer.status, detail: expect.stringMatching(says), next: ERRORS[code].remedy });
  expect(problem.errors).toEqual(field ? [{ path: field, message: expect.stringMatching(/\w/) }] : undefined);
}

function expectCommandRefused(plain: Ended, json: Ended, { code, says }: Refusal): void {
  expect([plain.code, json.code], plain.stderr).toEqual([ERRORS[code].exit, ERRORS[code].exit]);
  expect(plain.stderr).toMatch(says);
  expect(plain.stderr + json.stderr).not.toMatch(/^\s+at /m);
  expect(plain.stdout).toBe('');
  expect(JSON.parse(json.stdout)).toMatchObject({ code, detail: expect.stringMatching(says), next: ERRORS[code].remedy });
}

describe('refused, with a sentence and its remedy, and nothing half-made', () => {
  type Case = [name: string, launch: () => Launch, refusal: Refusal];
  const withFields = (fields: Partial<Fields>) => () => ({ photos: [photos.good], fields });
  const withBomb = (name: keyof typeof bombs) => () => ({ photos: [bombs[name]] });
  const withPhoto = (name: keyof typeof photos) => () => ({ photos: [photos[name]] });

  test.each<Case>([
    [
      'a text called .jpg',
      withPhoto('text'),
      { code: 'not_an_image', path: 'photos.0', says: /text\.jpg is none of JPEG, PNG, WebP and AVIF/ },
    ],
    [
      'half a JPEG',
      withPhoto('truncated'),
      { code: 'image_damaged', path: 'photos.0', says: /truncated\.jpg could not be read to its end/ },
    ],
    ['an SVG', withPhoto('svg'), { code: 'not_an_image', path: 'photos.0', says: /drawing\.svg is none of/ }],
    ['a GIF of 5,000 frames', withBomb('gif'), { code: 'not_an_image', path: 'photos.0', says: /frames\.gif is none of/ }],
    ['a zip that unpacks to 1 GB', withBomb('zip'), { code: 'not_an_image', path: 'photos.0', says: /archive\.jpg is none of/ }],
    ['an AVI with a playlist in it', withBomb('avi'), { code: 'not_an_image', path: 'photos.0', says: /film\.avi is none of/ }],
    ['a file of 0 bytes', withPhoto('empty'), { code: 'not_an_image', path: 'photos.0', says: /empty\.jpg is empty/ }],
    ['a negative price', withFields({ price: '-5.00' }), { code: 'invalid_input', path: 'price', says: /price cannot be negative/ }],
    [
      'a price in words',
      withFields({ price: 'abc' }),
      { code: 'invalid_input', path: 'price', says: /"abc" is not an amount.*such as 48\.00/ },
    ],
    ['an unknown currency', withFields({ currency: 'XXQ' }), { code: 'unknown_currency', path: 'currency', says: /"XXQ" is no currency/ }],
    ["not the shop's currency", withFields({ currency: 'USD' }), { code: 'invalid_input', path: 'currency', says: /Fornace sells in EUR/ }],
    [
      '6,000 characters of notes',
      withFields({ notes: `${'oiled '.repeat(1000)}.` }),
      { code: 'invalid_input', path: 'notes', says: /5,000 characters/ },
    ],
    [
      'an unknown language',
      withFields({ languages: 'en,tlh' }),
      { code: 'unknown_language', path: 'languages', says: /tlh\. There are: en, it, ar, hi/ },
    ],
    ['an unknown shop', () => ({ photos: [photos.good], shop: 'fornaio' }), { code: 'shop_not_found', says: /fornaio/ }],
    ['nine photos', () => ({ photos: Array(9).fill(photos.good) }), { code: 'invalid_input', path: 'photos', says: /at most 8 photos/ }],
  ])('%s', async (_, launch, refusal) => {
    const [answer, plain, json] = await Promise.all([
      launchByHttp(launch()),
      launchByCommand(launch()),
      launchByCommand(launch(), '--json'),
    ]);
    await expectProblem(answer, refusal);
    expectCommandRefused(plain, json, refusal);
    expect(plain.stderr).toContain(ERRORS[refusal.code].remedy);
    expect(await look()).toEqual(nothingMade);
  });

  test('no photo', async () => {
    const [answer, plain, json] = await Promise.all([
      launchByHttp({ photos: [] }),
      launchByCommand({ photos: [] }),
      launchByCommand({ photos: [] }, '--json'),
    ]);
    await expectProblem(answer, { code: 'invalid_input', path: 'photos', says: /give a photo of the product/ });
    expectCommandRefused(plain, { ...json, stderr: '' }, { code: 'invalid_input', says: /missing required argument 'photo'/ });
    expect(await look()).toEqual(nothingMade);
  });

  test('a photo that is not there', async () => {
    const launch = { photos: [path.join(home.folder, 'nowhere.jpg')] };
    const [plain, json] = await Promise.all([launchByCommand(launch), launchByCommand(launch, '--json')]);
    expectCommandRefused(plain, json, { code: 'not_found', says: /There is no file .*nowhere\.jpg/ });
  });

  test('a bomb of 20,000 × 20,000 pixels and a file of 200 MB, without taking memory for them', async () => {
    const before = memoryOf(server.pid);
    const cases = [
      { photo: photos.bomb, refusal: { code: 'image_too_large', path: 'photos.0', says: /bomb\.png has more than 100 million pixels/ } },
      { photo: photos.huge, refusal: { code: 'payload_too_large', path: 'photos', says: /huge\.jpg has (more than 40|200) MB/ } },
    ] as const;
    for (const { photo, refusal } of cases) {
      const launch = { photos: [photo] };
      const [answer, plain, json] = await Promise.all([launchByHttp(launch), launchByCommand(launch), launchByCommand(launch, '--json')]);
      await expectProblem(answer, refusal);
      expectCommandRefused(plain, json, refusal);
      expect(await look()).toEqual(nothingMade);
    }
    if (before) expect((memoryOf(server.pid)?.peak ?? 0) - before.now).toBeLessThan(200);
  });

  test('a form that breaks off', async () => {
    const upload = new AbortController();
    const head = '--b\r\ncontent-disposition: form-data; name="photos"; filename="cup.jpg"\r\n\r\n';
    const half = new ReadableStream({
      start: (stream) => stream.enqueue(new TextEncoder().encode(head + 'x'.repeat(100_000))),
    });
    setTimeout(() => upload.abort(), 200);
    const headers = {
      authorization: `Bearer ${server.token}`,
      'x-bottega-shop': 'fornace',
      'content-type': 'multipart/form-data; boundary=b',
    };
    const sending = fetch(`${server.url}/api/v1/launches`, {
      method: 'POST',
      headers,
      body: half,
      duplex: 'half',
      signal: upload.signal,
    } as RequestInit);
    await expect(sending).rejects.toThrow();
    await expect.poll(look).toEqual(nothingMade);
  });
});

describe('a full disk', () => {
  const ballast = () => path.join(home.folder, 'disk/ballast');
  const full = { code: 'disk_full', says: /no space left/ } as const;
  afterEach(() => rm(ballast(), { force: true }));

  test('is told of before it is full: what is large is refused, orders could still be written, and the process says it is not ready', async (context) => {
    if (noDisk) return context.skip(noDisk);
    await fill(ballast(), KEPT_FREE_MB / 2);
    const ready = await ask(server.url, '/readyz');
    expect([ready.status, await ready.json()]).toEqual([503, { status: 'not ready', missing: ['disk'] }]);
    await expectProblem(await launchByHttp({ photos: [photos.good] }), full);
    const small = { method: 'POST', body: JSON.stringify(bowl), headers: { ...asOperator(), 'content-type': 'application/json' } };
    const draft = await ask(server.url, '/api/v1/products', small);
    expect(draft.status).toBe(201);
    const { id } = (await draft.json()) as { id: string };

    await fill(ballast());
    expect((await ask(server.url, '/livez')).status).toBe(200);
    await rm(ballast());
    await expect.poll(async () => (await ask(server.url, '/readyz')).status, { timeout: 15_000 }).toBe(200);
    expect((await ask(server.url, `/api/v1/products/${id}`, { headers: asOperator() })).status).toBe(200);
    await database.forShop(shop.id).deleteFrom('product').where('id', '=', id).execute();
  });

  test('is said, and leaves nothing half-made', async (context) => {
    if (noDisk) return context.skip(noDisk);
    await fill(ballast());
    const launch = { photos: [photos.good] };
    const [answer, plain, json] = await Promise.all([launchByHttp(launch), launchByCommand(launch), launchByCommand(launch, '--json')]);
    await expectProblem(answer, full);
    expectCommandRefused(plain, json, full);
    expect(await look()).toEqual(nothingMade);
    const doctor = await bottega(['doctor', '--json'], { data });
    expect(doctor.code).toBe(1);
    expect(JSON.parse(doctor.stdout)).toContainEqual(expect.objectContaining({ name: 'disk', well: false }));
  });

  test('where files are kept is said too', async (context) => {
    const files = path.join(data, 'files');
    await mkdir(files, { recursive: true });
    const refused = await mountDisk(files, 0.1);
    if (refused) return context.skip(refused);
    try {
      await expectProblem(await launchByHttp({ photos: [photos.good] }), full);
      expect(await look()).toEqual(nothingMade);
    } finally {
      await unmountDisk(files);
    }
  });
});

test('PostgreSQL that is killed comes back by itself; until then every answer says so, and the process lives', async () => {
  const cluster = clusterOf(data);
  await rename(cluster, `${cluster}.away`); // it cannot come back yet
  process.kill(postgresPid(data, `${cluster}.away`), 'SIGKILL');
  const away = { code: 'database_away', says: /PostgreSQL/ } as const;
  const list = () =>
    ask(server.url, '/api/v1/launches', { headers: { authorization: `Bearer ${server.token}`, 'x-bottega-shop': 'fornace' } });
  await expect.poll(async () => (await list()).status).toBe(503);
  await expectProblem(await list(), away);
  await expectProblem(await launchByHttp({ photos: [photos.good] }), away);
  expect([(await ask(server.url, '/readyz')).status, (await ask(server.url, '/livez')).status]).toEqual([503, 200]);
  const launch = { photos: [photos.good] };
  const [plain, json] = await Promise.all([launchByCommand(launch), launchByCommand(launch, '--json')]);
  expectCommandRefused(plain, json, away);
  expect((await bottega(['shops'], { data })).code).toBe(1);

  await rename(`${cluster}.away`, cluster);
  await expect.poll(async () => (await ask(server.url, '/readyz')).status, { timeout: 15_000 }).toBe(200);
  expect((await list()).status).toBe(200);
  expect(await look()).toMatchObject({ launch: 0, product: 0 });
});

test('after all of this a launch begins as ever', async () => {
  const answer = await launchByHttp({ photos: [photos.good] });
  expect(answer.status).toBe(202);
  await expect.poll(async () => (await look()).product, { timeout: 30_000 }).toBe(1);
});
