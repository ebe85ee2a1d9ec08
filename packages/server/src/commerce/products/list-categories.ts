import { sql } from 'kysely';
import type { Ctx } from '#platform';

/** The categories that have something on sale, the fullest first; of equals, the one with the newest product. */
export async function listCategories(ctx: Ctx): Promise<string[]> {
  const rows = await ctx.db
    .selectFrom('product')
    .select('category')
    .where('shop_id', '=', ctx.shop.id)
    .where('status', '=', 'on_sale')
    .groupBy('category')
    .orderBy(sql`count(*)`, 'desc')
    .orderBy(sql`max(id::text)`, 'desc') // ids are UUIDv7: later ones are greater
    .execute();
  return rows.map(({ category }) => category);
}
