import type { Ctx } from '#platform';
import { MOST_UNITS } from './cart.ts';
import { freeUnits } from '../inventory/free-units.ts';
import type { Refused } from './change-cart.ts';

export type NewLine = { readonly cartId: string; readonly variantId: string; readonly quantity: number };

/** Writes one line of a locked cart, unless there is less of the variant than wanted. */
export async function writeLine(ctx: Ctx, line: NewLine, quantityAfter: (before: number) => number): Promise<Refused | undefined> {
  const variant = await readVariant(ctx, line);
  if (!variant) return { reason: 'no_such_variant' };
  const available = Math.min(variant.free ?? 0, MOST_UNITS);
  const quantity = quantityAfter(variant.before);
  if (quantity > available) return { reason: 'out_of_stock', available };
  await ctx.db
    .insertInto('cart_line')
    .values({ shop_id: ctx.shop.id, cart_id: line.cartId, variant_id: line.variantId, quantity })
    .onConflict((conflict) => conflict.columns(['shop_id', 'cart_id', 'variant_id']).doUpdateSet({ quantity }))
    .execute();
  return undefined;
}

/** A variant that is on sale, how many units there are, and how many of them the cart holds already. */
const readVariant = (ctx: Ctx, { cartId, variantId }: NewLine) =>
  ctx.db
    .selectFrom('variant')
    .innerJoin('product', (join) => join.onRef('product.shop_id', '=', 'variant.shop_id').onRef('product.id', '=', 'variant.product_id'))
    .leftJoin('cart_line', (join) =>
      join
        .onRef('cart_line.shop_id', '=', 'variant.shop_id')
        .onRef('cart_line.variant_id', '=', 'variant.id')
        .on('cart_line.cart_id', '=', cartId),
    )
    .select(freeUnits.as('free'))
    .select(({ fn, val }) => fn.coalesce('cart_line.quantity', val(0)).as('before'))
    .where('variant.shop_id', '=', ctx.shop.id)
    .where('variant.id', '=', variantId)
    .where('product.status', '=', 'on_sale')
    .executeTakeFirst();
