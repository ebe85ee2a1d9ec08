import { appendAudit, appendEvent, authorise, type Ctx, inTransaction } from '#platform';
import { isId } from '../words.ts';
import { PRODUCT_MOVES, type ProductDetail, type ProductMove } from './product.ts';
import { loadProduct, noSuchProduct } from './product.store.ts';
import { writeDocuments } from './read-model/write-documents.ts';

/**
 * Does a move of the state table. A product that is already there stays as it is, so that a repeated step does no harm.
 * @throws BottegaError not_found, forbidden
 */
async function moveProduct(ctx: Ctx, id: string, move: ProductMove): Promise<ProductDetail> {
  authorise(ctx, 'products.write');
  if (!isId(id)) throw noSuchProduct();
  const { from, to, event } = PRODUCT_MOVES[move];
  await inTransaction(ctx, async (ctx) => {
    const moved = await ctx.db
      .updateTable('product')
      .set({ status: to, updated_at: ctx.clock.now().toString() })
      .where('shop_id', '=', ctx.shop.id)
      .where('id', '=', id)
      .where('status', 'in', from)
      .returning('slug')
      .executeTakeFirst();
    if (!moved) return;
    await writeDocuments(ctx, [id]);
    await appendEvent(ctx, { type: event, subjectId: id, payload: { slug: moved.slug } });
    await appendAudit(ctx, { action: `product.${move}`, subjectId: id, detail: { slug: moved.slug } });
  });
  return loadProduct(ctx, { id });
}

/** Puts a product on sale. @throws BottegaError not_found, forbidden */
export const publishProduct = (ctx: Ctx, { id }: { id: string }): Promise<ProductDetail> => moveProduct(ctx, id, 'publish');

/** Takes a product off sale and keeps it. @throws BottegaError not_found, forbidden */
export const withdrawProduct = (ctx: Ctx, { id }: { id: string }): Promise<ProductDetail> => moveProduct(ctx, id, 'withdraw');
