import pg from 'pg';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { openTestWorld, type TestWorld } from '../../testing/test-world.ts';
import { type Ctx, inTransaction, newId } from '../context.ts';
import { notifyChanged } from './notices.ts';

let world: TestWorld;
let ctx: Ctx;
beforeAll(async () => {
  world = await openTestWorld();
  ctx = await world.createCtx();
});
afterAll(() => world?.close());

/** Subscribes and waits until the connection listens: then every listener is told once. */
async function subscribe(subjectId: string) {
  const heard = vi.fn();
  const unsubscribe = ctx.notices.subscribe(subjectId, heard);
  await expect.poll(async () => (await listening()).length).toBe(1);
  return { heard, unsubscribe };
}

async function asSystem<T extends pg.QueryResultRow>(text: string): Promise<T[]> {
  const client = new pg.Client(world.database.connectAs('bottega_system'));
  await client.connect();
  const { rows } = await client.query<T>(text);
  await client.end();
  return rows;
}
const listening = () => asSystem<{ pid: number }>(`select pid from pg_stat_activity where query = 'listen bottega_changed'`);

test('whoever subscribed hears of a change when its transaction commits, and of no other', async () => {
  const [subject, other] = [newId(), newId()];
  const { heard, unsubscribe } = await subscribe(subject);
  await notifyChanged(ctx, subject);
  await expect.poll(() => heard.mock.calls.length).toBeGreaterThan(0);
  await new Promise((resolve) => setTimeout(resolve, 200)); // it may hear twice at first: of the change, and to look when it begins to listen
  heard.mockClear();
  await notifyChanged(ctx, other);
  await inTransaction(ctx, async (tx) => {
    await notifyChanged(tx, subject);
    throw new Error('changed its mind');
  }).catch(() => undefined);
  await inTransaction(ctx, (tx) => notifyChanged(tx, subject));
  await expect.poll(() => heard.mock.calls.length).toBe(1);
  unsubscribe();
  await notifyChanged(ctx, subject);
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(heard).toHaveBeenCalledTimes(1);
});

test('a lost connection comes back, and everybody looks again', async () => {
  const subject = newId();
  const { heard, unsubscribe } = await subscribe(subject);
  await expect.poll(() => heard.mock.calls.length, { timeout: 2_000 }).toBeGreaterThanOrEqual(0);
  heard.mockClear();
  await asSystem(`select pg_terminate_backend(pid) from pg_stat_activity where query = 'listen bottega_changed'`);
  await expect.poll(() => heard.mock.calls.length, { timeout: 5_000 }).toBe(1);
  await notifyChanged(ctx, subject);
  await expect.poll(() => heard.mock.calls.length).toBe(2);
  unsubscribe();
});
