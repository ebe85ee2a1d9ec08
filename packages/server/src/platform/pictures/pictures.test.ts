import { readFile, stat, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { drawPng, drawProduct } from '@bottega/contracts/fakes';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestWorld, type TestWorld } from '../../testing/test-world.ts';
import { type Ctx, newId } from '../context.ts';
import { loadPictures, pictureMasterPath } from './load-pictures.ts';
import { makePictureSizes } from './make-sizes.ts';
import { readPalette } from './palette.ts';
import { hashPerceptually } from './perceptual-hash.ts';
import { receivePhoto } from './receive-photo.ts';

let world: TestWorld;
let ctx: Ctx;
beforeAll(async () => {
  world = await openTestWorld();
  ctx = await world.createCtx();
});
afterAll(() => world?.close());

const at = (name: string) => path.join(world.folder, name);
const receive = async (name: string, bytes: Buffer) => {
  await writeFile(at(name), bytes);
  return receivePhoto(ctx, { path: at(name) });
};
/** A photo whose left half is red and whose right half is blue. */
const halves = (width = 300, height = 200) =>
  sharp({ create: { width, height, channels: 3, background: '#2f62b5' } }).composite([
    { input: { create: { width: width / 2, height, channels: 3, background: '#c02a26' } }, left: 0, top: 0 },
  ]);

describe('a photo', () => {
  test.each(['jpeg', 'png', 'webp', 'avif'] as const)('is taken in as %s', async (format) => {
    const { pictureId, known } = await receive(`photo.${format}`, await halves().toFormat(format).toBuffer());
    expect(known).toBe(false);
    expect((await loadPictures(ctx, [pictureId])).get(pictureId)).toMatchObject({ width: 300, height: 200, sizes: [] });
  });

  test('is turned upright, and tells nobody where it was taken', async () => {
    const jpeg = await halves()
      .withExif({ IFD0: { Copyright: 'Ada' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '44/1 17/1 0/1' } })
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer();
    expect((await sharp(jpeg).metadata()).orientation).toBe(6);
    const { pictureId } = await receive('lying.jpg', jpeg);
    const master = await pictureMasterPath(ctx, pictureId);
    const { width, height, exif, xmp, iptc, icc, orientation } = await sharp(master).metadata();
    expect({ width, height }).toEqual({ width: 200, height: 300 });
    expect([exif, xmp, iptc, icc, orientation]).toEqual([undefined, undefined, undefined, undefined, undefined]);
    const { data } = await sharp(master).extract({ left: 100, top: 20, width: 1, height: 1 }).raw().toBuffer({ resolveWithObject: true });
    expect(data[0]).toBeGreaterThan(data[2] as number); // what was left is now on top: red
  });

  test('is known again by its bytes, in its shop alone', async () => {
    const bytes = await halves(320).png().toBuffer();
    const first = await receive('first.png', bytes);
    expect(await receive('second.png', bytes)).toEqual({ pictureId: first.pictureId, known: true });
    expect((await receivePhoto(await world.createCtx(), { path: at('first.png') })).known).toBe(false);
    const many = await Promise.all(
      Array.from({ length: 6 }, async () => receivePhoto(await world.createCtx({ shop: ctx.shop }), { path: at('first.png') })),
    );
    expect(new Set(many.map(({ pictureId }) => pictureId))).toEqual(new Set([first.pictureId]));
  });

  test('keeps its transparency, and is scaled down to 4096 pixels', async () => {
    const cut = await sharp({ create: { width: 5_000, height: 500, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } } })
      .png()
      .toBuffer();
    const { pictureId } = await receive('cut.png', cut);
    const master = await sharp(await pictureMasterPath(ctx, pictureId)).metadata();
    expect(master).toMatchObject({ format: 'png', width: 4096, height: 410, hasAlpha: true });
  });

  test.each([
    ['that is no photo', 'not_an_image', async () => Buffer.from('Walnut bowl, hand-turned.')],
    ['that is a drawing in text', 'not_an_image', async () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')],
    ['of 0 bytes', 'not_an_image', async () => Buffer.alloc(0)],
    ['that was cut off', 'image_damaged', async () => (await halves(900, 900).jpeg().toBuffer()).subarray(0, 2_000)],
    ['with a head and no body', 'image_damaged', async () => Buffer.from('\x89PNG\r\n\x1a\n0123456789', 'latin1')],
  ] as const)('%s is refused', async (_, code, bytes) => {
    await expect(receive('bad.jpg', await bytes())).rejects.toMatchObject({ code, message: expect.stringContaining('bad.jpg') });
  });

  test('of more than 40 MB, a folder, and one that is not there are refused by the name they were given', async () => {
    await writeFile(at('huge.jpg'), '');
    await truncate(at('huge.jpg'), 41 * 1024 * 1024);
    const named = (file: string) => receivePhoto(ctx, { path: file, label: 'what you sent' });
    await expect(named(at('huge.jpg'))).rejects.toMatchObject({ code: 'payload_too_large', message: 'what you sent has 41 MB.' });
    await expect(named(world.folder)).rejects.toMatchObject({ code: 'not_an_image', message: 'what you sent is not a file.' });
    await expect(named(at('nowhere.jpg'))).rejects.toMatchObject({ code: 'not_found', message: 'There is no file what you sent.' });
  });
});

describe('the sizes of a picture', () => {
  test('are made once for every use in both formats, and never larger than the photo', async () => {
    const { pictureId } = await receive('large.png', await halves(1_000, 500).png().toBuffer());
    await makePictureSizes(ctx, pictureId);
    const made = (await loadPictures(ctx, [pictureId])).get(pictureId)?.sizes ?? [];
    expect(made.map(({ use, format, width, height }) => `${use} ${format} ${width}×${height}`).sort()).toEqual([
      'card jpeg 720×360',
      'card webp 720×360',
      'full jpeg 1000×500',
      'full webp 1000×500',
      'page jpeg 1000×500',
      'page webp 1000×500',
      'thumb jpeg 320×160',
      'thumb webp 320×160',
    ]);
    for (const { bytes, url, fileId, format } of made) {
      expect(bytes).toBeGreaterThan(0);
      expect(url).toBe(`files/${fileId}.${format}`);
    }
    await makePictureSizes(ctx, pictureId);
    expect((await loadPictures(ctx, [pictureId])).get(pictureId)?.sizes).toEqual(made);
  });

  test('have white paper behind what was transparent, in JPEG', async () => {
    const clear = { width: 64, height: 64, channels: 4 as const, background: { r: 0, g: 0, b: 0, alpha: 0 } };
    const { pictureId } = await receive('clear.png', await sharp({ create: clear }).png().toBuffer());
    await makePictureSizes(ctx, pictureId);
    const { sha256 } = await ctx.db
      .selectFrom('picture_size')
      .innerJoin('file', 'file.id', 'picture_size.file_id')
      .select('file.sha256')
      .where('picture_id', '=', pictureId)
      .where('format', '=', 'jpeg')
      .where('use', '=', 'thumb')
      .executeTakeFirstOrThrow();
    const bytes = await readFile(await ctx.files.localPath(`${sha256.slice(0, 2)}/${sha256.slice(2)}.jpeg`));
    expect([...(await sharp(bytes).raw().toBuffer()).subarray(0, 3)]).toEqual([255, 255, 255]);
  });

  test('of a picture of another shop are not made', async () => {
    const { pictureId } = await receive('ours.png', await halves(310).png().toBuffer());
    const other = await world.createCtx();
    await expect(makePictureSizes(other, pictureId)).rejects.toMatchObject({ code: 'not_found' });
    await expect(pictureMasterPath(ctx, newId())).rejects.toMatchObject({ code: 'not_found' });
    expect((await loadPictures(other, [pictureId])).size).toBe(0);
    expect((await loadPictures(ctx, [])).size).toBe(0);
  });
});

describe('the palette', () => {
  test('names the colours with their shares, the most frequent first, always the same', async () => {
    await writeFile(at('halves.png'), await halves().png().toBuffer());
    const palette = await readPalette(at('halves.png'));
    expect(
      palette
        .slice(0, 2)
        .map(({ name }) => name)
        .sort(),
    ).toEqual(['blue', 'red']);
    expect(palette.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 2);
    expect(palette.map(({ share }) => share)).toEqual(palette.map(({ share }) => share).sort((one, other) => other - one));
    expect(new Set(palette.map(({ name }) => name)).size).toBe(palette.length);
    expect(await readPalette(at('halves.png'))).toEqual(palette);
  });

  test('is about what is in the middle', async () => {
    await drawPng(at('middle.png'), 100, 100, (x, y) => (Math.hypot(x - 50, y - 50) < 32 ? [47, 98, 181] : [251, 251, 251]));
    const [first] = await readPalette(at('middle.png')); // a third of the area, and more than half of the weight
    expect(first).toMatchObject({ name: 'blue', hex: '#2f62b5' });
  });

  test('of one colour alone is that colour', async () => {
    await drawPng(at('plain.png'), 40, 40, () => [22, 22, 22]);
    expect(await readPalette(at('plain.png'))).toEqual([{ name: 'black', hex: '#161616', share: 1 }]);
  });
});

describe('the perceptual hash', () => {
  const distance = (one: string, other: string) =>
    [...(BigInt(`0x${one}`) ^ BigInt(`0x${other}`)).toString(2)].filter((bit) => bit === '1').length;

  test('stays near when a picture is scaled, squeezed or given an alpha channel, and is far for another', async () => {
    await drawProduct(at('one.png'), { size: 400, seed: 3 });
    await drawPng(at('other.png'), 400, 400, (x, y) => [(x * 7) % 256, (y * 5) % 256, ((x + y) * 3) % 256]);
    const hash = await hashPerceptually(at('one.png'));
    expect(hash).toMatch(/^[0-9a-f]{16}$/);
    const changed = {
      'small.png': sharp(at('one.png')).resize(150),
      'squeezed.jpg': sharp(at('one.png')).jpeg({ quality: 40 }),
      'alpha.png': sharp(at('one.png')).ensureAlpha(),
    };
    for (const [name, image] of Object.entries(changed)) {
      await image.toFile(at(name));
      expect(distance(hash, await hashPerceptually(at(name))), name).toBeLessThanOrEqual(6);
    }
    expect(distance(hash, await hashPerceptually(at('other.png')))).toBeGreaterThan(12);
    expect((await stat(at('one.png'))).size).toBeGreaterThan(0);
  });
});
