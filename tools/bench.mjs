// npm run bench -- NAME [--quick] [--json]: runs bench/NAME/run.ts with the pinned Node; without a name, lists what there is.
import { existsSync, readdirSync } from 'node:fs';
import { root } from './pinned-node.mjs';
import { runProgram } from './run-program.mjs';

const known = benchmarks();
const [name, ...options] = process.argv.slice(2);

if (name === undefined || name.startsWith('-')) {
  console.log(known.length > 0 ? known.join('\n') : 'There are no benchmarks yet: each is a folder in bench/ with a run.ts.');
} else if (!known.includes(name)) {
  console.error(`There is no benchmark "${name}". Known: ${known.join(', ') || 'none'}.`);
  process.exitCode = 2;
} else {
  runProgram(`${root}bench/${name}/run.ts`, options);
}

function benchmarks() {
  if (!existsSync(`${root}bench`)) return [];
  const folders = readdirSync(`${root}bench`, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return folders.map((folder) => folder.name).filter((folder) => folder !== 'faults' && existsSync(`${root}bench/${folder}/run.ts`));
}
