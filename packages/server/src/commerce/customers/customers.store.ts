import { sql } from 'kysely';
import { BottegaError, type Ctx, newId } from '#platform';
import { isId } from '../words.ts';
import type { AccountView, OwnOrderSummary } from './customer.ts';

export const noSuchCustomer = (): BottegaError => new BottegaError('not_found', 'This shop has no such customer.');

/** The customer who asks. @throws BottegaError unauthenticated for guests, forbidden for the staff: an account is a customer's own. */
export function requireCustomer({ actor }: Ctx): { readonly id: string; readonly email: string } {
  if (actor.type === 'customer') return actor;
  if (actor.type === 'guest') throw new BottegaError('unauthenticated', 'This needs a customer who is signed in.');
  throw new BottegaError('forbidden', 'This is a customer’s own account.');
}

/**
 * A customer who is not erased, under a lock: who changes something of theirs comes one after another. Carts and orders that name them are
 * not kept waiting.
 * @throws BottegaError not_found
 */
export async function lockCustomer(ctx: Ctx, id: string) {
  const row = isId(id)
    ? await ctx.db
        .selectFrom('customer')
        .select(['id', 'email', 'name', 'language', 'password_hash'])
        .where('shop_id', '=', ctx.shop.id)
        .where('id', '=', id)
        .where('erased_at', 'is', null)
        .forNoKeyUpdate()
        .executeTakeFirst()
    : undefined;
  if (!row) throw noSuchCustomer();
  return row;
}

/** An account as its owner sees it. @throws BottegaError not_found */
export async function loadAccount(ctx: Ctx, id: string): Promise<AccountView> {
  const row = await ctx.db
    .selectFrom('customer')
    .select(['id', 'email', 'name', 'language', 'created_at as since'])
    .select(sql<boolean>`password_hash is not null`.as('hasPassword'))
    .where('shop_id', '=', ctx.shop.id)
    .where('id', '=', id)
    .where('erased_at', 'is', null)
    .executeTakeFirst();
  if (!row) throw noSuchCustomer();
  return row;
}

/** A new customer of that mail, or undefined where there is one. */
export async function insertCustomer(
  ctx: Ctx,
  customer: { email: string; name?: string; language?: string; note?: string; verifiedAt: string | null },
): Promise<string | undefined> {
  const { verifiedAt, ...words } = customer;
  const row = await ctx.db
    .insertInto('customer')
    .values({ shop_id: ctx.shop.id, id: newId(), ...words, verified_at: verifiedAt, created_at: ctx.clock.now().toString() })
    .onConflict((conflict) => conflict.columns(['shop_id', 'email']).doNothing())
    .returning('id')
    .executeTakeFirst();
  return row?.id;
}

/** What guests have ordered under a mail becomes the customer's, who has shown that it is theirs. */
export async function linkOrders(ctx: Ctx, { id, email }: { id: string; email: string }): Promise<void> {
  await ctx.db
    .updateTable('orders')
    .set({ customer_id: id })
    .where('shop_id', '=', ctx.shop.id)
    .where('customer_id', 'is', null)
    .where((eb) => eb(eb.fn<string>('lower', ['email']), '=', email))
    .execute();
}

/** The orders of a customer, newest first, from behind the cursor. */
export async function readOrders(
  ctx: Ctx,
  customerId: string,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
): Promise<OwnOrderSummary[]> {
  let query = ctx.db
    .selectFrom('orders')
    .select(['id', 'code', 'state', 'total', 'currency', 'placed_at'])
    .select(({ selectFrom }) =>
      selectFrom('order_line as line')
        .select(sql<number>`coalesce(sum(line.quantity), 0)::int`.as('count'))
        .whereRef('line.shop_id', '=', 'orders.shop_id')
        .whereRef('line.order_id', '=', 'orders.id')
        .as('count'),
    )
    .where('shop_id', '=', ctx.shop.id)
    .where('customer_id', '=', customerId);
  if (cursor !== undefined) query = query.where('id', '<', cursor);
  const rows = await query.orderBy('id', 'desc').limit(limit).execute();
  return rows.map(({ total, currency, placed_at, count, ...row }) => ({
    ...row,
    total: { amount: total, currency },
    count: count ?? 0,
    placedAt: placed_at,
  }));
}
