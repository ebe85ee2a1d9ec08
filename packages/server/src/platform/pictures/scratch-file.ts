import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { BottegaError } from '../errors/bottega-error.ts';

/** Lends a path in the temporary folder and removes what was written there. @throws BottegaError disk_full */
export async function withScratchFile<T>(work: (path: string) => Promise<T>): Promise<T> {
  const file = path.join(os.tmpdir(), `bottega-${randomUUID()}`);
  try {
    return await work(file);
  } catch (error) {
    if (isSpaceGone(error)) throw new BottegaError('disk_full', 'There was no space left to write a picture.', { cause: error });
    throw error;
  } finally {
    await rm(file, { force: true });
  }
}

/** libvips tells of a full disk in words alone. */
export const isSpaceGone = (error: unknown): boolean => /No space left|ENOSPC/i.test((error as Error).message);
