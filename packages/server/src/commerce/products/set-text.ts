import { appendAudit, appendEvent, authorise, type Ctx, inTransaction, readInput } from '#platform';
import { type ProductDetail, type SetProductText, setProductTextSchema } from './product.ts';
import { loadProduct, lockProduct, touchProduct } from './product.store.ts';
import { writeDocuments } from './read-model/write-documents.ts';
import { arrangeVariants } from './variants.store.ts';

/** Writes what a product says in one language, whether it spoke it before or not. @throws BottegaError not_found, invalid_input, forbidden */
export async function setProductText(ctx: Ctx, input: SetProductText): Promise<ProductDetail> {
  authorise(ctx, 'products.write');
  const { productId, language, ...text } = readInput(setProductTextSchema, input);
  await inTransaction(ctx, async (tx) => {
    const { main_language: main, options } = await lockProduct(tx, productId);
    const written = {
      title: text.title,
      description: text.description,
      seo_title: text.seoTitle,
      seo_description: text.seoDescription,
      alt_text: text.altText,
      option_words: JSON.stringify(language === main ? {} : text.optionWords), // the main language is what the options are written in
    };
    await tx.db
      .insertInto('product_text')
      .values({ shop_id: tx.shop.id, product_id: productId, language, ...written })
      .onConflict((conflict) => conflict.columns(['shop_id', 'product_id', 'language']).doUpdateSet(written))
      .execute();
    if (language === main) await arrangeVariants(tx, productId, options);
    await touchProduct(tx, productId);
    await writeDocuments(tx, [productId]);
    await appendEvent(tx, { type: 'product.updated', subjectId: productId, payload: { changed: [`texts ${language}`] } });
    await appendAudit(tx, { action: 'product.set_text', subjectId: productId, detail: { language } });
  });
  return loadProduct(ctx, { id: productId }, language);
}
