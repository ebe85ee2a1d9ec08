/**
 * People: rows per CPU second in memory, as CSV and as Parquet, against faker and the packages that write Parquet, all in one run;
 * then how near they are to the tables, how families agree, and what a slice takes. Rates are of CPU time, since machines are noisy,
 * and taken in turns, since they get warm. `--quick` makes fewer rows; `--json` prints JSON lines.
 */
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { planJob, UNCOMPRESSED } from '@bottega/population';
import { openPopulation, runJob, ZSTD } from '@bottega/population/node';
import { atLeast, atMost, createPrint, describeMachine, median, plain } from '../figure.ts';
import { buildLibrary } from './build-library.ts';
import { auditFigures, familyFigures, shardFigures } from './facts.ts';
import { type Faker, fakerRows } from './faker-rows.ts';
import { COLUMNS, cpuSeconds, csvMaker, fileMaker, makeColumns } from './own.ts';
import { duckWriter, hyparquetWriter, type PeerWriter, wasmWriter } from './parquet-peers.ts';
import { installPeers } from './peers.ts';

const isQuick = process.argv.includes('--quick');
const print = createPrint(process.argv.includes('--json'));
const part = isQuick ? 0.1 : 1;
const ROUNDS = isQuick ? 3 : 5;
const PROCESSES = 7;
const LIMIT_MS = 5 * 60_000;
const SEATS_FROM = 3_000_000_000;

const folder = await mkdtemp(path.join(tmpdir(), 'bottega-bench-people-'));
try {
  print(describeMachine());
  const load = await installPeers(path.join(folder, 'peers'));
  const { faker } = ((await load('@faker-js/faker')) ?? {}) as { faker?: Faker };
  await compareRates(faker);
  await compareParquet(load);
  await measureProcesses();
  await measureFacts();
} finally {
  await rm(folder, { recursive: true, force: true });
}

/** Rows per CPU second of each way, in turns. */
function takeTurns(ways: Readonly<Record<string, readonly [rows: number, work: (rows: number) => void]>>): Record<string, number> {
  const turns = Object.entries(ways).map(([name, [rows, work]]) => ({ name, rows, work, rates: [] as number[] }));
  for (const { rows, work } of turns) work(Math.ceil(rows / 5)); // warms up
  for (let round = 0; round < ROUNDS; round++) for (const { rows, work, rates } of turns) rates.push(rows / cpuSeconds(() => work(rows)));
  return Object.fromEntries(turns.map(({ name, rates }) => [name, median(rates)]));
}

async function compareRates(faker: Faker | undefined): Promise<void> {
  const population = openPopulation({ seed: 42, year: 2026 });
  const [balanced, seat] = [csvMaker(population, 'balanced'), csvMaker(population, 'seat')];
  const [plainParquet, zstd] = [fileMaker(population, 'parquet', UNCOMPRESSED), fileMaker(population, 'parquet', ZSTD)];
  faker?.seed(42);
  const rates = takeTurns({
    ...(faker ? { faker: [40_000 * part, (rows) => void [...fakerRows(faker, rows)]] } : {}),
    memory: [8e6 * part, (rows) => makeColumns(population, rows)],
    csv: [3e6 * part, (rows) => void balanced(0, rows)],
    seatCsv: [4e6 * part, (rows) => void seat(SEATS_FROM, rows)],
    parquet: [1.5e6 * part, (rows) => void plainParquet(rows)],
    zstd: [1e6 * part, (rows) => void zstd(rows)],
  });
  const { faker: theirs, memory = 0, csv = 0, seatCsv = 0, parquet = 0, zstd: packed = 0 } = rates;
  for (const [name, rate] of Object.entries(rates)) print(plain(`rows, ${name}`, rate / 1e6, 'million a CPU second'));
  const years = 1e12 / seatCsv;
  print(plain('10^12 rows of CSV in the order of seats', years, 'CPU seconds'));
  if (theirs === undefined) return;
  const against = '@faker-js/faker, CSV of the same 14 columns';
  print(atLeast(300, 'in memory', memory / theirs, 'times', against));
  print(atLeast(100, 'CSV, balanced', csv / theirs, 'times', against));
  print(atLeast(180, 'CSV, in the order of seats', seatCsv / theirs, 'times', against));
  print(atLeast(80, 'Parquet, uncompressed', parquet / theirs, 'times', against));
  print(plain('Parquet, zstd', packed / theirs, 'times', against));
}

async function compareParquet(load: Awaited<ReturnType<typeof installPeers>>): Promise<void> {
  const population = openPopulation({ seed: 42, year: 2026 });
  const parts = { population, columns: COLUMNS, folder };
  const [duck, hyparquet, arrow, wasm] = await Promise.all([
    load('@duckdb/node-api'),
    load('hyparquet-writer'),
    load('apache-arrow'),
    load('parquet-wasm', '/node'),
  ]);
  const peers: PeerWriter[] = [
    ...(duck ? [duckWriter(duck as never, parts)] : []),
    ...(hyparquet ? [hyparquetWriter(hyparquet as never, parts)] : []),
    ...(arrow && wasm ? [wasmWriter(arrow as never, wasm as never, parts)] : []),
  ];
  const rates: number[] = [];
  for (const { name, write } of peers) {
    await write(20_000 * part);
    const rate = 1 / median([await write(200_000 * part), await write(200_000 * part), await write(200_000 * part)]);
    print(plain(`Parquet zstd by ${name}`, rate, 'million a CPU second'));
    rates.push(rate);
  }
  if (rates.length === 0) return;
  const own = fileMaker(population, 'parquet', ZSTD);
  own(200_000);
  const rows = 1e6 * part;
  const rate = median([1, 2, 3].map(() => rows / 1e6 / cpuSeconds(() => own(rows))));
  print(atLeast(10, 'Parquet zstd', rate / Math.max(...rates), 'times', 'the best of the packages, fed from our batches'));
}

async function inProcess<T>(file: string, ...words: string[]): Promise<T> {
  const script = path.join(import.meta.dirname, file);
  const { stdout } = await promisify(execFile)(process.execPath, ['--no-warnings', script, ...words], { timeout: LIMIT_MS });
  return JSON.parse(stdout) as T;
}

async function measureProcesses(): Promise<void> {
  const library = await buildLibrary(folder);
  const starts: { wall: number; cpu: number }[] = [];
  for (let start = 0; start < PROCESSES; start++) starts.push(await inProcess('first-person.mjs', library));
  print(atMost(100, 'cold process to person 7,000,000,000', median(starts.map(({ wall }) => wall)), 'ms', 'the start of the process'));
  print(plain('the same, of CPU', median(starts.map(({ cpu }) => cpu)), 'ms', 'the start of the process'));
  const population = openPopulation({ seed: 42, year: 2026 });
  const reads = 1e6 * part;
  const seconds = cpuSeconds(() => {
    for (let read = 0; read < reads; read++) population.at((read * 7_919_131) % population.size);
  });
  print(atMost(1, 'warm random access', (seconds * 1e6) / reads, 'µs', 'nothing'));
  for (const format of ['csv', 'jsonl', 'json', 'parquet']) {
    const { megabytes } = await inProcess<{ megabytes: number }>('slice.mjs', library, format, String(2e6 * part));
    print(atMost(120, `memory of a slice of ${2e6 * part} rows, ${format}`, megabytes, 'MB', 'nothing'));
  }
}

async function measureFacts(): Promise<void> {
  for (const figure of auditFigures()) print(figure);
  for (const figure of familyFigures(1e6 * part)) print(figure);
  const plan = (shards: number) =>
    planJob(openPopulation({ seed: 42, year: 2026 }), {
      ...{ filter: {}, order: 'balanced', from: 0, to: 2e6 * part, format: 'csv', columns: COLUMNS, guarded: false, shards },
    });
  const run = (shards: number, where: string) => runJob(plan(shards), { folder: path.join(folder, where), workers: 2 });
  for await (const figure of shardFigures(folder, run)) print(figure);
}
