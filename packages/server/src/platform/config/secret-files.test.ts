import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { BottegaError } from '../errors/bottega-error.ts';
import { newMasterKeyText } from '../secrets/master-key.ts';
import { describeConfig } from './describe-config.ts';
import { type Environment, loadConfig } from './load-config.ts';
import { pluginVariable } from './plugin-settings.ts';

let cwd: string;
beforeEach(() => {
  cwd = mkdtempSync(path.join(os.tmpdir(), 'bottega-secret-files-'));
});
afterEach(() => rmSync(cwd, { recursive: true, force: true }));

const load = (env: Environment) => loadConfig({ env, cwd });
const write = (name: string, text: string): string => {
  writeFileSync(path.join(cwd, name), text);
  return name;
};
const mistakes = (env: Environment): readonly string[] => {
  try {
    load(env);
    return [];
  } catch (error) {
    return (error as BottegaError).problems.map(({ message }) => message);
  }
};

test('a secret can stand in a file that its variable with _FILE names', () => {
  const { config, sources } = load({ DATABASE_URL_FILE: write('db', 'postgres://a:canary@c/d\n') });
  expect(config.databaseUrl).toBe('postgres://a:canary@c/d');
  expect(sources.databaseUrl).toBe('DATABASE_URL_FILE');
});

test('so can the keys, and any setting of a plugin', () => {
  const key = newMasterKeyText();
  const env = {
    BOTTEGA_SECRET_KEY_FILE: write('key', `${key}\n`),
    BOTTEGA_PLUGIN_ACME_API_KEY_FILE: write('acme', 'canary'),
    BOTTEGA_PLUGIN_ACME_TONE: 'warm',
  };
  const { config, sources } = load(env);
  expect(config.secretKey).toBe(key);
  expect(config.pluginSettings).toEqual({ BOTTEGA_PLUGIN_ACME_API_KEY: 'canary', BOTTEGA_PLUGIN_ACME_TONE: 'warm' });
  expect(JSON.stringify(describeConfig({ config, sources }))).not.toMatch(new RegExp(`canary|${key}`));
});

test('what is no secret cannot, a file that is not there is told of, and so is one too many', () => {
  expect(mistakes({ BOTTEGA_HOST_FILE: 'host' })).toEqual([expect.stringContaining('There is no setting BOTTEGA_HOST_FILE')]);
  expect(mistakes({ DATABASE_URL_FILE: 'nowhere' })).toEqual(['The file that DATABASE_URL_FILE names cannot be read: ENOENT.']);
  expect(mistakes({ DATABASE_URL_FILE: write('db', 'x'), DATABASE_URL: 'postgres://a:b@c/d' })).toEqual([
    'DATABASE_URL and DATABASE_URL_FILE are both given. Keep one.',
  ]);
});

test('keys that cannot be are refused without being shown', () => {
  const told = mistakes({ BOTTEGA_SECRET_KEY: 'canary-too-short' });
  expect(told).toEqual(['BOTTEGA_SECRET_KEY must be keys of 32 bytes in base64 with commas between.']);
  expect(mistakes({ BOTTEGA_SECRET_KEY_FROM: 'vault:x' })).toEqual([expect.stringContaining('file, aws:NAME or gcp:NAME')]);
});

test('names of plugins become variables, and plugins may be folders', () => {
  expect(pluginVariable('my-acme', 'apiKey')).toBe('BOTTEGA_PLUGIN_MY_ACME_API_KEY');
  const { config } = load({ BOTTEGA_PLUGINS: 'bottega-plugin-acme, ./mine,/srv/theirs' });
  expect(config.plugins).toEqual(['bottega-plugin-acme', path.join(cwd, 'mine'), '/srv/theirs']);
  write('bottega.toml', 'plugins = ["./mine"]\n');
  expect(load({}).config).toMatchObject({ plugins: [path.join(cwd, 'mine')], project: cwd });
});
