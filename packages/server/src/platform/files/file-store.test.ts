import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { checksOf } from '@bottega/contracts/conformance';
import { testCall } from '@bottega/contracts/fakes';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openTestWorld, type TestWorld } from '../../testing/test-world.ts';
import type { Ctx } from '../context.ts';
import { createDiskFileStore } from './disk-store.ts';
import type { FileStore } from './file-store.ts';
import { fileKey, fileUrl, getFile, storeFile } from './store-file.ts';

let world: TestWorld;
beforeAll(async () => {
  world = await openTestWorld();
});
afterAll(() => world?.close());

async function put(name: string, content: string): Promise<string> {
  const file = path.join(world.folder, name);
  await writeFile(file, content);
  return file;
}

describe('files on disk', () => {
  let folder: string;
  let store: FileStore & { kind: 'storage' };
  beforeEach(async () => {
    folder = path.join(world.folder, 'own-store');
    await rm(folder, { recursive: true, force: true });
    store = createDiskFileStore(folder);
  });

  for (const check of checksOf(createDiskFileStore('unused'))) {
    test(check.name, async () => {
      await using call = await testCall();
      const [same] = checksOf(store).filter(({ name }) => name === check.name);
      await same?.run(call);
    });
  }

  test('appear whole or not at all, and leave nothing half-written', async () => {
    await expect(store.put('ab/cd.bin', path.join(world.folder, 'nowhere'))).rejects.toMatchObject({ code: 'ENOENT' });
    expect(await store.exists('ab/cd.bin')).toBe(false);
    expect(await readdir(path.join(folder, 'incoming'))).toEqual([]);
  });

  test('of one key may be put by many at once', async () => {
    const file = await put('many.bin', 'the same bytes');
    await Promise.all(Array.from({ length: 20 }, () => store.put('ab/many.bin', file)));
    expect(await text(await store.read('ab/many.bin'))).toBe('the same bytes');
    expect(await readdir(path.join(folder, 'incoming'))).toEqual([]);
  });

  test('are never looked for outside their folder', async () => {
    await mkdir(folder, { recursive: true });
    await put('secret.txt', 'secret');
    for (const key of ['../secret.txt', 'ab/../../secret.txt']) {
      await expect(store.localPath(key), key).rejects.toThrow();
      await expect((async () => text(await store.read(key, { start: 0, end: 3 })))(), key).rejects.toThrow();
    }
  });
});

describe('stored files', () => {
  let ctx: Ctx;
  beforeAll(async () => {
    ctx = await world.createCtx();
  });

  test('are kept once under their hash, with one row for each audience', async () => {
    const file = await put('bowl.jpeg', 'not really a picture');
    const first = await storeFile(ctx, { path: file, extension: 'jpeg', audience: 'public' });
    expect(await storeFile(ctx, { path: file, extension: 'jpeg', audience: 'public' })).toEqual(first);
    const staff = await storeFile(ctx, { path: file, extension: 'jpeg', audience: 'staff' });
    expect(staff.id).not.toBe(first.id);
    expect(staff.sha256).toBe(first.sha256);
    expect(first).toMatchObject({ bytes: 20, extension: 'jpeg', mediaType: 'image/jpeg', audience: 'public' });
    expect(await readFile(await ctx.files.localPath(fileKey(first)), 'utf8')).toBe('not really a picture');
    expect(fileUrl(first)).toBe(`files/${first.id}.jpeg`);
  });

  test('are one row when many store them at once', async () => {
    const file = await put('many.jpeg', 'at once');
    const stored = await Promise.all(
      Array.from({ length: 12 }, () => storeFile(ctx, { path: file, extension: 'jpeg', audience: 'public' })),
    );
    expect(new Set(stored.map(({ id }) => id)).size).toBe(1);
  });

  test('are found by their shop alone, those of the staff not by guests', async () => {
    const file = await put('kit.zip', 'kit');
    const kit = await storeFile(ctx, { path: file, extension: 'zip', audience: 'staff' });
    const picture = await storeFile(ctx, { path: file, extension: 'webp', audience: 'public' });
    const guest: Ctx = { ...ctx, actor: { type: 'guest' } };
    expect(await getFile(ctx, kit)).toEqual(kit);
    expect(await getFile(guest, picture)).toEqual(picture);
    await expect(getFile(guest, kit)).rejects.toMatchObject({ code: 'not_found' });
    await expect(getFile(await world.createCtx(), picture)).rejects.toMatchObject({ code: 'not_found' });
  });
});
