import { appendAudit, appendEvent, authorise, type Ctx, inTransaction, loadPictures, newId, readInput, refuseField } from '#platform';
import { setStockLevel } from '../inventory/stock.ts';
import { type CreateProduct, createProductSchema, type NewProduct, type ProductDetail } from './product.ts';
import { loadProduct, mainLanguageOf } from './product.store.ts';
import { requireShopCurrency } from './shop-currency.ts';
import { slugCandidates } from './slug.ts';

/**
 * Makes a draft with one variant. Repeating a `key` finds the product that it made.
 * @throws BottegaError invalid_input, unknown_currency, forbidden
 */
export async function createProduct(ctx: Ctx, input: CreateProduct): Promise<ProductDetail> {
  authorise(ctx, 'products.write');
  const product = readInput(createProductSchema, input);
  requireShopCurrency(ctx, product.price);
  await requirePictures(ctx, product);
  const id = await inTransaction(ctx, async (ctx) => {
    const row = await insertProduct(ctx, product);
    if (!row.isNew) return row.id;
    await insertTexts(ctx, row.id, product);
    await insertPictures(ctx, row.id, product);
    await insertDefaultVariant(ctx, row, product);
    await appendEvent(ctx, { type: 'product.created', subjectId: row.id, payload: { slug: row.slug } });
    await appendAudit(ctx, { action: 'product.create', subjectId: row.id, detail: { slug: row.slug } });
    return row.id;
  });
  return loadProduct(ctx, { id });
}

async function requirePictures(ctx: Ctx, { pictures }: NewProduct): Promise<void> {
  const known = await loadPictures(
    ctx,
    pictures.map(({ pictureId }) => pictureId),
  );
  const missing = pictures.findIndex(({ pictureId }) => !known.has(pictureId));
  if (missing >= 0) refuseField(`pictures.${missing}.pictureId`, 'This shop has no such picture: upload it first.');
}

type InsertedProduct = { readonly isNew: boolean; readonly id: string; readonly slug: string };

/** Inserts under the first slug that is free; two that want the same at once get one each. */
async function insertProduct(ctx: Ctx, product: NewProduct): Promise<InsertedProduct> {
  const id = newId();
  const now = ctx.clock.now().toString();
  for (const slug of product.slug ? [product.slug] : slugCandidates(product.title)) {
    const inserted = await ctx.db
      .insertInto('product')
      .values({
        shop_id: ctx.shop.id,
        id,
        key: product.key ?? null,
        slug,
        category: product.category,
        tags: product.tags ?? [],
        notes: product.notes ?? '',
        main_language: mainLanguageOf(ctx),
        created_at: now,
        updated_at: now,
      })
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .executeTakeFirst();
    if (inserted) return { isNew: true, id, slug };
    const made = product.key === undefined ? undefined : await findByKey(ctx, product.key);
    if (made) return { isNew: false, ...made };
  }
  return refuseField('slug', `The address "${product.slug}" is taken by another product: choose a different slug.`);
}

const findByKey = (ctx: Ctx, key: string) =>
  ctx.db.selectFrom('product').select(['id', 'slug']).where('shop_id', '=', ctx.shop.id).where('key', '=', key).executeTakeFirst();

/** The title and the description that were given outright are the shop's own words; all else comes from the texts. */
async function insertTexts(ctx: Ctx, productId: string, product: NewProduct): Promise<void> {
  const main = mainLanguageOf(ctx);
  const given = product.texts?.find((text) => text.language === main);
  const others = product.texts?.filter((text) => text !== given) ?? [];
  const own = {
    language: main,
    title: product.title,
    description: product.description ?? given?.description ?? '',
    seoTitle: given?.seoTitle ?? '',
    seoDescription: given?.seoDescription ?? '',
    altText: given?.altText ?? '',
  };
  await ctx.db
    .insertInto('product_text')
    .values(
      [own, ...others].map((text) => ({
        shop_id: ctx.shop.id,
        product_id: productId,
        language: text.language,
        title: text.title,
        description: text.description,
        seo_title: text.seoTitle,
        seo_description: text.seoDescription,
        alt_text: text.altText,
      })),
    )
    .execute();
}

async function insertPictures(ctx: Ctx, productId: string, { pictures }: NewProduct): Promise<void> {
  if (pictures.length === 0) return;
  await ctx.db
    .insertInto('product_picture')
    .values(
      pictures.map(({ pictureId, altText }, position) => ({
        shop_id: ctx.shop.id,
        product_id: productId,
        position,
        picture_id: pictureId,
        alt_text: altText,
      })),
    )
    .execute();
}

async function insertDefaultVariant(ctx: Ctx, { id, slug }: InsertedProduct, product: NewProduct): Promise<void> {
  const sku = product.sku ?? slug.toUpperCase();
  const variant = await ctx.db
    .insertInto('variant')
    .values({
      shop_id: ctx.shop.id,
      id: newId(),
      product_id: id,
      position: 0,
      sku,
      title: product.title,
      price_amount: product.price.amount,
      price_currency: product.price.currency,
    })
    .onConflict((conflict) => conflict.columns(['shop_id', 'sku']).doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!variant) refuseField('sku', `The article number "${sku}" is taken by another product: choose a different one.`);
  await setStockLevel(ctx, variant.id, product.stock);
}
