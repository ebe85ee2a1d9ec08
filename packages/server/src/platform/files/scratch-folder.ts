import { mkdirSync, mkdtempSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { isSameProcess, processBegan } from '../process.ts';

/** Where work in progress lies in a data folder. Several processes may share it, so each marks what is its own. */
const scratchFolderOf = (data: string): string => path.join(data, 'scratch');

const HOST = os.hostname().replaceAll(/[^\w.]/g, '_');
const OWN_MARK = `@${HOST}@${process.pid}@${processBegan(process.pid)}@`;

/** Lends a folder of its own in the data folder, on the disk where the results will live, and removes it with all that is left in it. */
export async function withScratchFolder<T>(data: string, name: string, work: (folder: string) => Promise<T>): Promise<T> {
  await mkdir(scratchFolderOf(data), { recursive: true });
  const folder = await mkdtemp(path.join(scratchFolderOf(data), `${name}-${OWN_MARK}`));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The same for work that may do without: the folder is made when it is first asked for. */
export async function withScratchOnDemand<T>(data: string, name: string, work: (folder: () => string) => Promise<T>): Promise<T> {
  let folder: string | undefined;
  const make = (): string => {
    mkdirSync(scratchFolderOf(data), { recursive: true });
    return mkdtempSync(path.join(scratchFolderOf(data), `${name}-${OWN_MARK}`));
  };
  try {
    return await work(() => {
      folder ??= make();
      return folder;
    });
  } finally {
    if (folder !== undefined) await rm(folder, { recursive: true, force: true });
  }
}

/** Removes what processes of this machine left behind that were killed. What another machine does in a shared folder is not touched. */
export async function sweepScratch(data: string): Promise<void> {
  await mkdir(scratchFolderOf(data), { recursive: true });
  for (const name of await readdir(scratchFolderOf(data))) {
    if (!isInUse(name)) await rm(path.join(scratchFolderOf(data), name), { recursive: true, force: true });
  }
}

function isInUse(name: string): boolean {
  const [, host, pid, began] = name.split('@');
  if (host === undefined || pid === undefined || began === undefined) return false; // from before folders were marked
  return host !== HOST || isSameProcess({ pid: Number(pid), began });
}
