import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { inflateRawSync } from 'node:zlib';
import { readXlsx } from 'hucre/xlsx';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { excelCell, sheetRows } from '../formats/excel.ts';
import { DEFAULT_COLUMNS, FIELDS, fieldsOf, type Job, planJob, type Population } from '../index.ts';
import { createPartWriter, openPopulation, writeStream } from '../node.ts';
import { sha256 } from '../testing/people.ts';

const living = openPopulation({ seed: 42, year: 2026 });
const everBorn = openPopulation({ seed: 42 });

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'bottega-excel-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const plan = (population: Population, more: Partial<Job> = {}): Job => {
  const slice = { filter: {}, order: 'balanced', from: 500, to: 1100, guarded: false, columns: DEFAULT_COLUMNS } as const;
  return planJob(population, { ...slice, ...more, format: 'xlsx', shards: 1 });
};

async function write(population: Population, job: Job): Promise<Buffer> {
  const file = path.join(folder, 'people.xlsx');
  let heard = 0;
  const finished = await createPartWriter(population, job)(file, job, (rows) => {
    heard += rows;
  });
  const bytes = readFileSync(file);
  expect(finished).toEqual({ rows: job.to - job.from, bytes: bytes.length, sha256: sha256(bytes) });
  expect(heard).toBe(job.to - job.from);
  return bytes;
}

test.each([
  ['with a year', living],
  ['by rank of birth', everBorn],
])('%s, each cell is what the object holds: numbers are numbers, and days of its calendar are days', async (_, population) => {
  const columns = FIELDS.map(({ name }) => name);
  const { sheets } = await readXlsx(await write(population, plan(population, { columns })));
  expect(sheets.map(({ name }) => name)).toEqual(['people']);
  const [head, ...rows] = sheets[0]?.rows ?? [];
  expect(head).toEqual(columns);
  expect(rows).toHaveLength(600);
  for (const row of rows) {
    const person = population.person(row[0] as number, columns);
    const cells = fieldsOf(columns).map((field) => excelCell(field, person[field.name] ?? null));
    expect(columns.map((_column, at) => row[at] ?? null)).toEqual(cells);
  }
});

test('no text is a formula, whatever it begins with', async () => {
  const bytes = await write(living, plan(living, { columns: ['phone', 'index'], to: 503 }));
  const nameLength = bytes.readUInt16LE(26);
  const sheet = inflateRawSync(bytes.subarray(30 + nameLength)).toString('utf8');
  expect(sheet).toMatch(/<c r="A2" t="inlineStr"><is><t>\+\d+<\/t><\/is><\/c><c r="B2" s="1"><v>\d+<\/v><\/c>/);
  expect(sheet).not.toMatch(/<f[ >]/);
});

test('the same people are the same bytes, to a stream too', async () => {
  const job = plan(living);
  const stream = new PassThrough();
  const [streamed] = await Promise.all([buffer(stream), writeStream(living, job, stream).then(() => stream.end())]);
  expect(sha256(streamed)).toBe(sha256(await write(living, job)));
});

describe('a day', () => {
  const date = { type: 'date' } as const;

  test('that Excel has is one', () => {
    expect(excelCell(date, '1900-01-01')).toEqual(new Date('1900-01-01'));
    expect(excelCell(date, '9999-12-31')).toEqual(new Date('9999-12-31'));
  });

  test.each(['1899-12-31', '0044-03-15', '-000043-03-15', '+012026-07-01'])('that Excel has not, %s, stays a text', (day) => {
    expect(excelCell(date, day)).toBe(day);
  });
});

describe('a file', () => {
  test('has sheets as long as Excel reads, and shorter ones where rows are wide', () => {
    expect(sheetRows(fieldsOf(DEFAULT_COLUMNS))).toBe(1_048_575);
    expect(sheetRows(FIELDS)).toBeLessThan(500_000);
  });

  test('that cannot hold so many is refused before it is begun', () => {
    expect(() => plan(living, { to: 9_000_000 })).toThrow(
      'An Excel file holds 8,388,600 people with these columns, on 8 sheets, and this one would have 8,999,500. Export them with more --shards',
    );
    expect(plan(living, { to: 8_000_000 }).parts).toHaveLength(1);
  });
});
