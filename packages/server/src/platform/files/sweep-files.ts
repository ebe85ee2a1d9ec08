import type { StoredObject } from '@bottega/contracts';
import { forgetExpiredUploads, listHeldFiles, withKeyAlone } from '../database/system-door.ts';
import type { Database } from '../database/database.ts';
import type { FileStore } from './file-store.ts';
import { readContentKey, uploadKey } from './object-key.ts';

/** For so long after it was written, what no shop has is left alone: its row may still be coming. */
const GRACE_MS = 24 * 60 * 60_000;
const BATCH = 500;

type Sweep = { readonly database: Database; readonly files: FileStore; readonly now: Temporal.Instant; readonly signal: AbortSignal };

/**
 * Removes what no shop has a file of, and what was sent for an upload that is over. A process that stores the same bytes in this very moment
 * holds the key's lock, and the sweep passes it by.
 */
export async function sweepFiles(sweep: Sweep): Promise<{ removed: number; bytes: number }> {
  const { database, files, now } = sweep;
  for (const id of await forgetExpiredUploads(database, now.toString())) await files.remove(uploadKey(id));
  const before = now.epochMilliseconds - GRACE_MS;
  const swept = { removed: 0, bytes: 0 };
  for await (const batch of inBatches(files.list())) {
    for (const object of await findOrphans(database, batch)) {
      if (sweep.signal.aborted) return swept;
      if (object.changedAt.getTime() > before) continue;
      if (!(await removeOrphan(sweep, object.key))) continue;
      swept.removed += 1;
      swept.bytes += object.bytes;
    }
  }
  return swept;
}

async function* inBatches(objects: AsyncIterable<StoredObject>): AsyncGenerator<StoredObject[]> {
  let batch: StoredObject[] = [];
  for await (const object of objects) {
    batch.push(object);
    if (batch.length < BATCH) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

/** Only what we could have put there: whatever else lies in the store is not ours to judge. */
async function findOrphans(database: Database, batch: readonly StoredObject[]): Promise<StoredObject[]> {
  const hashes = batch.flatMap(({ key }) => readContentKey(key)?.sha256 ?? []);
  const held = hashes.length > 0 ? await listHeldFiles(database, hashes) : new Set();
  return batch.filter(({ key }) => {
    const content = readContentKey(key);
    return content ? !held.has(`${content.sha256}.${content.extension}`) : key.startsWith('uploads/');
  });
}

async function removeOrphan({ database, files }: Sweep, key: string): Promise<boolean> {
  let removed = false;
  const content = readContentKey(key);
  await withKeyAlone(database, key, async (listHeld) => {
    if (content && (await listHeld([content.sha256])).has(`${content.sha256}.${content.extension}`)) return;
    await files.remove(key);
    removed = true;
  });
  return removed;
}
