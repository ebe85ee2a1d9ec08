// `npm test`: sets up what the tests need, then runs everything: the checks, and every test, the browser's included.
import path from 'node:path';
import { root } from './pinned-node.mjs';
import { buildPages, install, run } from './setup.mjs';

const began = Date.now();
await install({ withTests: true });
await buildPages();
const chosen = process.argv.slice(2);
const checks = chosen.length > 0 ? 0 : run([path.join(root, 'tools/check.mjs')]);
const tests = run([path.join(root, 'node_modules/vitest/vitest.mjs'), 'run', ...chosen]);
process.stdout.write(
  `\n${checks === 0 && tests === 0 ? 'Everything passed' : 'Something failed'} in ${((Date.now() - began) / 1000).toFixed(0)} s\n`,
);
process.exitCode = checks || tests;
