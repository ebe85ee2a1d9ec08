import { execFile } from 'node:child_process';
import { existsSync, globSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { plugin as offline } from '@bottega/plugins/offline';
import type { PluginView } from '#platform';
import {
  changePlugin,
  checkPlugins,
  createCtx,
  type Ctx,
  getPlugin,
  type Ground,
  installPlugin,
  newPlugin,
  openPlugins,
  setRollout,
} from '#platform';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { module as platformModule } from '../src/platform/module.ts';
import { openTestApp, type TestApp } from '../src/testing/test-app.ts';
import { openTestWorld, type TestWorld } from '../src/testing/test-world.ts';

// The example is packed as its author would, installed as a user would, and used by one shop of two. No network.

const EXAMPLE = path.join(import.meta.dirname, '../../../examples/plugin-word-watch');
const run = promisify(execFile);

let folder: string;
let tarball: string;
let project: string;
let world: TestWorld;
let http: TestApp;
let ground: Ground;
beforeAll(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'bottega-package-'));
  project = path.join(folder, 'project');
  // The repository tells npm to run no scripts, and npm tells its children.
  await run('npm', ['pack', '--ignore-scripts=false', '--pack-destination', folder], { cwd: EXAMPLE, timeout: 60_000 });
  tarball = path.join(folder, globSync('*.tgz', { cwd: folder })[0] ?? '');
  await installPlugin({ project, wanted: `./${path.basename(tarball)}`, cwd: folder });
  world = await openTestWorld(await offline.providers({ dataFolder: folder }));
  ground = { ...world.ground, plugins: openPlugins({ ...world.ground.config, project }, world.ground.log) };
  http = await openTestApp({ ...world, ground }, { modules: [platformModule] });
});
afterAll(async () => {
  await http?.close();
  await world?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Of a new shop, or of that one: each request has its own. */
const ctxOf = async (known?: Ctx): Promise<Ctx> => {
  const shop = known?.shop ?? (await world.createCtx()).shop;
  return createCtx(ground, { shop, actor: { type: 'system', name: 'test' }, signal: AbortSignal.timeout(30_000) });
};
const judge = (ctx: Ctx, text: string) =>
  ctx.providers.ask(
    'moderation',
    { signal: ctx.signal },
    (provider, call) => provider.judge([{ type: 'text', text, language: 'en', where: 'description' }], call),
    async ({ provider, made }) => ({ provider, found: made.value.findings.map(({ excerpt }) => excerpt), cost: made.cost.micros }),
  );

test('what is packed is JavaScript, and nothing else comes along', () => {
  const installed = path.join(project, 'node_modules/bottega-plugin-word-watch');
  expect(readdirSync(path.join(installed, 'dist')).sort()).toEqual(['api.js', 'index.js', 'sandbox.js', 'word-watch.js']);
  expect(existsSync(path.join(installed, 'src'))).toBe(false);
  expect(existsSync(path.join(project, 'node_modules/@bottega'))).toBe(false);
});

test('it comes up in a server, on the contracts of that server', async () => {
  expect(await checkPlugins(ground.plugins)).toMatchObject([{ id: 'word-watch', problem: null, kinds: ['moderation'] }]);
});

test('one shop turns it on over HTTP, uses it in its chain, and the other has what it had', async () => {
  const [ours, theirs] = [await ctxOf(), await ctxOf()];
  const cookie = await http.signInAs([{ shop: ours.shop, role: 'admin' }]);
  const ask = async (method: string, body?: object) => {
    const headers = { cookie, 'x-bottega-shop': ours.shop.slug, 'content-type': 'application/json', origin: 'http://localhost:4600' };
    const answer = await http.ask('/api/v1/plugins/word-watch', { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) });
    return { status: answer.status, plugin: (await answer.json()) as PluginView };
  };
  const text = 'Made with hide glue.';
  expect(await judge(await ctxOf(ours), text)).toMatchObject({ provider: 'offline-rules', found: [] });

  expect((await ask('PATCH', { enabled: true })).plugin).toMatchObject({ state: 'incomplete', missing: ['apiKey'] });
  const refused = await ask('PATCH', { settings: { apiKey: 'sandbox_of_ours', words: 'glue,,varnish' } });
  expect(refused).toMatchObject({ status: 422, plugin: { errors: [{ path: 'words' }] } });
  const given = await ask('PATCH', { settings: { apiKey: 'sandbox_of_ours', words: 'glue, varnish' } });
  expect(given).toMatchObject({ status: 200, plugin: { state: 'on' } });
  expect(JSON.stringify(given)).not.toContain('sandbox_of_ours');

  expect(await judge(await ctxOf(ours), text)).toEqual({ provider: 'word-watch', found: ['glue'], cost: 200 });
  expect(await judge(await ctxOf(theirs), text)).toMatchObject({ provider: 'offline-rules' });
  expect((await getPlugin(theirs, { id: 'word-watch' })).settings[0]).toMatchObject({ source: null });
});

test('where the company does not let it in, the offline provider answers, and the shop is told why', async () => {
  const ctx = await ctxOf();
  await changePlugin(ctx, { id: 'word-watch', enabled: true, settings: { apiKey: 'sandbox_busy' } });
  expect((await judge(ctx, 'glue')).provider).toBe('offline-rules');
  await expect.poll(async () => (await getPlugin(ctx, { id: 'word-watch' })).failure?.said).toContain('too much to do');
});

test('a roll-out turns it on for a share of those that have not decided', async () => {
  const shops = await Promise.all(Array.from({ length: 12 }, () => ctxOf()));
  const states = () => Promise.all(shops.map(async (ctx) => (await getPlugin(ctx, { id: 'word-watch' })).state));
  const roll = (percent: number) => setRollout({ database: world.database, plugins: ground.plugins }, { plugin: 'word-watch', percent });
  await changePlugin(shops[0] as Ctx, { id: 'word-watch', enabled: false });
  await roll(100);
  expect(new Set((await states()).slice(1))).toEqual(new Set(['incomplete'])); // on, but for the key
  expect((await states())[0]).toBe('off');
  await roll(0);
  expect(new Set(await states())).toEqual(new Set(['off']));
  await expect(roll(101)).rejects.toMatchObject({ code: 'invalid_input' });
});

test('what is no plugin is not taken for one', async () => {
  const other = path.join(folder, 'other');
  mkdirSync(other);
  writeFileSync(path.join(other, 'package.json'), JSON.stringify({ name: 'other', version: '1.0.0' }));
  await expect(installPlugin({ project: path.join(folder, 'empty'), wanted: './other', cwd: folder })).rejects.toMatchObject({
    code: 'invalid_input',
    message: expect.stringContaining('npm uninstall other'),
  });
});

test('a new plugin keeps its contract as it is', async () => {
  const begun = await newPlugin({ name: 'my-voice', cwd: folder });
  mkdirSync(path.join(begun, 'node_modules/@bottega'), { recursive: true });
  const { devDependencies } = JSON.parse(readFileSync(path.join(begun, 'package.json'), 'utf8')) as {
    devDependencies: Record<string, string>;
  };
  const contracts = devDependencies['@bottega/contracts']?.replace('file:', '') ?? '';
  symlinkSync(contracts, path.join(begun, 'node_modules/@bottega/contracts')); // as npm does for a folder
  const { stdout } = await run(process.execPath, ['--test', '--test-reporter=tap'], { cwd: begun, timeout: 60_000 });
  expect(stdout).toMatch(/# pass 8\n# fail 0/);
  await expect(newPlugin({ name: 'my-voice', cwd: folder })).rejects.toMatchObject({ code: 'conflict' });
  await expect(newPlugin({ name: 'My Voice', cwd: folder })).rejects.toMatchObject({ code: 'invalid_input' });
});
