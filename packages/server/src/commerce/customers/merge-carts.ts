import { sql } from 'kysely';
import { type Ctx, inTransaction } from '#platform';
import { type CartView, MOST_UNITS } from '../carts/cart.ts';
import { loadCart } from '../carts/cart.store.ts';
import { changeCart } from '../carts/change-cart.ts';
import { writeLine } from '../carts/write-line.ts';
import { isId } from '../words.ts';
import { lockCustomer, requireCustomer } from './customers.store.ts';

const MOST_LOOKS = 4;

/**
 * Makes the visitor's cart and the customer's open one into one, and gives the one to go on with: the customer's, or the visitor's where
 * there was none. Quantities add up as far as there are units. A cart that is being paid, or is another customer's, is left alone. Repeating
 * it changes nothing, as the visitor's cart is empty by then. Null when there is none to go on with.
 * @throws BottegaError unauthenticated, forbidden
 */
export async function mergeCarts(ctx: Ctx, { cartId }: { cartId?: string | undefined }): Promise<CartView | null> {
  const { id: customerId } = requireCustomer(ctx);
  const guestCart = cartId !== undefined && isId(cartId) ? cartId.toLowerCase() : undefined;
  const cart = await inTransaction(ctx, async (ctx) => {
    await lockCustomer(ctx, customerId);
    for (let look = 0; look < MOST_LOOKS; look++) {
      const own = await findOpenCart(ctx, customerId);
      if (guestCart === undefined || guestCart === own) return own;
      if (own === undefined) return (await adopt(ctx, customerId, guestCart)) ? guestCart : undefined;
      if (await pour(ctx, guestCart, own)) return own;
    }
    return findOpenCart(ctx, customerId);
  });
  return cart === undefined ? null : loadCart(ctx, cart);
}

async function findOpenCart(ctx: Ctx, customerId: string): Promise<string | undefined> {
  const row = await ctx.db
    .selectFrom('cart')
    .select('id')
    .where('shop_id', '=', ctx.shop.id)
    .where('customer_id', '=', customerId)
    .where('state', '=', 'open')
    .executeTakeFirst();
  return row?.id;
}

/** A new version, as prices may be others for a customer: nobody pays by what was read before. */
async function adopt(ctx: Ctx, customerId: string, cartId: string): Promise<boolean> {
  const adopted = await ctx.db
    .updateTable('cart')
    .set((set) => ({ customer_id: customerId, version: set('version', '+', 1) }))
    .where('shop_id', '=', ctx.shop.id)
    .where('id', '=', cartId)
    .where('state', '=', 'open')
    .where('customer_id', 'is', null)
    .returning('id')
    .executeTakeFirst();
  return adopted !== undefined;
}

/** Puts what is in a visitor's cart into another. False when the other is not open any more. Both are locked, in the order of their ids. */
async function pour(ctx: Ctx, from: string, into: string): Promise<boolean> {
  let isOpen = true;
  const [first, second] = [from, into].sort() as [string, string];
  const inner = async (ctx: Ctx) => {
    const change = await changeCart(ctx, second, async (ctx) => {
      await moveAll(ctx, from, into);
      return undefined;
    });
    if (change.state === 'refused' && second === into) isOpen = false;
    return undefined;
  };
  const change = await changeCart(ctx, first, inner);
  if (change.state === 'refused' && first === into) isOpen = false;
  return isOpen;
}

async function moveAll(ctx: Ctx, from: string, into: string): Promise<void> {
  if (!(await takeDetails(ctx, from, into))) return;
  await takeGiftCards(ctx, from, into);
  const held = await readQuantities(ctx, into);
  const coming = await readQuantities(ctx, from);
  for (const [variantId, quantity] of coming) {
    const before = held.get(variantId);
    if (before === undefined) await moveLine(ctx, { from, into, variantId });
    else await addToLine(ctx, { cartId: into, variantId, quantity: Math.min(before + quantity, MOST_UNITS) }, before);
  }
  await ctx.db.deleteFrom('cart_line').where('shop_id', '=', ctx.shop.id).where('cart_id', '=', from).execute();
}

/** Behind those that are there already. */
async function takeGiftCards(ctx: Ctx, from: string, into: string): Promise<void> {
  const { db, shop } = ctx;
  await db
    .insertInto('cart_credit')
    .columns(['shop_id', 'cart_id', 'account_id'])
    .expression(
      db
        .selectFrom('cart_credit')
        .select(['shop_id', sql<string>`${into}::uuid`.as('cart_id'), 'account_id'])
        .where('shop_id', '=', shop.id)
        .where('cart_id', '=', from)
        .orderBy('position'),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  await db.deleteFrom('cart_credit').where('shop_id', '=', shop.id).where('cart_id', '=', from).execute();
}

async function readQuantities(ctx: Ctx, cartId: string): Promise<ReadonlyMap<string, number>> {
  const lines = await ctx.db
    .selectFrom('cart_line')
    .select(['variant_id', 'quantity'])
    .where('shop_id', '=', ctx.shop.id)
    .where('cart_id', '=', cartId)
    .orderBy('position')
    .execute();
  return new Map(lines.map(({ variant_id, quantity }) => [variant_id, quantity]));
}

async function moveLine(ctx: Ctx, { from, into, variantId }: { from: string; into: string; variantId: string }): Promise<void> {
  await ctx.db
    .updateTable('cart_line')
    .set({ cart_id: into })
    .where('shop_id', '=', ctx.shop.id)
    .where('cart_id', '=', from)
    .where('variant_id', '=', variantId)
    .execute();
}

/** As many as there are, and never fewer than the cart held before. */
async function addToLine(ctx: Ctx, line: { cartId: string; variantId: string; quantity: number }, before: number): Promise<void> {
  const refused = await writeLine(ctx, line, 'set');
  const { available = 0 } = refused ?? {};
  if (available > before) await writeLine(ctx, { ...line, quantity: available }, 'set');
}

/** What the visitor has filled in goes along where the customer's cart says nothing. False when the cart is another customer's. */
async function takeDetails(ctx: Ctx, from: string, into: string): Promise<boolean> {
  const guest = await ctx.db
    .selectFrom('cart')
    .select(['email', 'address', 'billing_address', 'codes', 'customer_id'])
    .where('shop_id', '=', ctx.shop.id)
    .where('id', '=', from)
    .executeTakeFirstOrThrow();
  if (guest.customer_id !== null) return false;
  const json = (value: unknown) => (value === null ? null : JSON.stringify(value));
  await ctx.db
    .updateTable('cart')
    .set((eb) => ({
      email: eb.fn.coalesce('email', eb.val(guest.email)),
      address: sql<string>`coalesce(address, ${json(guest.address)}::jsonb)`,
      billing_address: sql<string>`coalesce(billing_address, ${json(guest.billing_address)}::jsonb)`,
      codes: sql<string[]>`(array(select distinct unnest(codes || ${guest.codes}::text[])))[:10]`,
    }))
    .where('shop_id', '=', ctx.shop.id)
    .where('id', '=', into)
    .execute();
  await ctx.db
    .updateTable('cart')
    .set({ email: null, address: null, billing_address: null, codes: [] })
    .where('shop_id', '=', ctx.shop.id)
    .where('id', '=', from)
    .execute();
  return true;
}
