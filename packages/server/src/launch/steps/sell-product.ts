import type { Money, ProductCategory } from '@bottega/contracts';
import { createProduct, type ProductDetail, publishProduct } from '#commerce';
import type { Ctx } from '#platform';
import { listCopy } from '#studio';
import { SHOP_CHANNEL } from './facts.ts';

/** A product whose texts the studio has written for the shop under `subjectId`; `language` is the one that it is presented in first. */
export type WrittenProduct = {
  readonly key: string;
  readonly slug?: string;
  readonly subjectId: string;
  readonly language: string;
  readonly name: string;
  readonly notes: string;
  readonly price: Money;
  readonly stock: number;
  readonly category: ProductCategory;
  readonly pictureIds: readonly string[];
};

/** Makes the product and puts it on sale; found again by its key when this is repeated. */
export async function sellProduct(ctx: Ctx, product: WrittenProduct): Promise<ProductDetail> {
  const made = await makeProduct(ctx, product);
  return made.status === 'draft' ? publishProduct(ctx, { id: made.id }) : made;
}

/** Makes the product as a draft; found again by its key when this is repeated. */
export async function makeProduct(ctx: Ctx, product: WrittenProduct): Promise<ProductDetail> {
  const { key, slug, name, notes, price, stock, category } = product;
  const texts = (await listCopy(ctx, product.subjectId)).filter(({ channel }) => channel === SHOP_CHANNEL.id);
  const main = texts.find(({ language }) => language === product.language);
  return createProduct(ctx, {
    key,
    ...(slug ? { slug } : {}),
    title: name,
    description: main?.description ?? notes,
    notes,
    price,
    stock,
    category,
    tags: [...(main?.tags ?? [])],
    pictures: product.pictureIds.map((pictureId) => ({ pictureId, altText: main?.altText ?? name })),
    texts,
  });
}
