// npm run bench -- NAME [--quick] [--json]: runs bench/NAME/run.ts with the pinned Node; without a name, lists what there is.
import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { pinnedNode, root } from './pinned-node.mjs';

const known = benchmarks();
const [name, ...options] = process.argv.slice(2);

if (name === undefined || name.startsWith('-')) {
  console.log(known.length > 0 ? known.join('\n') : 'There are no benchmarks yet: each is a folder in bench/ with a run.ts.');
} else if (!known.includes(name)) {
  console.error(`There is no benchmark "${name}". Known: ${known.join(', ') || 'none'}.`);
  process.exitCode = 2;
} else {
  run(name, options);
}

function benchmarks() {
  if (!existsSync(`${root}bench`)) return [];
  const folders = readdirSync(`${root}bench`, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return folders.map((folder) => folder.name).filter((folder) => existsSync(`${root}bench/${folder}/run.ts`));
}

function run(name, options) {
  const bench = spawn(pinnedNode(), [`${root}bench/${name}/run.ts`, ...options], { cwd: root, stdio: 'inherit' });
  // Ctrl-C reaches both; this process waits, so that the benchmark can clean up.
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => bench.kill(signal));
  bench.on('error', (error) => {
    console.error(`The benchmark did not start: ${error.message}`);
    process.exitCode = 1;
  });
  bench.on('exit', (code) => {
    process.exitCode = code ?? 1;
  });
}
