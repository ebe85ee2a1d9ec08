import { z } from '@hono/zod-openapi';
import { sql } from 'kysely';
import { authorise, type Ctx } from '../context.ts';
import { readInput } from '../errors/input-error.ts';
import { type Page, pageInputSchema, toPage } from '../routes/paging.ts';
import { REVIEW_COLUMNS, type ReviewItem } from './review-queue.ts';

export const listReviewsSchema = pageInputSchema.extend({ state: z.enum(['open', 'decided']).optional(), subjectId: z.uuid().optional() });

/** The queue of this shop in pages, most urgent first. @throws BottegaError invalid_input, unauthenticated, forbidden */
export async function listReviews(ctx: Ctx, input: z.input<typeof listReviewsSchema> = {}): Promise<Page<ReviewItem>> {
  authorise(ctx, 'reviews.read');
  const { state, subjectId, cursor, limit } = readInput(listReviewsSchema, input);
  let query = ctx.db.selectFrom('review_item').select(REVIEW_COLUMNS).where('shop_id', '=', ctx.shop.id);
  if (state) query = query.where('state', '=', state);
  if (subjectId) query = query.where('subject_id', '=', subjectId);
  if (cursor) {
    query = query.where(
      sql<boolean>`(priority, due_at, id) > (select last.priority, last.due_at, last.id from review_item last
        where last.shop_id = ${ctx.shop.id} and last.id = ${cursor})`,
    );
  }
  const rows = await query
    .orderBy('priority')
    .orderBy('due_at')
    .orderBy('id')
    .limit(limit + 1)
    .execute();
  return toPage(rows, limit);
}
