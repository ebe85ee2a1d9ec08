import { type Ctx, readInput } from '#platform';
import { addToCartSchema, type CartChange } from './cart.ts';
import { changeAtOnce } from './change-cart.ts';
import { type NewLine, writeLine } from './write-line.ts';

/** Puts more of a variant into the cart; what is there already is added to. @throws BottegaError invalid_input */
export async function addToCart(ctx: Ctx, input: NewLine): Promise<CartChange> {
  const line = readInput(addToCartSchema, input);
  return changeAtOnce(ctx, line.cartId, () => writeLine(ctx, line, 'add'));
}
