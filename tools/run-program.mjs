import { spawn } from 'node:child_process';
import { pinnedNode, root } from './pinned-node.mjs';
import { environment } from './setup.mjs';

/** Runs a TypeScript program with the pinned Node until it ends; its exit code becomes ours. */
export function runProgram(file, words) {
  const program = spawn(pinnedNode(), [file, ...words], { cwd: root, env: environment, stdio: 'inherit' });
  // Ctrl-C reaches both; this process waits, so that the program can clean up.
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => program.kill(signal));
  program.on('error', (error) => {
    console.error(`The program did not start: ${error.message}`);
    process.exitCode = 1;
  });
  program.on('exit', (code) => {
    process.exitCode = code ?? 1;
  });
}
