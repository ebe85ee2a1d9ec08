import { type Ctx, readInput } from '#platform';
import { type CartChange, setCartLineSchema } from './cart.ts';
import { changeAtOnce, changeCart } from './change-cart.ts';
import { type NewLine, writeLine } from './write-line.ts';

/** Says how many of a variant the cart holds; 0 takes it out. @throws BottegaError invalid_input */
export async function setCartLine(ctx: Ctx, input: NewLine): Promise<CartChange> {
  const line = readInput(setCartLineSchema, input);
  if (line.quantity > 0) return changeAtOnce(ctx, line.cartId, () => writeLine(ctx, line, 'set'));
  return changeCart(ctx, line.cartId, (ctx) => removeLine(ctx, line));
}

async function removeLine(ctx: Ctx, { cartId, variantId }: NewLine): Promise<undefined> {
  await ctx.db
    .deleteFrom('cart_line')
    .where('shop_id', '=', ctx.shop.id)
    .where('cart_id', '=', cartId)
    .where('variant_id', '=', variantId)
    .execute();
}
