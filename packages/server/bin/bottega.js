#!/usr/bin/env node
// Runs the program on the Node that the project pins, whichever Node npm was started with.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';

const here = import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname);
const binary = process.platform === 'win32' ? 'node.exe' : 'node';

/** The pinned Node of the nearest node_modules above us. */
function findPinnedNode() {
  for (let folder = here; ; folder = path.dirname(folder)) {
    const candidate = path.join(folder, 'node_modules/.bin', binary);
    if (existsSync(candidate)) return candidate;
    if (folder === path.dirname(folder)) return process.execPath;
  }
}

const child = spawn(findPinnedNode(), ['--no-warnings', path.join(here, '../src/main.ts'), ...process.argv.slice(2)], { stdio: 'inherit' });
// A signal from the terminal reaches the child by itself; one that is sent to us alone is handed on.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => {
  process.exitCode = code ?? (signal === 'SIGINT' ? 130 : 1);
});
