// What a fresh clone needs before it can run: dependencies, the pinned Node, the built pages. Plain JavaScript for any Node from 20 on.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pinnedNode, root } from './pinned-node.mjs';

const modules = path.join(root, 'node_modules');

/** Environment of everything that is started: the pinned Node first, compiled code kept between starts. */
export const environment = {
  ...process.env,
  PATH: `${path.join(modules, '.bin')}${path.delimiter}${process.env.PATH}`,
  NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? path.join(modules, '.cache', 'compiled'),
  NODE_NO_WARNINGS: '1',
};

/**
 * Installs what the lock file says, once per lock file. `withTests` adds what only tests need; with them installed, a start needs nothing.
 * Exits with a sentence when it cannot.
 */
export async function install({ withTests }) {
  if (Number(process.versions.node.split('.')[0]) < 20) {
    stop(`Bottega needs Node 20 or newer to set itself up; this is ${process.version}.`);
  }
  const stamp = path.join(modules, '.bottega-installed');
  const lock = hash(readFileSync(path.join(root, 'package-lock.json')));
  const installed = existsSync(stamp) ? readFileSync(stamp, 'utf8').trim() : '';
  if (installed === `${lock} all` || (!withTests && installed === `${lock} run`)) return;
  const flags = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error', ...(withTests ? [] : ['--omit=dev'])];
  const { code, output } = await quietly(`Installing (about a minute, once)`, 'npm', flags);
  if (code !== 0) stop(`npm could not install:\n${output}\nCheck the network, then run it again.`);
  writeFileSync(stamp, `${lock} ${withTests ? 'all' : 'run'}\n`);
}

/** Builds the pages when their sources are newer than the build. */
export async function buildPages() {
  const web = path.join(root, 'packages/web');
  const stamp = path.join(web, 'build/.built-from');
  const sources = hash(
    listFiles(web, ['app', 'src', 'package.json', 'vite.config.ts', 'react-router.config.ts', 'tsconfig.json']).map((file) =>
      readFileSync(file),
    ),
  );
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === sources) return;
  const command = path.join(modules, '@react-router/dev/bin.cjs');
  const { code, output } = await quietly('Building the pages', pinnedNode(), [command, 'build'], web);
  if (code !== 0) stop(`The pages could not be built:\n${output}`);
  mkdirSync(path.dirname(stamp), { recursive: true });
  writeFileSync(stamp, sources);
}

function listFiles(folder, names) {
  return names
    .flatMap((name) => {
      const full = path.join(folder, name);
      if (!existsSync(full)) return [];
      return statSync(full).isDirectory() ? readdirSync(full, { recursive: true }).map((file) => path.join(full, file)) : [full];
    })
    .filter((file) => statSync(file).isFile())
    .sort();
}

function hash(content) {
  const digest = createHash('sha256');
  for (const part of Array.isArray(content) ? content : [content]) digest.update(part);
  return digest.digest('hex');
}

/** Runs a command with one line on the terminal; what it prints is kept for the case that it fails. */
async function quietly(label, command, args, cwd = root) {
  const began = Date.now();
  process.stdout.write(`${label} … `);
  const child = spawn(command, args, { cwd, env: environment, stdio: ['ignore', 'pipe', 'pipe'], shell: process.platform === 'win32' });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => {
      output += text;
    });
  }
  const code = await new Promise((resolve) => {
    child.on('close', resolve).on('error', (error) => {
      output += error.message;
      resolve(1);
    });
  });
  process.stdout.write(`${code === 0 ? `${((Date.now() - began) / 1000).toFixed(0)} s` : 'failed'}\n`);
  return { code, output };
}

function stop(sentence) {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}

/** Runs a command on this terminal and answers its exit code. */
export const run = (args, options = {}) =>
  spawnSync(pinnedNode(), args, { cwd: root, env: environment, stdio: 'inherit', ...options }).status ?? 1;
