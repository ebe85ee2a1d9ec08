import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const ROOT = path.join(import.meta.dirname, '../../../../..');

/** Ways to the network that go past the road. */
const WAYS: readonly RegExp[] = [
  /(?<![.\w])fetch\(/, // a bare call
  /globalThis\.fetch\s*[(;,]/,
  /\bfetch: (globalThis\.)?fetch\b/,
  /(from|import\()\s*'(node:)?(https?|http2|tls|dgram)'/,
  /(from|import\()\s*'(undici|axios|got|node-fetch)'/,
  /(?<![.\w])net\.(connect|createConnection)\(/,
  /\bnew (WebSocket|EventSource)\(/,
];

/** Who may all the same, and why. */
const EXCEPTIONS: Readonly<Record<string, string>> = {
  'packages/population/src/fetch-population.ts': 'reads its own model, in a browser, where there is no road',
  'packages/server/src/cli/api-client.ts': 'asks our own server, on this machine',
  'packages/server/src/cli/doctor.ts': 'asks our own server, on this machine',
  'packages/contracts/src/simulator.ts': 'names the door at which a simulator is asked',
  'plugins/stripe/sandbox/simulator.ts': 'is that door, and asks nobody',
  'plugins/paypal/certificates.ts': 'reads which roots Node trusts',
  'packages/server/src/http/serve.ts': 'asks who holds our port, on this machine',
  'packages/server/src/platform/telemetry/error-reports.ts': 'tells the operator’s own address of errors, also of those of the road',
};

const programs = ['packages/*/src/**/*.ts', 'plugins/**/*.ts'].flatMap((pattern) => globSync(pattern, { cwd: ROOT }));
const files = programs.filter(
  (file) => !/node_modules|\.test\.ts$|\/testing\/|packages\/server\/src\/platform\/calls\//.test(file) && !file.endsWith('.d.ts'),
);

/** Types, and words in comments, lead nowhere. */
const codeOf = (file: string): string =>
  readFileSync(path.join(ROOT, file), 'utf8')
    .replace(/\/\*[\s\S]*?\*\/|(?<!:)\/\/.*$/gm, '')
    .replace(/^import type .*$/gm, '')
    .replace(/\btypeof globalThis\.fetch/g, '');

const strayWays = (code: string): readonly RegExp[] => WAYS.filter((way) => way.test(code));

test('nothing but the road leads outside', () => {
  expect(files.length).toBeGreaterThan(300);
  const strays = files.filter((file) => strayWays(codeOf(file)).length > 0 && !(file in EXCEPTIONS));
  expect(strays).toEqual([]);
});

test('each exception still is one', () => {
  expect(Object.keys(EXCEPTIONS).filter((file) => strayWays(codeOf(file)).length === 0)).toEqual([]);
});

test.each([
  'const answer = await fetch(url);',
  'return globalThis.fetch(url, init);',
  "import https from 'node:https';",
  "const { request } = await import('undici');",
  'const call = { signal, fetch: globalThis.fetch, folder };',
  'net.connect(443, host);',
])('%s would be noticed', (code) => expect(strayWays(code).length).toBeGreaterThan(0));
