import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parseAmount, PRODUCT_CATEGORIES } from '@bottega/contracts';
import { z } from 'zod';
import { sellProduct, SHOP_CHANNEL } from '#launch';
import {
  type Ctx,
  createCtx,
  createShop,
  findShop,
  loadPictures,
  makePictureSizes,
  receivePhoto,
  type Shop,
  switchOnForNewShop,
} from '#platform';
import { writeCopy } from '#studio';
import type { House } from './house.ts';

const FOLDER = path.join(import.meta.dirname, '../../demo');

const Catalogue = z.object({
  shop: z.object({
    slug: z.string(),
    name: z.string(),
    about: z.string(),
    currency: z.string(),
    country: z.string(),
    language: z.string(),
    timeZone: z.string(),
    theme: z.string(),
    transferTo: z.string(),
    tax: z.object({ percent: z.int(), includedInPrices: z.boolean() }),
    shipping: z.object({ price: z.string() }),
  }),
  owner: z.object({ name: z.string(), email: z.email() }),
  products: z.array(
    z.object({
      slug: z.string(),
      name: z.string(),
      price: z.string(),
      notes: z.string(),
      category: z.enum(PRODUCT_CATEGORIES),
      stock: z.int(),
      pictures: z.array(z.string()).min(1),
    }),
  ),
  launch: z.object({
    photo: z.string(),
    name: z.string(),
    price: z.string(),
    notes: z.string(),
    languages: z.array(z.string()),
    seconds: z.int(),
  }),
});
export type Catalogue = z.infer<typeof Catalogue>;
type DemoProduct = Catalogue['products'][number];

/** The demo shop's own words: what it sells and what is launched first. */
export const readCatalogue = async (): Promise<Catalogue> =>
  Catalogue.parse(JSON.parse(await readFile(path.join(FOLDER, 'fornace.json'), 'utf8')));

export const demoPicture = (name: string): string => path.join(FOLDER, 'pictures', name);

const LANGUAGES = ['en', 'ar'];

export type DemoShop = { readonly ctx: Ctx; readonly ownerId: string };

/**
 * Creates the demo shop with its owner and products, or finds what is there. Interrupted, it goes on where it was: each product is
 * known by its own key.
 */
export async function ensureDemoShop(house: House, catalogue: Catalogue, onProduct: (done: number, of: number) => void): Promise<DemoShop> {
  const shop = (await findShop(house.ground.database, catalogue.shop.slug)) ?? (await createFrom(house, catalogue.shop));
  const owner = (await house.auth.findStaff(catalogue.owner.email)) ?? (await house.auth.createStaff(catalogue.owner));
  await house.auth.addMember({ shop, userId: owner.id, role: 'owner' });
  const ctx = createCtx(house.ground, { shop, actor: { type: 'system', name: 'demo' }, signal: new AbortController().signal });
  await switchOnForNewShop(ctx);
  const made = await ctx.db.selectFrom('product').select('key').where('shop_id', '=', shop.id).where('status', '=', 'on_sale').execute();
  const missing = catalogue.products.filter(({ slug }) => !made.some(({ key }) => key === `demo ${slug}`));
  let done = catalogue.products.length - missing.length;
  // Two at a time: making pictures takes a core each.
  const waiting = missing.values();
  const sellWaiting = async () => {
    for (const product of waiting) {
      await sell(ctx, product);
      onProduct(++done, catalogue.products.length);
    }
  };
  await Promise.all([sellWaiting(), sellWaiting()]);
  return { ctx, ownerId: owner.id };
}

function createFrom(house: House, shop: Catalogue['shop']): Promise<Shop> {
  const { language, tax, shipping, ...same } = shop;
  return createShop(house.ground.database, {
    ...same,
    locale: language,
    taxBps: tax.percent * 100,
    pricesIncludeTax: tax.includedInPrices,
    shippingFlat: parseAmount(shipping.price, shop.currency),
  });
}

async function sell(ctx: Ctx, product: DemoProduct): Promise<void> {
  const pictureIds: string[] = [];
  for (const name of product.pictures) pictureIds.push((await receivePhoto(ctx, { path: demoPicture(name) })).pictureId);
  await Promise.all(pictureIds.map((id) => makePictureSizes(ctx, id)));
  const subjectId = pictureIds[0] as string;
  await describe(ctx, product, subjectId);
  await sellProduct(ctx, { ...product, key: `demo ${product.slug}`, subjectId, language: 'en', price: priceOf(ctx, product), pictureIds });
}

const priceOf = (ctx: Ctx, { price }: DemoProduct) => ({ amount: parseAmount(price, ctx.shop.currency), currency: ctx.shop.currency });

async function describe(ctx: Ctx, product: DemoProduct, pictureId: string): Promise<void> {
  const palette = (await loadPictures(ctx, [pictureId])).get(pictureId)?.palette ?? [];
  const facts = {
    name: product.name,
    notes: product.notes,
    price: priceOf(ctx, product),
    palette: palette.slice(0, 3).map(({ name }) => name),
    category: product.category,
    season: 'autumn' as const,
    shopName: ctx.shop.name,
  };
  await writeCopy(ctx, { subjectId: pictureId, facts, channels: [SHOP_CHANNEL], languages: LANGUAGES, seed: 7 });
}
