import { Agent, get } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type RoomModule, type Shop, streamEvents } from '#platform';
import { createAuth } from '../platform/auth/auth.ts';
import { openTestWorld, type TestWorld } from '../testing/test-world.ts';
import { createApp } from './app.ts';
import { createLoadMeter, type LoadMeter } from './load.ts';
import { type Listening, listen } from './serve.ts';
import type { Operations } from './web-context.ts';

const room: RoomModule = {
  name: 'slow',
  routes(app) {
    app.get('/api/v1/slow', async (c) => {
      await sleep(100);
      return c.json({ done: true });
    });
    app.get('/api/v1/ticks', (c) =>
      streamEvents(c, async function* ({ signal }) {
        for (let n = 0; !signal.aborted; n++) {
          yield { event: 'tick', data: n };
          await sleep(50);
        }
      }),
    );
  },
};

let world: TestWorld;
let shop: Shop;
let meter: LoadMeter;
let server: Listening;
let auth: Awaited<ReturnType<typeof createAuth>>;
const agent = new Agent({ keepAlive: true, maxSockets: 800 });

beforeAll(async () => {
  world = await openTestWorld();
  ({ shop } = await world.createCtx());
  const { ground } = world;
  meter = createLoadMeter(world.database, { inFlight: 32, lateMs: 400, poolWaitMs: 2_000 });
  auth = await createAuth({ database: world.database, publicUrl: ground.config.publicUrl, secrets: ground.secrets, log: ground.log });
  const app = createApp({ ground, auth, load: meter, modules: [room], operations: {} as Operations, operatorToken: 'token' });
  server = await listen(app, { host: '127.0.0.1', port: 0 });
});
afterAll(async () => {
  agent.destroy();
  await server?.close();
  meter?.stop();
  await auth?.close();
  await world?.close();
});

type Answer = { readonly status: number; readonly ms: number; readonly retryAfter: string | undefined; readonly body: string };

const ask = (path: string) =>
  new Promise<Answer>((resolve, reject) => {
    const began = performance.now();
    get({ agent, host: '127.0.0.1', port: server.port, path, headers: { 'x-bottega-shop': shop.slug } }, (answer) => {
      let body = '';
      answer.setEncoding('utf8').on('data', (text: string) => {
        body += text;
      });
      answer.on('end', () => {
        resolve({ status: answer.statusCode ?? 0, ms: performance.now() - began, retryAfter: answer.headers['retry-after'], body });
      });
    }).on('error', reject);
  });

const median = (values: number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

describe('a flood', () => {
  test('is turned away beyond what can be answered; who was let in is answered, and health and streams go on', async () => {
    const gone = new AbortController();
    const stream = await fetch(`http://127.0.0.1:${server.port}/api/v1/ticks`, {
      headers: { 'x-bottega-shop': shop.slug },
      signal: gone.signal,
    });
    const reader = (stream.body as ReadableStream<Uint8Array>).getReader();
    const flood = Array.from({ length: 600 }, () => ask('/api/v1/slow'));
    const health = ask('/livez');
    const answers = await Promise.all(flood);
    const [done, turnedAway] = [answers.filter(({ status }) => status === 200), answers.filter(({ status }) => status === 503)];
    expect(done.length + turnedAway.length).toBe(600);
    expect(done.length).toBeGreaterThanOrEqual(32);
    expect(turnedAway.length).toBeGreaterThan(100);
    for (const { retryAfter, body } of turnedAway) {
      expect(Number(retryAfter)).toBeGreaterThan(0);
      expect(JSON.parse(body)).toMatchObject({ code: 'overloaded', status: 503 });
    }
    expect(median(turnedAway.map(({ ms }) => ms))).toBeLessThan(5_000);
    expect((await health).status).toBe(200);
    let ticks = '';
    while (!ticks.includes('data: 5')) ticks += new TextDecoder().decode((await reader.read()).value);
    gone.abort();
    await expect.poll(async () => (await ask('/api/v1/slow')).status, { timeout: 10_000 }).toBe(200);
  });
});

describe('the meter', () => {
  test('knows an event loop that is late, and that it has caught up', async () => {
    const own = createLoadMeter({ load: () => ({ open: 0, idle: 0, waiting: 0, longestWaitMs: 0 }) });
    expect(own.overload(1)).toBeNull();
    const until = performance.now() + 1_500;
    while (performance.now() < until); // nothing else runs meanwhile: that is the fault
    await sleep(10);
    expect(own.overload(1)).toBe('event loop');
    await expect.poll(() => own.overload(1), { timeout: 10_000 }).toBeNull();
    own.stop();
  });

  test('knows how long somebody has been waiting for the database', () => {
    const own = createLoadMeter({ load: () => ({ open: 16, idle: 0, waiting: 3, longestWaitMs: 2_500 }) });
    expect(own.overload(1)).toBe('database');
    own.stop();
  });

  test('sees the line before the pool of a real database', async () => {
    const ctx = await world.createCtx({ shop });
    const sleepers = Array.from({ length: 20 }, () => sql`select pg_sleep(0.4)`.execute(ctx.db));
    await sleep(150);
    expect(world.database.load()).toMatchObject({ idle: 0, open: 16, waiting: 4 });
    expect(world.database.load().longestWaitMs).toBeGreaterThan(50);
    await Promise.all(sleepers);
    expect(world.database.load().waiting).toBe(0);
  });
});
