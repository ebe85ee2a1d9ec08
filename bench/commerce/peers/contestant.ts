import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { manualPayment } from '../../../packages/server/src/commerce/testing/market.ts';
import { openTestWorld } from '../../../packages/server/src/testing/test-world.ts';
import type { Buy } from '../parts/buy-many.ts';
import { countTables } from '../parts/count-tables.ts';
import { askedOf, type OwnServer, type Question, startServer } from '../parts/load.ts';
import { buyIn, openMarket } from '../parts/own-market.ts';

/** What is read: `light` is a list without variants, which only one of the peers has. */
export type Reading = 'list' | 'light' | 'detail';

/** The questions of a reading, and how many of them make a round: as many as can be answered in some seconds. */
export type Asked = { readonly questions: readonly Question[]; readonly count: number };

/** A shop that runs with the same goods in it; `orders` are those of a round. */
export type Contestant = {
  readonly name: string;
  readonly server: Pick<OwnServer, 'pid' | 'port'>;
  /** The folder of its PostgreSQL, which nothing else uses. */
  readonly folder: string;
  readonly reads: Readonly<Partial<Record<Reading, Asked>>>;
  readonly buy: Buy;
  readonly orders: number;
  close(): Promise<void>;
};

export const PAGE = 20;

/** Numbers that jump about, the same in every run. */
export const scattered = (of: number): number[] => Array.from({ length: 200 }, (_, index) => (index * 7_919) % of);

/** Ourselves. */
export async function openOurs(products: number): Promise<Contestant> {
  const world = await openTestWorld([manualPayment]);
  try {
    const market = await openMarket(world, products);
    await countTables(world.folder);
    const server = await startServer(world.folder);
    const cursors = market.productIds.toReversed().filter((_, index) => index % PAGE === 0 && index < products - PAGE);
    const paths = (from: readonly string[], pathOf: (one: string) => string) =>
      askedOf(
        market.slug,
        scattered(from.length).map((index) => pathOf(from[index] as string)),
      );
    return {
      name: 'Bottega',
      server,
      folder: world.folder,
      reads: {
        list: { questions: paths(cursors, (cursor) => `/api/v1/products?cursor=${cursor}`), count: 6_000 },
        detail: { questions: paths(market.productIds, (id) => `/api/v1/products/${id}`), count: 6_000 },
      },
      buy: buyIn(market, server.port),
      orders: 400,
      async close() {
        await server.close();
        await world.close();
      },
    };
  } catch (error) {
    await world.close();
    throw error;
  }
}

/** A folder of its own for a database, which is gone afterwards. */
export async function openFolder(name: string): Promise<{ readonly folder: string; remove(): Promise<void> }> {
  const folder = await mkdtemp(path.join(tmpdir(), `bottega-bench-${name}-`));
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}
