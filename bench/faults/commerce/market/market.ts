import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import pg from 'pg';
import { ADDRESS, manualPayment, openShop, sellBowl } from '../../../../packages/server/src/commerce/testing/market.ts';
import { type Ctx, newId } from '../../../../packages/server/src/platform/context.ts';
import { startEmbeddedPostgres } from '../../../../packages/server/src/platform/database/embedded-postgres.ts';
import { isDatabaseAway } from '../../../../packages/server/src/platform/errors/bottega-error.ts';
import { prepareWorkflows } from '../../../../packages/server/src/platform/workflows/workflows.ts';
import { openTestWorld, type TestWorld } from '../../../../packages/server/src/testing/test-world.ts';
import { type Bank, openBank } from './bank.ts';
import type { Trust } from './companies.ts';

const COUNTER = path.join(import.meta.dirname, 'counter.ts');
const ANSWER_WITHIN_MS = 15_000;
const MOST_ATTEMPTS = 20;

/** A process that sells, and where. */
type Counter = { readonly process: ChildProcess; readonly url: string };

/** What came back to a buyer. `status` 0: the line broke. */
export type Answer = { readonly status: number; readonly ms: number; readonly body: Record<string, unknown> };

/** One shop, some processes that sell in it, and a bank; the harness holds the database. */
export type Market = {
  readonly world: TestWorld;
  readonly owner: Ctx;
  readonly guest: Ctx;
  readonly bank: Bank;
  readonly admin: pg.Client;
  /** Where a process answers now. */
  at(counter: number): string;
  /** The processes by number; one that was killed is there again after `restart`. */
  ask(counter: number, address: string, init?: { method?: string; body?: unknown }): Promise<Answer>;
  kill(counter: number): Promise<void>;
  restart(counter: number, trust?: Trust): Promise<void>;
  /** Cuts the lines of the shop's processes to the database, all at once. */
  cutLines(): Promise<number>;
  close(): Promise<void>;
};

/** @param trust with it the shop takes payments by the simulators of the companies as well, once they are switched on. */
export async function openMarket(processes: number, trust?: Trust): Promise<Market> {
  const world = await openTestWorld([manualPayment]);
  const { owner, guest } = await openShop(world);
  await prepareWorkflows(world.ground, []);
  const bank = await openBank();
  const admin = new pg.Client((await startEmbeddedPostgres(world.folder, true)).admin);
  await admin.connect();
  const counters: (Counter | null)[] = await Promise.all(Array.from({ length: processes }, () => openCounter(world, bank, trust)));
  return {
    ...{ world, owner, guest, bank, admin },
    at: (counter) => counters[counter]?.url ?? '',
    ask: (counter, address, init = {}) => ask(counters[counter]?.url ?? '', owner.shop.slug, address, init),
    async kill(counter) {
      const killed = counters[counter];
      counters[counter] = null;
      if (!killed) return;
      killed.process.kill('SIGKILL');
      await once(killed.process, 'exit');
    },
    async restart(counter, other = trust) {
      counters[counter] ??= await openCounter(world, bank, other);
    },
    async cutLines() {
      const { rowCount } = await admin.query(
        `select pg_terminate_backend(pid) from pg_stat_activity where usename = 'bottega_app' and pid <> pg_backend_pid()`,
      );
      return rowCount ?? 0;
    },
    async close() {
      for (const counter of counters) counter?.process.kill('SIGKILL');
      await admin.end();
      await bank.close();
      await world.close();
    },
  };
}

async function openCounter(world: TestWorld, bank: Bank, trust?: Trust): Promise<Counter> {
  const options = ['--no-warnings', COUNTER, world.folder, bank.url, ...(trust === undefined ? [] : [trust])];
  const child = spawn(process.execPath, options, { stdio: ['ignore', 'pipe', 'inherit'] });
  const leave = () => child.kill('SIGKILL');
  process.once('exit', leave);
  child.once('exit', () => process.removeListener('exit', leave));
  const [port] = (await Promise.race([
    once(child.stdout, 'data'),
    once(child, 'exit').then(([code]) => {
      throw new Error(`a counter ended with ${code} before it was ready`);
    }),
  ])) as [Buffer];
  return { process: child, url: `http://127.0.0.1:${Number(port)}` };
}

async function ask(
  url: string,
  shop: string,
  address: string,
  { method = 'POST', body }: { method?: string; body?: unknown },
): Promise<Answer> {
  const began = performance.now();
  const headers = { 'x-bottega-shop': shop, ...(body === undefined ? {} : { 'content-type': 'application/json' }) };
  try {
    const init = {
      method,
      headers,
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    };
    const answer = await fetch(`${url}${address}`, init);
    const read = (await answer.json()) as Record<string, unknown>;
    return { status: answer.status, ms: performance.now() - began, body: read };
  } catch (error) {
    if ((error as Error).name === 'TimeoutError') return { status: -1, ms: performance.now() - began, body: {} };
    return { status: 0, ms: performance.now() - began, body: {} };
  }
}

/** Something on sale, so many of it. The harness's own lines are cut with the others, and it begins again. */
export async function stockUp({ owner }: Market, units: number): Promise<string> {
  for (let attempt = 1; ; attempt++) {
    try {
      const { variantId } = await sellBowl(owner, { title: `Lot ${newId()}`, stock: units });
      return variantId;
    } catch (error) {
      if (!isDatabaseAway(error) || attempt === MOST_ATTEMPTS) throw error;
    }
  }
}

/** Carts that are ready to be ordered, one for each list of what is in it. Written straight into the database: it is their ordering that counts. */
export async function fillCarts(
  { owner, admin }: Market,
  carts: readonly (readonly { variantId: string; quantity: number }[])[],
): Promise<string[]> {
  const ids = carts.map(() => newId());
  const { id: shop, currency } = owner.shop;
  await admin.query(`select set_config('bottega.shop_id', $1, false)`, [shop]);
  await admin.query(
    `insert into cart (shop_id, id, currency, email, address, created_at)
     select $1, unnest($2::uuid[]), $3, 'ada@example.com', $4, now()`,
    [shop, ids, currency, JSON.stringify(ADDRESS)],
  );
  const lines = carts.flatMap((cart, at) => cart.map((line) => ({ cart: ids[at], ...line })));
  await admin.query(
    `insert into cart_line (shop_id, cart_id, variant_id, quantity)
     select $1, line.cart, line."variantId", line.quantity
     from jsonb_to_recordset($2) as line(cart uuid, "variantId" uuid, quantity int)`,
    [shop, JSON.stringify(lines)],
  );
  return ids;
}
