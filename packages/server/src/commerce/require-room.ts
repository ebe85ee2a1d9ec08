import { sql } from 'kysely';
import { BottegaError, type Ctx } from '#platform';

/** Things that a shop's terms hold in memory, so that there are only so many of each. `what` names them in the refusal. */
type Counted = { readonly table: 'promotion' | 'price_list' | 'zone'; readonly most: number; readonly what: string };

/** @throws BottegaError conflict when the shop has as many of these as it may */
export async function requireRoom(ctx: Ctx, { table, most, what }: Counted): Promise<void> {
  const { count } = await ctx.db
    .selectFrom(table)
    .select(sql<number>`count(*)::int`.as('count'))
    .where('shop_id', '=', ctx.shop.id)
    .executeTakeFirstOrThrow();
  if (count >= most) throw new BottegaError('conflict', `A shop has at most ${most} ${what}: delete old ones.`);
}
