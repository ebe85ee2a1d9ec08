import { appendAudit, appendEvent, authorise, BottegaError, type Ctx, inTransaction } from '#platform';
import { isId } from '../words.ts';
import type { ProductDetail } from './product.ts';
import { loadProduct, lockProduct, noSuchProduct, touchProduct } from './product.store.ts';
import { writeDocuments } from './read-model/write-documents.ts';
import { arrangeVariants, isLive, readVariants, retireVariants } from './variants.store.ts';

/**
 * Takes a variant away: archived when it is in an order or a cart, deleted otherwise.
 * @throws BottegaError not_found, conflict for the last one, forbidden
 */
export async function removeVariant(ctx: Ctx, { productId, variantId }: { productId: string; variantId: string }): Promise<ProductDetail> {
  authorise(ctx, 'products.write');
  if (!isId(productId)) throw noSuchProduct();
  await inTransaction(ctx, async (tx) => {
    const { options } = await lockProduct(tx, productId);
    const live = (await readVariants(tx, productId)).filter(isLive);
    if (!live.some(({ id }) => id === variantId)) throw new BottegaError('not_found', 'This product has no such variant.');
    if (live.length === 1) throw new BottegaError('conflict', 'A product keeps one variant: take the product off sale, or delete it.');
    const archived = await retireVariants(tx, [variantId]);
    await arrangeVariants(tx, productId, options);
    await touchProduct(tx, productId);
    await writeDocuments(tx, [productId]);
    await appendEvent(tx, { type: 'product.updated', subjectId: productId, payload: { changed: ['variants'] } });
    const detail = { variant: variantId, kept: archived > 0 };
    await appendAudit(tx, { action: 'product.remove_variant', subjectId: productId, detail });
  });
  return loadProduct(ctx, { id: productId });
}
