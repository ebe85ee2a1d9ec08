import { z } from '@hono/zod-openapi';
import { sql } from 'kysely';
import { appendAudit, appendEvent, authorise, type Ctx, inTransaction, loadPictures, readInput, refuseField } from '#platform';
import { idSchema } from '../words.ts';
import { newPicturesSchema, type ProductDetail } from './product.ts';
import { loadProduct, lockProduct, touchProduct } from './product.store.ts';
import { writeDocuments } from './read-model/write-documents.ts';

export const picturesBodySchema = z
  .strictObject({ pictures: newPicturesSchema.openapi({ description: 'All pictures in their order; the first stands for the product.' }) })
  .openapi('PicturesChange', {
    example: { pictures: [{ pictureId: '0195e7a2-6b1e-7c3a-9f0e-3d2b1a09f8e7', altText: 'A dark wooden bowl on a linen cloth' }] },
  });
const setPicturesSchema = picturesBodySchema.extend({ productId: idSchema });
type SetPictures = z.input<typeof setPicturesSchema>;

/** While they are moved: beyond every place there is. */
const ASIDE = 1_000;

/**
 * Gives a product these pictures in this order. One that is left out is no longer shown, also not by its variants.
 * @throws BottegaError not_found, invalid_input, forbidden
 */
export async function setPictures(ctx: Ctx, input: SetPictures): Promise<ProductDetail> {
  authorise(ctx, 'products.write');
  const { productId, pictures } = readInput(setPicturesSchema, input);
  await requirePictures(ctx, pictures);
  await inTransaction(ctx, async (tx) => {
    await lockProduct(tx, productId);
    await replacePictures(tx, productId, pictures);
    await touchProduct(tx, productId);
    await writeDocuments(tx, [productId]);
    await appendEvent(tx, { type: 'product.updated', subjectId: productId, payload: { changed: ['pictures'] } });
    await appendAudit(tx, { action: 'product.set_pictures', subjectId: productId, detail: { count: pictures.length } });
  });
  return loadProduct(ctx, { id: productId });
}

type NewPictures = z.output<typeof newPicturesSchema>;

/** @throws BottegaError invalid_input, naming the first that the shop does not have */
export async function requirePictures(ctx: Ctx, pictures: NewPictures): Promise<void> {
  const known = await loadPictures(
    ctx,
    pictures.map(({ pictureId }) => pictureId),
  );
  const missing = pictures.findIndex(({ pictureId }) => !known.has(pictureId));
  if (missing >= 0) refuseField(`pictures.${missing}.pictureId`, 'This shop has no such picture: upload it first.');
}

async function replacePictures(ctx: Ctx, productId: string, pictures: NewPictures): Promise<void> {
  const shop_id = ctx.shop.id;
  const ofProduct = { shop_id, product_id: productId };
  await ctx.db
    .updateTable('product_picture')
    .set({ position: sql`position + ${ASIDE}` })
    .where('shop_id', '=', shop_id)
    .where('product_id', '=', productId)
    .execute();
  if (pictures.length > 0) {
    await ctx.db
      .insertInto('product_picture')
      .values(pictures.map(({ pictureId, altText }, position) => ({ ...ofProduct, position, picture_id: pictureId, alt_text: altText })))
      .onConflict((conflict) =>
        conflict
          .columns(['shop_id', 'product_id', 'picture_id'])
          .doUpdateSet(({ ref }) => ({ position: ref('excluded.position'), alt_text: ref('excluded.alt_text') })),
      )
      .execute();
  }
  await ctx.db
    .deleteFrom('product_picture')
    .where('shop_id', '=', shop_id)
    .where('product_id', '=', productId)
    .where('position', '>=', ASIDE)
    .execute();
}
