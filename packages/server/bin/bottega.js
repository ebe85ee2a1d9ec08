#!/usr/bin/env node
// Runs the program on the Node that the project pins, whichever Node npm was started with.
import { spawn } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import module from 'node:module';
import path from 'node:path';

const here = import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname);
const binary = process.platform === 'win32' ? 'node.exe' : 'node';

/** The nearest node_modules above us that holds a pinned Node. */
function findModules() {
  for (let folder = here; ; folder = path.dirname(folder)) {
    const candidate = path.join(folder, 'node_modules');
    if (existsSync(path.join(candidate, '.bin', binary))) return candidate;
    if (folder === path.dirname(folder)) return undefined;
  }
}

const modules = findModules();
const node = modules ? path.join(modules, '.bin', binary) : process.execPath;
// Compiled code is kept between starts: a start takes half as long.
const compiled = modules && path.join(modules, '.cache', 'compiled');

const PEOPLE = '../src/cli/people-main.ts'; // needs nothing of the house
const [room, command] = process.argv.slice(2);
if (room !== 'people') start('../src/main.ts');
else if (command === 'show' && realpathSync(node) === realpathSync(process.execPath)) {
  // Who is asked for stands there before a second Node would have started.
  if (compiled) module.enableCompileCache?.(compiled);
  await import(PEOPLE);
} else {
  start(PEOPLE);
}

/** Runs a program on the pinned Node until it ends. */
function start(program) {
  const settings = {
    ...(compiled ? { NODE_COMPILE_CACHE: compiled } : {}),
    // glibc keeps what pictures were made in unless told to give it back: 330 MB after the first five minutes instead of 720.
    MALLOC_ARENA_MAX: '2',
    MALLOC_MMAP_THRESHOLD_: '262144',
    MALLOC_TRIM_THRESHOLD_: '262144',
  };
  // A young generation of 4 MB instead of 16, and rubbish taken out when the heap has grown by half, not when it is a multiple: 40 MB less
  // at rest, and 50 in files of people with all columns, for a few collections more under load.
  const lean = ['--max-semi-space-size=4', '--heap-growing-percent=50'];
  const args = ['--no-warnings', ...lean, path.join(here, program), ...process.argv.slice(2)];
  const child = spawn(node, args, { stdio: 'inherit', env: { ...settings, ...process.env } });
  // A signal from the terminal reaches the child by itself; one that is sent to us alone is handed on.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? (signal === 'SIGINT' ? 130 : 1);
  });
}
