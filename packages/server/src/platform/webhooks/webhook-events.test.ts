import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { INSIDE_EVENTS, TEST_EVENT, WEBHOOK_EVENTS } from './webhook-events.ts';

const SOURCE = path.join(import.meta.dirname, '../..');
const DOCS = path.join(SOURCE, '../../../docs/webhooks.md');

const files = globSync('**/*.ts', { cwd: SOURCE })
  .filter((file) => !/\.test\.ts$|^testing\/|\/testing\/|platform\/webhooks\/webhook-events\.ts$/.test(file))
  .map((file) => ({ file, code: readFileSync(path.join(SOURCE, file), 'utf8') }));

/** Kinds that are written into the outbox: named in the call, in a table of moves, or by a constant of that name. */
const written = new Set(
  files.flatMap(({ code }) =>
    [
      ...(code.includes('appendEvent(') ? code.matchAll(/type: '([a-z_]+\.[a-z_]+)'/g) : []),
      ...code.matchAll(/event: '([a-z_]+\.[a-z_]+)'/g),
      ...[...code.matchAll(/appendEvent\([^;]*?type: ([A-Z_]+),/g)].flatMap(([, name]) =>
        files.flatMap((other) => [...other.code.matchAll(new RegExp(`const ${name} = '([a-z_.]+)'`, 'g'))]),
      ),
    ].map(([, type]) => type as string),
  ),
);

test('every kind of event that is written is either told outside, and described, or kept inside', () => {
  expect(written.size).toBeGreaterThanOrEqual(20);
  expect([...written].filter((type) => !(type in WEBHOOK_EVENTS) && !INSIDE_EVENTS.includes(type))).toEqual([]);
});

test('no kind of event is described that nobody writes', () => {
  const all = files.map(({ code }) => code).join('\n');
  const composed = [...all.matchAll(/type: `([a-z_]+)\.\$\{/g)].map(([, subject]) => subject);
  const isWritten = (type: string) => written.has(type) || all.includes(`'${type}'`) || composed.includes(type.split('.')[0]);
  expect([...Object.keys(WEBHOOK_EVENTS), ...INSIDE_EVENTS].filter((type) => !isWritten(type))).toEqual([]);
});

test('docs/webhooks.md lists each kind in the words of the table, and no other', () => {
  const page = readFileSync(DOCS, 'utf8');
  const rows = [...page.matchAll(/^\| `([a-z_]+\.[a-z_]+)` \| (.+) \|$/gm)].map(([, type, words]) => [type, words]);
  expect(rows).toEqual([...Object.entries(WEBHOOK_EVENTS), [TEST_EVENT, 'Somebody tries the address out.']]);
});
