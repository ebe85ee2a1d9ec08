import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { BottegaError } from '../errors/bottega-error.ts';
import { describeConfig } from './describe-config.ts';
import { type Environment, loadConfig } from './load-config.ts';
import { references } from './reference.ts';

let cwd: string;

beforeEach(() => {
  cwd = mkdtempSync(path.join(os.tmpdir(), 'bottega-config-'));
});
afterEach(() => rmSync(cwd, { recursive: true, force: true }));

const load = (env: Environment = {}, flags = {}) => loadConfig({ env, flags, cwd });
const writeToml = (text: string, name = 'bottega.toml') => writeFileSync(path.join(cwd, name), text);

function mistakes(env: Environment, flags = {}) {
  try {
    load(env, flags);
  } catch (error) {
    expect(error).toBeInstanceOf(BottegaError);
    expect(error).toMatchObject({ code: 'invalid_configuration' });
    return (error as BottegaError).problems.map((problem) => problem.message);
  }
  return [];
}

describe('layers', () => {
  test('without a word from anyone there are defaults', () => {
    const { config, sources } = load();
    expect(config).toMatchObject({
      profile: 'development',
      host: '127.0.0.1',
      port: 4600,
      data: path.join(cwd, '.bottega'),
      publicUrl: 'http://localhost:4600',
      databaseUrl: undefined,
      logLevel: 'info',
    });
    expect(config.filmWorkers).toBe(Math.min(os.availableParallelism(), 4));
    expect(new Set(Object.values(sources))).toEqual(new Set(['default']));
  });

  test('the command line comes before the environment, that before the file', () => {
    writeToml('port = 1111\nhost = "0.0.0.0"\nlog_level = "warn"\n');
    const { config, sources } = load({ PORT: '2222', BOTTEGA_LOG_LEVEL: 'debug' }, { port: '3333' });
    expect(config).toMatchObject({ port: 3333, host: '0.0.0.0', logLevel: 'debug', publicUrl: 'http://localhost:3333' });
    expect(sources).toMatchObject({ port: '--port', host: 'bottega.toml', logLevel: 'BOTTEGA_LOG_LEVEL', data: 'default' });
  });

  test('our own variable comes before the common one, and an empty one counts as not given', () => {
    expect(load({ BOTTEGA_PORT: '5001', PORT: '5002' }).config.port).toBe(5001);
    expect(load({ BOTTEGA_PORT: '', PORT: '5002' }).config.port).toBe(5002);
  });

  test('a relative folder counts from where it was written', () => {
    expect(load({ BOTTEGA_DATA: 'mine' }).config.data).toBe(path.join(cwd, 'mine'));
    const elsewhere = mkdtempSync(path.join(cwd, 'etc-'));
    writeFileSync(path.join(elsewhere, 'shop.toml'), 'data = "mine"\n');
    expect(load({ BOTTEGA_CONFIG: path.join(elsewhere, 'shop.toml') }).config.data).toBe(path.join(elsewhere, 'mine'));
  });

  test('a public address loses its slash', () => {
    expect(load({ PUBLIC_URL: 'https://shop.example/' }).config.publicUrl).toBe('https://shop.example');
  });

  test('addresses inside that shops may name are read by developers, and not in production', () => {
    const given = { BOTTEGA_ALLOW_ADDRESSES: '127.0.0.1, fd00::/8' };
    expect(load(given).config.allowAddresses).toEqual(['127.0.0.1', 'fd00::/8']);
    const { config, notices } = load({ ...given, BOTTEGA_PROFILE: 'production' });
    expect(config.allowAddresses).toEqual([]);
    expect(notices).toEqual([expect.stringContaining('BOTTEGA_ALLOW_ADDRESSES is not read in production')]);
  });

  test('former names are read, with a notice', () => {
    const { config, sources, notices } = load({
      TRILLIONS_PORT: '7000',
      TRILLIONS_DATABASE_URL: 'postgres://a:b@c/d',
      TRILLIONS_MOON: '1',
    });
    expect(config).toMatchObject({ port: 7000, databaseUrl: 'postgres://a:b@c/d' });
    expect(sources.port).toBe('TRILLIONS_PORT');
    expect(notices).toEqual([
      'TRILLIONS_PORT is an old name: call it BOTTEGA_PORT.',
      'TRILLIONS_DATABASE_URL is an old name: call it DATABASE_URL.',
      'TRILLIONS_MOON is not read: there is no BOTTEGA_MOON.',
    ]);
    expect(load({ TRILLIONS_PORT: '7000', BOTTEGA_PORT: '7001' }).config.port).toBe(7001);
  });
});

describe('mistakes', () => {
  test('all are told at once, each with its name, its value and what it must be', () => {
    writeToml('portt = 1\nfilm_workers = "many"\n');
    expect(mistakes({ PORT: 'abc', BOTTEGA_PROFILE: 'prod', BOTTEGA_HOTS: 'x', PUBLIC_URL: 'shop.example/a' })).toEqual([
      'There is no setting BOTTEGA_HOTS. Did you mean BOTTEGA_HOST?',
      'There is no setting portt. Did you mean port?',
      'BOTTEGA_PROFILE must be one of development, test, production; it is "prod".',
      'PORT must be a whole number from 1 to 65535; it is "abc".',
      'PUBLIC_URL must be an address such as https://shop.example, with http or https and without a path; it is "shop.example/a".',
      'film_workers in bottega.toml must be a whole number from 1 to 64; it is "many".',
    ]);
  });

  test.each(['0', '65536', '-1', '4.5', '1e3', ' ', 'true'])('a port is not %j', (port) => {
    expect(mistakes({}, { port })).toHaveLength(1);
  });

  test.each([
    ['not an address', 'nonsense'],
    ['another database', 'mysql://a:hidden-pw@c/d'],
    ['no password', 'postgres://a@c/d'],
  ])('an address of a database is refused without being printed: %s', (_, url) => {
    const [message] = mistakes({ DATABASE_URL: url });
    expect(message).toBe('DATABASE_URL must be an address like postgresql://user:password@host:5432/database.');
  });

  test('a file that is named must be there, and must be TOML', () => {
    expect(mistakes({ BOTTEGA_CONFIG: 'nowhere.toml' })).toEqual(['There is no file nowhere.toml. Mend the path, or unset it.']);
    writeToml('port = = 1');
    expect(mistakes({})).toEqual([expect.stringMatching(/^bottega\.toml could not be read: /)]);
  });
});

test('what is shown has a source for each value and no secret', () => {
  const lines = describeConfig(load({ DATABASE_URL: 'postgres://a:canary@c/d', PORT: '5000' }));
  expect(lines).toContainEqual(expect.objectContaining({ key: 'port', value: '5000', source: 'PORT' }));
  expect(lines).toContainEqual(expect.objectContaining({ key: 'databaseUrl', value: '********', source: 'DATABASE_URL' }));
  expect(JSON.stringify(lines)).not.toContain('canary');
});

describe('what people read about settings', () => {
  const root = path.join(import.meta.dirname, '../../../../..');

  test.each(Object.entries(references))('%s is what the table of settings says', (file, render) => {
    expect(readFileSync(path.join(root, file), 'utf8'), 'run node packages/server/src/platform/config/write-reference.ts').toBe(render());
  });

  test('the example file is read without a mistake once its lines are uncommented', () => {
    writeToml((references['bottega.example.toml']?.() ?? '').replace(/^# (\w+ = )/gm, '$1'));
    const { sources } = load();
    expect(new Set(Object.values(sources))).toEqual(new Set(['bottega.toml']));
  });
});
