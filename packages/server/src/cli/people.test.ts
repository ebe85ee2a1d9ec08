import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { readXlsx } from 'hucre/xlsx';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

// The commands as a user types them. None opens a database: the folder they run in holds nothing but what they write.

const BIN = path.join(import.meta.dirname, '../../bin/bottega.js');
const run = promisify(execFile);

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'bottega-people-cli-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Ended = { readonly code: number; readonly stdout: string; readonly stderr: string };

async function people(words: readonly string[], environment: Readonly<Record<string, string>> = {}): Promise<Ended> {
  const options = { cwd: folder, timeout: 60_000, env: { ...process.env, ...environment }, maxBuffer: 2 ** 26 };
  try {
    return { code: 0, ...(await run(process.execPath, [BIN, 'people', ...words], options)) };
  } catch (error) {
    return error as Ended;
  }
}

test('show says how it counts, and the other count', async () => {
  const seat = await people(['show', '7000000000', '--seed', '42', '--year', '2026', '--json']);
  const found = JSON.parse(seat.stdout) as { space: string; other: { space: string; index: number }; person: { name: string } };
  expect(found).toMatchObject({ space: 'seat', other: { space: 'birth rank' } });
  const rank = await people(['show', String(found.other.index), '--seed', '42', '--columns', 'name,age']);
  expect(rank.stdout).toContain('Rank of birth 1');
  expect(rank.stdout).toContain('seat 7,000,000,000 among the living of 2026');
  expect(rank.stdout).toContain(found.person.name);
});

test('generate, audit and validate', async () => {
  const made = await people(['generate', '--count', '50000', '--year', '2026', '--seed', '42', '--out', 'people.parquet', '--json']);
  expect(JSON.parse(made.stdout)).toMatchObject({ file: 'people.parquet', rows: 50_000 });
  const audit = JSON.parse((await people(['audit', 'people.parquet', '--json'])).stdout) as { tables: { distance: number }[] };
  expect(audit.tables[0]?.distance).toBeLessThan(0.04);
  expect(await people(['validate', 'people.parquet'])).toMatchObject({ code: 0 });
  writeFileSync(path.join(folder, 'wrong.csv'), 'sex\nwoman\n');
  expect(await people(['validate', 'wrong.csv'])).toMatchObject({ code: 1, stdout: expect.stringContaining('row 2, sex') });
});

test('generate writes to the standard output, with the columns and the guard that are asked for', async () => {
  const { stdout } = await people([
    'generate',
    '--count',
    '3',
    '--year',
    '2026',
    '--out',
    '-',
    '--columns',
    'age,phone',
    '--guard-formulas',
    '--country',
    'France',
  ]);
  expect(stdout).toMatch(/^age,phone\n(\d+,'\+33\d+\n){3}$/);
});

test('Excel files are written, whole and in parts', async () => {
  const some = ['--year', '2026', '--columns', 'index,phone,birth_date', '--format', 'xlsx'];
  expect(await people(['generate', '--count', '20', '--out', 'people.xlsx', ...some])).toMatchObject({ code: 0, stderr: '' });
  expect(await people(['export', '--from', '0', '--to', '7', '--shards', '2', '--out', 'sheets', ...some])).toMatchObject({ code: 0 });
  const rowsOf = async (file: string) => (await readXlsx(readFileSync(path.join(folder, file)))).sheets[0]?.rows ?? [];
  const [head, first, ...others] = await rowsOf('people.xlsx');
  expect(head).toEqual(['index', 'phone', 'birth_date']);
  expect(first).toEqual([expect.any(Number), expect.stringMatching(/^\+\d+$/), expect.any(Date)]);
  expect(others).toHaveLength(19);
  expect([(await rowsOf('sheets/part-00000.xlsx')).length, (await rowsOf('sheets/part-00001.xlsx')).length]).toEqual([4, 5]);
});

test('export writes parts with a manifest, in the order of the index, and goes on', async () => {
  const words = ['export', '--from', '100', '--to', '1100', '--seed', '42', '--shards', '3', '--out', 'parts', '--workers', '2'];
  expect(await people(words)).toMatchObject({ code: 0, stdout: 'parts: 1,000 people, 0.2 MB in 3 parts\n' });
  expect(readdirSync(path.join(folder, 'parts')).toSorted()).toEqual([
    'manifest.json',
    'part-00000.csv',
    'part-00001.csv',
    'part-00002.csv',
  ]);
  const lines = readFileSync(path.join(folder, 'parts/part-00001.csv'), 'utf8').split('\n');
  expect(lines[0]).toBe(
    'index,name,given_name,family_name,sex,gender,birth_date,birth_year,age,country_code,country,nearest_city,latitude,longitude,email,phone,occupation',
  );
  expect(lines[1]).toMatch(/^433,/);
  expect(await people(words)).toMatchObject({ code: 0 });
  expect(await people([...words, '--columns', 'index'])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('holds another export'),
  });
});

test('migrate loads what it can and reports the rest', async () => {
  const old = path.join(import.meta.dirname, '../../../population/src/testing/fixtures/people.csv');
  const { stdout } = await people(['migrate', old, '--out', 'new.parquet', '--report', 'report.json']);
  expect(stdout).toContain('7 of 11 rows are in new.parquet.');
  expect((JSON.parse(readFileSync(path.join(folder, 'report.json'), 'utf8')) as { rejected: unknown[] }).rejected).toHaveLength(4);
});

test('countries and the dictionary', async () => {
  expect((await people(['countries'])).stdout).toMatch(/^IN {2}IND {2}INR {2}Latin {7}India$/m);
  const { columns } = JSON.parse((await people(['dictionary', '--json'])).stdout) as { columns: { name: string; default: boolean }[] };
  expect(columns.filter((column) => column.default)).toHaveLength(17);
});

describe('the environment', () => {
  test('gives what the words do not, and old names come with a notice', async () => {
    const words = ['generate', '--count', '1', '--out', '-', '--columns', 'country_code,age'];
    const given = await people(words, { BOTTEGA_PEOPLE_YEAR: '2026', TRILLIONS_COUNTRY: 'IS', BOTTEGA_PEOPLE_SEED: '3' });
    expect(given.stdout).toMatch(/\nIS,\d+\n$/);
    expect(given.stderr).toBe('TRILLIONS_COUNTRY is an old name; call it BOTTEGA_PEOPLE_COUNTRY.\n');
  });
});

describe('bad input ends with 2 and a sentence', () => {
  test.each([
    [['generate', '--count', '5', '--country', 'Frnace', '--year', '2026', '--out', '-'], 'Did you mean "FR (France)"?'],
    [['generate', '--count', '9e12', '--year', '2026', '--out', '-'], 'more than the limit of'],
    [
      ['generate', '--count', '400000', '--country', 'TO', '--year', '2026', '--out', '-'],
      'people match, so the slice cannot go up to 400,000',
    ],
    [['show', '1000000000000'], 'people go from 0 to 999,999,999,999'],
    [['show', '5', '--year', '100001'], 'A year is a whole number from -233000 to 100000'],
    [['show', '5', '--year', 'soon'], '--year takes a whole number, not "soon"'],
    [['show', '5', '--species', 'floresiensis', '--year', '2026'], 'No floresiensis lived in 2026'],
    [['generate', '--count', '5', '--ages', 'old', '--year', '2026', '--out', '-'], '--ages takes two numbers such as 18-65'],
    [['generate', '--count', '9e6', '--year', '2026', '--out', 'people.xlsx'], 'An Excel file holds 8,388,600 people with these columns'],
    [['generate', '--count', '5', '--out', 'people.xls'], 'There is no format "xls"; there are csv, json, jsonl, parquet, xlsx.'],
    [['validate', 'people.xlsx'], 'Excel files are written here, and not read'],
    [['generate', '--count', '0', '--out', '-'], '--count takes a whole number from 1 on, not 0.'],
    [['generate', '--count', '5', '--sex', 'woman', '--year', '2026', '--out', '-'], 'There is no sex "woman". Known: male, female.'],
    [['export', '--from', '5', '--to', '2', '--out', 'parts'], 'A slice goes from a whole number up to a greater one'],
    [['audit', 'nothing.csv'], 'There is no file nothing.csv'],
  ])('%j', async (words, sentence) => {
    const { code, stderr } = await people(words);
    expect(stderr).toContain(sentence);
    expect(code).toBe(2);
  });

  test('a place that cannot be written ends with 1', async () => {
    writeFileSync(path.join(folder, 'a-file'), '');
    const { code, stderr } = await people(['generate', '--count', '5', '--out', 'a-file/people.csv']);
    expect([code, stderr.includes('its folder is a file')]).toEqual([1, true]);
  });
});
