import { link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { BottegaError } from './errors/bottega-error.ts';
import { isSameProcess, processBegan } from './process.ts';

/** What the server of a data folder tells the commands that look for it. `url` and `token` are there once it listens. */
export type RunFile = {
  readonly pid: number;
  /** When the process began, as the system counts; a pid alone is used again. */
  readonly began: string;
  readonly url?: string;
  /** Proves to the server that whoever sends it can read this file. */
  readonly token?: string;
  /** It is about to end, and its PostgreSQL with it. */
  readonly ending?: true;
};

export type FolderLock = {
  /** Says where the server listens. */
  announce(where: { url: string; token: string }): Promise<void>;
  /** Says that the server is about to end: the workers beside it end first. */
  announceEnd(): Promise<void>;
  release(): Promise<void>;
};

const runFilePath = (folder: string): string => path.join(folder, 'run.json');

const UNLOCKED: FolderLock = { announce: async () => undefined, announceEnd: async () => undefined, release: async () => undefined };

/**
 * Makes this process the one server of a data folder.
 * @param options.isShared true where several servers may share it: then the first is the one that is found.
 * @throws BottegaError already_running, naming the pid of the other.
 */
export async function lockDataFolder(folder: string, options: { readonly isShared: boolean }): Promise<FolderLock> {
  await mkdir(folder, { recursive: true });
  const target = runFilePath(folder);
  const own: RunFile = { pid: process.pid, began: processBegan(process.pid) };
  const draft = `${target}.${process.pid}`;
  await writeFile(draft, JSON.stringify(own), { mode: 0o600 });
  try {
    await takeOver(folder, draft, target);
  } catch (error) {
    if (options.isShared && error instanceof BottegaError && error.code === 'already_running') return UNLOCKED;
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
  const write = async (run: RunFile) => {
    await writeFile(draft, JSON.stringify(run), { mode: 0o600 });
    await rename(draft, target);
  };
  return {
    announce: (where) => write({ ...own, ...where }),
    announceEnd: () => write({ ...own, ending: true }),
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
  return isSameProcess(run) ? run : undefined;
}
