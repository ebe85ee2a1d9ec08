import { sql } from 'kysely';
import { type Ctx, forgetMailTo, listMailTo } from '#platform';
import type { Address } from '../carts/cart.ts';
import { readAddresses } from './own-addresses.ts';

/** Somebody whose data is taken out or erased. */
export type Person = { readonly id: string; readonly email: string };

/**
 * One kind of thing that a shop keeps of its customers. A new table that refers to a person gets a part here: what it holds of them is in
 * their export, and is taken out when they are erased. `erase` runs in one transaction with all the others.
 */
type PersonalDataPart = {
  readonly name: string;
  readonly read: (ctx: Ctx, person: Person) => Promise<unknown>;
  readonly erase: (ctx: Ctx, person: Person) => Promise<void>;
};

export const erasedEmail = (id: string): string => `erased-${id}@erased.invalid`;

/** What stays of an address: where tax was owed. */
const erasedAddress = (address: Address): string =>
  JSON.stringify({ name: '—', line1: '—', city: '—', postalCode: '', country: address.country });

const profile: PersonalDataPart = {
  name: 'profile',
  read: (ctx, { id }) =>
    ctx.db
      .selectFrom('customer')
      .select(['id', 'email', 'name', 'language', 'note', 'verified_at as verifiedAt', 'created_at as createdAt'])
      .select(sql<boolean>`password_hash is not null`.as('hasPassword'))
      .where('shop_id', '=', ctx.shop.id)
      .where('id', '=', id)
      .executeTakeFirstOrThrow(),
  async erase(ctx, { id }) {
    await ctx.db
      .updateTable('customer')
      .set({ email: erasedEmail(id), name: '', language: '', note: '', password_hash: null, erased_at: ctx.clock.now().toString() })
      .where('shop_id', '=', ctx.shop.id)
      .where('id', '=', id)
      .execute();
  },
};

const groups: PersonalDataPart = {
  name: 'groups',
  read: (ctx, { id }) =>
    ctx.db
      .selectFrom('customer_membership as member')
      .innerJoin('customer_group as kind', (join) =>
        join.onRef('kind.shop_id', '=', 'member.shop_id').onRef('kind.id', '=', 'member.group_id'),
      )
      .select('kind.name')
      .where('member.shop_id', '=', ctx.shop.id)
      .where('member.customer_id', '=', id)
      .orderBy('kind.name')
      .execute(),
  async erase(ctx, { id }) {
    await ctx.db.deleteFrom('customer_membership').where('shop_id', '=', ctx.shop.id).where('customer_id', '=', id).execute();
  },
};

const addresses: PersonalDataPart = {
  name: 'addresses',
  read: (ctx, { id }) => readAddresses(ctx, id),
  async erase(ctx, { id }) {
    await ctx.db.deleteFrom('customer_address').where('shop_id', '=', ctx.shop.id).where('customer_id', '=', id).execute();
  },
};

const signIns: PersonalDataPart = {
  name: 'signIns',
  read: (ctx, { id }) =>
    ctx.db
      .selectFrom('customer_session')
      .select(['device', 'address', 'created_at as since', 'seen_at as seenAt', 'expires_at as until'])
      .where('shop_id', '=', ctx.shop.id)
      .where('customer_id', '=', id)
      .orderBy('id')
      .execute(),
  async erase(ctx, { id, email }) {
    await ctx.db.deleteFrom('customer_session').where('shop_id', '=', ctx.shop.id).where('customer_id', '=', id).execute();
    await ctx.db
      .deleteFrom('customer_code')
      .where('shop_id', '=', ctx.shop.id)
      .where((eb) => eb.or([eb('subject', 'in', [id, email]), eb('email', '=', email)]))
      .execute();
  },
};

/** Whose cart it is, or who gave this mail for it. */
const cartsOf = ({ id, email }: Person) => sql<boolean>`(customer_id = ${id} or (customer_id is null and lower(email) = ${email}))`;

const carts: PersonalDataPart = {
  name: 'carts',
  read: async (ctx, person) => {
    const found = await ctx.db
      .selectFrom('cart')
      .select(['id', 'state', 'email', 'address', 'billing_address as billingAddress', 'codes', 'created_at as createdAt'])
      .where('shop_id', '=', ctx.shop.id)
      .where(cartsOf(person))
      .orderBy('id')
      .execute();
    const lines =
      found.length === 0
        ? []
        : await ctx.db
            .selectFrom('cart_line as line')
            .innerJoin('variant', (join) => join.onRef('variant.shop_id', '=', 'line.shop_id').onRef('variant.id', '=', 'line.variant_id'))
            .select(['line.cart_id', 'variant.sku', 'line.quantity'])
            .where('line.shop_id', '=', ctx.shop.id)
            .where(
              'line.cart_id',
              'in',
              found.map(({ id }) => id),
            )
            .orderBy('line.position')
            .execute();
    return found.map((cart) => ({
      ...cart,
      lines: lines.filter(({ cart_id }) => cart_id === cart.id).map(({ sku, quantity }) => ({ sku, quantity })),
    }));
  },
  async erase(ctx, person) {
    const open = ctx.db.updateTable('cart').where('shop_id', '=', ctx.shop.id).where(cartsOf(person));
    await open
      .set((set) => ({ email: null, address: null, billing_address: null, customer_id: null, version: set('version', '+', 1) }))
      .where('state', '=', 'open')
      .execute();
    await open
      .set({
        email: erasedEmail(person.id),
        address: sql<string>`jsonb_build_object('name', '—', 'line1', '—', 'city', '—', 'postalCode', '', 'country', address ->> 'country')`,
        billing_address: null,
      })
      .where('state', '=', 'completed')
      .execute();
  },
};

/** Orders of theirs, and those that a guest has placed under their mail since. */
const orders: PersonalDataPart = {
  name: 'orders',
  read: async (ctx, person) => {
    const found = await ctx.db
      .selectFrom('orders')
      .select(['id', 'code', 'state', 'email', 'address', 'billing_address as billingAddress', 'currency'])
      .select(['subtotal', 'shipping', 'tax', 'total', 'placed_at as placedAt'])
      .where('shop_id', '=', ctx.shop.id)
      .where(cartsOf(person))
      .orderBy('id')
      .execute();
    const lines =
      found.length === 0
        ? []
        : await ctx.db
            .selectFrom('order_line')
            .select(['order_id', 'sku', 'title', 'quantity', 'unit_amount as unitAmount', 'total'])
            .where('shop_id', '=', ctx.shop.id)
            .where(
              'order_id',
              'in',
              found.map(({ id }) => id),
            )
            .orderBy('position')
            .execute();
    return found.map((order) => ({
      ...order,
      lines: lines.filter(({ order_id }) => order_id === order.id).map(({ order_id: _, ...line }) => line),
    }));
  },
  async erase(ctx, person) {
    const rows = await ctx.db
      .selectFrom('orders')
      .select(['id', 'address', 'billing_address'])
      .where('shop_id', '=', ctx.shop.id)
      .where(cartsOf(person))
      .orderBy('id')
      .forNoKeyUpdate()
      .execute();
    for (const { id, address, billing_address } of rows) {
      await ctx.db
        .updateTable('orders')
        .set({
          customer_id: person.id,
          email: erasedEmail(person.id),
          address: erasedAddress(address),
          billing_address: billing_address && erasedAddress(billing_address),
        })
        .where('shop_id', '=', ctx.shop.id)
        .where('id', '=', id)
        .execute();
    }
  },
};

/** The orders of theirs, for what hangs on them. */
const ordersOf = (ctx: Ctx, person: Person) =>
  ctx.db.selectFrom('orders').select('id').where('shop_id', '=', ctx.shop.id).where(cartsOf(person));

const shipments: PersonalDataPart = {
  name: 'shipments',
  read: (ctx, person) =>
    ctx.db
      .selectFrom('fulfilment')
      .select(['order_id as orderId', 'carrier', 'tracking_number as trackingNumber', 'tracking_url as trackingUrl', 'sent_at as sentAt'])
      .where('shop_id', '=', ctx.shop.id)
      .where('order_id', 'in', ordersOf(ctx, person))
      .orderBy('id')
      .execute(),
  async erase(ctx, person) {
    await ctx.db
      .updateTable('fulfilment')
      .set({ tracking_number: '', tracking_url: null })
      .where('shop_id', '=', ctx.shop.id)
      .where('order_id', 'in', ordersOf(ctx, person))
      .execute();
  },
};

/** An invoice is kept as it was issued, for as long as the law on taxes asks for it: nothing of it can be taken out. */
const invoices: PersonalDataPart = {
  name: 'invoices',
  read: (ctx, person) =>
    ctx.db
      .selectFrom('invoice')
      .select(['kind', 'number', 'order_id as orderId', 'issued_at as issuedAt', 'document'])
      .where('shop_id', '=', ctx.shop.id)
      .where('order_id', 'in', ordersOf(ctx, person))
      .orderBy('id')
      .execute(),
  erase: async () => undefined,
};

/** What the shop owes them stays in its books; nobody can spend it any more. */
const credit: PersonalDataPart = {
  name: 'credit',
  read: (ctx, { id }) =>
    ctx.db
      .selectFrom('credit_account')
      .select(['currency', 'balance', 'state', 'note', 'expires_at as expiresAt', 'created_at as createdAt'])
      .where('shop_id', '=', ctx.shop.id)
      .where('customer_id', '=', id)
      .orderBy('currency')
      .execute(),
  async erase(ctx, { id }) {
    await ctx.db
      .updateTable('credit_account')
      .set({ state: 'blocked', note: '' })
      .where('shop_id', '=', ctx.shop.id)
      .where('customer_id', '=', id)
      .execute();
  },
};

const mail: PersonalDataPart = {
  name: 'mail',
  read: (ctx, { email }) => listMailTo(ctx, email),
  erase: (ctx, { email }) => forgetMailTo(ctx, email),
};

/** All that refers to a person. The profile is erased last: its mail finds the others. */
export const PERSONAL_DATA: readonly PersonalDataPart[] = [
  groups,
  addresses,
  signIns,
  carts,
  shipments,
  invoices,
  orders,
  credit,
  mail,
  profile,
];
