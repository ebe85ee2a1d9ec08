// Writes the pages that are made from the program: node tools/references/write.ts
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { REFERENCES } from './references.ts';

for (const [file, render] of Object.entries(REFERENCES)) writeFileSync(path.join(import.meta.dirname, '../..', file), render());
