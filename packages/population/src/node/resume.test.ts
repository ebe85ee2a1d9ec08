import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createPartMaker, type FileFormat, type Job, planJob } from '../index.ts';
import { createPartWriter, openPopulation, ZSTD } from '../node.ts';
import { sha256 } from '../testing/people.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'bottega-resume-'));
  file = path.join(folder, 'people');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const STRETCH = 2 ** 18;
const people = openPopulation({ seed: 42, year: 2026 });

/** Two whole stretches and a bit. */
const plan = (format: FileFormat, more: Partial<Job> = {}): Job => {
  const slice = { filter: {}, order: 'seat', from: 1000, to: 600_000, guarded: false, columns: ['index', 'family_name', 'age'] } as const;
  return planJob(people, { ...slice, format, ...more, shards: 1 });
};

/** The bytes of a file that is made at once. */
function atOnce(job: Job): string {
  const pieces: Buffer[] = [];
  for (const piece of createPartMaker(people, job, ZSTD)(job.from, job.to)) pieces.push(Buffer.from(piece));
  return sha256(Buffer.concat(pieces));
}

/** Writes until so many rows have come, and fails there. */
async function breakOff(job: Job, after: number): Promise<void> {
  let rows = 0;
  const writing = createPartWriter(people, job)(file, job, (more) => {
    rows += more;
    if (rows > after) throw Object.assign(new Error('write'), { code: 'ENOSPC' });
  });
  await expect(writing).rejects.toThrow('the disk is full. What is finished is kept; run it again to go on.');
}

/** Writes to the end, and tells how many rows were there before. */
async function goOn(job: Job): Promise<{ kept: number; sha256: string }> {
  const rows: number[] = [];
  const finished = await createPartWriter(people, job)(file, job, (more) => rows.push(more));
  expect(rows.reduce((sum, more) => sum + more, 0)).toBe(job.to - job.from);
  expect(finished).toMatchObject({ rows: job.to - job.from, sha256: sha256(readFileSync(file)), bytes: statSync(file).size });
  expect(readdirSync(folder)).toEqual(['people']);
  const first = rows[0] ?? 0;
  return { kept: first >= STRETCH ? first : 0, sha256: finished.sha256 };
}

describe.each<FileFormat>(['csv', 'json', 'jsonl', 'parquet'])('a file of %s', (format) => {
  test('in stretches is the file that is made at once', async () => {
    expect(await goOn(plan(format))).toEqual({ kept: 0, sha256: atOnce(plan(format)) });
  });

  test('that was broken off goes on from the last stretch, and ends with the same bytes', async () => {
    await breakOff(plan(format), STRETCH * 2 + 5000);
    expect(readdirSync(folder)).toEqual(['people.half', 'people.half.jsonl']);
    expect(await goOn(plan(format))).toEqual({ kept: STRETCH * 2, sha256: atOnce(plan(format)) });
  });
});

describe('what is left of a file is kept as far as it is what was written', () => {
  const job = plan('csv');
  const whole = atOnce(job);
  const half = (): string => `${file}.half`;
  const journal = (): string => `${half()}.jsonl`;

  /** Where each stretch ends, in bytes. */
  const ends = (): number[] =>
    readFileSync(journal(), 'utf8')
      .split('\n')
      .slice(1, -1)
      .map((line) => (JSON.parse(line) as { bytes: number }).bytes);

  beforeEach(() => breakOff(job, STRETCH * 2 + 5000));

  function damage(at: number): void {
    const bytes = readFileSync(half());
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    writeFileSync(half(), bytes);
  }

  test('bytes that were touched are made again, with all that follow', async () => {
    damage((ends()[0] ?? 0) + 10);
    expect(await goOn(job)).toEqual({ kept: STRETCH, sha256: whole });
  });

  test('so is all of it, where the first stretch was touched', async () => {
    damage(10);
    expect(await goOn(job)).toEqual({ kept: 0, sha256: whole });
  });

  test('bytes that are missing are made again', async () => {
    truncateSync(half(), (ends()[1] ?? 0) - 1);
    expect(await goOn(job)).toEqual({ kept: STRETCH, sha256: whole });
  });

  test('a mark that was written by half is none', async () => {
    appendFileSync(journal(), '{"to":600000,"byt');
    expect(await goOn(job)).toEqual({ kept: STRETCH * 2, sha256: whole });
  });

  test('half a file of other people is begun anew', async () => {
    const other = plan('csv', { order: 'balanced' });
    expect(await goOn(other)).toEqual({ kept: 0, sha256: atOnce(other) });
  });

  test('a half file without its marks is begun anew', async () => {
    rmSync(journal());
    expect(await goOn(job)).toEqual({ kept: 0, sha256: whole });
  });
});

test.each<FileFormat>(['csv', 'parquet'])(
  'a process that is killed in the middle of %s loses no stretch',
  { timeout: 120_000 },
  async (format) => {
    const job = plan(format, { to: 4_000_000 });
    const child = start(job);
    const killed = once(child, 'exit');
    const marks = (): number => (existsSync(`${file}.half.jsonl`) ? readFileSync(`${file}.half.jsonl`, 'utf8').split('\n').length - 2 : 0);
    for (const deadline = performance.now() + 60_000; marks() < 2 && performance.now() < deadline; ) await sleep(1);
    child.kill('SIGKILL');
    expect(await killed).toEqual([null, 'SIGKILL']);
    const left = marks();
    expect(left).toBeGreaterThanOrEqual(2);
    expect(existsSync(file)).toBe(false);
    expect(await goOn(job)).toEqual({ kept: STRETCH * left, sha256: atOnce(job) });
  },
);

function start(job: Job): ChildProcess {
  const script = `import { createPartWriter, openPopulation } from ${JSON.stringify(new URL('../node.ts', import.meta.url).href)};
const job = ${JSON.stringify(job)};
await createPartWriter(openPopulation(job.population), job)(${JSON.stringify(file)}, job);`;
  return spawn(process.execPath, ['--no-warnings', '--input-type=module', '--eval', script], { stdio: 'ignore', timeout: 90_000 });
}

test('a place that is no file is refused before anything is made', async () => {
  const write = createPartWriter(people, plan('csv'));
  await expect(write(folder, plan('csv'))).rejects.toThrow('it is a folder');
  await expect(write('/dev/null', plan('csv'))).rejects.toThrow('is a device or a pipe');
  expect(statSync('/dev/null').isCharacterDevice()).toBe(true);
});
