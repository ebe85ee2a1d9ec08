import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Ctx, newId } from '#platform';
import { bowl } from '../../commerce/testing/market.ts';
import { createProduct } from '#commerce';
import { openTestWorld, type TestWorld } from '../../testing/test-world.ts';
import { CHANNELS } from '../limits/channel.ts';
import { draftPosts, listPosts, nextGoodTime } from './draft-posts.ts';

describe('the next good time', () => {
  const at = (now: string, timeZone: string, bestHour: number) =>
    nextGoodTime({ bestHour }, Temporal.Instant.from(now), timeZone).toString();

  test.each([
    ['the day before the clocks go forward', '2026-03-27T12:00:00Z', 'Europe/Rome', 10, '2026-03-28T09:00:00Z'],
    ['the day on which they go forward', '2026-03-28T12:00:00Z', 'Europe/Rome', 10, '2026-03-29T08:00:00Z'],
    ['an hour that does not exist on that day', '2026-03-28T12:00:00Z', 'Europe/Rome', 2, '2026-03-29T01:00:00Z'],
    ['an hour that comes twice in autumn', '2026-10-24T12:00:00Z', 'Europe/Rome', 2, '2026-10-25T00:00:00Z'],
    ['the day on which they go back', '2026-10-24T12:00:00Z', 'Europe/Rome', 18, '2026-10-25T17:00:00Z'],
    ['a time zone of half an hour', '2026-06-01T12:00:00Z', 'Asia/Kolkata', 11, '2026-06-02T05:30:00Z'],
    ['a place where it is tomorrow already', '2026-06-01T23:30:00Z', 'Pacific/Auckland', 10, '2026-06-02T22:00:00Z'],
    ['the end of a year', '2026-12-31T12:00:00Z', 'Europe/Rome', 0, '2026-12-31T23:00:00Z'],
  ])('%s', (_, now, timeZone, hour, expected) => {
    expect(at(now, timeZone, hour)).toBe(expected);
  });
});

describe('the schedule', () => {
  let world: TestWorld;
  let ctx: Ctx;
  let productId: string;
  beforeAll(async () => {
    world = await openTestWorld();
    ctx = await world.createCtx({ clock: { now: () => Temporal.Instant.from('2026-03-28T12:00:00Z') } });
    productId = (await createProduct(ctx, bowl())).id;
  });
  afterAll(() => world?.close());

  test('has one draft for each channel, in order of time, however often they are drafted', async () => {
    const subjectId = newId();
    expect(await draftPosts(ctx, { subjectId, productId })).toEqual({ posts: CHANNELS.length });
    const posts = await listPosts(ctx, { subjectId });
    const later = { ...ctx, clock: { now: () => Temporal.Instant.from('2026-05-01T12:00:00Z') } };
    await draftPosts(later, { subjectId, productId });
    expect(await listPosts(ctx, { subjectId })).toEqual(posts);
    expect(posts.map(({ channel }) => channel).sort()).toEqual(CHANNELS.map(({ id }) => id).sort());
    expect(posts.map(({ scheduledFor }) => scheduledFor)).toEqual(posts.map(({ scheduledFor }) => scheduledFor).sort());
    const etsy = posts.find(({ channel }) => channel === 'etsy');
    expect(etsy).toMatchObject({ state: 'draft', productId, scheduledFor: '2026-03-29T08:00:00Z', timeZone: 'Europe/Rome' });
  });

  test('is read by days, behind the shop’s wall, by members alone', async () => {
    await draftPosts(ctx, { subjectId: newId(), productId });
    expect(await listPosts(ctx, { from: '2026-03-30T00:00:00Z' })).toEqual([]);
    expect((await listPosts(ctx, { from: '2026-03-29T00:00:00Z', to: '2026-03-30T00:00:00Z' })).length).toBeGreaterThanOrEqual(10);
    expect(await listPosts(await world.createCtx())).toEqual([]);
    await expect(listPosts({ ...ctx, actor: { type: 'guest' } })).rejects.toMatchObject({ code: 'unauthenticated' });
  });
});
