/**
 * What the wall costs: the CPU of reading one row through `ctx.db`, beside the same statement by the same code as a role that row-level
 * security does not concern, over connections that are bound to nobody. The CPU is that of this process and of PostgreSQL together.
 */
import pg from 'pg';
import { chanceOf } from '../../plugins/offline/music/chance.ts';
import { createShopDatabase } from '../../packages/server/src/platform/database/shop-database.ts';
import type { ShopPool } from '../../packages/server/src/platform/database/shop-pool.ts';
import type { Db } from '../../packages/server/src/platform/database/tables.ts';
import { giveFile } from '../../packages/server/src/commerce/testing/market.ts';
import { openTestWorld, type TestWorld } from '../../packages/server/src/testing/test-world.ts';
import { cpuOfDatabase, cpuOfThis } from '../cpu.ts';
import { atMost, type Figure } from '../figure.ts';
import type { Measure } from './run.ts';

const MOST_TIMES = 2;
const SHOPS = [1, 50, 1_000];
const CONNECTIONS = 16;
/** A busy process: twice as many reads at once as there are connections. */
const AT_ONCE = 32;

type Row = { readonly shopId: string; readonly fileId: string };

export const measure: Measure = async ({ quick }) => {
  const world = await openTestWorld();
  const open = openUnbound(world);
  try {
    const figures: Figure[] = [];
    const rows: Row[] = [];
    for (const shops of SHOPS) {
      while (rows.length < shops) {
        const ctx = await world.createCtx();
        rows.push({ shopId: ctx.shop.id, fileId: await giveFile(ctx) });
      }
      figures.push(await compare(world, open.dbOf, rows, quick ? 2 : 6, quick ? 2_000 : 6_000));
    }
    return figures;
  } finally {
    await open.close();
    await world.close();
  }
};

async function compare(
  world: TestWorld,
  unbound: (shopId: string) => Db,
  rows: readonly Row[],
  rounds: number,
  reads: number,
): Promise<Figure> {
  const doors = [unbound, world.database.forShop] as const;
  for (const door of doors) await readMany(door, rows, rows.length + 500); // plans and connections are there before
  const spent = [0, 0];
  for (let round = 0; round < rounds; round++) {
    for (const [index, door] of doors.entries()) {
      const before = cpuSecondsOf(world);
      await readMany(door, rows, reads);
      spent[index] = (spent[index] ?? 0) + cpuSecondsOf(world) - before;
    }
  }
  const [plain, bound] = spent.map((seconds) => (seconds * 1e6) / (rounds * reads)) as [number, number];
  const name = `A bound read of one row, ${rows.length} ${rows.length === 1 ? 'shop' : 'shops'}`;
  const against = `${plain.toFixed(0)} µs without, ${bound.toFixed(0)} µs with it`;
  return atMost(MOST_TIMES, name, bound / plain, '× the CPU without the wall', against);
}

/** Of shops at random, the same ones for every door. */
async function readMany(dbOf: (shopId: string) => Db, rows: readonly Row[], reads: number): Promise<void> {
  const random = chanceOf(rows.length);
  let next = 0;
  const reader = async () => {
    while (next < reads) {
      const { shopId, fileId } = rows[Math.floor(random() * rows.length)] as Row;
      next++;
      const query = dbOf(shopId)
        .selectFrom('file')
        .select(['id', 'sha256', 'bytes'])
        .where('shop_id', '=', shopId)
        .where('id', '=', fileId);
      if (!(await query.executeTakeFirst())) throw new Error('The row is not there.');
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, reader));
}

/** The shops' own code over connections that the wall does not concern. */
function openUnbound(world: TestWorld): { dbOf: (shopId: string) => Db; close(): Promise<void> } {
  const pool = new pg.Pool({ ...world.database.connectAs('bottega_system'), max: CONNECTIONS });
  const unbound: ShopPool = {
    acquire: async () => ({ client: (await pool.connect()) as unknown as pg.Client, shopId: null, dead: false }),
    release: ({ client }) => (client as unknown as pg.PoolClient).release(),
    load: () => ({ open: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount, longestWaitMs: 0 }),
    close: () => pool.end(),
  };
  const known = new Map<string, Db>();
  return {
    dbOf(shopId) {
      const db = known.get(shopId) ?? createShopDatabase(unbound, shopId);
      known.set(shopId, db);
      return db;
    },
    close: () => pool.end(),
  };
}

const cpuSecondsOf = ({ folder }: TestWorld): number => cpuOfThis() + cpuOfDatabase(folder);
