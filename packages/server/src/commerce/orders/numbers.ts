import { sql } from 'kysely';
import { type Ctx, type EventListener, inTransaction } from '#platform';
import type {} from './tables.ts';

/** What a shop counts without gaps. */
export type NumberKind = 'order' | 'invoice' | 'credit_note';

/**
 * Takes the next numbers of a kind, in the caller's transaction: whoever comes next waits until it has ended, and what it took is free again
 * when it is rolled back. The first of them.
 */
export async function takeNumbers(ctx: Ctx, kind: NumberKind, count = 1): Promise<number> {
  const { rows } = await sql<{ last: number }>`
    insert into number_counter (shop_id, kind, last) values (${ctx.shop.id}, ${kind}, ${count})
    on conflict (shop_id, kind) do update set last = number_counter.last + excluded.last
    returning last`.execute(ctx.db);
  return rows[0]!.last - count + 1;
}

/** Numbers orders after they were placed: buyers do not wait for each other's numbers. */
export const orderNumbers: EventListener = {
  name: 'order-numbers',
  types: ['order.placed'],
  hear: (ctx) => numberOrders(ctx),
};

/** Gives every order of the shop that has no number yet the next ones, in the order in which they were placed. */
export async function numberOrders(ctx: Ctx): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    await takeNumbers(ctx, 'order', 0); // holds the counter: what is read next is given to nobody else
    const waiting = await ctx.db
      .selectFrom('orders')
      .select('id')
      .where('shop_id', '=', ctx.shop.id)
      .where('number', 'is', null)
      .orderBy('placed_at')
      .orderBy('id')
      .execute();
    if (waiting.length === 0) return;
    const first = await takeNumbers(ctx, 'order', waiting.length);
    await sql`
      update orders set number = given.number
      from unnest(${waiting.map(({ id }) => id)}::uuid[], ${waiting.map((_, index) => first + index)}::int[]) as given(id, number)
      where orders.shop_id = ${ctx.shop.id} and orders.id = given.id and orders.number is null`.execute(ctx.db);
  });
}
