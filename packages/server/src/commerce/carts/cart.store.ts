import { sql } from 'kysely';
import { jsonArrayFrom, jsonObjectFrom } from 'kysely/helpers/postgres';
import { type Ctx, loadPictures, type PictureView } from '#platform';
import { isId } from '../words.ts';
import type { CartView } from './cart.ts';
import { quoteOfCart } from './cart-facts.ts';

/**
 * A cart as it stands, with its lines in the order in which they were put in; undefined when the shop has none of that id. One statement:
 * what is shown of a cart is all of the same moment.
 */
export async function readCart(ctx: Ctx, cartId: string, language = '') {
  if (!isId(cartId)) return undefined;
  return ctx.db
    .selectFrom('cart')
    .select(['id', 'state', 'version', 'currency', 'email', 'address', 'billing_address', 'language', 'codes', 'shipping_rate_id', 'quote'])
    .select(({ selectFrom }) => [
      jsonArrayFrom(
        selectFrom('cart_line as line')
          .innerJoin('variant', (join) => join.onRef('variant.shop_id', '=', 'line.shop_id').onRef('variant.id', '=', 'line.variant_id'))
          .innerJoin('product', (join) => join.onRef('product.shop_id', '=', 'line.shop_id').onRef('product.id', '=', 'variant.product_id'))
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
          .select(['line.variant_id', 'line.quantity', 'variant.product_id', 'variant.sku', 'variant.price_amount'])
          .select(['product.slug', 'product.category', 'text.title', 'cover.picture_id'])
          .select((line) =>
            jsonArrayFrom(
              line
                .selectFrom('stock')
                .innerJoin('location', (join) =>
                  join.onRef('location.shop_id', '=', 'stock.shop_id').onRef('location.id', '=', 'stock.location_id'),
                )
                .select('stock.location_id')
                .select(sql<number>`stock.on_hand + stock.backorder_limit - stock.reserved`.as('free'))
                .whereRef('stock.shop_id', '=', 'line.shop_id')
                .whereRef('stock.variant_id', '=', 'line.variant_id')
                .where('location.state', '=', 'open')
                .whereRef('product.status', '=', sql.lit('on_sale'))
                .orderBy('location.position'),
            ).as('places'),
          )
          .whereRef('line.shop_id', '=', 'cart.shop_id')
          .whereRef('line.cart_id', '=', 'cart.id')
          .orderBy('line.position'),
      ).as('lines'),
      jsonObjectFrom(
        selectFrom('payment')
          .select(['payment.id', 'provider', 'environment', 'payment.state', 'order_code', 'amount', 'reference', 'payee', 'action'])
          .select(['order_id', 'created_at'])
          .whereRef('payment.shop_id', '=', 'cart.shop_id')
          .whereRef('payment.cart_id', '=', 'cart.id')
          .where((payment) =>
            payment.or([payment('payment.state', 'not in', ['declined', 'cancelled']), payment('order_id', 'is not', null)]),
          ),
      ).as('payment'),
    ])
    .where('shop_id', '=', ctx.shop.id)
    .where('id', '=', cartId)
    .executeTakeFirst();
}

export type CartRow = NonNullable<Awaited<ReturnType<typeof readCart>>>;
type LineRow = CartRow['lines'][number];

/** How many units of a line's variant can be bought now, all places together. */
export const availableOf = ({ places }: LineRow): number => places.reduce((sum, { free }) => sum + Math.max(0, free), 0);

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

function toView(ctx: Ctx, row: CartRow, pictures: ReadonlyMap<string, PictureView>): CartView {
  const { currency } = row;
  const money = (amount: number) => ({ amount, currency });
  const quote = quoteOfCart(ctx, row);
  return {
    id: row.id,
    version: row.version,
    currency,
    lines: row.lines.map((line, at) => {
      const priced = quote.lines[at]!;
      return {
        variantId: line.variant_id,
        productId: line.product_id,
        slug: line.slug,
        title: line.title,
        picture: (line.picture_id && pictures.get(line.picture_id)) || null,
        quantity: line.quantity,
        unitPrice: money(priced.unitAmount),
        discount: money(priced.discount),
        total: money(priced.total),
        stock: availableOf(line),
      };
    }),
    email: row.email,
    address: row.address,
    billingAddress: row.billing_address,
    codes: row.codes,
    discounts: quote.discounts.map(({ name, code, amount }) => ({ name, code, amount: money(amount) })),
    subtotal: money(quote.subtotal),
    discount: money(quote.discount),
    shippingRateId: quote.shippingRateId,
    shipping: quote.shippingRateId !== null ? money(quote.shipping) : null,
    tax: money(quote.tax),
    taxes: quote.taxes.map(({ bps, base, tax }) => ({ bps, base: money(base), tax: money(tax) })),
    total: money(quote.total),
    credit: money(quote.total - quote.due),
    due: money(quote.due),
    pricesIncludeTax: quote.pricesIncludeTax,
    count: row.lines.reduce((sum, line) => sum + line.quantity, 0),
    state: row.state,
  };
}
