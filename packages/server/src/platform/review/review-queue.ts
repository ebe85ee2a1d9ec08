import { authorise, type Ctx, newId } from '../context.ts';

/** Where in a subject a finding is, for pages to say in their language: `{ kind: 'copy', channel: 'etsy', language: 'en' }`. */
export type ReviewPlace = Readonly<Record<string, string | number>>;

/** allowed: it may stay. refused: it may not. mended: it is there no longer. */
export type ReviewDecision = 'allowed' | 'refused' | 'mended';

/** Something that a person must look at before it may go on. `dueAt` is an ISO instant. */
export type ReviewItem = {
  readonly id: string;
  readonly subject: string;
  readonly subjectId: string;
  readonly place: ReviewPlace | null;
  /** Stable: pages have a sentence of their own for the rules that they know, and show `reason` for the others. */
  readonly rule: string;
  readonly reason: string;
  readonly excerpt: string;
  readonly state: 'open' | 'decided';
  readonly decision: ReviewDecision | null;
  readonly note: string | null;
  readonly decidedAt: string | null;
  readonly priority: number;
  readonly dueAt: string;
  readonly createdAt: string;
};

export type Finding = {
  readonly subject: string;
  readonly place?: ReviewPlace;
  readonly rule: string;
  readonly reason: string;
  readonly excerpt: string;
};

const HOURS_TO_DECIDE = 4;

export const REVIEW_COLUMNS = [
  'id',
  'subject',
  'subject_id as subjectId',
  'place',
  'rule',
  'reason',
  'excerpt',
  'state',
  'decision',
  'note',
  'decided_at as decidedAt',
  'priority',
  'due_at as dueAt',
  'created_at as createdAt',
] as const;

/** Puts a finding into the queue; the same finding is kept once, and one that was mended and is back is open again. */
export async function queueForReview(ctx: Ctx, item: Finding & { subjectId: string }): Promise<void> {
  await ctx.db
    .insertInto('review_item')
    .values({
      shop_id: ctx.shop.id,
      id: newId(),
      subject: item.subject,
      subject_id: item.subjectId,
      place: item.place ? JSON.stringify(item.place) : null,
      rule: item.rule,
      reason: item.reason,
      excerpt: item.excerpt,
      due_at: ctx.clock.now().add({ hours: HOURS_TO_DECIDE }).toString(),
    })
    .onConflict((conflict) =>
      conflict
        .columns(['shop_id', 'subject_id', 'rule', 'excerpt'])
        .doUpdateSet({ state: 'open', decision: null, decided_by: null, decided_at: null, note: null })
        .where('review_item.decision', '=', 'mended'),
    )
    .execute();
}

/**
 * Writes down all that was found in a subject now. What a person allowed stays allowed; what is no longer found counts as mended.
 * Answers with the findings that keep the subject back: open ones, and those that were refused.
 */
export async function settleFindings(ctx: Ctx, subjectId: string, findings: readonly Finding[]): Promise<ReviewItem[]> {
  for (const finding of findings) await queueForReview(ctx, { ...finding, subjectId });
  const known = await readItems(ctx, subjectId);
  const isFound = (item: ReviewItem) => findings.some(({ rule, excerpt }) => rule === item.rule && excerpt === item.excerpt);
  const gone = known.filter((item) => item.decision !== 'allowed' && !isFound(item)).map(({ id }) => id);
  if (gone.length > 0) {
    await ctx.db
      .updateTable('review_item')
      .set({ state: 'decided', decision: 'mended', decided_at: ctx.clock.now().toString() })
      .where('shop_id', '=', ctx.shop.id)
      .where('id', 'in', gone)
      .execute();
  }
  return known.filter((item) => isFound(item) && item.decision !== 'allowed');
}

const readItems = (ctx: Ctx, subjectId: string): Promise<ReviewItem[]> =>
  ctx.db
    .selectFrom('review_item')
    .select(REVIEW_COLUMNS)
    .where('shop_id', '=', ctx.shop.id)
    .where('subject_id', '=', subjectId)
    .orderBy('created_at')
    .execute();

/** The queue of this shop, most urgent first. */
export async function listReviewItems(ctx: Ctx, input: { state?: 'open' | 'decided'; subjectId?: string } = {}): Promise<ReviewItem[]> {
  authorise(ctx, 'reviews.read');
  let query = ctx.db.selectFrom('review_item').select(REVIEW_COLUMNS).where('shop_id', '=', ctx.shop.id);
  if (input.state) query = query.where('state', '=', input.state);
  if (input.subjectId) query = query.where('subject_id', '=', input.subjectId);
  return query.orderBy('priority').orderBy('due_at').limit(200).execute();
}
