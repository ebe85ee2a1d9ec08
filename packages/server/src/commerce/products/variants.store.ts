import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { type Ctx, newId, refuseField } from '#platform';
import { setStockLevel } from '../inventory/stock.ts';
import { compareChoices, keyOf, type Option, variantTitle } from './options.ts';
import { slugOf } from './slug.ts';
import type { VariantChange, VariantToMake } from './variant.ts';

const NUMBERED = 8;

export type KnownVariant = {
  readonly id: string;
  readonly sku: string;
  readonly choices: readonly string[];
  readonly archived_at: string | null;
  readonly price_amount: number;
  readonly price_currency: string;
  readonly weight_grams: number;
};

/** All variants of a product in their order, those that are archived last. */
export const readVariants = (ctx: Ctx, productId: string): Promise<KnownVariant[]> =>
  ctx.db
    .selectFrom('variant')
    .select(['id', 'sku', 'choices', 'archived_at', 'price_amount', 'price_currency', 'weight_grams'])
    .where('shop_id', '=', ctx.shop.id)
    .where('product_id', '=', productId)
    .orderBy(sql`archived_at is not null`)
    .orderBy('position')
    .orderBy('id')
    .execute();

export const isLive = ({ archived_at }: KnownVariant): boolean => archived_at === null;

/**
 * Makes variants of a product that is locked. One that was archived with the same choices comes back in place of a new one.
 * @param at where in the input they stand, for what is refused: `variants` or nothing
 * @throws BottegaError invalid_input where an article number is taken, or a picture is none of the product's
 */
export async function makeVariants(ctx: Ctx, productId: string, variants: readonly VariantToMake[], at: string | null): Promise<string[]> {
  const archived = (await readVariants(ctx, productId)).filter((variant) => !isLive(variant));
  const ids: string[] = [];
  for (const [index, variant] of variants.entries()) {
    const path = at === null ? '' : `${at}.${index}.`;
    const known = archived.find(({ choices }) => keyOf(choices) === keyOf(variant.choices));
    const id = known ? await bringBack(ctx, known, variant, path) : await insertVariant(ctx, productId, variant, path);
    await writePictures(ctx, productId, id, variant.pictureIds ?? [], path);
    ids.push(id);
  }
  await setStocks(
    ctx,
    ids.map((id, index) => ({ id, stock: variants[index]?.stock ?? 0 })),
  );
  return ids;
}

async function insertVariant(ctx: Ctx, productId: string, variant: VariantToMake, path: string): Promise<string> {
  const inserted = await ctx.db
    .insertInto('variant')
    .values({
      shop_id: ctx.shop.id,
      id: newId(),
      product_id: productId,
      position: 0, // its place among the others is worked out when all are there
      title: '',
      sku: variant.sku,
      choices: [...variant.choices],
      price_amount: variant.price.amount,
      price_currency: variant.price.currency,
      ...measuresOf(variant),
    })
    .onConflict((conflict) => conflict.columns(['shop_id', 'sku']).doNothing())
    .returning('id')
    .executeTakeFirst();
  return inserted?.id ?? refuseSku(variant.sku, path);
}

async function bringBack(ctx: Ctx, known: KnownVariant, variant: VariantToMake, path: string): Promise<string> {
  await requireFreeSku(ctx, known.id, variant.sku, path);
  await ctx.db
    .updateTable('variant')
    .set({ archived_at: null, sku: variant.sku, price_amount: variant.price.amount, ...measuresOf(variant) })
    .where('shop_id', '=', ctx.shop.id)
    .where('id', '=', known.id)
    .execute();
  return known.id;
}

/** Changes what is given of a variant of a product that is locked; stock apart, which is locked last. */
export async function changeVariant(ctx: Ctx, productId: string, id: string, change: VariantChange, path: string): Promise<void> {
  if (change.sku !== undefined) await requireFreeSku(ctx, id, change.sku, path);
  const { price, choices, sku, pictureIds } = change;
  const set = {
    ...(sku === undefined ? {} : { sku }),
    ...(choices === undefined ? {} : { choices: [...choices] }),
    ...(price === undefined ? {} : { price_amount: price.amount }),
    ...measuresOf(change),
  };
  if (Object.keys(set).length > 0) {
    await ctx.db.updateTable('variant').set(set).where('shop_id', '=', ctx.shop.id).where('id', '=', id).execute();
  }
  if (pictureIds !== undefined) await writePictures(ctx, productId, id, pictureIds, path);
}

/** Only what is given: what is left out keeps the value that it has. */
function measuresOf({ barcode, weightGrams, lengthMm, widthMm, heightMm }: VariantChange) {
  return {
    ...(barcode === undefined ? {} : { barcode }),
    ...(weightGrams === undefined ? {} : { weight_grams: weightGrams }),
    ...(lengthMm === undefined ? {} : { length_mm: lengthMm }),
    ...(widthMm === undefined ? {} : { width_mm: widthMm }),
    ...(heightMm === undefined ? {} : { height_mm: heightMm }),
  };
}

async function writePictures(ctx: Ctx, productId: string, variantId: string, pictureIds: readonly string[], path: string): Promise<void> {
  const shop_id = ctx.shop.id;
  await ctx.db.deleteFrom('variant_picture').where('shop_id', '=', shop_id).where('variant_id', '=', variantId).execute();
  if (pictureIds.length === 0) return;
  const shown = await ctx.db
    .selectFrom('product_picture')
    .select('picture_id')
    .where('shop_id', '=', shop_id)
    .where('product_id', '=', productId)
    .execute();
  const known = new Set(shown.map(({ picture_id }) => picture_id));
  const missing = pictureIds.findIndex((id) => !known.has(id));
  if (missing >= 0) refuseField(`${path}pictureIds.${missing}`, 'This is none of the product’s pictures: add it to the product first.');
  await ctx.db
    .insertInto('variant_picture')
    .values(pictureIds.map((picture_id, position) => ({ shop_id, product_id: productId, variant_id: variantId, position, picture_id })))
    .execute();
}

/** In the order in which everyone locks stock. */
export async function setStocks(ctx: Ctx, stocks: readonly { id: string; stock: number }[]): Promise<void> {
  for (const { id, stock } of stocks.toSorted((one, other) => (one.id < other.id ? -1 : 1))) await setStockLevel(ctx, id, stock);
}

/**
 * Takes variants off sale for good: those that are in an order or a cart are archived, the others deleted.
 * How many of them are archived.
 */
export async function retireVariants(ctx: Ctx, ids: readonly string[]): Promise<number> {
  if (ids.length === 0) return 0;
  const some = sql<string>`any(${[...ids]})`;
  // Whoever puts one of them into a cart just now is waited for.
  await ctx.db
    .selectFrom('variant')
    .select('id')
    .where('shop_id', '=', ctx.shop.id)
    .where('id', '=', some)
    .orderBy('id')
    .forUpdate()
    .execute();
  const archived = await ctx.db
    .updateTable('variant')
    .set({ archived_at: ctx.clock.now().toString() })
    .where('shop_id', '=', ctx.shop.id)
    .where('id', '=', some)
    .where(({ or, exists, selectFrom }) =>
      or(
        (['order_line', 'cart_line'] as const).map((table) =>
          exists(
            selectFrom(table).select('variant_id').whereRef('shop_id', '=', 'variant.shop_id').whereRef('variant_id', '=', 'variant.id'),
          ),
        ),
      ),
    )
    .returning('id')
    .execute();
  await ctx.db.deleteFrom('variant').where('shop_id', '=', ctx.shop.id).where('id', '=', some).where('archived_at', 'is', null).execute();
  return archived.length;
}

/** Gives the variants of a product their places, as its options are ordered, and their titles. */
export async function arrangeVariants(ctx: Ctx, productId: string, options: readonly Option[]): Promise<void> {
  const compare = compareChoices(options);
  const live = (await readVariants(ctx, productId)).filter(isLive).toSorted((one, other) => compare(one.choices, other.choices));
  const { title } = await ctx.db
    .selectFrom('product_text')
    .innerJoin('product', (join) =>
      join.onRef('product.shop_id', '=', 'product_text.shop_id').onRef('product.id', '=', 'product_text.product_id'),
    )
    .select('product_text.title')
    .where('product_text.shop_id', '=', ctx.shop.id)
    .where('product_text.product_id', '=', productId)
    .whereRef('product_text.language', '=', 'product.main_language')
    .executeTakeFirstOrThrow();
  const places = live.map(({ id, choices }, position) => ({ id, position, title: variantTitle(choices, title) }));
  await sql`
    update variant set position = placed.position, title = placed.title
    from jsonb_to_recordset(${JSON.stringify(places)}::jsonb) as placed (id uuid, position int, title text)
    where variant.shop_id = ${ctx.shop.id} and variant.id = placed.id
      and (variant.position, variant.title) is distinct from (placed.position, placed.title)`.execute(ctx.db);
}

/** Article numbers for choices that have none: the product's own, and what was chosen; with a number behind where that is taken. */
export async function nameSkus(ctx: Ctx, base: string, choices: readonly (readonly string[])[]): Promise<string[]> {
  const candidates = choices.map((chosen) => {
    const sku = [base, ...chosen.map((choice) => slugOf(choice, 'x').toUpperCase())].join('-').slice(0, 68);
    const numbered = Array.from({ length: NUMBERED }, (_, index) => `${sku}-${index + 2}`);
    return [sku, ...numbered, `${sku}-${randomBytes(4).toString('hex').toUpperCase()}`];
  });
  const known = await ctx.db
    .selectFrom('variant')
    .select('sku')
    .where('shop_id', '=', ctx.shop.id)
    .where('sku', '=', sql<string>`any(${candidates.flat()})`)
    .execute();
  const taken = new Set(known.map(({ sku }) => sku));
  return candidates.map((wished) => {
    const free = wished.find((sku) => !taken.has(sku)) as string;
    taken.add(free);
    return free;
  });
}

async function requireFreeSku(ctx: Ctx, variantId: string, sku: string, path: string): Promise<void> {
  const taken = await ctx.db
    .selectFrom('variant')
    .select('id')
    .where('shop_id', '=', ctx.shop.id)
    .where('sku', '=', sku)
    .where('id', '<>', variantId)
    .executeTakeFirst();
  if (taken) refuseSku(sku, path);
}

const refuseSku = (sku: string, path: string): never =>
  refuseField(`${path}sku`, `The article number "${sku}" is taken by another product or variant: choose a different one.`);
