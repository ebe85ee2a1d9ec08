// npm run check: everything about the code that can be judged without running it. `--fix` lets Biome correct what it can.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { pinnedNode, root } from './pinned-node.mjs';

const AT_ONCE = 2;
const LIMIT_MS = 5 * 60_000;

const fix = process.argv.includes('--fix');
const bin = (path, ...args) => [`${root}node_modules/${path}`, ...args];
const tsc = (project) => bin('typescript/bin/tsc', '--noEmit', '-p', project);

const checks = [
  {
    name: 'format and lint',
    command: bin('@biomejs/biome/bin/biome', 'check', ...(fix ? ['--write'] : []), '--diagnostic-level=warn', '.'),
  },
  { name: 'types', command: tsc('tsconfig.json') },
  { name: 'types of the pages', command: tsc('packages/web/tsconfig.json'), needs: 'packages/web/tsconfig.json' },
  { name: 'arrows', command: [`${root}tools/checks/check-arrows.ts`] },
  { name: 'dead code', command: bin('knip/bin/knip.js', '--config', 'tools/checks/knip.json', '--no-progress') },
  { name: 'secrets', command: bin('secretlint/bin/secretlint.js', '--secretlintrc', 'tools/checks/secretlintrc.json', '**/*') },
  { name: 'lockfile', run: lockfileNamesNoRegistry },
];

const node = pinnedNode();
// The types of the routes are made from the routes; a fresh clone has none yet.
await runTool(bin('@react-router/dev/bin.cjs', 'typegen'), `${root}packages/web`);
const waiting = checks.filter((check) => check.needs === undefined || existsSync(root + check.needs));
const failures = [];
await Promise.all(Array.from({ length: AT_ONCE }, work));

for (const { name, output } of failures) console.error(`\n${name}\n${output.trim()}`);
process.exitCode = failures.length > 0 ? 1 : 0;

async function work() {
  for (let check = waiting.shift(); check !== undefined; check = waiting.shift()) {
    const start = performance.now();
    const { passed, output } = await (check.run ?? (() => runTool(check.command)))();
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    console.log(`${passed ? 'ok    ' : 'FAILED'}  ${check.name.padEnd(20)} ${seconds.padStart(5)} s`);
    if (!passed) failures.push({ name: check.name, output });
  }
}

/** Runs a tool with the pinned Node, so that it does not matter which Node runs this file. */
function runTool(command, cwd = root) {
  const env = { ...process.env, PATH: `${root}node_modules/.bin:${process.env.PATH}`, NO_COLOR: '1' };
  const tool = spawn(node, command, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], timeout: LIMIT_MS });
  let output = '';
  for (const stream of [tool.stdout, tool.stderr]) {
    stream.setEncoding('utf8');
    stream.on('data', (text) => {
      output += text;
    });
  }
  return new Promise((resolve) => {
    tool.on('error', (error) => resolve({ passed: false, output: error.message }));
    tool.on('close', (code, signal) => {
      if (signal !== null) output += `\nStopped by ${signal}; a check may take ${LIMIT_MS / 60_000} minutes.`;
      resolve({ passed: code === 0, output });
    });
  });
}

/** A lockfile that names a registry installs from that one alone, whatever registry the reader's npm is set to. */
function lockfileNamesNoRegistry() {
  const named = readFileSync(`${root}package-lock.json`, 'utf8').match(/"resolved": "http[^"]*"/);
  return named === null
    ? { passed: true, output: '' }
    : {
        passed: false,
        output: `package-lock.json says ${named[0]}. Write it again with omit-lockfile-registry-resolved=true, as .npmrc says.`,
      };
}
