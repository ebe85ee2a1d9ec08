import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { ProviderError } from '../provider.ts';
import type { StorageProvider } from '../storage.ts';
import { type Fake, fakeControl } from './control.ts';

/** Keeps bytes in memory; `folder` holds the copies that `localPath` gives out, and belongs to the caller. */
export function fakeStorage(folder: string): Fake<StorageProvider> {
  const { control, attempt } = fakeControl();
  const files = new Map<string, Buffer>();
  const require = (key: string): Buffer => {
    const bytes = files.get(key);
    if (!bytes) throw new ProviderError('bad_input', `Nothing is stored under "${key}".`);
    return bytes;
  };
  return Object.assign(control, {
    id: 'fake-storage',
    kind: 'storage' as const,
    label: 'Fake storage',
    offline: true,
    put: (key: string, localPath: string) =>
      attempt({ operation: 'put', input: { key, localPath } }, async () => void files.set(key, await readFile(localPath))),
    exists: (key: string) => attempt({ operation: 'exists', input: key }, () => files.has(key)),
    read: (key: string, range?: { readonly start: number; readonly end: number }) =>
      attempt({ operation: 'read', input: { key, range } }, () =>
        Readable.from([range ? require(key).subarray(range.start, range.end + 1) : require(key)]),
      ),
    describe: (key: string) =>
      attempt({ operation: 'describe', input: key }, () => {
        const bytes = files.get(key);
        return bytes && { key, bytes: bytes.length, changedAt: new Date(0) };
      }),
    async *list() {
      for (const [key, { length }] of files) yield { key, bytes: length, changedAt: new Date(0) };
    },
    placeOf: (key: string) => join(folder, key),
    localPath: (key: string) =>
      attempt({ operation: 'localPath', input: key }, async () => {
        const path = join(folder, key);
        await mkdir(dirname(path), { recursive: true });
        await writeFile(path, require(key));
        return path;
      }),
    remove: (key: string) => attempt({ operation: 'remove', input: key }, () => void files.delete(key)),
  });
}
