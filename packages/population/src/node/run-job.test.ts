import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type FileFormat, type Job, planJob } from '../index.ts';
import { type Manifest, openPopulation, runJob } from '../node.ts';
import { sha256 } from '../testing/people.ts';
import { explain } from './half-file.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'bottega-people-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const plan = (shards: number, more: Partial<Job> = {}): Job =>
  planJob(openPopulation({ seed: 42, year: 2026 }), {
    ...{ filter: {}, order: 'balanced', from: 0, to: 40_000, format: 'csv', columns: ['index', 'name', 'age', 'email'], guarded: false },
    ...more,
    shards,
  });

/** The rows of all parts, one after the other, without the heads of all but the first. */
function joined(where: string, { parts }: Pick<Manifest, 'parts'>): string {
  return parts.map(({ file }, at) => read(where, file).replace(/^.*\n/, (head) => (at === 0 ? head : ''))).join('');
}
const read = (where: string, file: string): string => readFileSync(path.join(where, file), 'utf8');

test('1, 2, 7 and 8 shards are the same bytes', { timeout: 120_000 }, async () => {
  const hashes = new Set<string>();
  for (const shards of [1, 2, 7, 8]) {
    const where = path.join(folder, String(shards));
    const manifest = await runJob(plan(shards), { folder: where, workers: 2 });
    expect(manifest.parts).toHaveLength(shards);
    for (const { file, sha256: said, bytes } of manifest.parts) {
      expect(sha256(readFileSync(path.join(where, file)))).toBe(said);
      expect(statSync(path.join(where, file)).size).toBe(bytes);
    }
    hashes.add(sha256(joined(where, manifest)));
  }
  expect(hashes.size).toBe(1);
});

test.each<FileFormat>(['json', 'jsonl', 'parquet'])('parts of %s are whole files', async (format) => {
  const manifest = await runJob(plan(3, { format, to: 1000 }), { folder, workers: 1 });
  expect(manifest.parts.map(({ file }) => file)).toEqual([`part-00000.${format}`, `part-00001.${format}`, `part-00002.${format}`]);
  expect(manifest.parts.reduce((sum, part) => sum + (part.rows ?? 0), 0)).toBe(1000);
  expect(readdirSync(folder).toSorted()).toEqual(['manifest.json', ...manifest.parts.map(({ file }) => file)]);
});

test('what is finished is kept, what was touched is made again, and what is missing is made', async () => {
  const first = await runJob(plan(4), { folder, workers: 1 });
  const times = (): number[] => first.parts.map(({ file }) => statSync(path.join(folder, file)).mtimeMs);
  const before = times();
  writeFileSync(path.join(folder, 'part-00001.csv'), 'damaged');
  rmSync(path.join(folder, 'part-00002.csv'));
  const second = await runJob(plan(4), { folder, workers: 1 });
  expect(second).toEqual(first);
  expect(times().map((time, at) => time === before[at])).toEqual([true, false, false, true]);
});

test('a folder of another job is left alone', async () => {
  await runJob(plan(2, { to: 100 }), { folder, workers: 1 });
  await expect(runJob(plan(2, { to: 101 }), { folder, workers: 1 })).rejects.toThrow('holds another export');
  await expect(runJob(plan(2, { to: 100, columns: ['index'] }), { folder, workers: 1 })).rejects.toThrow('holds another export');
});

test('a run that is killed goes on where it was, and ends with the same bytes', { timeout: 120_000 }, async () => {
  const job = plan(12, { to: 600_000 });
  const child = start(job, path.join(folder, 'killed'));
  const [some, killed] = [path.join(folder, 'killed', 'part-00002.csv'), once(child, 'exit')];
  for (const deadline = performance.now() + 60_000; !existsSync(some) && performance.now() < deadline; ) await sleep(5);
  child.kill('SIGKILL');
  await killed;
  const left = readdirSync(path.join(folder, 'killed')).filter((file) => file.endsWith('.csv'));
  expect(left.length).toBeGreaterThan(1);
  expect(left.length).toBeLessThan(12);
  const kept = statSync(path.join(folder, 'killed', 'part-00000.csv')).mtimeMs;
  const manifest = await runJob(job, { folder: path.join(folder, 'killed'), workers: 2 });
  expect(statSync(path.join(folder, 'killed', 'part-00000.csv')).mtimeMs).toBe(kept);
  const whole = await runJob(plan(1, { to: 600_000 }), { folder: path.join(folder, 'whole'), workers: 1 });
  expect(sha256(joined(path.join(folder, 'killed'), manifest))).toBe(sha256(joined(path.join(folder, 'whole'), whole)));
});

function start(job: Job, where: string): ChildProcess {
  const script = `import { runJob } from ${JSON.stringify(new URL('./run-job.ts', import.meta.url).href)};
await runJob(${JSON.stringify(job)}, { folder: ${JSON.stringify(where)}, workers: 1 });`;
  return spawn(process.execPath, ['--no-warnings', '--input-type=module', '--eval', script], { stdio: 'ignore', timeout: 90_000 });
}

test('a run that is stopped says so', async () => {
  const stopping = new AbortController();
  const running = runJob(plan(50, { to: 2_000_000 }), {
    folder,
    workers: 1,
    signal: stopping.signal,
    onProgress: (rows) => rows > 0 && stopping.abort(),
  });
  await expect(running).rejects.toThrow('was stopped');
});

describe('a plan', () => {
  test('is plain data', () => {
    const job = plan(3);
    expect(JSON.parse(JSON.stringify(job))).toEqual(job);
    expect(job.parts.map(({ from, to }) => to - from)).toEqual([13_333, 13_333, 13_334]);
  });

  test.each([
    [{ to: 9e9 }, 'Only 8,332,'],
    [{ from: 5, to: 5 }, 'The slice is empty.'],
    [{ from: -1 }, 'A slice goes from a whole number'],
    [{ columns: ['nam'] }, 'Did you mean "name"?'],
    [{ filter: { country: 'Frnce' } }, 'Did you mean "FR (France)"?'],
    [{ filter: { ages: [40, 20] as const } }, 'the lower first'],
    [{ order: 'random' as 'seat' }, 'There is no order "random"'],
  ])('%j is refused with a sentence', (more, sentence) => {
    expect(() => plan(2, more)).toThrow(sentence);
  });

  test('a number of parts that makes no sense is refused', () => {
    expect(() => plan(0)).toThrow('1 to 100,000 parts');
    expect(plan(50, { to: 3 }).parts).toHaveLength(3);
  });
});

test('a place that cannot be written is a sentence, and a full disk too', async () => {
  writeFileSync(path.join(folder, 'file'), '');
  await expect(runJob(plan(1), { folder: path.join(folder, 'file', 'below') })).rejects.toThrow(/its folder is a file/);
  const full = explain(Object.assign(new Error('write'), { code: 'ENOSPC' }), 'people.csv');
  expect(full).toMatchObject({
    kind: 'run_failed',
    message: expect.stringContaining('the disk is full. What is finished is kept'),
  });
});
