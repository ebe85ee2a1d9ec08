import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Each secret is put together here, so that this file holds none. */
const letters = (count: number) => 'aB3dE6gH9jK2mN5pQ8sT1vW4yZ7'.repeat(10).slice(0, count);
const planted: readonly (readonly [string, string])[] = [
  ['a live payment key', `sk_${'live'}_${letters(24)}`],
  ['a webhook secret', `whsec_${letters(32)}`],
  ['a private key without its end', `-----BEGIN ${'PRIVATE'} KEY-----\n${letters(64)}`],
  ['a model provider key', `sk-${'ant'}-${letters(48)}`],
  ['a search provider key', `AI${'za'}${letters(35)}`],
  ['a channel token', `EAA${letters(80)}`],
  ['a code host token', `ghp_${letters(36)}`],
  ['a database address with its password', `postgres://shop:${letters(16)}@db7.internal:5432/shop`],
];

function scan(source: string): number | null {
  const args = [
    'node_modules/secretlint/bin/secretlint.js',
    '--secretlintrc',
    'tools/checks/secretlintrc.json',
    '--stdinFileName',
    'config.ts',
  ];
  return spawnSync(process.execPath, args, { cwd: root, input: source, timeout: 30_000 }).status;
}

test.each(planted)('finds %s', (_, secret) => {
  expect(scan(`export const setting = '${secret}';\n`)).toBe(1);
});

test('finds nothing in code that only speaks of secrets', () => {
  expect(
    scan("const key = env.STRIPE_KEY; // starts with sk_live_\nconst url = 'postgres://bottega:password@127.0.0.1:5432/bottega';\n"),
  ).toBe(0);
});
