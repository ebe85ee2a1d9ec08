import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { CONTRACTS_VERSION, pluginId, readManifest } from './manifest.ts';
import { versionInRange } from './version-range.ts';

test('the contracts that are kept are those of the package', () => {
  const file = path.join(import.meta.dirname, '../../../../contracts/package.json');
  expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ version: CONTRACTS_VERSION });
});

test.each([
  ['1.4.2', '^1.2.0', true],
  ['2.0.0', '^1.2.0', false],
  ['1.1.9', '^1.2.0', false],
  ['0.1.7', '^0.1.0', true],
  ['0.2.0', '^0.1.0', false],
  ['0.0.4', '^0.0.3', false],
  ['0.9.0', '^0', true],
  ['1.2.9', '~1.2.3', true],
  ['1.3.0', '~1.2.3', false],
  ['1.9.0', '~1', true],
  ['3.0.0', '>=1.2.0', true],
  ['1.2.3', '1.2.3', true],
  ['1.2.4', '1.2.3', false],
  ['1.2.4', '1.2', true],
  ['0.1.0', '*', true],
  ['0.1.0', '^1.0.0 || ^0.1.0', true],
  ['0.1.0', '^1.0.0 || ^2.0.0', false],
  ['0.1.0', 'latest', undefined],
  ['0.1.0', '>=0.1.0 <0.3.0', undefined],
] as const)('%s in %s: %s', (version, range, verdict) => expect(versionInRange(version, range)).toBe(verdict));

test.each([
  ['bottega-plugin-acme', 'acme'],
  ['@me/bottega-plugin-acme', 'me-acme'],
  ['@me/acme', 'me-acme'],
  ['acme', 'acme'],
])('%s is called %s', (name, id) => expect(pluginId(name)).toBe(id));

const good = {
  name: 'bottega-plugin-acme',
  version: '1.0.0',
  peerDependencies: { '@bottega/contracts': '^0.1.0' },
  bottega: { label: 'A', kinds: ['text'] },
};

test.each([
  [{ exports: './a.js' }, './a.js'],
  [{ exports: { '.': './a.js' } }, './a.js'],
  [{ exports: { '.': { types: './a.d.ts', import: './a.js' } } }, './a.js'],
  [{ exports: { node: './n.js', default: './d.js' } }, './n.js'],
  [{ main: './m.js' }, './m.js'],
  [{}, 'index.js'],
])('the module of %j is %s', (fields, entry) => expect(readManifest({ ...good, ...fields })).toMatchObject({ entry }));

test.each(['bottega-plugin-offline-more', 'bottega-plugin-manual', 'bottega-plugin-a.b', 'bottega-plugin-a_b'])(
  '%s cannot be used as a name',
  (name) => {
    expect(() => readManifest({ ...good, name })).toThrow('short name');
  },
);
