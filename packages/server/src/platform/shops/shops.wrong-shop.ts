import type { WrongShopCases } from '../../testing/wrong-shop/cases.ts';
import { randomBytes } from 'node:crypto';
import path from 'node:path';
import sharp from 'sharp';
import { receivePhoto } from '../pictures/receive-photo.ts';
import { addDomain } from './domains.ts';

export const cases: WrongShopCases = {
  async plant({ owner, world }) {
    const host = `shop-${owner.shop.id.slice(-8)}.example.com`;
    await addDomain(owner, { host });
    const file = path.join(world.folder, `${host}.png`);
    await sharp({ create: { width: 8, height: 8, channels: 3, background: '#a0522d' } })
      .png()
      .toFile(file);
    const { pictureId } = await receivePhoto(owner, { path: file });
    return { host, slug: owner.shop.slug, logo: pictureId };
  },
  fields: {
    'put /api/v1/shop/logo pictureId': 'logo',
    'delete /api/v1/shops/{slug} confirm': 'slug',
  },
  bodies: {
    'post /api/v1/shops': () => ({
      ...{ slug: `two-${randomBytes(4).toString('hex')}`, name: 'Second', currency: 'EUR', country: 'IT' },
      ...{ taxBps: 2200, shippingFlat: 890 },
    }),
    'put /api/v1/shop/logo': ({ logo }) => ({ pictureId: logo }),
  },
  answers: {
    'put /api/v1/shops/{slug}/suspension': [403],
    'delete /api/v1/shops/{slug}/suspension': [403],
    // No name server answers in a test.
    'post /api/v1/shop/domains/{host}/verification': [502],
  },
  last: ['delete /api/v1/shops/{slug}'],
};
