import { setTimeout as sleep } from 'node:timers/promises';
import { BottegaError, type Ctx, inTransaction } from '#platform';
import { isId } from '../words.ts';
import type { CartChange, CartRefusal, CartView } from './cart.ts';
import { lazyCommit } from './lazy-commit.ts';
import { type CartRow, loadCart, readCart, viewCart } from './cart.store.ts';

export type Refused = { readonly reason: CartRefusal; readonly available?: number };

/**
 * Locks an open cart, raises its version, lets `change` write, and answers with the cart after it.
 * A change that refuses must not have written anything.
 */
export async function changeCart(ctx: Ctx, cartId: string, change: (ctx: Ctx) => Promise<Refused | undefined>): Promise<CartChange> {
  const refused = isId(cartId) ? await inTransaction(ctx, (ctx) => changeOpenCart(ctx, cartId, change)) : undefined;
  return answer(await loadCart(ctx, cartId), refused);
}

/** The same for a change that is one statement: it raises the version itself, and only of an open cart. */
export async function changeAtOnce(ctx: Ctx, cartId: string, change: () => Promise<Refused | undefined>): Promise<CartChange> {
  const refused = isId(cartId) ? await change() : undefined;
  return answer(await loadCart(ctx, cartId), refused);
}

type OwnFields = Partial<Pick<CartRow, 'email' | 'address' | 'billing_address' | 'shipping_rate_id'>>;

const MOST_LOOKS = 20;

/**
 * Changes fields of an open cart by what it holds. The cart is read, and written only while it is the one that was read: whoever changed
 * it in between is followed by another look.
 * @throws BottegaError conflict when others change it faster than it can be read
 */
export async function changeFields(ctx: Ctx, cartId: string, decide: (cart: CartRow) => Promise<OwnFields | Refused>): Promise<CartChange> {
  for (let look = 0; look < MOST_LOOKS; look++) {
    if (look > 0) await sleep(Math.random() * look * 5);
    const cart = await readCart(ctx, cartId);
    if (!cart) return answer(null, undefined);
    const decided = cart.state === 'open' ? await decide(cart) : ({ reason: 'not_open' } as const);
    if ('reason' in decided) return answer(await viewCart(ctx, cart), decided);
    if (await writeFields(ctx, cart, decided))
      return answer(await viewCart(ctx, { ...cart, ...decided, version: cart.version + 1 }), undefined);
  }
  throw new BottegaError('conflict', 'Others are changing this cart at the same time, and nothing was changed.');
}

/** Whether the cart still was the one that was read. */
async function writeFields(ctx: Ctx, { id, version }: CartRow, { address, billing_address, ...fields }: OwnFields): Promise<boolean> {
  const written = await ctx.db
    .updateTable('cart')
    .set({
      ...fields,
      ...(address === undefined ? {} : { address: JSON.stringify(address) }),
      ...(billing_address === undefined ? {} : { billing_address: billing_address && JSON.stringify(billing_address) }),
      version: version + 1,
    })
    .where('shop_id', '=', ctx.shop.id)
    .where('id', '=', id)
    .where('state', '=', 'open')
    .where('version', '=', version)
    .where(lazyCommit)
    .executeTakeFirst();
  return written.numUpdatedRows > 0n;
}

function answer(cart: CartView | null, refused: Refused | undefined): CartChange {
  if (!cart) return { state: 'refused', reason: 'not_found', cart: null };
  return refused ? { state: 'refused', ...refused, cart } : { state: 'ok', cart };
}

async function changeOpenCart(ctx: Ctx, cartId: string, change: (ctx: Ctx) => Promise<Refused | undefined>): Promise<Refused | undefined> {
  const opened = await ctx.db
    .updateTable('cart')
    .set((set) => ({ version: set('version', '+', 1) }))
    .where('shop_id', '=', ctx.shop.id)
    .where('id', '=', cartId)
    .where('state', '=', 'open')
    .executeTakeFirst();
  return opened.numUpdatedRows > 0n ? change(ctx) : { reason: 'not_open' };
}
