import { link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { BottegaError } from './errors/bottega-error.ts';
import { isAlive } from './process.ts';

/** What the server of a data folder tells the commands that look for it. `url` and `token` are there once it listens. */
export type RunFile = {
  readonly pid: number;
  /** When the process began, as the system counts; a pid alone is used again. */
  readonly began: string;
  readonly url?: string;
  /** Proves to the server that whoever sends it can read this file. */
  readonly token?: string;
};

export type FolderLock = {
  /** Says where the server listens. */
  announce(where: { url: string; token: string }): Promise<void>;
  release(): Promise<void>;
};

const runFilePath = (folder: string): string => path.join(folder, 'run.json');

/**
 * Makes this process the one server of a data folder.
 * @throws BottegaError already_running, naming the pid of the other.
 */
export async function lockDataFolder(folder: string): Promise<FolderLock> {
  await mkdir(folder, { recursive: true });
  const target = runFilePath(folder);
  const own: RunFile = { pid: process.pid, began: processBegan(process.pid) };
  const draft = `${target}.${process.pid}`;
  await writeFile(draft, JSON.stringify(own), { mode: 0o600 });
  try {
    await takeOver(folder, draft, target);
  } finally {
    await rm(draft, { force: true });
  }
  return {
    async announce(where) {
      await writeFile(draft, JSON.stringify({ ...own, ...where }), { mode: 0o600 });
      await rename(draft, target);
    },
    release: () => rm(target, { force: true }),
  };
}

/** A link appears whole or not at all, and only where nothing is: of two that start together one gets it. */
async function takeOver(folder: string, draft: string, target: string): Promise<void> {
  for (let attempt = 0; attempt < 5; attempt++) {
    try {
      await link(draft, target);
      return;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const running = await findRunning(folder);
    if (running) throw new BottegaError('already_running', `The process ${running.pid} serves ${folder}.`);
    await rm(target, { force: true }); // of a process that is gone
  }
  throw new BottegaError('already_running', `Several servers are starting on ${folder} at once.`);
}

/** The living server of a data folder, if there is one. */
export async function findRunning(folder: string): Promise<RunFile | undefined> {
  const text = await readFile(runFilePath(folder), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (!text) return undefined;
  const run = JSON.parse(text) as RunFile;
  return isAlive(run.pid) && processBegan(run.pid) === run.began ? run : undefined;
}

/** Start time of a process in clock ticks since boot (field 22 of /proc/PID/stat); 'unknown' on other systems. */
function processBegan(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? 'unknown';
  } catch {
    return 'unknown'; // no /proc here: the pid alone has to do
  }
}
