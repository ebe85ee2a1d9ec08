import path from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { givePicture, type Market, openMarket, sellBowl } from '../testing/market.ts';
import { addPictures, getProduct } from '../index.ts';

let market: Market;
beforeAll(async () => {
  market = await openMarket();
});
afterAll(() => market.world.close());

async function photograph(background: string): Promise<{ path: string; label: string }> {
  const label = `${background.slice(1)}.png`;
  const file = path.join(market.world.folder, label);
  await sharp({ create: { width: 640, height: 480, channels: 3, background } })
    .png()
    .toFile(file);
  return { path: file, label };
}

test('photos stand behind the pictures there are, with all their sizes, and each once', async () => {
  const { owner } = market;
  const first = await givePicture(owner);
  const { id: productId } = await sellBowl(owner, { pictures: [{ pictureId: first, altText: 'A bowl' }] });
  const [brown, green] = [await photograph('#a0522d'), await photograph('#2e8b57')];
  const { pictures } = await addPictures(owner, { productId, photos: [brown, green, brown] });
  expect(pictures.map(({ altText }) => altText)).toEqual(['A bowl', '', '']);
  expect(pictures[0]?.picture.id).toBe(first);
  expect(new Set(pictures[1]?.picture.sizes.map(({ format }) => format)).size).toBeGreaterThan(1);
  expect((await addPictures(owner, { productId, photos: [green] })).pictures).toEqual(pictures);
});

test('what is no photo, too many, no product or no permission changes nothing', async () => {
  const { owner, guest } = market;
  const { id: productId } = await sellBowl(owner, { title: 'Plain bowl' });
  const photos = [await photograph('#4682b4')];
  await expect(addPictures(guest, { productId, photos })).rejects.toMatchObject({ code: 'unauthenticated' });
  await expect(addPictures(owner, { productId: crypto.randomUUID(), photos })).rejects.toMatchObject({ code: 'not_found' });
  await expect(addPictures(owner, { productId, photos: [] })).rejects.toMatchObject({ code: 'invalid_input' });
  const words = { path: path.join(import.meta.dirname, 'add-pictures.ts'), label: 'bowl.jpg' };
  await expect(addPictures(owner, { productId, photos: [...photos, words] })).rejects.toMatchObject({ code: 'not_an_image' });
  const full = Array.from({ length: 20 }, async () => ({ pictureId: await givePicture(owner), altText: '' }));
  const { id } = await sellBowl(owner, { title: 'Full bowl', pictures: await Promise.all(full) });
  await expect(addPictures(owner, { productId: id, photos })).rejects.toMatchObject({ problems: [{ path: 'photos' }] });
  expect((await getProduct(owner, { id: productId })).pictures).toEqual([]);
  expect((await getProduct(owner, { id })).pictures).toHaveLength(20);
});
