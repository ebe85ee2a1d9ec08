import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';

const SERVER = path.join(import.meta.dirname, '../..');
const run = promisify(execFile);

/** Runs in every Node that is started: writes down what it loaded, and what it held in the end. */
const WATCH = `import { registerHooks } from 'node:module';
import { writeFileSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';
const loaded = [];
registerHooks({ load(url, context, next) { loaded.push(url); return next(url, context); } });
if (isMainThread) process.on('exit', () => writeFileSync(process.pid + '.json', JSON.stringify({ loaded, bytes: process.memoryUsage.rss() })));`;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'bottega-people-main-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

type Seen = { readonly loaded: readonly string[]; readonly bytes: number };

/** What the processes of a command loaded, and what the largest of them held. */
async function watch(program: string, words: readonly string[]): Promise<{ parts: Set<string>; megabytes: number }> {
  const env = { ...process.env, NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(WATCH)}` };
  await run(process.execPath, [path.join(SERVER, program), ...words], { cwd: folder, env, timeout: 60_000 });
  const seen = readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .map((file) => JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as Seen);
  return {
    parts: new Set(seen.flatMap(({ loaded }) => loaded).flatMap(partOf)),
    megabytes: Math.max(...seen.map(({ bytes }) => bytes)) / 1e6,
  };
}

/** A package, or a folder of ours: `commander`, `server/src/platform/errors`. */
function partOf(url: string): string[] {
  const [, name] =
    /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url) ??
    /packages\/(server\/src\/platform\/[^/]+|server\/[^/]+\/[^/]+|[^/]+)/.exec(url) ??
    [];
  return name === undefined ? [] : [name];
}

test.each([
  [['people', 'show', '7000000000']],
  [['people', 'generate', '--count', '10', '--out', 'people.parquet']],
  [['people', 'export', '--from', '0', '--to', '10', '--out', 'parts']],
])('%j loads the commands of people, and nothing of the house', async (words) => {
  const { parts, megabytes } = await watch('bin/bottega.js', words);
  expect([...parts].toSorted()).toEqual([
    'commander',
    'contracts',
    'population',
    'server/bin/bottega.js',
    'server/src/cli',
    'server/src/platform/errors',
  ]);
  expect(megabytes).toBeLessThan(160);
});

test('the whole house is seen where it is loaded', async () => {
  const { parts } = await watch('src/main.ts', ['people', 'show', '7']);
  for (const part of ['pg', '@dbos-inc/dbos-sdk', 'server/src/commerce']) expect(parts).toContain(part);
});
