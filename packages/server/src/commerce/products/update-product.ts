import { appendAudit, appendEvent, authorise, type Ctx, inTransaction, readInput } from '#platform';
import { setStockLevel } from '../inventory/stock.ts';
import { isId } from '../words.ts';
import { type ProductChange, type ProductDetail, type UpdateProduct, updateProductSchema } from './product.ts';
import { loadProduct, noSuchProduct } from './product.store.ts';
import { requireShopCurrency } from './shop-currency.ts';

/**
 * Changes what is given and leaves the rest. Title and description are those of the main language; price and stock are the first variant's.
 * @throws BottegaError not_found, invalid_input, unknown_currency, forbidden
 */
export async function updateProduct(ctx: Ctx, input: UpdateProduct): Promise<ProductDetail> {
  authorise(ctx, 'products.write');
  if (!isId(input.id)) throw noSuchProduct();
  const { id, ...change } = readInput(updateProductSchema, input);
  if (change.price) requireShopCurrency(ctx, change.price);
  await inTransaction(ctx, async (ctx) => {
    const product = await changeRow(ctx, id, change);
    await changeText(ctx, id, product.main_language, change);
    await changeVariant(ctx, id, change);
    const detail = { changed: Object.keys(change) };
    await appendEvent(ctx, { type: 'product.updated', subjectId: id, payload: detail });
    await appendAudit(ctx, { action: 'product.update', subjectId: id, detail });
  });
  return loadProduct(ctx, { id });
}

/** Locks the product, too: two changes of it come one after the other. */
async function changeRow(ctx: Ctx, id: string, { category, tags }: ProductChange): Promise<{ main_language: string }> {
  const row = await ctx.db
    .updateTable('product')
    .set({ updated_at: ctx.clock.now().toString(), ...(category !== undefined && { category }), ...(tags && { tags }) })
    .where('shop_id', '=', ctx.shop.id)
    .where('id', '=', id)
    .returning('main_language')
    .executeTakeFirst();
  if (!row) throw noSuchProduct();
  return row;
}

async function changeText(ctx: Ctx, productId: string, language: string, { title, description }: ProductChange): Promise<void> {
  if (title === undefined && description === undefined) return;
  await ctx.db
    .updateTable('product_text')
    .set({ ...(title !== undefined && { title }), ...(description !== undefined && { description }) })
    .where('shop_id', '=', ctx.shop.id)
    .where('product_id', '=', productId)
    .where('language', '=', language)
    .execute();
}

async function changeVariant(ctx: Ctx, productId: string, { title, price, stock }: ProductChange): Promise<void> {
  if (title === undefined && price === undefined && stock === undefined) return;
  const { id } = await ctx.db
    .updateTable('variant')
    .set((set) => ({
      title: title ?? set.ref('title'),
      price_amount: price?.amount ?? set.ref('price_amount'),
    }))
    .where('shop_id', '=', ctx.shop.id)
    .where('product_id', '=', productId)
    .where('position', '=', 0)
    .returning('id')
    .executeTakeFirstOrThrow();
  if (stock !== undefined) await setStockLevel(ctx, id, stock);
}
