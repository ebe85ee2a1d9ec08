import type pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestWorld, type TestWorld } from '../../testing/test-world.ts';
import { openAuthPool } from './open-better-auth.ts';
import { countTry, forgetTries, sweepTries } from './attempt-limit.ts';

let world: TestWorld;
let pool: pg.Pool;
let names = 0;

beforeAll(async () => {
  world = await openTestWorld();
  pool = openAuthPool(world.database, world.ground.log);
});
afterAll(async () => {
  await pool?.end();
  await world?.close();
});

const limit = (most: number) => ({ name: `account:${++names}`, most });
const passTime = (name: string, minutes: number) =>
  pool.query(`update attempt set tries = (select array_agg(t - make_interval(mins => $2)) from unnest(tries) as t) where name = $1`, [
    name,
    minutes,
  ]);

test('of many that come at the same moment, by several processes, no more get through than may', async () => {
  const account = limit(10);
  const other = openAuthPool(world.database, world.ground.log);
  const waits = await Promise.all(Array.from({ length: 60 }, (_, n) => countTry(n % 2 ? pool : other, [account])));
  await other.end();
  expect(waits.filter((wait) => wait === 0)).toHaveLength(10);
  for (const wait of waits.filter((seconds) => seconds > 0)) expect(wait).toBeGreaterThan(14 * 60);
});

test('the window slides: a try is allowed again as the oldest leaves it', async () => {
  const account = limit(2);
  expect(await countTry(pool, [account])).toBe(0);
  await passTime(account.name, 10);
  expect(await countTry(pool, [account])).toBe(0);
  const wait = await countTry(pool, [account]);
  expect(wait).toBeGreaterThan(4 * 60);
  expect(wait).toBeLessThanOrEqual(5 * 60);
  await passTime(account.name, 5);
  expect(await countTry(pool, [account])).toBe(0);
  expect(await countTry(pool, [account])).toBeGreaterThan(9 * 60);
});

test('refused tries do not lengthen the wait', async () => {
  const account = limit(1);
  await countTry(pool, [account]);
  await passTime(account.name, 10);
  for (let n = 0; n < 5; n++) expect(await countTry(pool, [account])).toBeGreaterThan(0);
  await passTime(account.name, 5);
  expect(await countTry(pool, [account])).toBe(0);
});

test('the strictest of several limits holds, and one that was right is forgotten', async () => {
  const [account, address] = [limit(1), limit(5)];
  expect(await countTry(pool, [account, address])).toBe(0);
  expect(await countTry(pool, [account, address])).toBeGreaterThan(0);
  await forgetTries(pool, account.name);
  expect(await countTry(pool, [account, address])).toBe(0);
});

test('what no longer counts is swept away, and nothing else', async () => {
  const [old, fresh] = [limit(1), limit(1)];
  await countTry(pool, [old]);
  await countTry(pool, [fresh]);
  await passTime(old.name, 16);
  await sweepTries(pool);
  const { rows } = await pool.query('select name from attempt where name = any ($1)', [[old.name, fresh.name]]);
  expect(rows).toEqual([{ name: fresh.name }]);
});
