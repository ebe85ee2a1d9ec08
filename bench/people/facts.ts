import { createHash } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { auditRows, type Identity } from '@bottega/population';
import { loadModel, type Manifest, openPopulation } from '@bottega/population/node';
import { atMost, atLeast, type Figure } from '../figure.ts';

/** How near beginnings of the balanced order are to the published cells, and all seats together. */
export function* auditFigures(): Generator<Figure> {
  const population = openPopulation({ seed: 42, year: 2026 });
  for (const [count, most] of [
    [100_000, 0.02],
    [1_000_000, 0.0025],
  ] as const) {
    const [cells] = auditRows(loadModel(), rowsOf(population, count), 2026).tables;
    yield atMost(most, `distance to 8,400 cells at ${count}`, cells?.distance ?? 1, 'of 1', 'country × sex × age of the UN');
  }
  const seats = population.select({}).size;
  const counted = population.model.countries.reduce((sum, { code }) => sum + population.select({ country: code }).size, 0);
  yield atMost(0, 'seats of all countries that are too many or too few', Math.abs(seats - counted), 'people', `${seats} seats`);
}

function* rowsOf(population: ReturnType<typeof openPopulation>, count: number): Generator<Record<string, string | number>> {
  const { countries } = population.model;
  for (const { columns, count: rows } of population.select().batches(0, count, { extras: false }))
    for (let at = 0; at < rows; at++)
      yield {
        country_code: countries[columns.country[at] as number]?.code ?? '',
        sex: columns.sex[at] === 1 ? 'female' : 'male',
        age: columns.age[at] as number,
      };
}

const isSame = (a: Identity, b: Identity | null): boolean =>
  b !== null && a.group === b.group && a.cohort === b.cohort && a.slot === b.slot;

/** Links of families that are checked from both ends, until there are as many as asked for. */
export function* familyFigures(wanted: number): Generator<Figure> {
  const { universe, households, select } = openPopulation({ seed: 42, year: 2026 });
  const { order } = select();
  const counts = { links: 0, symmetric: 0 };
  const count = (agrees: boolean): void => {
    counts.links++;
    if (agrees) counts.symmetric++;
  };
  for (let position = 0; counts.links < wanted; position++) {
    const who = universe.identityOf(order.placeAt(position));
    const spouse = households.spouseOf(who);
    if (spouse) count(isSame(who, households.spouseOf(spouse)));
    for (const parent of [households.motherOf(who), households.fatherOf(who)])
      if (parent) count(households.childrenOf(parent).some((child) => isSame(child, who)));
  }
  yield atLeast(100, 'links that agree from both ends', (counts.symmetric / counts.links) * 100, '%', `${counts.links} links`);
}

/** Whether 1, 2, 7 and 8 shards are the same bytes, and a run that lost a part too. */
export async function* shardFigures(folder: string, run: (shards: number, where: string) => Promise<Manifest>): AsyncGenerator<Figure> {
  const hashes = new Set<string>();
  for (const shards of [1, 2, 7, 8]) {
    const where = String(shards);
    await run(shards, where);
    if (shards === 8) {
      rmSync(path.join(folder, where, 'part-00003.csv'));
      writeFileSync(path.join(folder, where, 'part-00005.csv'), 'half');
      await run(shards, where);
    }
    const hash = createHash('sha256');
    for (let at = 0; at < shards; at++) hash.update(bodyOf(path.join(folder, where, `part-${String(at).padStart(5, '0')}.csv`)));
    hashes.add(hash.digest('hex'));
    rmSync(path.join(folder, where), { recursive: true });
  }
  yield atMost(1, 'different bytes by 1, 2, 7 and 8 shards, and after a loss', hashes.size, 'hashes', 'one hash');
}

/** A file without its head. */
function bodyOf(file: string): Buffer {
  const bytes = readFileSync(file);
  return bytes.subarray(bytes.indexOf(10) + 1);
}
