import { appendAudit, appendEvent, authorise, BottegaError, type Ctx, inTransaction } from '#platform';
import { isId } from '../words.ts';
import { lockProduct, noSuchProduct } from './product.store.ts';
import { isLive, readVariants, retireVariants } from './variants.store.ts';

/** PostgreSQL’s code for a row that others refer to. */
const STILL_REFERRED_TO = '23503';

/**
 * Deletes a draft that was never sold. What was on sale is taken off it instead: orders, films and posts speak of it.
 * @throws BottegaError not_found, conflict, forbidden
 */
export async function deleteProduct(ctx: Ctx, { id }: { id: string }): Promise<void> {
  authorise(ctx, 'products.write');
  if (!isId(id)) throw noSuchProduct();
  try {
    await inTransaction(ctx, (tx) => deleteDraft(tx, id));
  } catch (error) {
    if ((error as { code?: string }).code !== STILL_REFERRED_TO) throw error;
    throw new BottegaError('conflict', 'A launch or a post speaks of this product: take it off sale instead.', { cause: error });
  }
}

async function deleteDraft(ctx: Ctx, id: string): Promise<void> {
  const { status, slug } = await lockProduct(ctx, id);
  if (status !== 'draft') throw new BottegaError('conflict', 'Only a draft is deleted: take this product off sale instead.');
  const variants = (await readVariants(ctx, id)).filter(isLive);
  const kept = await retireVariants(
    ctx,
    variants.map((variant) => variant.id),
  );
  if (kept > 0) throw new BottegaError('conflict', 'This product was sold or lies in a cart: take it off sale instead.');
  await ctx.db.deleteFrom('product').where('shop_id', '=', ctx.shop.id).where('id', '=', id).execute();
  await appendEvent(ctx, { type: 'product.deleted', subjectId: id, payload: { slug } });
  await appendAudit(ctx, { action: 'product.delete', subjectId: id, detail: { slug } });
}
