import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestWorld, type TestWorld } from '../../testing/test-world.ts';
import { type Ctx, newId } from '../context.ts';
import { decideReviewItem } from './decide-review-item.ts';
import { listReviews } from './list-reviews.ts';
import { listReviewItems, queueForReview } from './review-queue.ts';

let world: TestWorld;
let ctx: Ctx;
beforeAll(async () => {
  world = await openTestWorld();
  ctx = await world.createCtx({ clock: { now: () => Temporal.Instant.from('2026-03-28T23:00:00Z') } });
});
afterAll(() => world?.close());

const finding = (subjectId: string, excerpt: string) => ({ subject: 'the text', subjectId, rule: 'claims', reason: 'It claims.', excerpt });

test('a finding is kept once, to be decided within four hours', async () => {
  const subjectId = newId();
  for (const excerpt of ['best', 'best', 'cheapest']) await queueForReview(ctx, finding(subjectId, excerpt));
  const items = await listReviewItems(ctx, { subjectId });
  expect(items.map(({ excerpt }) => excerpt).sort()).toEqual(['best', 'cheapest']);
  expect(items[0]).toMatchObject({ state: 'open', priority: 2, dueAt: '2026-03-29T03:00:00Z' });
  expect(await listReviewItems(ctx, { subjectId, state: 'decided' })).toEqual([]);
});

test('the most urgent comes first', async () => {
  const subjectId = newId();
  const at = (hour: number) => ({ ...ctx, clock: { now: () => Temporal.Instant.from(`2026-03-28T0${hour}:00:00Z`) } });
  await queueForReview(at(5), finding(subjectId, 'later'));
  await queueForReview(at(1), finding(subjectId, 'sooner'));
  await queueForReview(at(9), finding(subjectId, 'urgent'));
  await ctx.db.updateTable('review_item').set({ priority: 1 }).where('excerpt', '=', 'urgent').execute();
  expect((await listReviewItems(ctx, { subjectId })).map(({ excerpt }) => excerpt)).toEqual(['urgent', 'sooner', 'later']);
});

test('the queue is read in pages, each finding once, in the same order', async () => {
  const own = await world.createCtx();
  const subjectId = newId();
  for (let n = 0; n < 5; n++) await queueForReview(own, finding(subjectId, `finding ${n}`));
  const seen: string[] = [];
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page = await listReviews(own, { limit: 2, ...(cursor ? { cursor } : {}) });
    seen.push(...page.items.map(({ id }) => id));
    cursor = page.next;
  }
  expect(seen).toEqual((await listReviews(own)).items.map(({ id }) => id));
  expect(new Set(seen).size).toBe(5);
  await expect(listReviews(own, { cursor: 'page-2' })).rejects.toMatchObject({ code: 'invalid_input' });
});

test('the queue is the shop’s own, and for members alone', async () => {
  await queueForReview(ctx, finding(newId(), 'ours'));
  expect(await listReviewItems(await world.createCtx())).toEqual([]);
  await expect(listReviewItems({ ...ctx, actor: { type: 'guest' } })).rejects.toMatchObject({ code: 'unauthenticated' });
});

test('a finding is decided once, by whoever may, with the reason kept, its event and its audit entry', async () => {
  const own = await world.createCtx({ actor: { type: 'staff', id: 'u1', name: 'Ada', email: 'ada@example.com', role: 'operator' } });
  const subjectId = newId();
  await queueForReview(own, finding(subjectId, 'best'));
  const [item] = await listReviewItems(own, { subjectId });
  const id = item?.id as string;
  await expect(decideReviewItem(own, { id, decision: 'allowed' })).rejects.toMatchObject({
    code: 'invalid_input',
    problems: [{ path: 'note' }],
  });
  const decided = await decideReviewItem(own, { id, decision: 'allowed', note: 'It won the prize.' });
  expect(decided).toMatchObject({ state: 'decided', decision: 'allowed', note: 'It won the prize.' });
  await expect(decideReviewItem(own, { id, decision: 'refused' })).rejects.toMatchObject({ code: 'conflict' });
  const events = await own.db.selectFrom('event').select(['type', 'subject_id', 'payload']).execute();
  expect(events).toEqual([{ type: 'review.decided', subject_id: subjectId, payload: { item: id, decision: 'allowed' } }]);
  const audit = await own.db.selectFrom('audit_entry').select(['actor', 'action', 'detail']).execute();
  expect(audit).toEqual([
    { actor: 'staff:u1', action: 'review.allowed', detail: { rule: 'claims', excerpt: 'best', note: 'It won the prize.' } },
  ]);
});

test('neither a viewer nor another shop decides', async () => {
  const own = await world.createCtx();
  const subjectId = newId();
  await queueForReview(own, finding(subjectId, 'best'));
  const id = (await listReviewItems(own, { subjectId }))[0]?.id as string;
  const viewer = { type: 'staff', id: 'u2', name: 'Vi', email: 'vi@example.com', role: 'viewer' } as const;
  await expect(decideReviewItem({ ...own, actor: viewer }, { id, decision: 'refused' })).rejects.toMatchObject({ code: 'forbidden' });
  const other = await world.createCtx();
  await expect(decideReviewItem(other, { id, decision: 'refused' })).rejects.toMatchObject({ code: 'not_found' });
  await expect(decideReviewItem(own, { id: 'nonsense', decision: 'refused' })).rejects.toMatchObject({ code: 'not_found' });
  expect(await listReviewItems(own, { subjectId, state: 'open' })).toHaveLength(1);
});
