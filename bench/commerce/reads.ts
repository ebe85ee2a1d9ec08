/**
 * What looking costs: a list of 20 products with their variants, prices and what is left of them, one product, and a search of 100,000, over
 * HTTP through the whole program, from 16 connections, with no cache between. The CPU is that of the server and of PostgreSQL together.
 */
import { givePictureOfAllSizes } from './parts/picture.ts';
import { manualPayment, openShop } from '../../packages/server/src/commerce/testing/market.ts';
import { openTestWorld, type TestWorld } from '../../packages/server/src/testing/test-world.ts';
import { atMost, type Figure, median, plain } from '../figure.ts';
import type { Measure } from '../measures.ts';
import { countTables } from './parts/count-tables.ts';
import { fillShop, makeTitles, makeWords } from './parts/catalogue.ts';
import { askedOf, askMany, type OwnServer, percentile, type Question, type Round, startServer } from './parts/load.ts';

const CONNECTIONS = 16;
const PRODUCTS = 1_000;
const PAGE = 20;

/** CPU milliseconds per request that each may cost. */
const MOST = { list: 0.5, detail: 0.25, search: 2 };
const MOST_P99 = 1.2;

type Kind = { readonly name: string; readonly most: number | null; readonly against: string; readonly questions: readonly Question[] };

export const measure: Measure = async ({ quick }) => {
  const world = await openTestWorld([manualPayment]);
  try {
    const kinds = await prepare(world, quick ? 10_000 : 100_000);
    const shops = await openShops(world, quick ? 100 : 1_000);
    await countTables(world.folder);
    const server = await startServer(world.folder);
    try {
      return [...(await measureKinds(server, world, kinds, quick)), await compareShops(server, world, shops, quick ? 4 : 12)];
    } finally {
      await server.close();
    }
  } finally {
    await world.close();
  }
};

/** Numbers that jump about, the same in every run. */
const scattered = (count: number, of: number): number[] => Array.from({ length: count }, (_, index) => (index * 7_919) % of);

async function prepare(world: TestWorld, searched: number): Promise<Kind[]> {
  const { owner } = await openShop(world);
  const words = makeWords(4_000);
  const ids = await fillShop(owner, makeTitles(words, PRODUCTS), await givePictureOfAllSizes(owner));
  const { owner: large } = await openShop(world);
  await fillShop(large, makeTitles(words, searched), await givePictureOfAllSizes(large));
  const cursors = ids.toReversed().filter((_, index) => index % PAGE === 0 && index < PRODUCTS - PAGE);
  const { slug } = owner.shop;
  const search = (pick: (index: number) => string) =>
    askedOf(
      large.shop.slug,
      scattered(200, words.length).map((index) => `/api/v1/products?q=${encodeURIComponent(pick(index))}`),
    );
  const among = `${searched.toLocaleString('en')} products`;
  return [
    {
      name: 'The floor: a request that reads nothing',
      most: null,
      against: '/api/v1/categories of an empty shop',
      questions: askedOf((await openShop(world)).owner.shop.slug, ['/api/v1/categories']),
    },
    {
      name: `A list of ${PAGE} with variants, prices and stock`,
      most: MOST.list,
      against: `${PRODUCTS} products of 3 variants`,
      questions: askedOf(
        slug,
        scattered(200, cursors.length).map((index) => `/api/v1/products?cursor=${cursors[index]}`),
      ),
    },
    {
      name: 'A product',
      most: MOST.detail,
      against: `${PRODUCTS} products of 3 variants`,
      questions: askedOf(
        slug,
        scattered(200, ids.length).map((index) => `/api/v1/products/${ids[index]}`),
      ),
    },
    { name: 'A search for one word', most: MOST.search, against: among, questions: search((index) => words[index] as string) },
    {
      name: 'A search for one of the 100 commonest words',
      most: MOST.search,
      against: among,
      questions: search((index) => words[index % 100] as string),
    },
    {
      name: 'A search for a word and the beginning of another',
      most: MOST.search,
      against: among,
      questions: search((index) => `${words[index % 200]} ${(words[(index * 13) % 200] as string).slice(0, 3)}`),
    },
  ];
}

async function measureKinds(server: OwnServer, world: TestWorld, kinds: readonly Kind[], quick: boolean): Promise<Figure[]> {
  const [rounds, count] = quick ? [2, 1_500] : [5, 6_000];
  const measured = new Map<Kind, Round[]>();
  for (let round = 0; round <= rounds; round++) {
    for (const kind of kinds) {
      const result = await askMany(server, world.folder, {
        questions: kind.questions,
        count: round === 0 ? 500 : count,
        connections: CONNECTIONS,
      });
      if (round > 0) measured.set(kind, [...(measured.get(kind) ?? []), result]); // the first warms up
    }
  }
  return [...measured].map(([kind, results]) => {
    const cpu = median(results.map((result) => result.cpu));
    const perSecond = median(results.map((result) => (count / result.wall) * 1_000));
    const p99 = percentile(
      results.flatMap(({ times }) => times),
      0.99,
    );
    const bytes = median(results.map((result) => result.bytes));
    const beside = `${kind.against}; ${perSecond.toFixed(0)} a second, p99 ${p99.toFixed(1)} ms, ${(bytes / 1_000).toFixed(1)} kB, the asking side on the same cores`;
    if (kind.most === null) return plain(kind.name, cpu, 'ms CPU', beside);
    return atMost(kind.most, kind.name, cpu, 'ms CPU', beside);
  });
}

/** Each with 20 products: a list of them all. */
async function openShops(world: TestWorld, count: number): Promise<Question[]> {
  const questions: Question[] = [];
  const titles = makeTitles(makeWords(100), PAGE);
  for (let opened = 0; opened < count; opened++) {
    const { owner } = await openShop(world);
    await fillShop(owner, titles, null);
    questions.push(...askedOf(owner.shop.slug, ['/api/v1/products']));
  }
  return questions;
}

async function compareShops(server: OwnServer, world: TestWorld, questions: readonly Question[], rounds: number): Promise<Figure> {
  const connections = CONNECTIONS / 4; // below the knee: what is compared is the answers, not the line before them
  const p99Of = async (some: readonly Question[]) =>
    percentile(
      (await askMany(server, world.folder, { questions: some, count: Math.max(1_000, questions.length), connections })).times,
      0.99,
    );
  const pairs: { alone: number; among: number }[] = [];
  for (let round = 0; round <= rounds; round++) {
    const pair = { alone: await p99Of(questions.slice(0, 1)), among: await p99Of(questions) };
    if (round > 0) pairs.push(pair);
  }
  const alone = median(pairs.map((pair) => pair.alone));
  const among = median(pairs.map((pair) => pair.among));
  const against = `one shop: ${alone.toFixed(2)} ms p99, all of them ${among.toFixed(2)} ms; medians of ${rounds} rounds in turns`;
  return atMost(
    MOST_P99,
    `${questions.length} shops in one process, p99 of a list`,
    median(pairs.map((pair) => pair.among / pair.alone)),
    '× one shop',
    against,
  );
}
