import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { drawProduct, testCall } from '@bottega/contracts/fakes';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { offlinePhoto } from './offline-photo.ts';

const provider = offlinePhoto();
const ROLES = ['whole', 'close-up', 'detail'] as const;

/** Makes the pictures of all roles from a drawn photo of the given size. */
async function makeAll(folder: string, width: number, height: number) {
  const photo = join(folder, 'photo.png');
  await drawProduct(photo, { size: 300, seed: 2 });
  const sized = join(folder, 'sized.png');
  await sharp(photo).resize(width, height, { fit: 'fill' }).toFile(sized);
  await using call = await testCall();
  const pictures = [];
  for (const role of ROLES) pictures.push((await provider.makePicture({ photo: sized, prompt: '', role, seed: 1 }, call)).value);
  return pictures;
}

test('returns the whole photo, no longer than a film can use, with the product in focus', async () => {
  await using call = await testCall();
  const [whole] = await makeAll(call.folder, 4_000, 3_000);
  expect([whole!.width, whole!.height]).toEqual([2_880, 2_160]);
  const { x, y, width, height } = whole!.focus;
  expect(width * height).toBeLessThan(0.6);
  expect(x < 0.5 && x + width > 0.5 && y < 0.56 && y + height > 0.56, 'the disc lies in the focus').toBe(true);
});

test('never crops to less than 480 pixels, and never blows up', async () => {
  await using call = await testCall();
  for (const [width, height] of [
    [1_600, 1_200],
    [700, 560],
    [500, 900],
  ] as const) {
    const [, closeUp, detail] = await makeAll(call.folder, width, height);
    for (const picture of [closeUp!, detail!]) {
      expect(Math.min(picture.width, picture.height)).toBeGreaterThanOrEqual(478);
      expect(Math.max(picture.width, picture.height)).toBeLessThanOrEqual(Math.min(width, height) + 2);
    }
  }
});

test('takes a photo that is smaller than any crop as it is', async () => {
  await using call = await testCall();
  const [, closeUp, detail] = await makeAll(call.folder, 600, 400);
  expect(closeUp!.height).toBe(400);
  expect(detail!.height).toBe(400);
});

test('reads what is see-through, grey or has no colours of its own', async () => {
  await using call = await testCall();
  const photo = join(call.folder, 'photo.png');
  await drawProduct(photo, { size: 600, seed: 1 });
  const odd = [
    sharp(photo).ensureAlpha(0.5).png(),
    sharp(photo).greyscale().png(),
    sharp(photo).toColourspace('cmyk').jpeg(),
    sharp(photo).avif(),
  ];
  for (const [index, variant] of odd.entries()) {
    const path = join(call.folder, `odd-${index}`);
    await variant.toFile(path);
    const { value } = await provider.makePicture({ photo: path, prompt: '', role: 'close-up', seed: 1 }, call);
    expect(await sharp(value.path).metadata()).toMatchObject({ format: 'jpeg', channels: 3, space: 'srgb' });
  }
});

test('says that a broken photo cannot be read', async () => {
  await using call = await testCall();
  const photo = join(call.folder, 'photo.jpg');
  await writeFile(photo, 'not a picture');
  const making = provider.makePicture({ photo, prompt: '', role: 'whole', seed: 1 }, call);
  await expect(making).rejects.toMatchObject({ kind: 'bad_input', userMessage: expect.stringContaining('upload it again') });
});
