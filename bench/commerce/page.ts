/**
 * What a page costs: a product's, rendered on the server and sent whole, over HTTP through the whole program with the built pages. The CPU
 * is that of the server and of PostgreSQL together, so pages a second of it are pages a second per core.
 */
import { openShop, manualPayment } from '../../packages/server/src/commerce/testing/market.ts';
import { openTestWorld, type TestWorld } from '../../packages/server/src/testing/test-world.ts';
import { buildPages } from '../../packages/web/test/build-pages.ts';
import { atLeast, atMost, type Figure, median } from '../figure.ts';
import type { Measure } from '../measures.ts';
import { countTables } from './parts/count-tables.ts';
import { fillShop, makeTitles, makeWords } from './parts/catalogue.ts';
import { askedOf, askMany, type OwnServer, percentile, type Question, type Round, startServer } from './parts/load.ts';
import { givePictureOfAllSizes } from './parts/picture.ts';

const PRODUCTS = 1_000;
/** Connections: as many as keep one process busy, and fewer, where what is measured is the answer and not the line before it. */
const [BUSY, BELOW] = [4, 2];
/** Pages for each second of CPU; milliseconds at the 99th of 100. */
const GOAL = { perSecond: 500, p99: 20 };

export const measure: Measure = async ({ quick }) => {
  await buildPages(); // unless they are newer than what they are made of
  const world = await openTestWorld([manualPayment]);
  try {
    const questions = await openStorefront(world);
    await countTables(world.folder);
    const server = await startServer(world.folder, true);
    try {
      const rounds = (connections: number) => measurePages({ server, world, questions, quick, connections });
      return figuresOf(await rounds(BUSY), await rounds(BELOW));
    } finally {
      await server.close();
    }
  } finally {
    await world.close();
  }
};

/** The pages of every product of a shop, which each show four others below. */
async function openStorefront(world: TestWorld): Promise<Question[]> {
  const { owner } = await openShop(world);
  await fillShop(owner, makeTitles(makeWords(4_000), PRODUCTS), await givePictureOfAllSizes(owner));
  const { slug } = owner.shop;
  return askedOf(
    slug,
    Array.from({ length: PRODUCTS }, (_, index) => `/s/${slug}/p/product-${((index * 7_919) % PRODUCTS) + 1}`),
  );
}

type Measuring = {
  readonly server: OwnServer;
  readonly world: TestWorld;
  readonly questions: readonly Question[];
  readonly quick: boolean;
  readonly connections: number;
};

async function measurePages({ server, world, questions, quick, connections }: Measuring): Promise<Round[]> {
  const ask = (count: number) => askMany(server, world.folder, { questions, count, connections });
  await ask(quick ? 1_000 : 2_000); // warms up
  const rounds: Round[] = [];
  for (let round = 0; round < (quick ? 2 : 5); round++) rounds.push(await ask(quick ? 1_000 : 3_000));
  return rounds;
}

function figuresOf(busy: readonly Round[], below: readonly Round[]): Figure[] {
  const rate = (rounds: readonly Round[]) => median(rounds.map(({ times, wall }) => (times.length / wall) * 1_000)).toFixed(0);
  const bytes = median(busy.map((round) => round.bytes)) / 1_000;
  const times = below.flatMap((round) => round.times);
  return [
    atLeast(
      GOAL.perSecond,
      "A product's page",
      median(busy.map(({ cpu }) => 1_000 / cpu)),
      'pages a CPU second',
      `${PRODUCTS} products of 3 variants, ${bytes.toFixed(0)} kB, ${BUSY} connections: ${rate(busy)} a second with the asking side on the same cores`,
    ),
    atMost(GOAL.p99, 'its p99', percentile(times, 0.99), 'ms', `${BELOW} connections: ${rate(below)} a second`),
  ];
}
