// Writes docs/errors.md: node packages/server/src/platform/errors/write-reference.ts
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { renderErrorPage } from './reference.ts';

writeFileSync(path.join(import.meta.dirname, '../../../../../docs/errors.md'), renderErrorPage());
