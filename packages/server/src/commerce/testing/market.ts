import { randomBytes } from 'node:crypto';
import { type HeldPayment, type Money, type PaymentProvider, ProviderError } from '@bottega/contracts';
import { type Actor, type Ctx, newId, type Shop } from '#platform';
import { openTestWorld, type TestWorld } from '../../testing/test-world.ts';
import type { Address, CartView } from '../carts/cart.ts';
import { freeUnits } from '../inventory/free-units.ts';
import { addToCart, createCart, createProduct, publishProduct, setCheckoutDetails } from '../index.ts';
import type { CreateProduct, ProductDetail } from '../products/product.ts';

export const OWNER: Actor = { type: 'staff', id: 'u1', name: 'Bruna', email: 'bruna@example.com', role: 'owner' };
export const GUEST: Actor = { type: 'guest' };
export const ADDRESS: Address = { name: 'Ada Conti', line1: 'Via del Forno 3', city: 'Faenza', postalCode: '48018', country: 'IT' };

/** Waits for a bank transfer, as the offline provider does. */
export const manualPayment: PaymentProvider = {
  id: 'manual',
  kind: 'payment',
  label: 'Bank transfer',
  offline: true,
  begin: async ({ key, amount, orderCode }) => ({ ...transfer(key, amount), instructions: `Transfer it and write ${orderCode}.` }),
  find: async ({ key, amount }) => transfer(key, amount),
  capture: async () => {
    throw new ProviderError('unsupported', 'A transfer arrives by itself.');
  },
  cancel: async ({ payment, amount }) => ({ ...transfer(payment, amount), state: 'cancelled' }),
  refund: async ({ key, amount }) => ({ state: 'done', reference: key, amount }),
  findRefund: async () => null,
};

function transfer(key: string, amount: Money): HeldPayment {
  const untouched = { captured: 0, refunded: 0, payee: null, live: true, disputed: false };
  return { state: 'awaiting_transfer', reference: `manual-${key}`, key, amount, ...untouched };
}

/** A shop with somebody on each side of the counter. */
export type Market = { readonly world: TestWorld; readonly owner: Ctx; readonly guest: Ctx };

/** Opens a world with a shop; `shop` changes what the shop is. */
export async function openMarket(payment: PaymentProvider = manualPayment): Promise<Market> {
  const world = await openTestWorld([payment]);
  return { world, ...(await openShop(world)) };
}

/** One more shop in the world. `changes` concern its terms, which its ctx carries. */
export async function openShop(world: TestWorld, changes: Partial<Shop> = {}): Promise<{ owner: Ctx; guest: Ctx }> {
  const made = await world.createCtx({ actor: OWNER });
  const shop = { ...made.shop, ...changes };
  return { owner: { ...made, shop }, guest: { ...made, shop, actor: GUEST } };
}

export const bowl = (changes: Partial<CreateProduct> = {}): CreateProduct => ({
  title: 'Walnut bowl',
  description: 'Turned from one block.',
  price: { amount: 4800, currency: 'EUR' },
  stock: 5,
  category: 'tableware',
  pictures: [],
  ...changes,
});

export async function sellBowl(owner: Ctx, changes: Partial<CreateProduct> = {}): Promise<ProductDetail & { variantId: string }> {
  const product = await publishProduct(owner, await createProduct(owner, bowl(changes)));
  return { ...product, variantId: product.variants[0]!.id };
}

/** A cart with these units in it, ready to be ordered. */
export async function fillCart(guest: Ctx, lines: { variantId: string; quantity: number }[]): Promise<CartView> {
  const { id: cartId } = await createCart(guest);
  for (const line of lines) await addToCart(guest, { cartId, ...line });
  const change = await setCheckoutDetails(guest, { cartId, email: 'ada@example.com', address: ADDRESS });
  if (change.state !== 'ok') throw new Error(change.reason);
  return change.cart;
}

/** A public file of the shop, without its bytes. */
export async function giveFile(ctx: Ctx, extension = 'webp', audience: 'public' | 'staff' = 'public'): Promise<string> {
  const id = newId();
  const sha256 = randomBytes(32).toString('hex');
  await ctx.db
    .insertInto('file')
    .values({ shop_id: ctx.shop.id, id, sha256, bytes: 1, extension, media_type: 'image/webp', audience })
    .execute();
  return id;
}

/** A picture of the shop with one size. */
export async function givePicture(ctx: Ctx): Promise<string> {
  const file_id = await giveFile(ctx);
  const id = newId();
  const row = { shop_id: ctx.shop.id, width: 320, height: 240 };
  await ctx.db
    .insertInto('picture')
    .values({
      ...row,
      id,
      sha256: randomBytes(32).toString('hex'),
      original_file_id: file_id,
      palette: '[]',
      perceptual_hash: '0'.repeat(16),
    })
    .execute();
  await ctx.db
    .insertInto('picture_size')
    .values({ ...row, picture_id: id, use: 'thumb', format: 'webp', file_id })
    .execute();
  return id;
}

/** How many units can be bought now. */
export async function stockOf(ctx: Ctx, variantId: string): Promise<number> {
  const row = await ctx.db
    .selectFrom('variant')
    .select(freeUnits.as('free'))
    .where('shop_id', '=', ctx.shop.id)
    .where('id', '=', variantId)
    .executeTakeFirstOrThrow();
  return row.free ?? 0;
}

/** The types of the shop's events about a subject, in their order. */
export async function eventsOf(ctx: Ctx, subjectId: string): Promise<string[]> {
  const rows = await ctx.db
    .selectFrom('event')
    .select('type')
    .where('shop_id', '=', ctx.shop.id)
    .where('subject_id', '=', subjectId)
    .orderBy('id')
    .execute();
  return rows.map((row) => row.type);
}
