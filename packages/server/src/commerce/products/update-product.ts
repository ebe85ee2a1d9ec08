import { appendAudit, appendEvent, authorise, type Ctx, inTransaction, readInput, refuseField } from '#platform';
import { requireCategory } from '../categories/category.store.ts';
import { setStockLevel } from '../inventory/stock.ts';
import { isId } from '../words.ts';
import { type ProductChange, type ProductDetail, type UpdateProduct, updateProductSchema } from './product.ts';
import { loadProduct, lockProduct, noSuchProduct } from './product.store.ts';
import { writeDocuments } from './read-model/write-documents.ts';
import { requireShopCurrency } from './shop-currency.ts';
import { arrangeVariants } from './variants.store.ts';

/**
 * Changes what is given and leaves the rest. Title and description are those of the main language; price and stock those
 * of a product without options.
 * @throws BottegaError not_found, invalid_input, unknown_currency, forbidden
 */
export async function updateProduct(ctx: Ctx, input: UpdateProduct): Promise<ProductDetail> {
  authorise(ctx, 'products.write');
  if (!isId(input.id)) throw noSuchProduct();
  const { id, ...change } = readInput(updateProductSchema, input);
  if (change.price) requireShopCurrency(ctx, change.price);
  await inTransaction(ctx, async (ctx) => {
    const product = await lockProduct(ctx, id);
    if (product.options.length > 0) refuseNumbers(change);
    await changeRow(ctx, id, change);
    await changeText(ctx, id, product.main_language, change);
    if (change.title !== undefined) await arrangeVariants(ctx, id, product.options);
    await changePrice(ctx, id, change);
    await writeDocuments(ctx, [id]);
    const detail = { changed: Object.keys(change) };
    await appendEvent(ctx, { type: 'product.updated', subjectId: id, payload: detail });
    await appendAudit(ctx, { action: 'product.update', subjectId: id, detail });
  });
  return loadProduct(ctx, { id });
}

function refuseNumbers({ price, stock }: ProductChange): void {
  const several = 'This product has options, and each of its variants a price and a stock of its own: change those.';
  if (price) refuseField('price', several);
  if (stock !== undefined) refuseField('stock', several);
}

async function changeRow(ctx: Ctx, id: string, { category, tags, notes, slug, taxCategory }: ProductChange): Promise<void> {
  if (slug !== undefined) await requireFreeSlug(ctx, id, slug);
  await ctx.db
    .updateTable('product')
    .set({
      updated_at: ctx.clock.now().toString(),
      ...(category === undefined ? {} : { category: await requireCategory(ctx, category) }),
      ...(tags === undefined ? {} : { tags }),
      ...(notes === undefined ? {} : { notes }),
      ...(slug === undefined ? {} : { slug }),
      ...(taxCategory === undefined ? {} : { tax_category: taxCategory }),
    })
    .where('shop_id', '=', ctx.shop.id)
    .where('id', '=', id)
    .execute();
}

async function requireFreeSlug(ctx: Ctx, id: string, slug: string): Promise<void> {
  const taken = await ctx.db
    .selectFrom('product')
    .select('id')
    .where('shop_id', '=', ctx.shop.id)
    .where('slug', '=', slug)
    .where('id', '<>', id)
    .executeTakeFirst();
  if (taken) refuseField('slug', `The address "${slug}" is taken by another product: choose a different slug.`);
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

/** Of the one variant of a product without options. */
async function changePrice(ctx: Ctx, productId: string, { price, stock }: ProductChange): Promise<void> {
  if (price === undefined && stock === undefined) return;
  const { id } = await ctx.db
    .updateTable('variant')
    .set((set) => ({ price_amount: price?.amount ?? set.ref('price_amount') }))
    .where('shop_id', '=', ctx.shop.id)
    .where('product_id', '=', productId)
    .where('archived_at', 'is', null)
    .returning('id')
    .executeTakeFirstOrThrow();
  if (stock !== undefined) await setStockLevel(ctx, id, stock);
}
