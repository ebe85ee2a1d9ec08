import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { REFERENCES } from './references.ts';

test.each(Object.entries(REFERENCES))('%s is what the program says', (file, render) => {
  const written = readFileSync(path.join(import.meta.dirname, '../..', file), 'utf8');
  expect(written, 'run node tools/references/write.ts').toBe(render());
});
