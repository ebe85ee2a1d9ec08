// Before packing: makes JavaScript and types in dist/, and lets package.json point at them, since Node strips no types from what
// is installed. After packing: takes dist/ away and puts package.json back, so that the repository goes on running the sources.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

const here = import.meta.dirname;
const manifest = path.join(here, 'package.json');
const kept = path.join(here, '.package.json.kept');

if (process.argv[2] === 'prepare') prepare();
else restore();

function prepare() {
  restore();
  const compiler = path.join(path.dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin/tsc');
  execFileSync(process.execPath, [compiler, '-p', 'tsconfig.build.json'], { cwd: here, stdio: ['ignore', 2, 2], timeout: 120_000 });
  const source = readFileSync(manifest, 'utf8');
  writeFileSync(kept, source);
  const { scripts: _, devDependencies: __, ...published } = JSON.parse(source);
  published.exports = {
    '.': { types: './dist/index.d.ts', default: './dist/index.js' },
    './node': { types: './dist/node.d.ts', default: './dist/node.js' },
    './model/*': './model/*',
    './kernel/*': './kernel/*',
  };
  writeFileSync(manifest, `${JSON.stringify(published, null, 2)}\n`);
}

function restore() {
  rmSync(path.join(here, 'dist'), { recursive: true, force: true });
  if (existsSync(kept)) renameSync(kept, manifest);
}
