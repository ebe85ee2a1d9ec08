import { readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';

/** What was used so recently may be in use now. */
const IN_USE_MS = 60 * 60_000;
const OLDEST_MS = 30 * 24 * 60 * 60_000;

type Cached = { readonly file: string; readonly bytes: number; readonly usedAt: number };

/**
 * Removes from a folder of things that can be made or fetched again: all that was not used for 30 days, then what was used longest ago, until
 * no more than so many bytes are left. What was used within the hour stays.
 */
export async function evictCache(folder: string, input: { mostBytes: number; now: number }): Promise<{ removed: number; bytes: number }> {
  const files = (await listCached(folder)).sort((one, other) => one.usedAt - other.usedAt);
  let left = files.reduce((sum, { bytes }) => sum + bytes, 0);
  const evicted = { removed: 0, bytes: 0 };
  for (const { file, bytes, usedAt } of files) {
    const age = input.now - usedAt;
    if (age < IN_USE_MS || (left <= input.mostBytes && age < OLDEST_MS)) break;
    await rm(file, { force: true });
    left -= bytes;
    evicted.removed += 1;
    evicted.bytes += bytes;
  }
  return evicted;
}

async function listCached(folder: string): Promise<Cached[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
    return []; // nothing was ever cached
  });
  const files = await Promise.all(
    entries
      .filter((entry) => entry.isFile())
      .map(async (entry) => {
        const file = path.join(entry.parentPath, entry.name);
        const found = await stat(file).catch(() => undefined); // another process evicted it
        return found && { file, bytes: found.size, usedAt: Math.max(found.mtimeMs, found.atimeMs) };
      }),
  );
  return files.filter((file) => file !== undefined);
}
