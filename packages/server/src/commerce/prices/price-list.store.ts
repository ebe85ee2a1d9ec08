import { sql } from 'kysely';
import { BottegaError, type Ctx } from '#platform';
import { isId } from '../words.ts';
import type { PriceListView } from './price-list.ts';

export const selectLists = (ctx: Ctx) =>
  ctx.db
    .selectFrom('price_list')
    .select([
      'id',
      'name',
      'currency',
      'group_id as groupId',
      'starts_at as startsAt',
      'ends_at as endsAt',
      'state',
      'created_at as createdAt',
    ])
    .select(({ selectFrom }) =>
      selectFrom('price_entry')
        .select(sql<number>`count(*)::int`.as('count'))
        .whereRef('price_entry.shop_id', '=', 'price_list.shop_id')
        .whereRef('price_entry.list_id', '=', 'price_list.id')
        .as('prices'),
    )
    .where('price_list.shop_id', '=', ctx.shop.id);

/** @throws BottegaError not_found */
export async function findList(ctx: Ctx, id: string): Promise<PriceListView> {
  const row = isId(id) ? await selectLists(ctx).where('id', '=', id).executeTakeFirst() : undefined;
  if (!row) throw new BottegaError('not_found', 'This shop has no such price list.');
  return { ...row, prices: row.prices ?? 0 };
}
