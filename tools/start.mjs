// `npm start`: sets up what is missing, then serves, makes the demo shop and runs the main job.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { pinnedNode, root } from './pinned-node.mjs';
import { buildPages, environment, install } from './setup.mjs';

await install({ withTests: false });
await buildPages();

const main = path.join(root, 'packages/server/src/main.ts');
const child = spawn(pinnedNode(), ['--no-warnings', main, 'start', ...process.argv.slice(2)], {
  cwd: root,
  env: environment,
  stdio: 'inherit',
});
// Ctrl-C reaches the child by itself; it closes everything in order, and we wait. A signal sent to us alone is handed on.
process.on('SIGINT', () => undefined);
for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => {
  process.exitCode = code ?? (signal ? 1 : 0);
});
