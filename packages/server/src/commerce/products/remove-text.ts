import { appendAudit, appendEvent, authorise, BottegaError, type Ctx, inTransaction } from '#platform';
import { isId } from '../words.ts';
import { lockProduct, noSuchProduct, touchProduct } from './product.store.ts';
import { writeDocuments } from './read-model/write-documents.ts';

/** Takes a translation away. @throws BottegaError not_found, conflict for the main language, forbidden */
export async function removeProductText(ctx: Ctx, { productId, language }: { productId: string; language: string }): Promise<void> {
  authorise(ctx, 'products.write');
  if (!isId(productId)) throw noSuchProduct();
  await inTransaction(ctx, async (tx) => {
    const { main_language: main } = await lockProduct(tx, productId);
    if (language === main)
      throw new BottegaError('conflict', 'A product keeps its text in the language that it was written in: change it.');
    const gone = await tx.db
      .deleteFrom('product_text')
      .where('shop_id', '=', tx.shop.id)
      .where('product_id', '=', productId)
      .where('language', '=', language)
      .executeTakeFirst();
    if (gone.numDeletedRows === 0n) throw new BottegaError('not_found', 'This product has no text in that language.');
    await touchProduct(tx, productId);
    await writeDocuments(tx, [productId]);
    await appendEvent(tx, { type: 'product.updated', subjectId: productId, payload: { changed: [`texts ${language}`] } });
    await appendAudit(tx, { action: 'product.remove_text', subjectId: productId, detail: { language } });
  });
}
