import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const SOURCE = path.join(import.meta.dirname, '../..');

/** Who may pass the wall between shops, and why. */
const ALLOWED: Readonly<Record<string, string>> = {
  'platform/database/system-door.ts': 'the door itself: every query past the wall stands here',
  'platform/database/database.ts': 'makes the connections behind the door',
  'platform/database/roles.ts': 'makes the role',
  'platform/events/notices.ts': 'listens for ids of what changed, and reads no table',
  'platform/workflows/prepare.ts': 'grants the role what it may ask of the engine, and connects as another',
};

const PASSES_WALL = /\b(database|db)\??\.system\b|\{[^}]*\bsystem\b[^}]*\}\s*=\s*[\w.]*database\b|bottega_system/;

test.each([
  'database.system.selectFrom("file")',
  'await ctx.database.system.deleteFrom("file")',
  'const { system } = ground.database;',
  `new pg.Pool(database.connectAs('bottega_system'))`,
])('the search would find: %s', (line) => expect(line).toMatch(PASSES_WALL));

test('no other file passes the wall between shops', () => {
  const files = globSync('**/*.ts', { cwd: SOURCE }).filter((file) => !file.endsWith('.test.ts') && !file.startsWith('testing'));
  expect(files.length).toBeGreaterThan(50);
  const passing = files.filter((file) => PASSES_WALL.test(readFileSync(path.join(SOURCE, file), 'utf8')));
  expect(passing.map((file) => file.split(path.sep).join('/')).sort()).toEqual(Object.keys(ALLOWED).sort());
});
