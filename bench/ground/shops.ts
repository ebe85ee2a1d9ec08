/**
 * A thousand shops in one process beside one: the same reads of a product over HTTP, in turns, so that whatever else the machine does falls
 * on both. And how soon a new shop can be visited.
 */
import { globSync } from 'node:fs';
import path from 'node:path';
import { bowl, manualPayment, openShop, sellBowl } from '../../packages/server/src/commerce/testing/market.ts';
import type { RoomModule } from '../../packages/server/src/platform/routes/room-module.ts';
import { OPERATOR_TOKEN, openTestApp, type TestApp } from '../../packages/server/src/testing/test-app.ts';
import { openTestWorld, type TestWorld } from '../../packages/server/src/testing/test-world.ts';
import { atMost, type Figure, median } from '../figure.ts';
import type { Measure } from './run.ts';

const SOURCE = path.join(import.meta.dirname, '../../packages/server/src');
const MOST_P99 = 1.2;
const LIVE_MS = 2_000;
const AT_ONCE = 4;

type Door = { readonly slug: string; readonly productId: string };

export const measure: Measure = async ({ quick }) => {
  const world = await openTestWorld([manualPayment]);
  const http = await openTestApp(world, { modules: await loadModules() });
  try {
    const doors = await openDoors(world, quick ? 100 : 1_000);
    return [await compareReads(http, doors, quick ? 6 : 20), await measureOpening(http)];
  } finally {
    await http.close();
    await world.close();
  }
};

async function loadModules(): Promise<RoomModule[]> {
  const files = globSync('*/module.ts', { cwd: SOURCE });
  return Promise.all(files.map(async (file) => ((await import(path.join(SOURCE, file))) as { module: RoomModule }).module));
}

async function openDoors(world: TestWorld, count: number): Promise<Door[]> {
  const doors: Door[] = [];
  const open = async () => {
    const { owner } = await openShop(world);
    const { id } = await sellBowl(owner, bowl());
    doors.push({ slug: owner.shop.slug, productId: id });
  };
  for (let left = count; left > 0; left -= AT_ONCE) await Promise.all(Array.from({ length: Math.min(AT_ONCE, left) }, open));
  return doors;
}

async function compareReads(http: TestApp, doors: readonly Door[], rounds: number): Promise<Figure> {
  const one = doors.slice(0, 1);
  await readAll(http, one, doors.length);
  await readAll(http, doors, doors.length); // every shop was asked for once before
  const ratios: number[] = [];
  const [alone, among]: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds; round++) {
    const times = [await readAll(http, one, doors.length), await readAll(http, doors, doors.length)] as const;
    alone.push(...times[0]);
    among.push(...times[1]);
    ratios.push(p99(times[1]) / p99(times[0]));
  }
  const name = `${doors.length} shops in one process, p99 of a product's read`;
  const against = `one shop: ${p99(alone).toFixed(2)} ms p99, all of them ${p99(among).toFixed(2)} ms; the median of ${rounds} rounds of ${doors.length} reads`;
  return atMost(MOST_P99, name, median(ratios), '× one shop', against);
}

/** How long each of so many reads took, in ms, shop after shop, some at once. */
async function readAll(http: TestApp, doors: readonly Door[], reads: number): Promise<number[]> {
  const times: number[] = [];
  let next = 0;
  const reader = async () => {
    while (next < reads) {
      const { slug, productId } = doors[next++ % doors.length] as Door;
      const began = performance.now();
      const answer = await http.ask(`/api/v1/products/${productId}`, { headers: { 'x-bottega-shop': slug } });
      await answer.arrayBuffer();
      times.push(performance.now() - began);
      if (answer.status !== 200) throw new Error(`A read was answered with ${answer.status}.`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, reader));
  return times;
}

async function measureOpening(http: TestApp): Promise<Figure> {
  const times: number[] = [];
  for (let number = 0; number < 10; number++) {
    const slug = `new-${number}`;
    const body = JSON.stringify({ slug, name: 'New', currency: 'EUR', country: 'IT', taxBps: 2200, shippingFlat: 890 });
    const began = performance.now();
    await http.ask('/api/v1/shops', {
      method: 'POST',
      headers: { authorization: `Bearer ${OPERATOR_TOKEN}`, 'content-type': 'application/json' },
      body,
    });
    const { status } = await http.ask(`http://${slug}.localhost:4600/api/v1/products`);
    if (status !== 200) throw new Error(`A new shop was answered with ${status}.`);
    times.push(performance.now() - began);
  }
  return atMost(LIVE_MS, 'A new shop, made and visited', Math.max(...times), 'ms', 'the slowest of 10');
}

const p99 = (values: readonly number[]): number => values.toSorted((one, other) => one - other)[Math.floor(values.length * 0.99)] ?? 0;
