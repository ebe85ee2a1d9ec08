import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import type { CallContext } from '../provider.ts';
import type { StorageProvider } from '../storage.ts';
import { assertFailsWith, type Check, selfDescription } from './check.ts';

const KEY = 'ab/cdef0123456789.bin';
const UNKNOWN = 'ab/cdef0123456788.bin';
const BYTES = Buffer.from('0123456789');

/** Promises of whoever keeps bytes. */
export const storageConformance: readonly Check<StorageProvider>[] = [
  selfDescription('storage'),
  {
    name: 'gives back what was put, by stream and by path',
    run: async (provider, call) => {
      await put(provider, call);
      assert.equal(await provider.exists(KEY), true);
      assert.deepEqual(await buffer(await provider.read(KEY)), BYTES);
      assert.deepEqual(await readFile(await provider.localPath(KEY)), BYTES);
    },
  },
  {
    name: 'takes the same key twice',
    run: async (provider, call) => {
      await put(provider, call);
      await put(provider, call);
      assert.deepEqual(await buffer(await provider.read(KEY)), BYTES);
    },
  },
  {
    name: 'reads a range with both its ends',
    run: async (provider, call) => {
      await put(provider, call);
      assert.equal((await buffer(await provider.read(KEY, { start: 2, end: 5 }))).toString(), '2345');
    },
  },
  {
    name: 'tells the size of what it keeps, by key and in its list',
    run: async (provider, call) => {
      await put(provider, call);
      assert.equal((await provider.describe(KEY))?.bytes, BYTES.length);
      assert.equal(await provider.describe(UNKNOWN), undefined);
      const listed = (await Array.fromAsync(provider.list())).filter(({ key }) => key === KEY);
      assert.deepEqual(
        listed.map(({ bytes }) => bytes),
        [BYTES.length],
      );
    },
  },
  {
    name: 'says bad_input of a key that it does not know, and removes it without a word',
    run: async (provider) => {
      await assertFailsWith('bad_input', async () => buffer(await provider.read(UNKNOWN)));
      await assertFailsWith('bad_input', () => provider.localPath(UNKNOWN));
      await provider.remove(UNKNOWN);
    },
  },
  {
    name: 'knows nothing of what was removed',
    run: async (provider, call) => {
      await put(provider, call);
      await provider.remove(KEY);
      assert.equal(await provider.exists(KEY), false);
      await assertFailsWith('bad_input', async () => buffer(await provider.read(KEY)));
    },
  },
];

async function put(provider: StorageProvider, call: CallContext): Promise<void> {
  const path = join(call.folder, 'upload.bin');
  await writeFile(path, BYTES);
  await provider.put(KEY, path);
}
