import { authorise, type Ctx } from '#platform';
import type { PromotionView } from './promotion.ts';
import { findPromotion, selectPromotions, toPromotionView } from './promotion.store.ts';

/** All promotions of the shop in the order in which they are applied, those that are off too. @throws BottegaError forbidden */
export async function listPromotions(ctx: Ctx): Promise<PromotionView[]> {
  authorise(ctx, 'pricing.read');
  const rows = await selectPromotions(ctx)
    .orderBy('promotion.priority', 'desc')
    .orderBy('promotion.needs_code', 'desc')
    .orderBy('promotion.id')
    .execute();
  return rows.map(toPromotionView);
}

/** @throws BottegaError forbidden, not_found */
export async function getPromotion(ctx: Ctx, { id }: { id: string }): Promise<PromotionView> {
  authorise(ctx, 'pricing.read');
  return findPromotion(ctx, id);
}
