/**
 * What others take for the same: Vendure and Medusa, installed for this from npm, each with a PostgreSQL of its own and the same 1,000 products
 * of three variants, in turns with ourselves on the same machine, 16 connections, no cache between. The CPU is that of a server and its
 * PostgreSQL together. A peer that cannot be installed or started is left out, and said.
 */
import { atLeast, type Figure, median, plain } from '../figure.ts';
import type { Measure } from '../measures.ts';
import { buyMany, type Run } from './parts/buy-many.ts';
import { askMany, percentile, type Question, type Round } from './parts/load.ts';
import { type Asked, type Contestant, openOurs, PAGE, type Reading } from './peers/contestant.ts';
import { openMedusa } from './peers/medusa.ts';
import { openVendure } from './peers/vendure.ts';

const PRODUCTS = 1_000;
const CONNECTIONS = 16;
const BUYERS = 8;
const ROUNDS = 3;
/** How many times as much CPU each peer is to take. */
const LEAST = 10;

const READINGS: Readonly<Record<Reading, { readonly name: string; readonly proof: RegExp; readonly times: number }>> = {
  list: { name: `a list of ${PAGE} with variants, prices and stock`, proof: /"sku":/g, times: 3 * PAGE },
  light: { name: `its search's list of ${PAGE}, without variants`, proof: /"productId":/g, times: PAGE },
  detail: { name: 'a product', proof: /"sku":/g, times: 3 },
};
const ORDER = `an order in seven requests, ${BUYERS} buyers at once`;

export const measure: Measure = async ({ quick }) => {
  if (quick) return [];
  const contestants: Contestant[] = [];
  try {
    const ours = await openOurs(PRODUCTS);
    contestants.push(ours);
    for (const open of [openVendure, openMedusa]) contestants.push(...(await orNone(open)));
    for (const contestant of contestants) await prove(contestant);
    const measured = await takeTurns(contestants);
    return contestants.flatMap((one) =>
      figuresOf(measured.get(one) as Measured, one === ours ? null : (measured.get(ours) as Measured), one),
    );
  } finally {
    for (const contestant of contestants) await contestant.close();
  }
};

async function orNone(open: (products: number) => Promise<Contestant>): Promise<Contestant[]> {
  try {
    return [await open(PRODUCTS)];
  } catch (error) {
    console.error(`A peer is left out: ${(error as Error).message.slice(0, 2_000)}`);
    return [];
  }
}

/** Everybody's answers hold what is asked for. @throws Error for one that does not */
async function prove({ name, server, reads }: Contestant): Promise<void> {
  for (const [reading, { questions }] of Object.entries(reads) as [Reading, Asked][]) {
    const { path, headers, body } = questions[0] as Question;
    const answer = await fetch(`http://127.0.0.1:${server.port}${path}`, {
      ...{ headers: { ...headers }, signal: AbortSignal.timeout(60_000) },
      ...(body === undefined ? {} : { method: 'POST', body }),
    });
    const text = await answer.text();
    const found = text.match(READINGS[reading].proof)?.length ?? 0;
    if (found !== READINGS[reading].times) throw new Error(`${name}, ${READINGS[reading].name}: ${found} in ${text.slice(0, 500)}`);
  }
}

type Measured = { readonly reads: Partial<Record<Reading, Round[]>>; readonly orders: Run[] };

/** Each in turn, round after round; the first, a short one, warms up. */
async function takeTurns(contestants: readonly Contestant[]): Promise<Map<Contestant, Measured>> {
  const measured = new Map<Contestant, Measured>(contestants.map((one) => [one, { reads: {}, orders: [] }]));
  for (let round = 0; round <= ROUNDS; round++) {
    const part = round === 0 ? 0.3 : 1;
    for (const reading of Object.keys(READINGS) as Reading[])
      for (const [{ reads, server, folder }, found] of measured) {
        const asked = reads[reading];
        if (!asked) continue;
        const came = await askMany(server, folder, { ...asked, count: Math.ceil(asked.count * part), connections: CONNECTIONS });
        if (round > 0) found.reads[reading] = [...(found.reads[reading] ?? []), came];
      }
    for (const [one, found] of measured) {
      const came = await buyMany({ ...one, buyers: BUYERS, orders: Math.ceil(one.orders * part) });
      if (round > 0) found.orders.push(came);
    }
  }
  return measured;
}

/** What one took; against ours where it is a peer. */
function figuresOf({ reads, orders }: Measured, ours: Measured | null, { name }: Contestant): Figure[] {
  const figures = (Object.entries(reads) as [Reading, Round[]][]).flatMap(([reading, rounds]) => {
    const beside = `${rate(rounds)} a second, p99 ${p99(rounds.flatMap(({ times }) => times))} ms`;
    return pair(
      { name, what: READINGS[reading].name, beside },
      cpuOf(rounds),
      ours && cpuOf(ours.reads[reading] ?? (ours.reads.list as Round[])),
    );
  });
  const flows = orders.flatMap((run) => run.flows);
  const beside = `${median(orders.map(({ perSecond }) => perSecond)).toFixed(1)} a second, flow p50 ${percentile(flows, 0.5).toFixed(0)} ms, p99 ${p99(flows)} ms`;
  return [...figures, ...pair({ name, what: ORDER, beside }, cpuOf(orders), ours && cpuOf(ours.orders))];
}

function pair({ name, what, beside }: { name: string; what: string; beside: string }, cpu: number, ours: number | null): Figure[] {
  const figure = plain(`${name}, ${what}`, cpu, 'ms CPU', beside);
  if (ours === null) return [figure];
  return [figure, atLeast(LEAST, `${name}, the same`, cpu / ours, '× Bottega', `Bottega's ${ours.toFixed(2)} ms of CPU in the same run`)];
}

const cpuOf = (rounds: readonly { readonly cpu: number }[]): number => median(rounds.map(({ cpu }) => cpu));
const rate = (rounds: readonly Round[]): string => median(rounds.map(({ times, wall }) => (times.length / wall) * 1_000)).toFixed(0);
const p99 = (times: readonly number[]): string => percentile(times, 0.99).toFixed(0);
