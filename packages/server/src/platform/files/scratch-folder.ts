import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';

/** Where work in progress lies in a data folder; what a killed process left there is removed at the next start. */
export const scratchFolderOf = (data: string): string => path.join(data, 'scratch');

/** Lends a folder of its own in the data folder, on the disk where the results will live, and removes it with all that is left in it. */
export async function withScratchFolder<T>(data: string, name: string, work: (folder: string) => Promise<T>): Promise<T> {
  await mkdir(scratchFolderOf(data), { recursive: true });
  const folder = await mkdtemp(path.join(scratchFolderOf(data), `${name}-`));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
