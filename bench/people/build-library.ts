import { execFile } from 'node:child_process';
import { symlink } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

const ROOT = path.join(import.meta.dirname, '../..');
const LIMIT_MS = 2 * 60_000;

/** Builds the library as it is published, into a folder. Answers the address of its JavaScript. */
export async function buildLibrary(folder: string): Promise<string> {
  const source = path.join(ROOT, 'packages/population');
  const words = [path.join(ROOT, 'node_modules/typescript/bin/tsc'), '-p', 'tsconfig.build.json', '--outDir', path.join(folder, 'dist')];
  await promisify(execFile)(process.execPath, words, { cwd: source, timeout: LIMIT_MS });
  for (const part of ['kernel', 'model']) await symlink(path.join(source, part), path.join(folder, part));
  return pathToFileURL(path.join(folder, 'dist')).href;
}
