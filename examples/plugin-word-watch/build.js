// Makes dist/ from src/: Node runs no TypeScript inside node_modules, so what is published is JavaScript.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import path from 'node:path';

const here = import.meta.dirname;
rmSync(path.join(here, 'dist'), { recursive: true, force: true });
mkdirSync(path.join(here, 'dist'));
for (const file of readdirSync(path.join(here, 'src'))) {
  const source = readFileSync(path.join(here, 'src', file), 'utf8');
  const script = stripTypeScriptTypes(source).replace(/(from '\.[^']+)\.ts'/g, "$1.js'");
  writeFileSync(path.join(here, 'dist', file.replace(/\.ts$/, '.js')), script);
}
