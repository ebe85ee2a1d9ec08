import { execFile } from 'node:child_process';
import { cpSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser } from '../../../tools/chromium.ts';
import { openPopulation } from './node.ts';
import { bytesOf, sha256 } from './testing/people.ts';

// The package is packed as it would be published, and runs alone: in Node, and in a browser.

const PACKAGE = path.join(import.meta.dirname, '..');
const ROOT = path.join(PACKAGE, '../..');
const run = promisify(execFile);

let folder: string;
let installed: string;
let server: Server;
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'bottega-population-'));
  // A copy, since packing writes beside the sources.
  const copy = path.join(folder, 'copy/packages/population');
  mkdirSync(copy, { recursive: true });
  cpSync(PACKAGE, copy, { recursive: true, filter: (file) => !/node_modules|dist$/.test(file) });
  cpSync(path.join(ROOT, 'tsconfig.json'), path.join(folder, 'copy/tsconfig.json'));
  symlinkSync(path.join(ROOT, 'node_modules'), path.join(folder, 'copy/node_modules'));
  await run('npm', ['pack', '--ignore-scripts=false', '--pack-destination', folder], { cwd: copy, timeout: 120_000 });
  installed = path.join(folder, 'project/node_modules/@bottega/population');
  mkdirSync(installed, { recursive: true });
  await run('tar', ['xzf', tarball(), '--strip-components=1', '-C', installed]);
  server = createServer((request, response) =>
    serve(request.url ?? '', (type, body) => response.setHeader('content-type', type).end(body)),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
}, 180_000);
afterAll(() => {
  server?.close();
  rmSync(folder, { recursive: true, force: true });
});

const tarball = (): string => path.join(folder, globSync('*.tgz', { cwd: folder })[0] ?? '');

function serve(url: string, answer: (type: string, body: Uint8Array | string) => void): void {
  if (url === '/') answer('text/html', '<!doctype html><title>People</title>');
  else {
    const file = path.join(installed, url);
    answer(
      url.endsWith('.js') ? 'text/javascript' : url.endsWith('.wasm') ? 'application/wasm' : 'application/octet-stream',
      readFileSync(file),
    );
  }
}

const expected = openPopulation({ seed: 42, year: 2026 }).person(7_000_000_000);

test('what is packed is small, and needs nothing else', () => {
  expect(statSync(tarball()).size).toBeLessThan(3_000_000);
  const manifest = JSON.parse(readFileSync(path.join(installed, 'package.json'), 'utf8')) as Record<string, unknown>;
  expect(manifest).not.toHaveProperty('dependencies');
  expect(manifest.peerDependenciesMeta).toEqual({ hucre: { optional: true } });
  expect(globSync('**/*.ts', { cwd: installed }).filter((file) => !file.endsWith('.d.ts'))).toEqual([]);
  expect(globSync('*', { cwd: installed })).toEqual(expect.arrayContaining(['LICENSE', 'NOTICE', 'README.md', 'dist', 'kernel', 'model']));
});

test('it runs in Node', { timeout: 60_000 }, async () => {
  const script = `import { planJob } from '@bottega/population';
import { openPopulation, runJob } from '@bottega/population/node';
const population = openPopulation({ seed: 42, year: 2026 });
const slice = { filter: {}, order: 'balanced', from: 0, to: 500, format: 'parquet', columns: ['index', 'name'], guarded: false, shards: 2 };
const manifest = await runJob(planJob(population, slice), { folder: 'out', workers: 1 });
console.log(JSON.stringify({ person: population.person(7_000_000_000), parts: manifest.parts.length }));`;
  writeFileSync(path.join(folder, 'project/try.mjs'), script);
  const { stdout } = await run(process.execPath, ['try.mjs'], { cwd: path.join(folder, 'project'), timeout: 30_000 });
  expect(JSON.parse(stdout)).toEqual({ person: expected, parts: 2 });
});

test('it asks for what writes Excel files only where one is written', { timeout: 60_000 }, async () => {
  const script = `import { planJob } from '@bottega/population';
import { createPartWriter, openPopulation } from '@bottega/population/node';
const population = openPopulation({ seed: 42, year: 2026 });
const slice = { filter: {}, order: 'balanced', from: 0, to: 5, format: 'xlsx', columns: ['index'], guarded: false, shards: 1 };
const job = planJob(population, slice);
await createPartWriter(population, job)('people.xlsx', job).catch(({ kind, message }) => console.log(JSON.stringify({ kind, message })));`;
  writeFileSync(path.join(folder, 'project/excel.mjs'), script);
  const { stdout } = await run(process.execPath, ['excel.mjs'], { cwd: path.join(folder, 'project'), timeout: 30_000 });
  expect(JSON.parse(stdout)).toEqual({
    kind: 'run_failed',
    message: 'Excel files are written by the package hucre, which is not installed: npm install hucre',
  });
  expect(globSync('people.xlsx*', { cwd: path.join(folder, 'project') })).toEqual([]);
});

/** As a text: the test runner rewrites what it imports, and the browser knows nothing of that. */
const IN_BROWSER = `(async () => {
  const { fetchPopulation, createPartMaker } = await import('/dist/index.js');
  const population = await fetchPopulation({ seed: 42, year: 2026 });
  const job = { population: {}, filter: {}, order: 'balanced', from: 0, to: 2000, format: 'csv', columns: ['all'], guarded: false };
  const pieces = [];
  for (const piece of createPartMaker(population, job)(0, 2000)) pieces.push(piece.slice());
  const digest = await crypto.subtle.digest('SHA-256', await new Blob(pieces).arrayBuffer());
  const hash = [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return { person: population.person(7_000_000_000), hash };
})()`;

test('it runs in a browser, and makes the same people there', { timeout: 90_000 }, async () => {
  await using browser = await openBrowser();
  const page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  const found = (await page.evaluate(IN_BROWSER)) as { person: unknown; hash: string };
  expect(found.person).toEqual(expected);
  expect(found.hash).toBe(sha256(bytesOf(openPopulation({ seed: 42, year: 2026 }), { to: 2000, columns: ['all'] })));
});
