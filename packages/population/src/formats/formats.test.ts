import fc from 'fast-check';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DEFAULT_COLUMNS, FIELDS, type FileFormat, planJob } from '../index.ts';
import { createPartWriter, openPopulation, readTable } from '../node.ts';
import { createPartMaker } from '../part.ts';
import { bytesOf, textOf } from '../testing/people.ts';

const living = openPopulation({ seed: 42, year: 2026 });
const everBorn = openPopulation({ seed: 42 });

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'bottega-formats-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const ALL = FIELDS.map(({ name }) => name);

describe.each([
  ['with a year', living],
  ['by rank of birth', everBorn],
])('%s', (name, population) => {
  test.each<FileFormat>(['csv', 'json', 'jsonl', 'parquet'])('a file of %s holds what the objects hold', (format) => {
    const file = path.join(folder, `${name}.${format}`);
    writeFileSync(file, bytesOf(population, { from: 500, to: 1100, format, columns: ALL }));
    let rows = 0;
    for (const { values } of readTable(file)) {
      const person = population.person(Number(values.index), ALL);
      if (format === 'csv')
        expect(values).toEqual(Object.fromEntries(Object.entries(person).map(([key, value]) => [key, textual(key, value)])));
      else expect(values).toEqual(person);
      rows++;
    }
    expect(rows).toBe(600);
  });
});

/** A value as a CSV holds it. */
function textual(key: string, value: string | number | null): string | null {
  if (value === null) return null;
  return key === 'latitude' || key === 'longitude' ? Number(value).toFixed(4) : String(value);
}

test('zstd files of more than one row group are read back whole', async () => {
  const file = path.join(folder, 'groups.parquet');
  const columns = ['index', 'given_name', 'age', 'spouse_index'];
  const slice = { filter: {}, order: 'balanced', from: 0, to: 140_000, format: 'parquet', guarded: false } as const;
  const job = planJob(living, { ...slice, columns, shards: 1 });
  await createPartWriter(living, job)(file, job);
  let [rows, married] = [0, 0];
  for (const { values } of readTable(file)) {
    if (rows % 9973 === 0) expect(values).toEqual(living.person(values.index as number, Object.keys(values)));
    if (values.spouse_index !== null) married++;
    rows++;
  }
  expect(rows).toBe(140_000);
  expect(married).toBeGreaterThan(40_000);
});

describe('slices', () => {
  const makers = Object.fromEntries(
    (['csv', 'jsonl'] as const).map((format) => {
      const job = {
        population: {},
        filter: {},
        order: 'balanced',
        from: 0,
        to: 3000,
        format,
        columns: DEFAULT_COLUMNS,
        guarded: false,
      } as const;
      return [format, createPartMaker(living, job)];
    }),
  );
  const slice = (format: string, from: number, to: number): string => {
    let text = '';
    for (const piece of makers[format]?.(from, to) ?? []) text += new TextDecoder('utf-8', { fatal: true }).decode(piece);
    return text;
  };
  const known = { csv: slice('csv', 0, 3000), jsonl: slice('jsonl', 0, 3000) };

  test('put together are the whole, wherever they are cut: none overwrites another', () => {
    const cuts = fc.uniqueArray(fc.integer({ min: 1, max: 2999 }), { maxLength: 6 });
    fc.assert(
      fc.property(cuts, fc.constantFrom('csv' as const, 'jsonl' as const), (at, format) => {
        const borders = [0, ...at.toSorted((a, b) => a - b), 3000];
        const parts = borders.slice(1).map((to, n) => {
          const text = slice(format, borders[n] as number, to);
          return format === 'csv' && n > 0 ? text.slice(text.indexOf('\n') + 1) : text;
        });
        expect(parts.join('')).toBe(known[format]);
      }),
      { numRuns: 40 },
    );
  });

  test('are the same from a population that was used before', () => {
    const used = openPopulation({ seed: 42, year: 2026 });
    textOf(used, { to: 50, format: 'jsonl', columns: ALL });
    textOf(used, { from: 7_000_000, to: 7_009_000, columns: ALL.slice(0, 20) });
    expect(textOf(used, { to: 3000, columns: DEFAULT_COLUMNS })).toBe(known.csv);
  });

  test('of all seeds, years and filters are whole UTF-8', () => {
    const strict = new TextDecoder('utf-8', { fatal: true });
    const countries = living.model.countries.map(({ code }) => code);
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 1900, max: 2100 }), fc.constantFrom(...countries), (seed, year, country) => {
        const population = openPopulation({ seed, year });
        const bytes = bytesOf(population, { to: 40, filter: { country }, columns: DEFAULT_COLUMNS });
        const lines = strict.decode(bytes).trimEnd().split('\n');
        expect(lines.length).toBe(41);
      }),
      { numRuns: 25 },
    );
  });
});

describe('CSV', () => {
  test('quotes a cell that holds a comma', () => {
    const withComma = living.model.countries.find(({ name }) => name.includes(','));
    if (!withComma) return;
    const text = textOf(living, { to: 1, columns: ['country', 'sex'], filter: { country: withComma.code } });
    expect(text.split('\n')[1]).toMatch(new RegExp(`^"${withComma.name}",`));
  });

  test('puts formulas out of action when it is asked to', () => {
    const rows = textOf(living, { to: 500, columns: ['phone', 'latitude', 'nearest_city'], guarded: true })
      .trimEnd()
      .split('\n')
      .slice(1);
    expect(rows.filter((row) => !row.startsWith("'+"))).toEqual([]);
    expect(rows.some((row) => /,-\d/.test(row))).toBe(true); // numbers stay numbers
  });
});

test('JSON is one array, also of one person', () => {
  expect(JSON.parse(textOf(living, { to: 1, format: 'json' }))).toHaveLength(1);
  expect(JSON.parse(textOf(living, { to: 9000, format: 'json' }))).toHaveLength(9000);
});

test('columns come in the order in which they are named, and each name has to be known', () => {
  expect(textOf(living, { to: 1, columns: ['age', 'index'] })).toMatch(/^age,index\n\d+,\d+\n$/);
  expect(() => textOf(living, { to: 1, columns: ['given_nam'] })).toThrow('Did you mean "given_name"?');
  expect(() => textOf(living, { to: 1, columns: ['age', 'age'] })).toThrow('named twice');
});
