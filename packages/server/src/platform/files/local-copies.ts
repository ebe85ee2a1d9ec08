import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { copyFile, mkdir, rename, rm, utimes } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { StorageProvider } from '@bottega/contracts';
import { BottegaError } from '../errors/bottega-error.ts';
import { readContentKey } from './object-key.ts';
import { isLocal } from './storage-failure.ts';

/** Gives out copies on local disk; many who want the same one wait for the same download. */
export function createCopies(placeOf: (key: string) => string, read: StorageProvider['read']): (key: string) => Promise<string> {
  const coming = new Map<string, Promise<void>>();
  return async (key) => {
    const place = placeOf(key);
    const now = new Date();
    const isThere = await utimes(place, now, now).then(
      () => true,
      () => false,
    );
    if (isThere) return place; // and it counts as used, so it is not the next to be evicted
    const download = coming.get(key) ?? fetchCopy(key, place, read).finally(() => coming.delete(key));
    coming.set(key, download);
    await download;
    return place;
  };
}

/** The copy appears whole or not at all, and only if it is what its key says. @throws BottegaError files_away */
async function fetchCopy(key: string, place: string, read: StorageProvider['read']): Promise<void> {
  const half = `${place}.${randomUUID()}.part`;
  const hash = createHash('sha256');
  const hashed = async function* (source: AsyncIterable<Buffer>) {
    for await (const chunk of source) {
      hash.update(chunk);
      yield chunk;
    }
  };
  try {
    await mkdir(path.dirname(place), { recursive: true });
    await pipeline(await read(key), hashed, createWriteStream(half)).catch((error: unknown) => {
      if (isLocal(error)) throw error;
      throw new BottegaError('files_away', `The storage broke off while it sent ${key}.`, { cause: error });
    });
    const expected = readContentKey(key)?.sha256;
    if (expected !== undefined && hash.digest('hex') !== expected) {
      throw new BottegaError('files_away', `What the storage sent as ${key} is not what was kept there.`);
    }
    await rename(half, place);
  } finally {
    await rm(half, { force: true });
  }
}

/** Puts a copy beside the others without asking the storage for it. */
export async function keepCopy(source: string, place: string): Promise<void> {
  const half = `${place}.${randomUUID()}.part`;
  try {
    await mkdir(path.dirname(place), { recursive: true });
    await copyFile(source, half);
    await rename(half, place);
  } finally {
    await rm(half, { force: true });
  }
}
