import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { copyFile, mkdir, opendir, stat } from 'node:fs/promises';
import path from 'node:path';
import type { StoredObject } from '@bottega/contracts';
import { Disk } from 'flydrive';
import { FSDriver } from 'flydrive/drivers/fs';
import type { FileStore } from './file-store.ts';
import { requireKey, unknownKey } from './object-key.ts';

/** Half-written files lie here; no key leads to them. */
const INCOMING = 'incoming';

/** Files in a folder of the local disk. A file appears under its key whole or not at all. */
export function createDiskFileStore(folder: string): FileStore {
  const disk = new Disk(new FSDriver({ location: folder, visibility: 'private' }));
  const placeOf = (key: string) => path.join(folder, requireKey(key));

  async function requireFile(key: string): Promise<string> {
    const place = placeOf(key);
    if (!(await disk.exists(key))) throw unknownKey(key);
    return place;
  }

  return {
    id: 'disk',
    kind: 'storage',
    label: 'Kept on this machine',
    offline: true,
    async put(key, localPath) {
      if (await disk.exists(requireKey(key))) return;
      const incoming = `${INCOMING}/${randomUUID()}`;
      try {
        await mkdir(path.join(folder, INCOMING), { recursive: true });
        await copyFile(localPath, path.join(folder, incoming)); // a stream's clean-up would hide a full disk behind an AbortError
        await disk.move(incoming, key);
      } catch (error) {
        await disk.delete(incoming);
        throw (error as Error).cause ?? error; // flydrive wraps ENOSPC and its kin
      }
    },
    exists: (key) => disk.exists(requireKey(key)),
    async read(key, range) {
      const place = await requireFile(key);
      return range ? createReadStream(place, range) : disk.getStream(key);
    },
    describe: (key) => describe(key, placeOf(key)),
    list: () => listFolder(folder),
    localPath: requireFile,
    placeOf,
    remove: (key) => disk.delete(requireKey(key)),
  };
}

async function describe(key: string, place: string): Promise<StoredObject | undefined> {
  const found = await stat(place).catch(ignoreMissing);
  return found && { key, bytes: found.size, changedAt: found.mtime };
}

async function* listFolder(folder: string): AsyncGenerator<StoredObject> {
  const names = await opendir(folder).catch(ignoreMissing);
  if (!names) return; // nothing was ever kept
  for await (const parent of names) {
    if (!parent.isDirectory() || parent.name === INCOMING) continue;
    for await (const entry of await opendir(path.join(folder, parent.name))) {
      const key = `${parent.name}/${entry.name}`;
      const found = entry.isFile() ? await describe(key, path.join(folder, key)) : undefined;
      if (found) yield found;
    }
  }
}

function ignoreMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
}
