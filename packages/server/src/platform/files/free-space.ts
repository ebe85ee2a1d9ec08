import { mkdir, statfs } from 'node:fs/promises';
import { BottegaError } from '../errors/bottega-error.ts';

/** Watches over the disk of the data folder, so that it never fills up to where PostgreSQL could not write an order. */
export type FreeSpace = {
  /** Whether so many bytes more may be written. @throws BottegaError disk_full when they would leave too little. */
  require(bytes: number): Promise<void>;
};

const MEGABYTE = 1024 * 1024;

/** Looks at the disk each time: that takes a few microseconds, and an old answer would be wrong while films are written. */
export function createFreeSpace(folder: string, keepFreeMegabytes: number): FreeSpace {
  const keep = keepFreeMegabytes * MEGABYTE;
  async function readFree(): Promise<number> {
    await mkdir(folder, { recursive: true });
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize;
  }
  return {
    async require(bytes) {
      const free = await readFree();
      if (free - bytes >= keep) return;
      const shown = `${Math.floor(free / MEGABYTE)} MB are left, and ${keepFreeMegabytes} MB are kept free for orders`;
      throw new BottegaError('disk_full', `There is no space left to write ${Math.ceil(bytes / MEGABYTE)} MB: ${shown}.`);
    },
  };
}
