import { appendAudit, appendEvent, authorise, type Ctx, inTransaction, newId, readInput, refuseField } from '#platform';
import { requireCategory } from '../categories/category.store.ts';
import { combinationsOf, countCombinations, fits, keyOf, MOST_VARIANTS } from './options.ts';
import { type CreateProduct, createProductSchema, type NewProduct, type NewVariantOfProduct, type ProductDetail } from './product.ts';
import { loadProduct, mainLanguageOf } from './product.store.ts';
import { requirePictures } from './set-pictures.ts';
import { requireShopCurrency } from './shop-currency.ts';
import { slugCandidates } from './slug.ts';
import { writeDocuments } from './read-model/write-documents.ts';
import { arrangeVariants, makeVariants, nameSkus } from './variants.store.ts';

/**
 * Makes a draft with one variant, or with options and a variant for each combination or those that are given. Repeating a `key` finds the product that it made.
 * @throws BottegaError invalid_input, unknown_currency, forbidden
 */
export async function createProduct(ctx: Ctx, input: CreateProduct): Promise<ProductDetail> {
  authorise(ctx, 'products.write');
  const product = readInput(createProductSchema, input);
  requireShopCurrency(ctx, product.price);
  requireVariants(ctx, product);
  await requirePictures(ctx, product.pictures);
  const id = await inTransaction(ctx, async (ctx) => {
    const row = await insertProduct(ctx, product);
    if (!row.isNew) return row.id;
    await insertTexts(ctx, row.id, product);
    await insertPictures(ctx, row.id, product);
    await insertVariants(ctx, row, product);
    await writeDocuments(ctx, [row.id]);
    await appendEvent(ctx, { type: 'product.created', subjectId: row.id, payload: { slug: row.slug } });
    await appendAudit(ctx, { action: 'product.create', subjectId: row.id, detail: { slug: row.slug } });
    return row.id;
  });
  return loadProduct(ctx, { id });
}

/** @throws BottegaError invalid_input where the variants do not fit the options, unknown_currency */
function requireVariants(ctx: Ctx, { options = [], variants }: NewProduct): void {
  if (!variants) {
    const count = countCombinations(options);
    if (count > MOST_VARIANTS)
      refuseField('options', `These options make ${count} variants; a product has at most ${MOST_VARIANTS}: name those that there are.`);
    return;
  }
  const seen = new Set<string>();
  for (const [index, { choices, price }] of variants.entries()) {
    if (!fits(options, choices)) refuseField(`variants.${index}.choices`, 'Choose one value of each option, in the order of the options.');
    if (seen.has(keyOf(choices))) refuseField(`variants.${index}.choices`, 'There is another variant with these choices.');
    seen.add(keyOf(choices));
    if (price) requireShopCurrency(ctx, price, `variants.${index}.price`);
  }
}

type InsertedProduct = { readonly isNew: boolean; readonly id: string; readonly slug: string };

/** Inserts under the first slug that is free; two that want the same at once get one each. */
async function insertProduct(ctx: Ctx, product: NewProduct): Promise<InsertedProduct> {
  const id = newId();
  const now = ctx.clock.now().toString();
  const category = await requireCategory(ctx, product.category);
  for (const slug of product.slug ? [product.slug] : slugCandidates(product.title)) {
    const inserted = await ctx.db
      .insertInto('product')
      .values({
        shop_id: ctx.shop.id,
        id,
        key: product.key ?? null,
        slug,
        category,
        ...(product.taxCategory === undefined ? {} : { tax_category: product.taxCategory }),
        options: JSON.stringify(product.options ?? []),
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

/** The variants as they were given, else one for every combination of the options: the product itself where there are none. */
async function insertVariants(ctx: Ctx, { id, slug }: InsertedProduct, product: NewProduct): Promise<void> {
  const { options = [], price, stock, variants = combinationsOf(options).map((choices) => ({ choices })) } = product;
  const base = product.sku ?? slug.toUpperCase().slice(0, 60);
  const skus =
    product.sku !== undefined && options.length === 0
      ? [product.sku]
      : await nameSkus(
          ctx,
          base,
          variants.map(({ choices }) => choices),
        );
  const made = variants.map((variant: NewVariantOfProduct, index) => ({
    ...variant,
    sku: variant.sku ?? (skus[index] as string),
    price: variant.price ?? price,
    stock: variant.stock ?? stock,
  }));
  await makeVariants(ctx, id, made, product.variants ? 'variants' : null);
  await arrangeVariants(ctx, id, options);
}
