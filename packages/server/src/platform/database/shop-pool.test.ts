import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { sql, type Transaction } from 'kysely';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openTestWorld, type TestWorld } from '../../testing/test-world.ts';
import { createShopDatabase } from './shop-database.ts';
import { type BoundConnection, createShopPool, type ShopPool } from './shop-pool.ts';
import type { Db, Tables } from './tables.ts';

// One small pool under a storm: fifty shops, eight connections, and somebody who cancels statements and kills backends all the while.

const CONNECTIONS = 8;
const SHOPS = 50;
const ROWS_EACH = 4;
const NAME = 'storm';

let world: TestWorld;
let admin: pg.Client;
let pool: ShopPool;
let shops: string[];

beforeAll(async () => {
  world = await openTestWorld();
  admin = new pg.Client({ ...world.database.connectAs('bottega_app'), application_name: 'storm watcher' });
  await admin.connect();
  shops = await Promise.all(Array.from({ length: SHOPS }, async () => (await world.createCtx()).shop.id));
  for (const shopId of shops) await plantEvents(world.database.forShop(shopId), shopId);
});
beforeEach(() => {
  pool = openPool();
});
afterEach(() => pool.close());
afterAll(async () => {
  await admin?.end();
  await world?.close();
});

const openPool = (changes: pg.ClientConfig = {}): ShopPool =>
  createShopPool(
    { ...world.database.connectAs('bottega_app'), application_name: NAME, statement_timeout: 10_000, ...changes },
    CONNECTIONS,
  );

const plantEvents = (db: Db, shopId: string) =>
  db
    .insertInto('event')
    .values(
      Array.from({ length: ROWS_EACH }, () => ({
        shop_id: shopId,
        id: randomUUID(),
        type: 'planted',
        subject_id: randomUUID(),
        payload: '{}',
        delivered_at: null,
      })),
    )
    .execute();

/** Backends of the pool under test. */
async function backends(): Promise<number[]> {
  const { rows } = await admin.query<{ pid: number }>('select pid from pg_stat_activity where application_name = $1', [NAME]);
  return rows.map(({ pid }) => pid);
}

/** All rows of a table that its wall lets through: no condition of ours helps it. */
const seenShops = async (db: Db): Promise<string[]> => (await db.selectFrom('event').select('shop_id').execute()).map((row) => row.shop_id);

type Job = (shopId: string, db: Db) => Promise<void>;
class Thrown extends Error {}

/** What the storm may do to a caller; anything else is a failure of the test. */
const isStrike = (error: unknown): boolean => {
  const { code, message } = error as { code?: string; message: string };
  return code === '57014' || code === '57P01' || code === 'ECONNRESET' || code === 'EPIPE' || /terminated|not queryable/.test(message);
};

describe('the storm', () => {
  const foreign: string[] = [];
  let [asked, done, struck] = [0, 0, 0];

  const requireOwn = (shopId: string, seen: readonly string[]) => {
    for (const other of seen) if (other !== shopId) foreign.push(`${shopId} saw ${other}`);
    if (seen.length < ROWS_EACH) foreign.push(`${shopId} missed ${ROWS_EACH - seen.length} rows of its own`);
  };
  const write = (tx: Transaction<Tables>, shopId: string) =>
    tx
      .updateTable('event')
      .set({ payload: JSON.stringify({ by: shopId }) })
      .returning('shop_id')
      .execute();

  const JOBS: readonly Job[] = [
    async (shopId, db) => requireOwn(shopId, await seenShops(db)),
    async (shopId, db) => {
      await db.transaction().execute(async (tx) => {
        requireOwn(
          shopId,
          (await write(tx, shopId)).map((row) => row.shop_id),
        );
        requireOwn(shopId, await seenShops(tx));
      });
    },
    async (shopId, db) => {
      await db.transaction().execute(async (tx) => {
        await write(tx, shopId);
        throw new Thrown('changed its mind');
      });
    },
    async (shopId, db) => {
      await db.transaction().execute(async (tx) => {
        requireOwn(shopId, await seenShops(tx));
        await sql`select no_such_function()`.execute(tx).catch(() => undefined);
        throw new Thrown('the transaction was aborted by PostgreSQL');
      });
    },
    async (shopId, db) => {
      await sql`select pg_sleep(0.002)`.execute(db);
      requireOwn(shopId, await seenShops(db));
    },
  ];

  async function ask(number: number): Promise<void> {
    const shopId = shops[(number * 7) % SHOPS] as string;
    asked++;
    try {
      await (JOBS[number % JOBS.length] as Job)(shopId, createShopDatabase(pool, shopId));
      done++;
    } catch (error) {
      if (error instanceof Thrown) done++;
      else if (isStrike(error)) struck++;
      else throw error;
    }
  }

  /** Cancels whatever runs, and now and then kills a backend. */
  async function rage(signal: AbortSignal): Promise<void> {
    for (let blow = 1; !signal.aborted; blow++) {
      const pids = await backends();
      const pid = pids[blow % Math.max(1, pids.length)];
      if (pid !== undefined) await admin.query(blow % 9 === 0 ? 'select pg_terminate_backend($1)' : 'select pg_cancel_backend($1)', [pid]);
      await sleep(3);
    }
  }

  test('no shop ever sees a row of another, and afterwards everything works on as few connections as before', async () => {
    const calm = new AbortController();
    const raging = rage(calm.signal);
    const until = performance.now() + 4_000;
    for (let number = 0; performance.now() < until; ) {
      await Promise.all(Array.from({ length: 120 }, () => ask(number++)));
    }
    calm.abort();
    await raging;

    expect(foreign).toEqual([]);
    expect(asked).toBeGreaterThan(2_000);
    expect(struck).toBeGreaterThan(30);
    expect(done).toBeGreaterThan(asked / 2);

    struck = 0;
    await sleep(100); // a kill that is under way arrives
    await Promise.all(
      Array.from({ length: 4 * CONNECTIONS }, () => seenShops(createShopDatabase(pool, shops[0] as string)).catch(() => [])),
    );
    for (const shopId of shops) requireOwn(shopId, await seenShops(createShopDatabase(pool, shopId)));
    await Promise.all(Array.from({ length: 500 }, (_, number) => ask(number * JOBS.length)));
    expect(foreign).toEqual([]);
    expect(struck).toBe(0);
    expect((await backends()).length).toBeLessThanOrEqual(CONNECTIONS);
  }, 15_000);

  test('what was rolled back is not there', async () => {
    const shopId = shops[0] as string;
    const db = createShopDatabase(pool, shopId);
    const before = await db.selectFrom('event').select(['id', 'payload']).orderBy('id').execute();
    await expect(JOBS[2]?.(shopId, db)).rejects.toThrow('changed its mind');
    expect(await db.selectFrom('event').select(['id', 'payload']).orderBy('id').execute()).toEqual(before);
  });
});

describe('a connection', () => {
  test('that nobody bound sees nothing and writes nothing', async () => {
    expect((await admin.query('select from event')).rowCount).toBe(0);
    expect((await admin.query('select from shop')).rowCount).toBe(0);
    expect((await admin.query(`update event set type = 'stolen'`)).rowCount).toBe(0);
  });

  test('keeps its shop through a rollback, and changes it for the next', async () => {
    const [one = '', other = ''] = shops;
    const first = await pool.acquire(one);
    await first.client.query('begin');
    await first.client.query('select from event');
    await first.client.query('rollback');
    expect((await first.client.query('select distinct shop_id from event')).rows).toEqual([{ shop_id: one }]);
    pool.release(first);
    const second = await pool.acquire(one);
    expect(second).toBe(first);
    pool.release(second);
    const others = await Promise.all(Array.from({ length: CONNECTIONS }, () => pool.acquire(other)));
    expect(others).toContain(first);
    for (const connection of others) {
      expect((await connection.client.query('select distinct shop_id from event')).rows).toEqual([{ shop_id: other }]);
      pool.release(connection);
    }
    expect(await backends()).toHaveLength(CONNECTIONS);
  });

  test('that is given back inside a transaction is not used again', async () => {
    const [one = ''] = shops;
    const first = await pool.acquire(one);
    await first.client.query('begin');
    pool.release(first);
    const second = await pool.acquire(one);
    expect(second).not.toBe(first);
    pool.release(second);
    await expect.poll(backends).toHaveLength(1);
  });

  test('that cannot be bound is not used at all', async () => {
    const [one = '', other = ''] = shops;
    const held = await Promise.all(Array.from({ length: CONNECTIONS }, () => pool.acquire(one)));
    const waiting = pool.acquire(other);
    await admin.query('select pg_terminate_backend(pid) from pg_stat_activity where application_name = $1', [NAME]);
    for (const connection of held) pool.release(connection);
    const connection = await waiting.catch(() => pool.acquire(other));
    expect((await connection.client.query('select distinct shop_id from event')).rows).toEqual([{ shop_id: other }]);
    pool.release(connection);
  });
});

describe('those who wait', () => {
  test('are passed by eight times at most by those whose shop the free connection is bound to', async () => {
    const [busy = '', quiet = ''] = shops;
    const held = await Promise.all(Array.from({ length: CONNECTIONS }, () => pool.acquire(busy)));
    const first = pool.acquire(quiet);
    const later = Array.from({ length: 12 }, () => pool.acquire(busy));
    let served = false;
    void first.then(() => {
      served = true;
    });
    pool.release(held.pop() as BoundConnection);
    for (const next of later.slice(0, 8)) {
      const connection = await next;
      expect(served).toBe(false);
      pool.release(connection);
    }
    pool.release(await first);
    for (const connection of held) pool.release(connection);
    for (const next of later.slice(8)) pool.release(await next);
  });

  test('all hear of it when the database is away, and none waits for ever', async () => {
    const away = openPool({ host: '/nowhere' });
    const asking = Array.from({ length: 3 * CONNECTIONS }, () => away.acquire(shops[0] as string));
    const outcome = Promise.allSettled(asking).then((results) => results.map(({ status }) => status));
    expect(await Promise.race([outcome, sleep(2_000, 'some still wait')])).toEqual(asking.map(() => 'rejected'));
  });

  test('hear of it when the pool closes, and what was lent out is closed when it comes back', async () => {
    const own = openPool();
    const held = await Promise.all(Array.from({ length: CONNECTIONS }, () => own.acquire(shops[0] as string)));
    const late = own.acquire(shops[1] as string);
    const refused = expect(late).rejects.toThrow('closed');
    await own.close();
    await refused;
    await expect(own.acquire(shops[0] as string)).rejects.toThrow('closed');
    for (const connection of held) own.release(connection);
    await expect.poll(backends).toEqual([]);
  });
});
