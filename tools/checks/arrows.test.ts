import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { drawMap } from './draw-map.ts';
import { findBreaches } from './find-breaches.ts';

/** A small house that keeps to its plan: path and source. */
const soundHouse: Readonly<Record<string, string>> = {
  'packages/server/package.json': JSON.stringify({
    name: 'bottega',
    imports: {
      '#platform': './src/platform/index.ts',
      '#errors': './src/platform/errors/index.ts',
      '#commerce': './src/commerce/index.ts',
      '#launch': './src/launch/index.ts',
    },
  }),
  'packages/contracts/src/index.ts': 'export type Money = { minor: number };',
  'packages/media/src/worker.ts': "import type { Money } from '../../contracts/src/index.ts'; export const cost: Money = { minor: 0 };",
  'packages/server/src/platform/index.ts': "export { now } from './clock.ts';",
  'packages/server/src/platform/clock.ts': 'export const now = () => 0;',
  'packages/server/src/platform/errors/index.ts': "export { ERRORS } from './catalogue.ts';",
  'packages/server/src/platform/errors/catalogue.ts': 'export const ERRORS = {};',
  'packages/server/src/cli/report.ts': "import { ERRORS } from '#errors'; export const report = ERRORS;",
  'packages/server/src/commerce/index.ts': "export { order } from './orders/order.ts';",
  'packages/server/src/commerce/module.ts': "import { order } from './orders/order.ts'; export const commerce = { order };",
  'packages/server/src/commerce/orders/order.ts': "import { now } from '#platform'; export const order = now;",
  'packages/server/src/launch/index.ts': "import { order } from '#commerce'; export const launch = order;",
  'packages/server/src/http/web-context.ts': "import type { order } from '#commerce'; export type WebContext = typeof order;",
  'packages/server/src/main.ts': "import { commerce } from './commerce/module.ts'; export const rooms = [commerce];",
  'packages/web/app/home.tsx': "import type { WebContext } from '../../server/src/http/web-context.ts'; export type Home = WebContext;",
  'plugins/offline/index.ts':
    "import type { Money } from '../../packages/contracts/src/index.ts'; export const price: Money = { minor: 1 };",
  'node_modules/node-av/package.json': JSON.stringify({ name: 'node-av', main: 'index.js' }),
  'node_modules/node-av/index.js': 'export {};',
};

/** Each adds one file to the sound house: what is wrong, path, source, and the rule that must notice. */
const faults: readonly (readonly [string, string, string, string])[] = [
  [
    'an arrow back',
    'packages/server/src/commerce/back.ts',
    "import { launch } from '#launch'; launch;",
    'commerce imports against the arrows',
  ],
  [
    'an arrow back for a type',
    'packages/server/src/platform/back.ts',
    "import type { order } from '#commerce'; export type O = typeof order;",
    'platform imports against the arrows',
  ],
  [
    'a lazy arrow back',
    'packages/server/src/commerce/lazy.ts',
    "export const later = () => import('#launch');",
    'commerce imports against the arrows',
  ],
  [
    'an arrow back behind `using`',
    'packages/server/src/commerce/held.ts',
    "export async function hold() { await using held = await import('#launch'); return held; }",
    'commerce imports against the arrows',
  ],
  [
    'a room entered by a side door',
    'packages/server/src/launch/side.ts',
    "import { order } from '../commerce/orders/order.ts'; order;",
    'commerce is entered past its index.ts',
  ],
  [
    'the ground entered beside the door of its errors',
    'packages/server/src/cli/side.ts',
    "import { ERRORS } from '../platform/errors/catalogue.ts'; ERRORS;",
    'platform is entered past its index.ts',
  ],
  [
    'a module.ts outside main.ts',
    'packages/server/src/http/boot.ts',
    "import { commerce } from '../commerce/module.ts'; commerce;",
    'commerce is entered past its index.ts',
  ],
  [
    'a side door taken by main.ts',
    'packages/server/src/main.ts',
    "import './commerce/orders/order.ts';",
    'commerce is entered past its index.ts',
  ],
  ['a contract with a dependency', 'packages/contracts/src/film.ts', "import 'node-av';", 'contracts has a dependency'],
  [
    'a contract that knows the server',
    'packages/contracts/src/server.ts',
    "import '../../server/src/platform/index.ts';",
    'contracts imports against the arrows',
  ],
  [
    'media that knows the server',
    'packages/media/src/server.ts',
    "import '../../server/src/platform/index.ts';",
    'media imports against the arrows',
  ],
  [
    'a room that imports media',
    'packages/server/src/platform/film.ts',
    "import '../../../media/src/worker.ts';",
    'platform imports against the arrows',
  ],
  [
    'a GPL package in the server',
    'packages/server/src/platform/av.ts',
    "import 'node-av';",
    'a GPL package is loaded outside the media worker',
  ],
  [
    'a page that imports a value',
    'packages/web/app/value.tsx',
    "import * as context from '../../server/src/http/web-context.ts'; context;",
    'web imports more than types of http',
  ],
  [
    'a page that imports a room',
    'packages/web/app/room.tsx',
    "import type { order } from '../../server/src/commerce/index.ts'; export type O = order;",
    'web imports against the arrows',
  ],
  [
    'a population that leans on a contract',
    'packages/population/src/lean.ts',
    "import type { Money } from '../../contracts/src/index.ts'; export type M = Money;",
    'population imports against the arrows',
  ],
  [
    'a plugin that leans on another',
    'plugins/stripe/index.ts',
    "import { price } from '../offline/index.ts'; price;",
    'a plugin imports another plugin',
  ],
  [
    'a plugin that knows the server',
    'plugins/stripe/server.ts',
    "import '../../packages/server/src/platform/index.ts';",
    'plugins imports against the arrows',
  ],
  ['an imported test', 'packages/server/src/commerce/helps.ts', "import './cart.test.ts';", 'a test is imported'],
  [
    'a shipped tool',
    'packages/server/src/commerce/tool.ts',
    "import '../../../../tools/tool.ts';",
    'the program imports a tool or a benchmark',
  ],
  [
    'a circle',
    'packages/server/src/commerce/circle.ts',
    "export { self } from './circle.ts'; import './turn.ts';",
    'imports run in a circle',
  ],
  ['an import that leads nowhere', 'packages/server/src/commerce/lost.ts', "import '#people';", 'an import leads nowhere'],
  ['a file outside every part', 'packages/server/src/misc.ts', 'export const misc = 1;', 'a file stands outside the house'],
];

const roots: string[] = [];

function build(files: Readonly<Record<string, string>>): string {
  const root = mkdtempSync(join(tmpdir(), 'bottega-house-'));
  roots.push(root);
  for (const [path, source] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), source);
  }
  return root;
}

afterEach(() => {
  for (const root of roots.splice(0)) rmSync(root, { recursive: true });
});

describe('the arrow check', () => {
  test('finds nothing in a sound house, and reads all of it', async () => {
    const { breaches, files, imports } = await findBreaches(build(soundHouse), ['packages', 'plugins']);
    expect(breaches).toEqual([]);
    expect(files).toHaveLength(15);
    expect(imports).toBe(12);
  });

  test.each(faults)('notices %s', async (_, path, source, rule) => {
    const helpers = {
      'packages/server/src/commerce/cart.test.ts': 'export {};',
      'packages/server/src/commerce/turn.ts': path.endsWith('circle.ts') ? "import './circle.ts';" : 'export {};',
      'tools/tool.ts': 'export {};',
    };
    const { breaches } = await findBreaches(build({ ...soundHouse, ...helpers, [path]: source }), ['packages', 'plugins']);
    expect(breaches.map((breach) => breach.rule)).toContain(rule);
    expect(breaches.find((breach) => breach.rule === rule)?.remedy).not.toBe('');
  });
});

test('ARCHITECTURE.md shows the map of the plan', () => {
  const page = readFileSync(new URL('../../ARCHITECTURE.md', import.meta.url), 'utf8');
  expect(page).toContain(`\`\`\`mermaid\n${drawMap()}\n\`\`\``);
});
