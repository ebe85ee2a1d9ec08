import { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Field, fieldsOf, type Value } from '../fields.ts';
import { openPopulation, readTable, ZSTD } from '../node.ts';
import { createPartMaker } from '../part.ts';
import type { Population } from '../population.ts';
import { UNCOMPRESSED } from './parquet.ts';

// What we write is read by somebody else's reader, and so is what we read of it ourselves.

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'bottega-parquet-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const FIELDS = fieldsOf(['all']).filter(({ name }) => name !== 'image_url');
const COLUMNS = FIELDS.map(({ name }) => name);
/** More than one row group. */
const ROWS = 70_000;
const FEW = 1500;

const living = openPopulation({ seed: 42, year: 2026 });
const everBorn = openPopulation({ seed: 42 });

test.each([
  ['plain', living, UNCOMPRESSED, FEW, COLUMNS],
  ['packed', living, ZSTD, FEW, COLUMNS],
  ['by rank of birth, packed', everBorn, ZSTD, FEW, COLUMNS],
  ['packed, of more than one row group', living, ZSTD, ROWS, ['index', 'name', 'sex', 'birth_date', 'latitude', 'spouse_index']],
])('%s: hyparquet finds in every cell what we wrote', { timeout: 60_000 }, async (name, population, codec, rows, columns) => {
  const path_ = path.join(folder, `${name}.parquet`);
  write(path_, population, { rows, columns, codec });
  const file = await asyncBufferFromFile(path_);
  const metadata = await parquetMetadataAsync(file);
  expect(Number(metadata.num_rows)).toBe(rows);
  expect(metadata.row_groups).toHaveLength(Math.ceil(rows / 65_536));
  const theirs = await parquetReadObjects({ file, metadata, compressors });
  const ours = [...readTable(path_)].map(({ values }) => values);
  expect(theirs.length).toBe(ours.length);
  for (const [at, row] of theirs.entries()) {
    expect(Object.fromEntries(Object.entries(row).map(([column, value]) => [column, asOurs(column, value)]))).toEqual(ours[at]);
  }
});

function write(
  file: string,
  population: Population,
  { rows, columns, codec }: { rows: number; columns: readonly string[]; codec: typeof ZSTD },
): void {
  const job = { population: {}, filter: {}, order: 'balanced', from: 0, to: rows, format: 'parquet', columns, guarded: false } as const;
  const pieces: Buffer[] = [];
  for (const piece of createPartMaker(population, job, codec)(0, rows)) pieces.push(Buffer.from(piece));
  writeFileSync(file, Buffer.concat(pieces));
}

const TYPES = new Map(FIELDS.map(({ name, type }): [string, Field['type']] => [name, type]));

/** Theirs has days as dates and long numbers as big ones. */
function asOurs(column: string, value: unknown): Value {
  if (typeof value === 'bigint') return Number(value);
  if (value instanceof Date) return value.toISOString().slice(0, -'T00:00:00.000Z'.length);
  if (TYPES.get(column) === 'degrees') return Math.round((value as number) * 10_000) / 10_000;
  return (value ?? null) as Value;
}
