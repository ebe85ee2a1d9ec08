import { authorise, type Ctx, newId } from '../context.ts';

/** Something that a person must look at before it may go on. `dueAt` is an ISO instant. */
export type ReviewItem = {
  readonly id: string;
  readonly subject: string;
  readonly subjectId: string;
  readonly rule: string;
  readonly reason: string;
  readonly excerpt: string;
  readonly state: 'open' | 'decided';
  readonly priority: number;
  readonly dueAt: string;
  readonly createdAt: string;
};

const HOURS_TO_DECIDE = 4;

const REVIEW_COLUMNS = [
  'id',
  'subject',
  'subject_id as subjectId',
  'rule',
  'reason',
  'excerpt',
  'state',
  'priority',
  'due_at as dueAt',
  'created_at as createdAt',
] as const;

/** Puts a finding into the queue; the same finding is kept once. */
export async function queueForReview(
  ctx: Ctx,
  item: { subject: string; subjectId: string; rule: string; reason: string; excerpt: string },
): Promise<void> {
  await ctx.db
    .insertInto('review_item')
    .values({
      shop_id: ctx.shop.id,
      id: newId(),
      subject: item.subject,
      subject_id: item.subjectId,
      rule: item.rule,
      reason: item.reason,
      excerpt: item.excerpt,
      due_at: ctx.clock.now().add({ hours: HOURS_TO_DECIDE }).toString(),
    })
    .onConflict((conflict) => conflict.columns(['shop_id', 'subject_id', 'rule', 'excerpt']).doNothing())
    .execute();
}

/** The queue of this shop, most urgent first. */
export async function listReviewItems(ctx: Ctx, input: { state?: 'open' | 'decided'; subjectId?: string } = {}): Promise<ReviewItem[]> {
  authorise(ctx, 'reviews.read');
  let query = ctx.db.selectFrom('review_item').select(REVIEW_COLUMNS).where('shop_id', '=', ctx.shop.id);
  if (input.state) query = query.where('state', '=', input.state);
  if (input.subjectId) query = query.where('subject_id', '=', input.subjectId);
  return query.orderBy('priority').orderBy('due_at').limit(200).execute();
}
