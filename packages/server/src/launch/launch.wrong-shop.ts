import path from 'node:path';
import sharp from 'sharp';
import { newId, receivePhoto } from '#platform';
import type { WrongShopCases } from '../testing/wrong-shop/cases.ts';

export const cases: WrongShopCases = {
  async plant({ world, owner, ids, canary }) {
    const launch = newId();
    await owner.db
      .insertInto('launch')
      .values({
        ...{ shop_id: owner.shop.id, id: launch, status: 'completed', name: canary, notes: canary, price: 4800, currency: 'EUR' },
        ...{ category: 'tableware', languages: ['en'], seconds: 8, stock: 1, seed: 1 },
        ...{ product_id: ids.product as string, product_slug: 'bowl' },
      })
      .execute();
    const file = path.join(world.folder, `${launch}.png`);
    await sharp({ create: { width: 8, height: 8, channels: 3, background: '#a0522d' } })
      .png()
      .toFile(file);
    const { pictureId } = await receivePhoto(owner, { path: file });
    return { launch, picture: pictureId };
  },
  parameters: {
    'texts/{channel}': { word: 'etsy' },
    '{channel}/{language}': { word: 'en' },
    'scenes/{language}': { word: 'en' },
    'photo/{scene}': { word: 'hook' },
  },
  bodies: {
    'post /api/v1/launches': () => {
      const form = new FormData();
      form.set('name', 'Walnut bowl');
      return form;
    },
  },
  answers: {
    // A form without a photo is refused.
    'post /api/v1/launches': [422],
    'post /api/v1/launches/{id}/photos': [422],
    // What is planted is the launch alone, without its texts and its photos.
    'patch /api/v1/launches/{id}/texts/{channel}/{language}': [404, 409, 422],
    'patch /api/v1/launches/{id}/scenes/{language}': [404, 409, 422],
    'put /api/v1/launches/{id}/photo/{scene}': [409, 422],
  },
};
