import { execFile } from 'node:child_process';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';

const web = join(import.meta.dirname, '..');
const lock = join(web, 'build.lock');

/** Builds the pages unless they are newer than everything they are made of. Test files that ask at once wait for the one that builds. */
export async function buildPages(): Promise<void> {
  for (const deadline = Date.now() + 120_000; ; await wait(200)) {
    try {
      await mkdir(lock);
      break;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      if (Date.now() > deadline) throw new Error(`another build has held ${lock} for two minutes: remove that folder and try again`);
    }
  }
  try {
    if (await isStale()) await build();
  } finally {
    await rm(lock, { recursive: true });
  }
}

async function build(): Promise<void> {
  const cli = join(web, '..', '..', 'node_modules', '@react-router', 'dev', 'bin.cjs');
  await promisify(execFile)(process.execPath, [cli, 'build'], {
    cwd: web,
    timeout: 110_000,
    env: { ...process.env, NODE_ENV: 'production' },
  });
}

async function isStale(): Promise<boolean> {
  const built = await modified(join(web, 'build', 'server', 'index.js'));
  const files = await readdir(join(web, 'app'), { recursive: true, withFileTypes: true });
  const sources = [
    ...files.filter((file) => file.isFile()).map((file) => join(file.parentPath, file.name)),
    ...['vite.config.ts', 'react-router.config.ts', 'package.json', 'public/favicon.svg'].map((name) => join(web, name)),
  ];
  return Math.max(...(await Promise.all(sources.map(modified)))) > built;
}

/** When a file was last written, in milliseconds; 0 for one that is not there. */
const modified = (file: string): Promise<number> =>
  stat(file).then(
    ({ mtimeMs }) => mtimeMs,
    () => 0,
  );
