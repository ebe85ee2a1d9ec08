import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestWorld, type TestWorld } from '../../testing/test-world.ts';
import { type Ctx, newId } from '../context.ts';
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

test('the queue is the shop’s own, and for members alone', async () => {
  await queueForReview(ctx, finding(newId(), 'ours'));
  expect(await listReviewItems(await world.createCtx())).toEqual([]);
  await expect(listReviewItems({ ...ctx, actor: { type: 'guest' } })).rejects.toMatchObject({ code: 'unauthenticated' });
});
