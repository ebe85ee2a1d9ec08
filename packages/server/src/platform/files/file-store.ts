import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { copyFile, mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { StorageProvider } from '@bottega/contracts';
import { ProviderError } from '@bottega/contracts';
import { Disk } from 'flydrive';
import { FSDriver } from 'flydrive/drivers/fs';

/** Where bytes live. Keys are content hashes, so what is written never changes. */
export type FileStore = StorageProvider;

/** Files in a folder of the local disk. A file appears under its key whole or not at all. */
export function createDiskFileStore(folder: string): FileStore {
  const disk = new Disk(new FSDriver({ location: folder, visibility: 'private' }));
  const requireKey = async (key: string) => {
    if (!(await disk.exists(key))) throw new ProviderError('bad_input', `The file store has no ${key}.`);
  };
  return {
    id: 'disk',
    kind: 'storage',
    label: 'Kept on this machine',
    offline: true,
    async put(key, localPath) {
      if (await disk.exists(key)) return;
      const incoming = `incoming/${randomUUID()}`;
      try {
        await mkdir(path.join(folder, 'incoming'), { recursive: true });
        await copyFile(localPath, path.join(folder, incoming)); // a stream's clean-up would hide a full disk behind an AbortError
        await disk.move(incoming, key);
      } catch (error) {
        await disk.delete(incoming);
        throw (error as Error).cause ?? error; // flydrive wraps ENOSPC and its kin
      }
    },
    exists: (key) => disk.exists(key),
    async read(key, range) {
      await requireKey(key);
      if (!range) return disk.getStream(key);
      return createReadStream(path.join(folder, key), range);
    },
    async localPath(key) {
      await requireKey(key);
      return path.join(folder, key);
    },
    remove: (key) => disk.delete(key),
  };
}
