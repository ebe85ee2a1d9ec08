import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { STEPS, type StepName } from '#launch';
import { startEmbeddedPostgres } from '../src/platform/database/embedded-postgres.ts';
import { ask, makeFolder, makeFornace, type Server, serve } from './serve.ts';

// The process is killed once inside every step, and once more amid the films: each time after the work is done and before it is
// written down that it is, which is when the most could be doubled. Then a caption is edited, and it is killed in what follows.

let home: Awaited<ReturnType<typeof makeFolder>>;
let data: string;
let server: Server;
let admin: pg.Client;

beforeAll(async () => {
  home = await makeFolder();
  data = path.join(home.folder, 'data');
  server = await serve({ data });
  await makeFornace(data);
  admin = new pg.Client((await startEmbeddedPostgres(data, true)).admin);
  admin.on('error', () => undefined); // the last server takes PostgreSQL with it
  await admin.connect();
  await admin.query('create table held_step (name text)');
  await admin.query(`create function hold_step() returns trigger language plpgsql security definer as $$
    begin
      if new.state = 'done' and exists (select from public.held_step where name = new.name) then perform pg_sleep(25); end if;
      return new;
    end $$`);
  await admin.query('create trigger hold_step before update on launch_step for each row execute function hold_step()');
}, 60_000);

afterAll(async () => {
  await admin?.end();
  await server?.stop();
  await home?.remove();
}, 30_000);

it('goes on after a kill in every step, doubles nothing, and makes no finished chunk again', async () => {
  await hold('photo');
  const launchId = await startLaunch();
  const chunks = new Map<string, number>();
  for (const [index, name] of STEPS.entries()) {
    if (name === 'films') {
      await untilFilmsAreUnderway(launchId);
      await killAndRestart();
      for (const [file, inode] of listChunks()) chunks.set(file, inode);
      expect(chunks.size).toBeGreaterThan(0);
    }
    await untilHeld();
    await hold(STEPS[index + 1]);
    await killAndRestart();
  }
  const made = await untilFinished(launchId);
  expect(made.status, JSON.stringify(made.failure)).toBe('waiting');
  expect(await count(`select from product where status = 'on_sale'`)).toBe(0);
  await tell(`/api/v1/launches/${launchId}/approve`);
  const launch = await untilFinished(launchId);

  expect(launch.status).toBe('completed');
  expect(launch.videos).toHaveLength(3);
  expect(launch.kits).toHaveLength(10);
  expect(launch.posts).toHaveLength(10);
  const now = listChunks();
  for (const [file, inode] of chunks) expect(now.get(file), `${file} was made again`).toBe(inode);
  const { rendered, reused } = filmNote(launch);
  expect(now.size).toBe(rendered + reused + 1); // every piece of film once, and the sound
  expect(await count('select from launch')).toBe(1);
  expect(await count('select from product')).toBe(1);
  expect(await count('select from variant')).toBe(1);
  expect(await count(`select from event where type = 'product.published'`)).toBe(1);
  expect(await count(`select from event where type = 'launch.started'`)).toBe(1);
  expect(await count('select from copy_text')).toBe(22); // eleven places in two languages
  expect(await count('select from post')).toBe(10);
  expect(await count(`select from asset where kind = 'film'`)).toBe(3);
  expect(await count('select from stock where on_hand = 10')).toBe(1);
  expect(await count('select from review_item')).toBe(0);
}, 240_000);

it('makes an edited caption’s pieces of film alone, however often it is killed while it does', async () => {
  const before = listChunks();
  const { id, stories } = await readLaunch();
  const scene = stories[0]?.scenes[2];
  await hold('moderation');
  const change = { version: stories[0]?.version, scenes: [{ role: scene?.role, caption: `${scene?.caption} Really.` }] };
  await tell(`/api/v1/launches/${id}/scenes/en`, { method: 'PATCH', body: JSON.stringify(change) });
  for (const next of ['films', 'kits', undefined] as const) {
    await untilHeld();
    await hold(next);
    await killAndRestart();
  }
  const launch = await untilFinished(id);
  expect(launch.status, JSON.stringify(launch.failure)).toBe('waiting');
  expect(launch.stories[0]?.scenes[2]?.caption).toMatch(/Really\.$/);

  const now = listChunks();
  for (const [file, inode] of before) expect(now.get(file), `${file} was made again`).toBe(inode);
  expect(now.size - before.size).toBeGreaterThanOrEqual(3); // a piece in each shape, or two where it stands across a cut
  expect(now.size - before.size).toBeLessThanOrEqual(6);
  await tell(`/api/v1/launches/${id}/approve`);
  expect(await count('select from launch_remake')).toBe(1);
  expect(await count(`select from event where type = 'launch.approved'`)).toBe(2);
  expect(await count(`select from event where type = 'product.published'`)).toBe(1);
  expect(await count('select from product_film')).toBe(3);
  expect(await count('select from kit')).toBe(10);
  expect(await count('select from post')).toBe(10);
}, 120_000);

const filmNote = ({ steps }: Launch) => {
  const note = steps.find(({ name }) => name === 'films')?.note ?? '';
  return { rendered: Number(/(\d+) chunks made/.exec(note)?.[1] ?? 0), reused: Number(/(\d+) chunks used again/.exec(note)?.[1] ?? 0) };
};

async function tell(address: string, init: RequestInit = { method: 'POST' }): Promise<void> {
  const answer = await ask(server.url, address, { ...init, headers: { ...operator(), 'content-type': 'application/json' } });
  expect(answer.status, await answer.text()).toBeLessThan(300);
}

async function readLaunch(): Promise<Launch & { id: string }> {
  const { rows } = await admin.query<{ id: string }>('select id from launch');
  const id = rows[0]?.id as string;
  return { ...((await (await ask(server.url, `/api/v1/launches/${id}`, { headers: operator() })).json()) as Launch), id };
}

async function startLaunch(): Promise<string> {
  const form = new FormData();
  const fields = {
    name: 'Walnut bowl',
    price: '48.00',
    currency: 'EUR',
    notes: 'oiled',
    languages: 'en,ar',
    seconds: '8',
    seed: '3',
    approval: 'person',
  };
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  form.set('photos', new Blob([new Uint8Array(await drawPhoto())]), 'bowl.jpg');
  const answer = await ask(server.url, '/api/v1/launches', { method: 'POST', headers: operator(), body: form });
  expect(answer.status).toBe(202);
  return ((await answer.json()) as { launchId: string }).launchId;
}

/** A brown disc on pale ground, with some grain. */
async function drawPhoto(): Promise<Buffer> {
  const { default: sharp } = await import('sharp');
  const svg = `<svg width="1200" height="1000"><rect width="1200" height="1000" fill="#d9cfbe"/><circle cx="650" cy="520" r="330" fill="#6b4428"/><circle cx="650" cy="470" r="240" fill="#8a5a36"/></svg>`;
  const grain = {
    create: {
      width: 1200,
      height: 1000,
      channels: 3 as const,
      background: '#000',
      noise: { type: 'gaussian' as const, mean: 128, sigma: 18 },
    },
  };
  const noise = await sharp(grain).png().toBuffer();
  return sharp(Buffer.from(svg))
    .composite([{ input: noise, blend: 'soft-light' }])
    .jpeg({ quality: 90 })
    .toBuffer();
}

const operator = () => ({ authorization: `Bearer ${server.token}`, 'x-bottega-shop': 'fornace' });

async function hold(name: StepName | undefined): Promise<void> {
  await admin.query('delete from held_step');
  if (name) await admin.query('insert into held_step values ($1)', [name]);
}

const heldBackends = () => admin.query<{ pid: number }>(`select pid from pg_stat_activity where wait_event = 'PgSleep'`);

async function untilHeld(): Promise<void> {
  await until('a step is held', async () => (await heldBackends()).rows.length > 0);
}

const untilFilmsAreUnderway = (launchId: string) =>
  until('a chunk of the films is finished', async () => {
    const { rows } = await admin.query(
      `select from launch_step where launch_id = $1 and name = 'films' and state = 'running' and progress > 0`,
      [launchId],
    );
    return rows.length > 0 && listChunks().size >= 2;
  });

/** Ends it without a word; PostgreSQL would go on with the held statement, as it does when a process dies, so that is ended too. */
async function killAndRestart(): Promise<void> {
  server.signal('SIGKILL');
  await server.ended;
  for (const { pid } of (await heldBackends()).rows) await admin.query('select pg_terminate_backend($1)', [pid]);
  server = await serve({ data });
}

/** Finished chunks by name, with their inode: a chunk that is made again gets another. */
function listChunks(): Map<string, number> {
  const folder = path.join(data, 'cache', 'film');
  const names = existsSync(folder) ? readdirSync(folder, { recursive: true }).map(String) : [];
  const files = names.filter((name) => statSync(path.join(folder, name)).isFile() && !name.includes('.part') && !name.includes('tmp'));
  return new Map(files.map((name) => [name, statSync(path.join(folder, name)).ino]));
}

type Launch = {
  status: string;
  failure: unknown;
  videos: unknown[];
  kits: unknown[];
  posts: unknown[];
  steps: { name: string; note: string | null }[];
  stories: { version: number; scenes: { role: string; caption: string }[] }[];
};

async function untilFinished(launchId: string): Promise<Launch> {
  let launch: Launch | undefined;
  await until('the launch is finished', async () => {
    launch = (await (await ask(server.url, `/api/v1/launches/${launchId}`, { headers: operator() })).json()) as Launch;
    return launch.status !== 'running' && launch.status !== 'queued';
  });
  return launch as Launch;
}

async function count(query: string): Promise<number> {
  return (await admin.query(query)).rowCount ?? 0;
}

async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
  for (const deadline = performance.now() + 60_000; performance.now() < deadline; await sleep(50)) if (await holds()) return;
  const { rows } = await admin.query('select name, state, progress, note from launch_step order by position');
  throw new Error(`waited a minute until ${what}: ${JSON.stringify(rows)}`);
}
