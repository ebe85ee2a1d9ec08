import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { FREE, type ModerationProvider, type MusicProvider, type ProviderError } from '@bottega/contracts';
import { fakeModeration, fakeMusic, testCall } from '@bottega/contracts/fakes';
import { afterAll, beforeAll, beforeEach, afterEach, describe, expect, test } from 'vitest';
import { judgeCode, writePlugin, writeProject } from '../../testing/plugin-folder.ts';
import { openTestWorld, type TestWorld } from '../../testing/test-world.ts';
import { type Actor, type Ctx, newId } from '../context.ts';
import { createCtx, type Ground } from '../ground.ts';
import type { Shop } from '../shops/shop.ts';
import { changePlugin } from './change-plugin.ts';
import { guardProvider } from './guard-provider.ts';
import { getPlugin, listPlugins } from './list-plugins.ts';
import { loadPlugin } from './load-plugin.ts';
import type { PluginManifest } from './manifest.ts';
import { openPlugins } from './open-plugins.ts';
import { isInRollout } from './rollout.ts';

const KEYED = {
  settings: {
    type: 'object',
    properties: {
      apiKey: { type: 'string', title: 'Key', writeOnly: true, minLength: 6 },
      word: { type: 'string', title: 'Word', default: 'forbidden' },
      strict: { type: 'boolean', title: 'Strict' },
      most: { type: 'integer', title: 'Most', minimum: 1, maximum: 9 },
      tone: { type: 'string', title: 'Tone', enum: ['kind', 'firm'] },
    },
    required: ['apiKey'],
  },
};

let world: TestWorld;
let project: string;
let shop: Shop;
let other: Shop;
beforeAll(async () => {
  world = await openTestWorld([fakeModeration()]);
});
beforeEach(async () => {
  project = mkdtempSync(path.join(os.tmpdir(), 'bottega-project-'));
  [shop, other] = [(await world.createCtx()).shop, (await world.createCtx()).shop];
});
afterEach(() => rmSync(project, { recursive: true, force: true }));
afterAll(() => world?.close());

const staff = (role: 'admin' | 'operator'): Actor => ({ type: 'staff', id: newId(), name: 'Ada', email: 'ada@example.com', role });

/** A ctx of a process that has just been started on the project. */
function open(options: { of?: Shop; pluginSettings?: Record<string, string>; plugins?: string[]; actor?: Actor } = {}): Ctx {
  const config = { ...world.ground.config, project, plugins: options.plugins ?? [], pluginSettings: options.pluginSettings ?? {} };
  const ground: Ground = { ...world.ground, config, plugins: openPlugins(config, world.ground.log) };
  return createCtx(ground, { shop: options.of ?? shop, actor: options.actor ?? staff('admin'), signal: new AbortController().signal });
}

const judge = (ctx: Ctx, text = 'a forbidden word') =>
  ctx.providers.ask(
    'moderation',
    { signal: ctx.signal },
    (provider, call) => provider.judge([{ type: 'text', text, language: 'en', where: 'here' }], call),
    async ({ provider, made }) => ({ provider, rules: made.value.findings.map(({ rule }) => rule) }),
  );

describe('what is found', () => {
  test('is what the project depends on and what the settings name, and nothing that those bring along', async () => {
    writePlugin(project, 'one');
    writePlugin(project, 'unasked');
    writePlugin(project, 'house', { name: '@me/house-rules' });
    const folder = writePlugin(path.join(project, 'elsewhere'), 'folder');
    const dependencies = { '@me/house-rules': '*', 'bottega-plugin-one': '*', 'bottega-plugin-gone': '*', zod: '*' };
    writeFileSync(path.join(project, 'package.json'), JSON.stringify({ dependencies }));
    expect((await listPlugins(open({ plugins: [folder] }))).map(({ id, state }) => [id, state])).toEqual([
      ['folder', 'off'],
      ['me-house-rules', 'off'],
      ['one', 'off'],
      ['bottega-plugin-gone', 'broken'],
    ]);
  });

  test.each([
    ['a range that this server does not keep', { manifest: { peerDependencies: { '@bottega/contracts': '^2.0.0' } } }, '^2.0.0'],
    ['no range', { manifest: { peerDependencies: {} } }, '@bottega/contracts'],
    ['a kind that there is not', { bottega: { kinds: ['divination'] } }, 'bottega.kinds.0'],
    ['a word that we do not know', { bottega: { setings: {} } }, 'setings'],
    [
      'a secret with a default',
      { bottega: { settings: { type: 'object', properties: { key: { type: 'string', title: 'K', writeOnly: true, default: 'x' } } } } },
      'secret',
    ],
    [
      'a pattern that is none',
      { bottega: { settings: { type: 'object', properties: { key: { type: 'string', title: 'K', pattern: '(' } } } } },
      'regular expression',
    ],
    ['a required setting that is not there', { bottega: { settings: { type: 'object', properties: {}, required: ['key'] } } }, '"key"'],
  ])('is refused for %s, by what is wrong', async (_, plugin, told) => {
    writePlugin(project, 'odd', plugin);
    writeProject(project, 'odd');
    expect(await listPlugins(open())).toEqual([expect.objectContaining({ state: 'broken', problem: expect.stringContaining(told) })]);
    expect((await judge(open())).provider).toBe('fake-moderation');
  });

  test('is found without being run', async () => {
    writePlugin(project, 'loud', { code: 'globalThis.pluginRan = true; throw new Error("ran");' });
    writeProject(project, 'loud');
    expect(await listPlugins(open())).toMatchObject([{ state: 'off' }]);
    expect(globalThis).not.toHaveProperty('pluginRan');
  });
});

test('of two with the same short name the first is taken, and the other is told of', async () => {
  writePlugin(project, 'me-one');
  writePlugin(project, 'one', { name: '@me/bottega-plugin-one' });
  writeFileSync(
    path.join(project, 'package.json'),
    JSON.stringify({ dependencies: { 'bottega-plugin-me-one': '*', '@me/bottega-plugin-one': '*' } }),
  );
  expect(await listPlugins(open())).toMatchObject([
    { name: 'bottega-plugin-me-one', state: 'off' },
    { state: 'broken', problem: expect.stringContaining('bottega-plugin-me-one') },
  ]);
});

describe('a shop', () => {
  test('has a plugin when it turns it on, and no other shop does', async () => {
    writePlugin(project, 'one');
    writeProject(project, 'one');
    expect((await judge(open())).provider).toBe('fake-moderation');
    expect(await changePlugin(open(), { id: 'one', enabled: true })).toMatchObject({ state: 'on', decided: true });
    expect(await judge(open())).toEqual({ provider: 'one', rules: ['test-word'] });
    expect((await judge(open({ of: other }))).provider).toBe('fake-moderation');
    await changePlugin(open(), { id: 'one', enabled: false });
    expect((await judge(open())).provider).toBe('fake-moderation');
  });

  test('has it off until its key is there, from the shop or from the installation', async () => {
    writePlugin(project, 'keyed', { bottega: KEYED });
    writeProject(project, 'keyed');
    expect(await changePlugin(open(), { id: 'keyed', enabled: true })).toMatchObject({ state: 'incomplete', missing: ['apiKey'] });
    expect((await judge(open())).provider).toBe('fake-moderation');
    const given = open({ pluginSettings: { BOTTEGA_PLUGIN_KEYED_API_KEY: 'for everybody' } });
    expect(await getPlugin(given, { id: 'keyed' })).toMatchObject({ state: 'on', missing: [] });
    expect((await judge(given)).provider).toBe('keyed');
    expect(await changePlugin(open(), { id: 'keyed', settings: { apiKey: 'canary-of-shop' } })).toMatchObject({ state: 'on' });
    expect((await judge(open())).provider).toBe('keyed');
    expect((await getPlugin(open({ of: other }), { id: 'keyed' })).state).toBe('off');
  });

  test('has settings that are checked, lent to its calls, sealed where they are secret, and never shown', async () => {
    writePlugin(project, 'keyed', { bottega: KEYED });
    writeProject(project, 'keyed');
    const ctx = open();
    await changePlugin(ctx, {
      id: 'keyed',
      enabled: true,
      settings: { apiKey: 'canary-of-shop', word: 'glue', most: 3, strict: true, tone: 'kind' },
    });
    expect((await judge(ctx, 'made with glue')).rules).toEqual(['test-word']);
    const view = await getPlugin(ctx, { id: 'keyed' });
    expect(view.settings.map(({ look, value, source }) => [look, value, source])).toEqual([
      ['secret', null, 'shop'],
      ['text', 'glue', 'shop'],
      ['toggle', true, 'shop'],
      ['number', 3, 'shop'],
      ['choice', 'kind', 'shop'],
    ]);
    const kept = JSON.stringify([
      await ctx.db.selectFrom('shop_plugin').selectAll().execute(),
      await ctx.db.selectFrom('shop_plugin_secret').selectAll().execute(),
      await ctx.db.selectFrom('audit_entry').selectAll().execute(),
      await ctx.db.selectFrom('event').selectAll().execute(),
    ]);
    expect(kept).toContain('glue');
    expect(kept).not.toContain('canary');
    await changePlugin(ctx, { id: 'keyed', settings: { word: null, apiKey: null } });
    expect(await getPlugin(ctx, { id: 'keyed' })).toMatchObject({ state: 'incomplete' });
    expect((await getPlugin(ctx, { id: 'keyed' })).settings[1]).toMatchObject({ value: 'forbidden', source: 'default' });
  });

  test.each([
    [{ most: 12 }, 'most', 'At most 9.'],
    [{ most: 'many' }, 'most', 'Give a number.'],
    [{ most: 1.5 }, 'most', 'Give a whole number.'],
    [{ tone: 'rude' }, 'tone', 'Choose from: kind, firm.'],
    [{ strict: 'yes' }, 'strict', 'Give a yes or a no.'],
    [{ apiKey: 'short' }, 'apiKey', 'At least 6 characters.'],
    [{ unknown: 'x' }, 'unknown', 'There is no such setting.'],
  ])('is told which of its settings is not right: %j', async (settings, path, message) => {
    writePlugin(project, 'keyed', { bottega: KEYED });
    writeProject(project, 'keyed');
    await expect(changePlugin(open(), { id: 'keyed', settings })).rejects.toMatchObject({
      code: 'invalid_input',
      problems: [{ path, message }],
    });
  });

  test('is told what the plugin’s own schema says', async () => {
    const code = `${judgeCode('keyed')}
      plugin.settings = { '~standard': { version: 1, vendor: 'test', validate: (value) =>
        value.word === value.apiKey ? { issues: [{ message: 'The word gives the key away.', path: ['word'] }] } : { value } } };`;
    writePlugin(project, 'keyed', { bottega: KEYED, code });
    writeProject(project, 'keyed');
    await expect(changePlugin(open(), { id: 'keyed', settings: { apiKey: 'very-own', word: 'very-own' } })).rejects.toMatchObject({
      problems: [{ path: 'word', message: 'The word gives the key away.' }],
    });
    await changePlugin(open(), { id: 'keyed', settings: { apiKey: 'very-own', word: 'other' } });
  });

  test('lets only those change plugins who may', async () => {
    writePlugin(project, 'one');
    writeProject(project, 'one');
    const operator = open({ actor: staff('operator') });
    expect(await listPlugins(operator)).toHaveLength(1);
    await expect(changePlugin(operator, { id: 'one', enabled: true })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(listPlugins(open({ actor: { type: 'guest' } }))).rejects.toMatchObject({ code: 'unauthenticated' });
  });
});

describe('a plugin that is wrong harms its own call alone, and says so', () => {
  const broken: readonly (readonly [string, string, string])[] = [
    ['throws when it is loaded', 'throw new Error("no good");', 'no good'],
    ['cannot be parsed', 'export const = 1;', ''],
    ['is not there', 'import "./nowhere.js";', 'nowhere'],
    ['exports nothing', 'export const other = 1;', 'does not export'],
    ['brings rubbish', 'export const plugin = { providers: async () => ["rubbish"] };', 'not right'],
    ['brings nothing', 'export const plugin = { providers: () => undefined };', 'no list'],
    ['throws when it is asked for providers', 'export const plugin = { providers() { throw new TypeError("oh") } };', 'oh'],
    ['throws what is no error', 'export const plugin = { providers() { throw null } };', 'null'],
    ['brings another kind than it says', judgeCode('bad').replace(`'moderation'`, `'text'`), 'does not name'],
    ['lacks a function', judgeCode('bad').replace('judge(', 'jude('), 'judge'],
    ['takes the name of another', judgeCode('offline-rules'), 'begin'],
    ['throws in its call', judgeCode('bad', 'throw new Error("in the call");'), 'in the call'],
    ['throws what is no error in its call', judgeCode('bad', 'throw undefined;'), 'undefined'],
    ['answers rubbish', judgeCode('bad', 'return { value: { findings: "many" } };'), 'contract'],
    ['answers nothing', judgeCode('bad', 'return;'), 'contract'],
    ['claims a cost below zero', judgeCode('bad').replace('micros: 0', 'micros: -1'), 'cost.micros'],
    ['gives no licence', judgeCode('bad').replace('LicenseRef-own-work', ''), 'licence'],
  ];

  test.each(broken)('%s', async (_, code, told) => {
    writePlugin(project, 'bad', { code });
    writePlugin(project, 'good');
    writeProject(project, 'bad', 'good');
    await changePlugin(open(), { id: 'bad', enabled: true });
    await changePlugin(open(), { id: 'good', enabled: true });
    const ctx = open();
    expect((await judge(ctx)).provider).toBe('good');
    await expect.poll(async () => (await getPlugin(ctx, { id: 'bad' })).failure?.said).toContain(told);
    expect((await getPlugin(ctx, { id: 'good' })).failure).toBeNull();
  });

  test('hangs when it is loaded, or in its call', async () => {
    const tell = () => undefined;
    const manifest = { id: 'bad', entry: 'index.js', kinds: ['moderation'] } as unknown as PluginManifest;
    const hanging = writePlugin(project, 'bad', { code: 'await new Promise(() => undefined);' });
    const limits = { dataFolder: project, tell, limitMs: 100 };
    await expect(loadPlugin({ folder: hanging }, manifest, limits)).rejects.toThrow('did not come up');
    const silent = writePlugin(path.join(project, 'silent'), 'bad', { code: judgeCode('bad', 'await new Promise(() => undefined);') });
    const [provider] = (await loadPlugin({ folder: silent }, manifest, { ...limits, limitMs: 5_000 })).providers as [ModerationProvider];
    const reported: string[] = [];
    const guard = { plugin: 'bad', settings: {}, secrets: [], report: ({ kind }: ProviderError) => void reported.push(kind), limitMs: 50 };
    await using call = await testCall();
    await expect((guardProvider(provider, guard) as ModerationProvider).judge([], call)).rejects.toMatchObject({ kind: 'unknown_outcome' });
    expect(reported).toEqual(['unknown_outcome']);
  });

  test('is no longer wanted: that is no failure of it', async () => {
    const reported: unknown[] = [];
    const guard = { plugin: 'fake', settings: {}, secrets: [], report: (error: Error) => void reported.push(error) };
    const fake = fakeModeration();
    fake.failNext('hang');
    await using call = await testCall();
    const asked = (guardProvider(fake, guard) as ModerationProvider).judge([], call);
    call.abort(new Error('gone'));
    await expect(asked).rejects.toThrow();
    expect(reported).toEqual([]);
  });

  test('leaves its file outside of the folder of the call', async () => {
    const reported: string[] = [];
    const guard = { plugin: 'fake', settings: {}, secrets: [], report: (error: Error) => void reported.push(error.message) };
    const away = {
      ...fakeMusic(),
      compose: async () => ({ value: { path: '/etc/hostname', seconds: 3 }, cost: FREE, evidence: { licence: 'x' } }),
    };
    await using call = await testCall();
    const asked = (guardProvider(away, guard) as MusicProvider).compose({ seconds: 3, mood: 'calm', seed: 1 }, call);
    await expect(asked).rejects.toMatchObject({ kind: 'temporary' });
    expect(reported[0]).toContain('not in the folder');
  });

  test('spoils the request for nobody', async () => {
    writePlugin(project, 'bad', { code: judgeCode('bad', 'subjects[0].text = "harmless"; throw new Error("spoilt");') });
    writePlugin(project, 'good');
    writeProject(project, 'bad', 'good');
    await changePlugin(open(), { id: 'bad', enabled: true });
    await changePlugin(open(), { id: 'good', enabled: true });
    expect(await judge(open())).toEqual({ provider: 'good', rules: ['test-word'] });
  });

  test('forgets a promise or throws in a timer', async () => {
    const stray = 'Promise.reject(new Error("forgotten")); setTimeout(() => { throw new Error("in a timer") }, 1);';
    writePlugin(project, 'bad', { code: judgeCode('bad', stray) });
    writeProject(project, 'bad');
    await changePlugin(open(), { id: 'bad', enabled: true });
    const ctx = open();
    expect((await judge(ctx)).provider).toBe('bad');
    await expect.poll(async () => (await getPlugin(ctx, { id: 'bad' })).failure?.said).toMatch(/forgotten|in a timer/);
  });

  test('tells a secret in no message', async () => {
    writePlugin(project, 'keyed', { bottega: KEYED, code: judgeCode('keyed', 'throw new Error("401 for " + call.settings.apiKey);') });
    writeProject(project, 'keyed');
    await changePlugin(open(), { id: 'keyed', enabled: true, settings: { apiKey: 'canary-of-shop' } });
    const ctx = open();
    await judge(ctx);
    await expect.poll(async () => (await getPlugin(ctx, { id: 'keyed' })).failure?.said).toContain('401 for [redacted]');
    const leaky =
      'plugin.settings = { "~standard": { version: 1, vendor: "t", validate({ apiKey }) { throw new Error("no " + apiKey); } } };';
    writePlugin(project, 'leaky', { bottega: KEYED, code: judgeCode('leaky') + leaky });
    writeProject(project, 'leaky');
    const refused = changePlugin(open(), { id: 'leaky', settings: { apiKey: 'canary-of-shop' } });
    await expect(refused).rejects.toMatchObject({ message: expect.stringMatching(/^(?!.*canary).*no \[redacted\]/) });
  });
});

test('a roll-out is the same share of shops everywhere, grows without leaving anybody, and is no other plugin’s', () => {
  const ids = Array.from({ length: 2_000 }, () => newId());
  const at = (percent: number, plugin = 'one') => ids.filter((id) => isInRollout(plugin, id, percent));
  expect(at(0)).toEqual([]);
  expect(at(100)).toHaveLength(ids.length);
  expect(at(10).length / ids.length).toBeGreaterThan(0.07);
  expect(at(10).length / ids.length).toBeLessThan(0.13);
  expect(at(25)).toEqual(expect.arrayContaining(at(10)));
  expect(at(10, 'two')).not.toEqual(at(10));
});
