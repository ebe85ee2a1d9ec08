import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

/** Lends a path in the temporary folder and removes what was written there. */
export async function withScratchFile<T>(work: (path: string) => Promise<T>): Promise<T> {
  const file = path.join(os.tmpdir(), `bottega-${randomUUID()}`);
  try {
    return await work(file);
  } finally {
    await rm(file, { force: true });
  }
}
