import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readCsv } from '../formats/csv-reader.ts';
import { readBorn } from '../migrate/born.ts';
import { auditFile, loadModel, migrateFile, openPopulation, readTable, validateFile } from '../node.ts';
import { auditRows } from '../audit.ts';
import { bytesOf } from '../testing/people.ts';

const FIXTURES = path.join(import.meta.dirname, '../testing/fixtures');

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'bottega-check-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const file = (name: string, content: string | Uint8Array): string => {
  const target = path.join(folder, name);
  writeFileSync(target, content);
  return target;
};
const old = (name: string): string => path.join(FIXTURES, `${name}.csv`);

describe('an audit', () => {
  test('finds our own people as near as they are', () => {
    const people = file(
      'ours.csv',
      bytesOf(openPopulation({ year: 2026, seed: 5 }), { to: 100_000, columns: ['sex', 'age', 'country_code'] }),
    );
    const report = auditFile(people);
    expect(report).toMatchObject({ year: 2026, rows: 100_000 });
    const [cells, ...others] = report.tables;
    expect(cells?.distance).toBeLessThanOrEqual(0.02);
    for (const { distance, noise } of others) expect(distance).toBeLessThan(noise);
  });

  test('finds others as far as they are', () => {
    const report = auditRows(
      loadModel(),
      Array.from({ length: 1000 }, (_, at) => ({ gender: at % 4 ? 'F' : 'M', dob: `${1926 + (at % 100)}-05-05`, country: 'France' })),
    );
    const distance = Object.fromEntries(report.tables.map((table) => [table.table, table.distance]));
    expect(distance.country).toBeGreaterThan(0.98);
    expect(distance.sex).toBeCloseTo(0.25, 1);
  });

  test('says of which tables a file has nothing', () => {
    const report = auditFile(file('sexes.csv', 'sex\nfemale\nmale\n'));
    expect(report.tables.map(({ distance }) => distance === null)).toEqual([true, true, true, false]);
  });

  test('needs rows, and a year that has tables', () => {
    expect(() => auditFile(file('empty.csv', 'sex\n'))).toThrow('There are no rows to compare.');
    expect(() => auditFile(file('one.csv', 'sex\nmale\n'), { year: 1200 })).toThrow('The tables cover 1950 to 2100');
  });
});

describe('validating', () => {
  test('finds nothing in our own people', () => {
    const people = file('all.jsonl', bytesOf(openPopulation({ year: 2026 }), { to: 500, format: 'jsonl', columns: ['all'] }));
    expect(validateFile(people)).toEqual({ rows: 500, faulty: 0, problems: [] });
    const past = file('past.csv', bytesOf(openPopulation({ seed: 3 }), { to: 500, columns: ['all'] }));
    expect(validateFile(past)).toEqual({ rows: 500, faulty: 0, problems: [] });
  });

  test.each([
    ['sex\nwoman\n', '"woman" is none of male, female'],
    ['latitude,longitude\n91,0\n', '91 is not within -90 to 90'],
    ['latitude,longitude\n9,\n', 'one coordinate is missing'],
    ['birth_date\n2023-02-30\n', '2023-02-30 is in no calendar'],
    ['birth_date,birth_year\n2023-02-03,2022\n', 'birth_date is in 2023, birth_year says 2022'],
    ['species,birth_year\nfloresiensis,1990\n', 'no floresiensis was born in 1990'],
    ['country_code\nUK\n', '"UK" is none of'],
    ['name,sex\n,male\n', 'nobody is without a name'],
    ['name\nAda\uFFFD\n', 'a letter of it is no UTF-8'],
    ['index\n1\n1\n', '1 came before'],
    ['ocean_openness\nhigh\n', '"high" is no number'],
  ])('%j: %s', (content, problem) => {
    const report = validateFile(file('faulty.csv', content));
    expect(report.problems.map((found) => found.problem).join()).toContain(problem);
  });

  test('a broken file is a sentence with its line', () => {
    expect(() => validateFile(file('broken.csv', 'a,b\n1,2\n3\n'))).toThrow('is broken in line 3: 1 cells where the head has 2');
    expect(() => validateFile(file('open.csv', 'a,b\n1,"2\n3,4\n'))).toThrow('a quote in the row of line 2 never closes');
    expect(() => validateFile(file('broken.jsonl', '{"a":1}\n{"a":\n'))).toThrow('line 2 is no JSON');
    expect(() => validateFile(file('broken.parquet', 'PAR1 and no more of it'))).toThrow('no whole Parquet file');
    expect(() => validateFile(file('half.parquet', bytesOf(openPopulation(), { to: 50, format: 'parquet' }).subarray(0, 900)))).toThrow(
      'Parquet',
    );
    expect(() => validateFile(path.join(folder, 'nothing.csv'))).toThrow('There is no file');
    expect(() => validateFile(file('wide.csv', Buffer.from('\uFEFFname\nAda\n', 'utf16le')))).toThrow('is UTF-16. Save it as UTF-8.');
    expect(() => validateFile(file('people.xls', ''))).toThrow('its format is not known');
    expect(() => validateFile(file('people.xlsx', ''))).toThrow('Excel files are written here, and not read');
  });
});

describe('migration', () => {
  const migrate = async (name: string, format: 'csv' | 'parquet' | 'jsonl' | 'json' = 'csv') => {
    const out = path.join(folder, `${name}-new.${format}`);
    const report = await migrateFile(old(name), { out, report: `${out}.report.json`, format });
    return { report, rows: [...readTable(out)].map(({ values }) => values), out };
  };

  test('of people.csv loads what makes a person, and says why the rest does not', async () => {
    const { report, rows, out } = await migrate('people');
    expect(report).toMatchObject({ kind: 'people', rows: 11, loaded: 7 });
    expect(report.rejected.map(({ reason }) => reason)).toEqual([
      'there is no name',
      'the latitude 123.4 is beyond 90',
      'the birth "when the stars align" is not understood',
      'the head has 12 columns, and this row 3',
    ]);
    expect(rows.map(({ birth_year }) => birth_year)).toEqual(['1874', '530', '1237', '-45000', null, '-44', '2163']);
    expect(rows[1]).toMatchObject({
      name: "Siobhán O'Dea",
      backstory: 'A "wise" woman, they said.',
      remarks: 'born about 530',
      comments: 'seen twice',
    });
    expect(rows[0]?.backstory).toBe('She kept bees on a roof.\r\nThen she kept a shop.');
    expect(rows[2]?.remarks).toContain('the longitude is missing');
    expect(rows[4]).toMatchObject({ country_code: null, timeline: 'Earth-616', remarks: 'the country was "UNK"' });
    expect(rows[6]).toMatchObject({ country_code: 'JP', species: 'AI' });
    expect(JSON.parse(readFileSync(`${out}.report.json`, 'utf8'))).toEqual(report);
  });

  test('of synthbio takes the first longitude for the latitude, and dates as they come', async () => {
    const { report, rows } = await migrate('synthbio', 'jsonl');
    expect(report).toMatchObject({ kind: 'synthbio', rows: 6, loaded: 5 });
    expect(report.rejected[0]?.reason).toContain('31/31/1990');
    expect(rows.map(({ birth_date, birth_year }) => birth_date ?? birth_year)).toEqual([
      '1961-03-09',
      '1948-03-03',
      '1990-04-13',
      1985,
      '1920-08-07',
    ]);
    expect(rows[0]).toMatchObject({
      latitude: '38.7223',
      longitude: '-9.1393',
      country_code: 'PT',
      backstory: 'Up at four.\nAsleep by nine.',
    });
    expect(JSON.parse(String(rows[3]?.extra))).toMatchObject({ hobbies: '["go", "fishing, at sea"]' });
  });

  test('of a backup without a head goes by what the cells look like', async () => {
    const { report, rows } = await migrate('backup', 'parquet');
    expect(report).toMatchObject({ kind: 'backup', rows: 6, loaded: 5 });
    expect(report.rejected).toMatchObject([{ line: 5, reason: 'a row has 12 to 16 cells, and this one 3' }]);
    expect(rows[0]).toMatchObject({
      name: 'Greta Holm',
      birth_year: 1902,
      nearest_city: 'Copenhagen',
      country_code: 'DK',
      image_url: 'https://pictures.example/greta.png',
    });
    expect(rows[1]).toMatchObject({
      status: 'published',
      four_words_name: 'stout-clay-ibex-ridge',
      image_url: 'https://pictures.example/abebe.png',
    });
    expect(rows[2]).toMatchObject({ latitude: '23.1291', longitude: null, birth_year: 1650 });
    expect(rows[3]).toMatchObject({ species: 'cyborg', timeline: 'RCP 8.5', longitude: '151.2093' });
    expect(rows[4]?.backstory).toContain('\n');
  });

  test.each(['people', 'synthbio', 'backup'])('of %s loses nothing: every cell of every row is there', async (name) => {
    const before = [...readCsv([readFileSync(old(name), 'utf8')])].map(({ cells }) => cells).slice(name === 'backup' ? 0 : 1);
    for (const format of ['csv', 'json', 'parquet'] as const) {
      const { report, rows } = await migrate(name, format);
      const after = [
        ...rows.map(({ original }) => JSON.parse(String(original)) as string[]),
        ...report.rejected.map(({ cells }) => [...cells]),
      ];
      const sorted = (all: string[][]): string[] => all.map((cells) => JSON.stringify(cells)).toSorted();
      expect(sorted(after)).toEqual(sorted(before));
    }
  });
});

test.each([
  ['530s', 530, null],
  ['1237?', 1237, null],
  ['Unknown', null, null],
  ['-233000', -233_000, null],
  ['c. 1500', 1500, null],
  ['44 BC', -43, null],
  ['1990-1-5', 1990, '1990-01-05'],
  ['1990-01-05T10:11:12Z', 1990, '1990-01-05'],
  ['5 January 1990', 1990, '1990-01-05'],
  ['Jan 5th, 1990', 1990, '1990-01-05'],
  ['25/12/1990', 1990, '1990-12-25'],
  ['12/25/1990', 1990, '1990-12-25'],
  ['03/04/1990', 1990, null],
  ['May 1968', 1968, null],
])('a birth "%s" is understood', (text, year, date) => {
  expect(readBorn(text)).toMatchObject({ year, date });
});

test.each(['soon', '13/13/1990', '1990-14-01', '12 Foo 1990'])('a birth "%s" is not', (text) => {
  expect(readBorn(text)).toBeUndefined();
});
