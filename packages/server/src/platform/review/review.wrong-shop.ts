import type { WrongShopCases } from '../../testing/wrong-shop/cases.ts';
import { queueForReview } from './review-queue.ts';

export const cases: WrongShopCases = {
  async plant({ owner, ids, canary }) {
    const item = { subject: 'launch', subjectId: ids.launch as string, rule: 'contact-details', reason: canary, excerpt: canary };
    await queueForReview(owner, item);
    const { id } = await owner.db.selectFrom('review_item').select('id').where('shop_id', '=', owner.shop.id).executeTakeFirstOrThrow();
    return { review: id };
  },
  fields: { 'get /api/v1/reviews subjectId': 'launch' },
  bodies: { 'post /api/v1/reviews/{id}/decision': () => ({ decision: 'refused', note: 'It stays out.' }) },
};
