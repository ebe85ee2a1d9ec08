import { z } from '@hono/zod-openapi';
import { actorName, authorise, type Ctx, inTransaction } from '../context.ts';
import { BottegaError } from '../errors/bottega-error.ts';
import { readInput } from '../errors/input-error.ts';
import { appendAudit, appendEvent } from '../events/append.ts';
import { notifyChanged } from '../events/notices.ts';
import { REVIEW_COLUMNS, type ReviewItem } from './review-queue.ts';

export const reviewDecisionSchema = z
  .object({
    decision: z.enum(['allowed', 'refused']),
    note: z.string().trim().max(1_000, 'Keep the reason within 1,000 characters.').default(''),
  })
  .refine(({ decision, note }) => decision === 'refused' || note !== '', {
    path: ['note'],
    message: 'Say why it may stay: the reason is kept with the decision.',
  });

/**
 * Decides on a finding, once. Overriding a rule needs a reason, which is kept. Whoever waits for the subject hears of it as an event.
 * @throws BottegaError not_found, conflict when it was decided already, invalid_input, forbidden
 */
export async function decideReviewItem(ctx: Ctx, input: { id: string } & z.input<typeof reviewDecisionSchema>): Promise<ReviewItem> {
  authorise(ctx, 'reviews.write');
  const { decision, note } = readInput(reviewDecisionSchema, input);
  if (!z.uuid().safeParse(input.id).success) throw noSuchFinding();
  return inTransaction(ctx, async (tx) => {
    const decided = await tx.db
      .updateTable('review_item')
      .set({ state: 'decided', decision, note, decided_by: actorName(tx.actor), decided_at: tx.clock.now().toString() })
      .where('shop_id', '=', tx.shop.id)
      .where('id', '=', input.id)
      .where('state', '=', 'open')
      .returning(REVIEW_COLUMNS)
      .executeTakeFirst();
    if (!decided) throw await whyNot(tx, input.id);
    const { subjectId, rule, excerpt } = decided;
    await appendEvent(tx, { type: 'review.decided', subjectId, payload: { item: decided.id, decision } });
    await appendAudit(tx, { action: `review.${decision}`, subjectId, detail: { rule, excerpt, note } });
    await notifyChanged(tx, subjectId);
    return decided;
  });
}

async function whyNot(ctx: Ctx, id: string): Promise<BottegaError> {
  const item = await ctx.db
    .selectFrom('review_item')
    .select('decision')
    .where('shop_id', '=', ctx.shop.id)
    .where('id', '=', id)
    .executeTakeFirst();
  if (!item) return noSuchFinding();
  return new BottegaError('conflict', `This finding was decided already: ${item.decision}.`);
}

const noSuchFinding = () => new BottegaError('not_found', 'This shop has no such finding.');
