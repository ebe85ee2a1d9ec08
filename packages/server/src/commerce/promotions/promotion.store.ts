import { sql } from 'kysely';
import { BottegaError, type Ctx } from '#platform';
import { isId } from '../words.ts';
import { effectOf, type PromotionView } from './promotion.ts';

export const selectPromotions = (ctx: Ctx) =>
  ctx.db
    .selectFrom('promotion')
    .selectAll('promotion')
    .select(({ selectFrom }) => [
      selectFrom('promotion_use')
        .select(sql<number>`count(*)::int`.as('count'))
        .whereRef('promotion_use.shop_id', '=', 'promotion.shop_id')
        .whereRef('promotion_use.promotion_id', '=', 'promotion.id')
        .as('used'),
      selectFrom('promotion_code')
        .select(sql<number>`count(*)::int`.as('count'))
        .whereRef('promotion_code.shop_id', '=', 'promotion.shop_id')
        .whereRef('promotion_code.promotion_id', '=', 'promotion.id')
        .as('codes'),
    ])
    .where('promotion.shop_id', '=', ctx.shop.id);

type Row = Awaited<ReturnType<ReturnType<typeof selectPromotions>['executeTakeFirstOrThrow']>>;

/** @throws BottegaError not_found */
export async function findPromotion(ctx: Ctx, id: string): Promise<PromotionView> {
  const row = isId(id) ? await selectPromotions(ctx).where('promotion.id', '=', id).executeTakeFirst() : undefined;
  if (!row) throw new BottegaError('not_found', 'This shop has no such promotion.');
  return toPromotionView(row);
}

export const toPromotionView = (row: Row): PromotionView => ({
  ...{ id: row.id, name: row.name, state: row.state, needsCode: row.needs_code, startsAt: row.starts_at, endsAt: row.ends_at },
  ...{ priority: row.priority, exclusive: row.exclusive, effect: effectOf(row), currency: row.currency },
  ...{ productIds: row.product_ids, categories: row.categories, fullPriceOnly: row.full_price_only },
  ...{ leastSubtotal: row.least_subtotal, leastQuantity: row.least_quantity, groupId: row.group_id, firstOrder: row.first_order },
  ...{ usageLimit: row.usage_limit, perBuyer: row.per_buyer, used: row.used ?? 0, codes: row.codes ?? 0, createdAt: row.created_at },
});
