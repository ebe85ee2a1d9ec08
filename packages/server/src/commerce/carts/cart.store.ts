import { sql } from 'kysely';
import { jsonArrayFrom } from 'kysely/helpers/postgres';
import { type Ctx, loadPictures, type PictureView } from '#platform';
import { isId } from '../words.ts';
import type { CartView } from './cart.ts';
import { type Terms, totalsOf } from './totals.ts';

/** A cart as it stands, with its lines in the order in which they were put in; undefined when the shop has none of that id. */
export async function readCart(ctx: Ctx, cartId: string, language = '') {
  if (!isId(cartId)) return undefined;
  return ctx.db
    .selectFrom('cart')
    .select(['id', 'state', 'version', 'currency', 'email', 'address', 'shipping', 'tax_bps', 'prices_include_tax'])
    .select(({ selectFrom }) =>
      jsonArrayFrom(
        selectFrom('cart_line as line')
          .innerJoin('variant', (join) => join.onRef('variant.shop_id', '=', 'line.shop_id').onRef('variant.id', '=', 'line.variant_id'))
          .innerJoin('product', (join) => join.onRef('product.shop_id', '=', 'line.shop_id').onRef('product.id', '=', 'variant.product_id'))
          .innerJoin('stock', (join) => join.onRef('stock.shop_id', '=', 'line.shop_id').onRef('stock.variant_id', '=', 'line.variant_id'))
          .innerJoinLateral(
            (from) =>
              from
                .selectFrom('product_text')
                .select('title')
                .whereRef('product_text.shop_id', '=', 'product.shop_id')
                .whereRef('product_text.product_id', '=', 'product.id')
                .where(sql<boolean>`language in (${language}, product.main_language)`)
                .orderBy(sql`language = ${language}`, 'desc')
                .limit(1)
                .as('text'),
            (join) => join.onTrue(),
          )
          .leftJoin('product_picture as cover', (join) =>
            join.onRef('cover.shop_id', '=', 'line.shop_id').onRef('cover.product_id', '=', 'product.id').on('cover.position', '=', 0),
          )
          .select(['line.variant_id', 'line.quantity', 'line.unit_amount', 'variant.product_id', 'variant.sku'])
          .select(['product.slug', 'text.title', 'cover.picture_id'])
          .select(sql<number>`case when product.status = 'on_sale' then stock.level else 0 end`.as('available'))
          .whereRef('line.shop_id', '=', 'cart.shop_id')
          .whereRef('line.cart_id', '=', 'cart.id')
          .orderBy('line.position'),
      ).as('lines'),
    )
    .where('shop_id', '=', ctx.shop.id)
    .where('id', '=', cartId)
    .executeTakeFirst();
}

export type CartRow = NonNullable<Awaited<ReturnType<typeof readCart>>>;

/** The guard of checkout: of all who come with the same cart as it stands, one takes it out of paying. Whether that was the caller. */
export async function leavePaying(
  ctx: Ctx,
  cart: CartRow,
  change: { state: 'open' | 'completed' } & Partial<FixedTerms>,
): Promise<boolean> {
  const left = await ctx.db
    .updateTable('cart')
    .set({ ...change, version: cart.version + 1 })
    .where('shop_id', '=', ctx.shop.id)
    .where('id', '=', cart.id)
    .where('state', '=', 'paying')
    .where('version', '=', cart.version)
    .returning('id')
    .executeTakeFirst();
  return left !== undefined;
}

/** What was fixed when the payment began. */
type FixedTerms = { shipping: null; tax_bps: null; prices_include_tax: null; paying_since: null };

/** The cart as buyers see it, or null. */
export async function loadCart(ctx: Ctx, cartId: string, language?: string): Promise<CartView | null> {
  const row = await readCart(ctx, cartId, language);
  if (!row) return null;
  const pictures = await loadPictures(
    ctx,
    row.lines.flatMap((line) => line.picture_id ?? []),
  );
  return toView(ctx, row, pictures);
}

/** Fixed since the payment began; until then the shop's own of today. */
export function termsOf(ctx: Ctx, row: CartRow): Terms {
  if (row.shipping !== null && row.tax_bps !== null && row.prices_include_tax !== null)
    return { shipping: row.shipping, taxBps: row.tax_bps, pricesIncludeTax: row.prices_include_tax };
  const { shippingFlat, taxBps, pricesIncludeTax } = ctx.shop;
  return { shipping: row.address ? shippingFlat : null, taxBps, pricesIncludeTax };
}

export const totalsOfCart = (ctx: Ctx, row: CartRow) =>
  totalsOf(
    row.lines.map((line) => ({ quantity: line.quantity, unitAmount: line.unit_amount })),
    termsOf(ctx, row),
  );

function toView(ctx: Ctx, row: CartRow, pictures: ReadonlyMap<string, PictureView>): CartView {
  const { currency } = row;
  const money = (amount: number) => ({ amount, currency });
  const totals = totalsOfCart(ctx, row);
  const terms = termsOf(ctx, row);
  return {
    id: row.id,
    version: row.version,
    currency,
    lines: row.lines.map((line) => ({
      variantId: line.variant_id,
      productId: line.product_id,
      slug: line.slug,
      title: line.title,
      picture: (line.picture_id && pictures.get(line.picture_id)) || null,
      quantity: line.quantity,
      unitPrice: money(line.unit_amount),
      total: money(line.quantity * line.unit_amount),
      stock: line.available,
    })),
    email: row.email,
    address: row.address,
    subtotal: money(totals.subtotal),
    shipping: terms.shipping === null ? null : money(terms.shipping),
    tax: money(totals.tax),
    total: money(totals.total),
    pricesIncludeTax: terms.pricesIncludeTax,
    count: row.lines.reduce((sum, line) => sum + line.quantity, 0),
    state: row.state,
  };
}
