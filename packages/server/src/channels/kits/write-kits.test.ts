import { existsSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type ChannelCopy, SHAPES } from '@bottega/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Ctx, fileKey, getFile, newId } from '#platform';
import { openTestWorld, type TestWorld } from '../../testing/test-world.ts';
import { CHANNELS } from '../limits/channel.ts';
import type { KitMaterial } from './compose-kit.ts';
import { listKits, writeKits } from './write-kits.ts';

let world: TestWorld;
let ctx: Ctx;
beforeAll(async () => {
  world = await openTestWorld();
  ctx = await world.createCtx();
});
afterAll(() => world?.close());

async function file(name: string, content = name): Promise<string> {
  const target = path.join(world.folder, name);
  await writeFile(target, content);
  return target;
}

async function materialOf(seconds: number): Promise<KitMaterial> {
  const copy = CHANNELS.map(
    ({ id }): ChannelCopy => ({
      channel: id,
      language: 'en',
      title: 'A walnut bowl, turned from one block, oiled and waxed',
      description: 'Turned by hand.',
      hashtags: [],
      tags: [],
      altText: 'A dark bowl',
      seoTitle: '',
      seoDescription: '',
    }),
  );
  const films = SHAPES.map(async (shape) => ({
    shape,
    path: await file(`film ${shape.replace(':', 'x')} ${seconds}.mp4`),
    seconds,
    bytes: 9,
  }));
  return {
    copy,
    pictures: [{ path: await file('whole.jpeg'), bytes: 10 }],
    films: await Promise.all(films),
    captions: [{ language: 'en', format: 'srt', path: await file('en.srt') }],
    thumbnails: [{ shape: '1:1', path: await file('thumbnail.jpeg') }],
    productUrl: 'http://shop.localhost/p/bowl',
  };
}

/** The members of a zip whose bytes are stored as they are, read by its central directory (APPNOTE 4.3). */
function readZip(zip: Buffer): Map<string, string> {
  const end = zip.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  const members = new Map<string, string>();
  let at = zip.readUInt32LE(end + 16);
  for (let count = zip.readUInt16LE(end + 10); count > 0; count--) {
    const [size, nameLength, extra, comment] = [
      zip.readUInt32LE(at + 24),
      ...[28, 30, 32].map((offset) => zip.readUInt16LE(at + offset)),
    ] as [number, number, number, number];
    const name = zip.toString('utf8', at + 46, at + 46 + nameLength);
    const local = zip.readUInt32LE(at + 42);
    const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    expect(zip.readUInt16LE(at + 10), `${name} is stored`).toBe(0);
    members.set(name, zip.toString('utf8', start, start + size));
    at += 46 + nameLength + extra + comment;
  }
  return members;
}

async function zipOf(of: Ctx, url: string): Promise<Map<string, string>> {
  const id = path.parse(url).name;
  return readZip(await readFile(await of.files.localPath(fileKey(await getFile(of, { id })))));
}

test('every channel has a folder and a zip of the same files; writing them again replaces them whole', async () => {
  const subjectId = newId();
  const reported: string[] = [];
  const input = { subjectId, folderName: subjectId, onProgress: (done: number, note: string) => void reported.push(`${done} ${note}`) };
  expect(await writeKits(ctx, { ...input, material: await materialOf(10) })).toEqual({ kits: 10, problems: 0 });
  expect(reported).toHaveLength(10);
  expect(reported.at(-1)).toBe('1 IndiaMART');

  const kits = await listKits(ctx, subjectId);
  expect(kits.map(({ channel }) => channel)).toEqual(CHANNELS.map(({ id }) => id));
  const etsy = kits.find(({ channel }) => channel === 'etsy');
  expect(etsy?.folder).toBe(path.join(world.folder, 'kits', ctx.shop.slug, subjectId, 'etsy'));
  const names = ['captions.en.srt', 'film.mp4', 'manifest.json', 'picture-1.jpeg', 'post.txt', 'thumbnail.jpeg'];
  expect((await readdir(etsy?.folder as string)).sort()).toEqual(names);
  const zip = await zipOf(ctx, etsy?.url as string);
  expect([...zip.keys()].sort()).toEqual(names);
  expect(zip.get('film.mp4')).toBe('film 1x1 10.mp4');
  for (const name of names) expect(zip.get(name), name).toBe(await readFile(path.join(etsy?.folder as string, name), 'utf8'));
  expect(JSON.parse(zip.get('manifest.json') as string)).toMatchObject({ channel: 'etsy', problems: [] });

  await writeFile(path.join(etsy?.folder as string, 'stale.txt'), 'from before');
  await writeKits(ctx, { ...input, material: await materialOf(30) });
  expect((await readdir(etsy?.folder as string)).sort()).toEqual(['manifest.json', 'picture-1.jpeg', 'post.txt']);
  const again = (await listKits(ctx, subjectId)).find(({ channel }) => channel === 'etsy');
  expect(again?.url).not.toBe(etsy?.url);
  expect((await readdir(path.dirname(etsy?.folder as string))).sort()).toEqual(CHANNELS.map(({ id }) => id).sort());
});

test('the same material gives the same zips', async () => {
  const subjectId = newId();
  const material = await materialOf(10);
  await writeKits(ctx, { subjectId, folderName: subjectId, material });
  const before = await listKits(ctx, subjectId);
  await writeKits(ctx, { subjectId, folderName: subjectId, material });
  expect(await listKits(ctx, subjectId)).toEqual(before);
});

test('what a channel would refuse stands beside its kit', async () => {
  const subjectId = newId();
  const material = await materialOf(10);
  const copy = material.copy.map((text) => (text.channel === 'meesho' ? { ...text, title: 'Bowl' } : text));
  expect(await writeKits(ctx, { subjectId, folderName: subjectId, material: { ...material, copy } })).toMatchObject({ problems: 1 });
  const kit = (await listKits(ctx, subjectId)).find(({ channel }) => channel === 'meesho');
  expect(kit?.problems).toEqual(['en: The title has 4 characters, meesho asks for 50.']);
});

test('a kit that cannot be written leaves the one before as it was, and nothing half-made', async () => {
  const subjectId = newId();
  const material = await materialOf(10);
  await writeKits(ctx, { subjectId, folderName: subjectId, material });
  const before = await listKits(ctx, subjectId);
  const pictures = [{ path: path.join(world.folder, 'nowhere.jpeg'), bytes: 1 }];
  await expect(writeKits(ctx, { subjectId, folderName: subjectId, material: { ...material, pictures } })).rejects.toThrow('nowhere.jpeg');
  expect(await listKits(ctx, subjectId)).toEqual(before);
  expect(existsSync(path.join(before[0]?.folder as string, 'film.mp4'))).toBe(true);
  expect((await readdir(path.dirname(before[0]?.folder as string))).filter((name) => name.includes('.part'))).toEqual([]);
});

test('kits are those of their shop', async () => {
  const subjectId = newId();
  await writeKits(ctx, { subjectId, folderName: subjectId, material: await materialOf(10) });
  expect(await listKits(await world.createCtx(), subjectId)).toEqual([]);
});
