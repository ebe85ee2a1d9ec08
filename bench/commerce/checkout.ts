/**
 * What an order costs: a guest's whole checkout in seven requests, with tax, a promotion, audit and events, over HTTP through the whole
 * program. The CPU is that of the server and of PostgreSQL together.
 */
import { manualPayment } from '../../packages/server/src/commerce/testing/market.ts';
import { openTestWorld } from '../../packages/server/src/testing/test-world.ts';
import { atMost, type Figure, median, plain } from '../figure.ts';
import type { Measure } from '../measures.ts';
import { buyMany, type Run } from './parts/buy-many.ts';
import { countTables } from './parts/count-tables.ts';
import { percentile, startServer } from './parts/load.ts';
import { buyIn, openMarket } from './parts/own-market.ts';

const PRODUCTS = 1_000;
/** CPU milliseconds of an order; milliseconds of one buyer's whole flow at the middle; of sixteen at the 99th of 100. */
const MOST = { cpu: 6, flow: 25, crowd: 200 };

export const measure: Measure = async ({ quick }) => {
  const world = await openTestWorld([manualPayment]);
  try {
    const market = await openMarket(world, PRODUCTS);
    const server = await startServer(world.folder);
    try {
      const parts = { server, folder: world.folder, buy: buyIn(market, server.port) };
      await buyMany({ ...parts, buyers: 8, orders: 200 });
      await countTables(world.folder);
      await buyMany({ ...parts, buyers: 8, orders: 100 });
      const rounds = quick ? 1 : 3;
      const orders = quick ? 60 : 400;
      const runs = new Map([1, 8, 16].map((buyers) => [buyers, [] as Run[]]));
      for (let round = 0; round < rounds; round++)
        for (const [buyers, came] of runs) came.push(await buyMany({ ...parts, buyers, orders }));
      return [...runs].flatMap(([buyers, came]) => figuresOf(buyers, came));
    } finally {
      await server.close();
    }
  } finally {
    await world.close();
  }
};

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
