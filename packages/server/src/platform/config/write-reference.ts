// Writes .env.example, bottega.example.toml and docs/configuration.md: node packages/server/src/platform/config/write-reference.ts
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { references } from './reference.ts';

const root = path.join(import.meta.dirname, '../../../../..');
for (const [file, render] of Object.entries(references)) writeFileSync(path.join(root, file), render());
