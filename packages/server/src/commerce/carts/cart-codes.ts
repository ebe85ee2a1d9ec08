import { type Ctx, readInput } from '#platform';
import { findCardByCode } from '../credit/gift-cards.ts';
import { holdsAt } from '../prices/effective-price.ts';
import { readCodes } from '../promotions/open-promotions.ts';
import { loadTerms } from '../terms/load-terms.ts';
import { isId } from '../words.ts';
import { type CartChange, newCodeSchema } from './cart.ts';
import { changeCart, type Refused } from './change-cart.ts';

const MOST_CODES = 10;

/**
 * Lays a discount code or a gift card into a cart. A code that takes nothing off yet stays there: the cart says what is missing. One whose
 * promotion is over, not begun or switched off is refused. @throws BottegaError invalid_input
 */
export async function addCartCode(ctx: Ctx, input: { cartId: string; code: string }): Promise<CartChange> {
  const { code } = readInput(newCodeSchema, { code: input.code });
  return changeCart(ctx, input.cartId, async (ctx) => {
    const [known] = await readCodes(ctx, [code]);
    return known ? addDiscount(ctx, input.cartId, known) : addCard(ctx, input.cartId, code);
  });
}

/** Takes a discount code out of a cart, or a gift card, which is told by its id. */
export async function removeCartCode(ctx: Ctx, { cartId, code }: { cartId: string; code: string }): Promise<CartChange> {
  return changeCart(ctx, cartId, async (ctx) => {
    const before = await readCodesOf(ctx, cartId);
    const codes = before.filter((one) => one !== code.trim().toUpperCase());
    if (codes.length < before.length) await writeCodes(ctx, cartId, codes);
    else if (!(await removeCard(ctx, cartId, code))) return { reason: 'code_not_in_cart' };
    return undefined;
  });
}

async function removeCard(ctx: Ctx, cartId: string, id: string): Promise<boolean> {
  if (!isId(id)) return false;
  const removed = await ctx.db
    .deleteFrom('cart_credit')
    .where('shop_id', '=', ctx.shop.id)
    .where('cart_id', '=', cartId)
    .where('account_id', '=', id)
    .returning('account_id')
    .executeTakeFirst();
  return removed !== undefined;
}

async function addDiscount(
  ctx: Ctx,
  cartId: string,
  { code, promotion_id }: { code: string; promotion_id: string },
): Promise<Refused | undefined> {
  const now = ctx.clock.now().epochMilliseconds;
  const promotion = (await loadTerms(ctx)).promotions.find(({ id }) => id === promotion_id);
  if (!promotion?.needsCode || !holdsAt(promotion, now)) return { reason: 'code_not_open' };
  const codes = await readCodesOf(ctx, cartId);
  if (codes.includes(code)) return undefined;
  if (codes.length >= MOST_CODES) return { reason: 'too_many_codes' };
  await writeCodes(ctx, cartId, [...codes, code]);
  return undefined;
}

async function addCard(ctx: Ctx, cartId: string, code: string): Promise<Refused | undefined> {
  const card = await findCardByCode(ctx, code);
  if (!card) return { reason: 'no_such_code' };
  const { currency, laid } = await ctx.db
    .selectFrom('cart')
    .select('currency')
    .select(({ selectFrom }) =>
      selectFrom('cart_credit')
        .select(({ fn }) => fn.countAll<string>().as('count'))
        .whereRef('cart_credit.shop_id', '=', 'cart.shop_id')
        .whereRef('cart_credit.cart_id', '=', 'cart.id')
        .as('laid'),
    )
    .where('shop_id', '=', ctx.shop.id)
    .where('id', '=', cartId)
    .executeTakeFirstOrThrow();
  if (card.currency !== currency || card.balance === 0) return { reason: 'code_not_open' };
  if (Number(laid) >= MOST_CODES) return { reason: 'too_many_codes' };
  await ctx.db
    .insertInto('cart_credit')
    .values({ shop_id: ctx.shop.id, cart_id: cartId, account_id: card.id })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return undefined;
}

async function readCodesOf(ctx: Ctx, cartId: string): Promise<string[]> {
  const { codes } = await ctx.db
    .selectFrom('cart')
    .select('codes')
    .where('shop_id', '=', ctx.shop.id)
    .where('id', '=', cartId)
    .executeTakeFirstOrThrow();
  return codes;
}

async function writeCodes(ctx: Ctx, cartId: string, codes: string[]): Promise<void> {
  await ctx.db.updateTable('cart').set({ codes }).where('shop_id', '=', ctx.shop.id).where('id', '=', cartId).execute();
}
