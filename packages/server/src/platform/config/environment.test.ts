import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const SOURCE = path.join(import.meta.dirname, '../..');

/** Who may look at the environment, and why. Everybody else is handed the settings. */
const ALLOWED: Readonly<Record<string, string>> = {
  'cli/config.ts': 'hands it to loadConfig',
  'cli/settings.ts': 'hands it to loadConfig',
  'cli/program.ts': 'asks for DEBUG, to show the stack of an error',
  'cli/people-settings.ts': 'reads BOTTEGA_PEOPLE_…, since its commands open no house and load no configuration',
  'cli/terminal.ts': 'asks what the terminal can do',
  'platform/database/embedded-postgres.ts': 'hands PATH on to PostgreSQL',
};

test('settings are read from the environment in one place', () => {
  const files = globSync('**/*.ts', { cwd: SOURCE }).filter((file) => !file.endsWith('.test.ts') && !file.startsWith('testing'));
  expect(files.length).toBeGreaterThan(50);
  const reading = files.filter((file) =>
    /\bprocess\.env\b|\benv\b.*from 'node:process'/.test(readFileSync(path.join(SOURCE, file), 'utf8')),
  );
  expect(reading.filter((file) => !(file.split(path.sep).join('/') in ALLOWED))).toEqual([]);
});
