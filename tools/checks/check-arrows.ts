import { globSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { findBreaches } from './find-breaches.ts';

/** Fewer files or imports than this mean that the walk, not the house, is at fault. */
const LEAST = { files: 100, imports: 300 };

const root = fileURLToPath(new URL('../../', import.meta.url));
const folders = ['packages', 'plugins'];
const { breaches, files, imports } = await findBreaches(root, folders);

for (const { rule, from, to, remedy } of breaches) {
  console.error(`${from}${to === '' ? '' : ` -> ${to}`}\n  ${rule}: ${remedy}`);
}
const unseen = sourceFiles().filter((file) => !files.includes(file));
for (const file of unseen) console.error(`${file}\n  the arrow check did not read this file`);

const tooFew = files.length < LEAST.files || imports < LEAST.imports;
if (tooFew)
  console.error(
    `The arrow check read only ${files.length} files and ${imports} imports; it should find ${LEAST.files} and ${LEAST.imports}.`,
  );

console.log(`${files.length} files, ${imports} imports, ${breaches.length} against the plan`);
process.exitCode = breaches.length > 0 || unseen.length > 0 || tooFew ? 1 : 0;

function sourceFiles(): string[] {
  const skipped = /(^|\/)(node_modules|build|\.react-router)\/|\.as\.ts$|\.d\.ts$/;
  return globSync('{packages,plugins}/**/*.{ts,tsx}', { cwd: root, exclude: (path) => /(^|\/)node_modules$/.test(path) })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => !skipped.test(path));
}
