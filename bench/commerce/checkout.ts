/**
 * What an order costs: a guest's whole checkout in seven requests, with tax, a promotion, audit and events, over HTTP through the whole
 * program. The CPU is that of the server and of PostgreSQL together.
 */
import { Agent, request } from 'node:http';
import { ADDRESS, manualPayment, openShop } from '../../packages/server/src/commerce/testing/market.ts';
import { openTestWorld, type TestWorld } from '../../packages/server/src/testing/test-world.ts';
import { cpuOf, cpuOfDatabase } from '../cpu.ts';
import { atMost, type Figure, median, plain } from '../figure.ts';
import type { Measure } from '../measures.ts';
import { fillShop, makeTitles, makeWords } from './parts/catalogue.ts';
import { type OwnServer, percentile, startServer } from './parts/load.ts';

const PRODUCTS = 1_000;
/** CPU milliseconds of an order; milliseconds of one buyer's whole flow at the middle; of sixteen at the 99th of 100. */
const MOST = { cpu: 6, flow: 25, crowd: 200 };

export const measure: Measure = async ({ quick }) => {
  const world = await openTestWorld([manualPayment]);
  try {
    const shop = await openMarket(world);
    const server = await startServer(world.folder);
    try {
      await buyMany({ server, world, shop, buyers: 8, orders: 100 });
      const rounds = quick ? 1 : 3;
      const orders = quick ? 60 : 400;
      const runs = new Map([1, 8, 16].map((buyers) => [buyers, [] as Run[]]));
      for (let round = 0; round < rounds; round++)
        for (const [buyers, came] of runs) came.push(await buyMany({ server, world, shop, buyers, orders }));
      return [...runs].flatMap(([buyers, came]) => figuresOf(buyers, came));
    } finally {
      await server.close();
    }
  } finally {
    await world.close();
  }
};

type Shop = { readonly slug: string; readonly variantIds: readonly string[] };

async function openMarket(world: TestWorld): Promise<Shop> {
  const { owner } = await openShop(world);
  await fillShop(owner, makeTitles(makeWords(4_000), PRODUCTS), null);
  const variants = await owner.db.selectFrom('variant').select('id').where('shop_id', '=', owner.shop.id).orderBy('id').execute();
  return { slug: owner.shop.slug, variantIds: variants.map(({ id }) => id) };
}

/** Milliseconds: of CPU for each order, of each whole flow, of each last step; and orders per second. */
type Run = { readonly cpu: number; readonly flows: readonly number[]; readonly lasts: readonly number[]; readonly perSecond: number };
type Buying = {
  readonly server: OwnServer;
  readonly world: TestWorld;
  readonly shop: Shop;
  readonly buyers: number;
  readonly orders: number;
};

let serial = 0;

async function buyMany({ server, world, shop, buyers, orders }: Buying): Promise<Run> {
  const agent = new Agent({ keepAlive: true, maxSockets: buyers });
  const spent = () => cpuOf(server.pid) + cpuOfDatabase(world.folder);
  const [flows, lasts]: [number[], number[]] = [[], []];
  let left = orders;
  const before = spent();
  const began = performance.now();
  const buyer = async () => {
    while (left-- > 0) {
      const variantId = shop.variantIds[(serial++ * 7_919) % shop.variantIds.length] as string;
      const start = performance.now();
      lasts.push(await buy(agent, server, shop.slug, variantId));
      flows.push(performance.now() - start);
    }
  };
  await Promise.all(Array.from({ length: buyers }, buyer));
  const seconds = (performance.now() - began) / 1_000;
  const cpu = ((spent() - before) * 1_000) / orders;
  agent.destroy();
  return { cpu, flows, lasts, perSecond: orders / seconds };
}

/** The seven requests of a guest; how long the last one took, in ms. */
async function buy(agent: Agent, server: OwnServer, shop: string, variantId: string): Promise<number> {
  const ask = (method: string, path: string, body?: object) => send(agent, server, { shop, method, path: `/api/v1${path}`, body });
  const { id } = await ask('POST', '/carts');
  await ask('POST', `/carts/${id}/lines`, { variantId, quantity: 2 });
  await ask('PUT', `/carts/${id}/details`, { email: `ada${serial}@example.com`, address: ADDRESS });
  const { items } = await ask('GET', `/carts/${id}/shipping-options`);
  await ask('PUT', `/carts/${id}/shipping`, { shippingRateId: (items as { rateId: string }[])[0]?.rateId });
  const { total } = await ask('GET', `/carts/${id}`);
  const began = performance.now();
  await ask('POST', `/carts/${id}/order`, { payment: 'manual', expectedTotal: (total as { amount: number }).amount });
  return performance.now() - began;
}

type Sent = { readonly shop: string; readonly method: string; readonly path: string; readonly body?: object | undefined };

/** @throws Error for an answer that is no success */
const send = (agent: Agent, { port }: OwnServer, { shop, method, path, body }: Sent): Promise<Record<string, unknown>> =>
  new Promise((resolve, reject) => {
    const headers = { 'x-bottega-shop': shop, ...(body ? { 'content-type': 'application/json' } : {}) };
    const sent = request({ agent, host: '127.0.0.1', port, method, path, headers }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('error', reject);
      answer.on('end', () => {
        const text = Buffer.concat(chunks).toString();
        const isGood = (answer.statusCode ?? 500) < 300;
        if (isGood) resolve(JSON.parse(text));
        else reject(new Error(`${method} ${path} was answered with ${answer.statusCode}: ${text}`));
      });
    });
    sent.on('error', reject);
    sent.end(body && JSON.stringify(body));
  });

function figuresOf(buyers: number, runs: readonly Run[]): Figure[] {
  const who = buyers === 1 ? 'one buyer' : `${buyers} buyers at once`;
  const against = `${runs.length} rounds, seven requests each, ${Math.round(median(runs.map(({ perSecond }) => perSecond)))} orders/s`;
  const flows = runs.flatMap((run) => run.flows);
  const lasts = runs.flatMap((run) => run.lasts);
  return [
    atMost(MOST.cpu, `An order, ${who}`, median(runs.map(({ cpu }) => cpu)), 'ms CPU', against),
    buyers === 1
      ? atMost(MOST.flow, 'its whole flow, p50', percentile(flows, 0.5), 'ms', against)
      : buyers === 16
        ? atMost(MOST.crowd, 'their whole flow, p99', percentile(flows, 0.99), 'ms', against)
        : plain('their whole flow, p99', percentile(flows, 0.99), 'ms', against),
    plain('the last step, p50', percentile(lasts, 0.5), 'ms', against),
  ];
}
