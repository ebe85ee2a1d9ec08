import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { getProduct } from '#commerce';
import { type Actor, cancelRun, type Ctx, decideReviewItem, listReviewItems, newId, resumeRun } from '#platform';
import { getLaunch } from '../launches/get-launch.ts';
import { cancelLaunch } from '../launches/cancel-launch.ts';
import { remakeLaunch, resumeLaunch } from '../remakes/remake-launch.ts';
import { type LaunchHouse, openLaunchHouse } from '../testing/launch-house.ts';
import { approveLaunch } from './approve-launch.ts';
import { rejectLaunch } from './reject-launch.ts';

let house: LaunchHouse;
let ctx: Ctx;
beforeAll(async () => {
  house = await openLaunchHouse();
  ctx = await house.createCtx({ actor: staff('operator') });
});
afterAll(() => house?.close());

const staff = (role: 'operator' | 'viewer'): Actor => ({ type: 'staff', id: 'u1', name: 'Ada', email: 'ada@example.com', role });
const statusOf = async (of: Ctx, id: string) => (await getProduct(of, { id })).status;
const events = async (of: Ctx, subjectId: string) =>
  (await of.db.selectFrom('event').select('type').where('subject_id', '=', subjectId).orderBy('created_at').execute()).map(
    ({ type }) => type,
  );
const view = (launchId: string, of = ctx) => getLaunch(of, { launchId });

describe('a launch that waits for a person', () => {
  test('has everything made, a draft and no scheduled post; yes puts it on sale with its films and schedules the posts, once', async () => {
    const launchId = await house.launch(ctx);
    await house.until(ctx, launchId, 'waiting');
    const waiting = await view(launchId);
    expect(waiting).toMatchObject({ status: 'waiting', product: { status: 'draft' } });
    expect([waiting.videos.length, waiting.kits.length, waiting.posts.length]).toEqual([3, 10, 10]);
    expect(new Set(waiting.posts.map(({ state }) => state))).toEqual(new Set(['draft']));
    const productId = waiting.product?.id as string;
    expect((await getProduct(ctx, { id: productId })).films).toEqual([]);

    await approveLaunch(ctx, { launchId });
    expect(await view(launchId)).toMatchObject({ status: 'completed', product: { status: 'on_sale' }, decision: { by: 'staff:u1' } });
    expect((await getProduct(ctx, { id: productId })).films).toHaveLength(3);
    expect(new Set((await view(launchId)).posts.map(({ state }) => state))).toEqual(new Set(['scheduled']));
    expect(await events(ctx, launchId)).toEqual(['launch.started', 'launch.waiting', 'launch.approved']);
    await expect(approveLaunch(ctx, { launchId })).rejects.toMatchObject({ code: 'conflict' });
  });

  test('is approved by nobody who may not, and by no other shop', async () => {
    const launchId = await house.launch(ctx);
    await house.until(ctx, launchId, 'waiting');
    await expect(approveLaunch({ ...ctx, actor: staff('viewer') }, { launchId })).rejects.toMatchObject({ code: 'forbidden' });
    const other = await house.createCtx();
    for (const refuse of [
      () => approveLaunch(other, { launchId }),
      () => rejectLaunch(other, { launchId, reason: 'no' }),
      () => cancelLaunch(other, { launchId }),
      () => resumeLaunch(other, { launchId }),
      () => remakeLaunch(other, { launchId, parts: [{ part: 'all' }] }),
      () => approveLaunch(ctx, { launchId: newId() }),
      () => approveLaunch(ctx, { launchId: 'nonsense' }),
    ])
      await expect(refuse()).rejects.toMatchObject({ code: 'not_found' });
    expect((await view(launchId)).status).toBe('waiting');
  });

  test('ends with a plain no: nothing goes on sale, and the reason is kept', async () => {
    const launchId = await house.launch(ctx);
    await house.until(ctx, launchId, 'waiting');
    await rejectLaunch(ctx, { launchId, reason: 'Not our style' });
    const rejected = await view(launchId);
    expect(rejected).toMatchObject({ status: 'rejected', decision: { reason: 'Not our style' }, product: { status: 'draft' } });
    await expect(approveLaunch(ctx, { launchId })).rejects.toMatchObject({ code: 'conflict' });
  });

  test('sent back with a reason, has one text written again, by a writer who is told why and what not to say', async () => {
    const launchId = await house.launch(ctx);
    await house.until(ctx, launchId, 'waiting');
    const before = await view(launchId);
    const calls = house.text.calls.length;
    await rejectLaunch(ctx, { launchId, reason: 'Too dry', again: [{ part: 'text', channel: 'etsy', language: 'en' }], seed: 99 });
    await house.until(ctx, launchId, 'waiting');
    const after = await view(launchId);
    const [asked, ...more] = house.text.calls
      .slice(calls)
      .map(({ input }) => input as { channel: string; revision: unknown; seed: number });
    expect(more).toEqual([]);
    const etsy = before.copy.find(({ channel, language }) => channel === 'etsy' && language === 'en');
    expect(asked).toMatchObject({
      channel: 'etsy',
      seed: 99,
      revision: { reason: 'Too dry', rejected: [`${etsy?.title}\n${etsy?.description}`] },
    });
    const same = (one: typeof before.copy) => one.filter(({ channel, language }) => channel !== 'etsy' || language !== 'en');
    expect(same(after.copy)).toEqual(same(before.copy));
    expect(after.videos).toEqual(before.videos);
    expect(after.remakes).toMatchObject([{ reason: 'Too dry', steps: ['copy', 'moderation', 'product', 'kits', 'posts'] }]);
  });
});

describe('a launch that says yes to itself', () => {
  test('is the operator’s, and ends on sale, its posts scheduled', async () => {
    const operator = await house.createCtx();
    const launchId = await house.launch(operator, { approval: undefined });
    await house.until(operator, launchId, 'completed');
    const done = await view(launchId, operator);
    expect(done).toMatchObject({ approval: 'itself', product: { status: 'on_sale' } });
    expect((await getProduct(operator, { id: done.product?.id as string })).films).toHaveLength(3);
    expect(done.posts[0]?.state).toBe('scheduled');
  });

  test('is not what staff get unless they ask, nor those who may not approve', async () => {
    const launchId = await house.launch(ctx, { approval: undefined });
    expect((await view(launchId)).approval).toBe('person');
    const scopes = ['launches.write', 'launches.read'] as const;
    const key: Actor = { type: 'key', id: 'k1', name: 'machine', role: 'operator', scopes };
    await expect(house.launch({ ...ctx, actor: key }, { approval: 'itself' })).rejects.toMatchObject({ code: 'forbidden' });
    await house.until(ctx, launchId, 'waiting');
  });
});

describe('the gate', () => {
  test('holds a launch until somebody has decided: allowed, it goes on; there is no product before', async () => {
    const launchId = await house.launch(ctx, { name: 'Forbidden bowl' });
    await house.until(ctx, launchId, 'held');
    expect((await view(launchId)).product).toBeNull();
    const items = await listReviewItems(ctx, { subjectId: launchId });
    for (const { id } of items) await decideReviewItem(ctx, { id, decision: 'allowed', note: 'It is the name of the model.' });
    await house.until(ctx, launchId, 'waiting');
    await approveLaunch(ctx, { launchId });
    expect((await view(launchId)).product?.status).toBe('on_sale');
  });

  test('ends a launch in which something is refused', async () => {
    const launchId = await house.launch(ctx, { name: 'Forbidden plate' });
    await house.until(ctx, launchId, 'held');
    const [item] = await listReviewItems(ctx, { subjectId: launchId });
    await decideReviewItem(ctx, { id: item?.id as string, decision: 'refused', note: 'Not here' });
    await house.until(ctx, launchId, 'rejected');
    expect((await view(launchId)).decision?.reason).toBe('Not here');
  });
});

describe('several launches', () => {
  test('are made side by side: one whose film takes long holds no other up', async () => {
    house.media.hangNext();
    const slow = await house.launch(ctx);
    const stateOf = async (id: string) => (await view(id)).steps.find(({ name }) => name === 'films')?.state;
    await expect.poll(() => stateOf(slow), { timeout: 20_000 }).toBe('running');
    const quick = await house.launch(ctx);
    await house.until(ctx, quick, 'waiting');
    expect(await stateOf(slow)).toBe('running');
    expect((await view(slow)).status).toBe('running');
    await cancelLaunch(ctx, { launchId: slow });
  });
});

describe('cancelling', () => {
  test('stops the film that is being made, shows nothing half-made, and the launch can be taken up again', async () => {
    house.media.hangNext();
    const launchId = await house.launch(ctx);
    await expect
      .poll(async () => (await view(launchId)).steps.find(({ name }) => name === 'films')?.state, { timeout: 20_000 })
      .toBe('running');
    await cancelLaunch(ctx, { launchId });
    const cancelled = await view(launchId);
    expect(cancelled).toMatchObject({ status: 'cancelled', videos: [], product: { status: 'draft' } });
    expect(cancelled.steps.map(({ state }) => state)).not.toContain('running');
    await expect(cancelLaunch(ctx, { launchId })).rejects.toMatchObject({ code: 'conflict' });

    const films = house.media.plans.length;
    const written = house.text.calls.length;
    await resumeLaunch(ctx, { launchId });
    await house.until(ctx, launchId, 'waiting');
    expect(house.media.plans.length).toBe(films + 1);
    expect(house.text.calls.length).toBe(written);
    expect((await view(launchId)).videos).toHaveLength(3);
    expect(await ctx.db.selectFrom('product').select('id').where('key', '=', launchId).execute()).toHaveLength(1);
  });

  test('among the runs takes the launch with it, which goes on when the run is resumed there', async () => {
    house.media.hangNext();
    const launchId = await house.launch(ctx);
    await expect
      .poll(async () => (await view(launchId)).steps.find(({ name }) => name === 'films')?.state, { timeout: 20_000 })
      .toBe('running');
    const { id } = await ctx.db.selectFrom('run').select('id').where('subject_id', '=', launchId).executeTakeFirstOrThrow();
    await cancelRun(ctx, { id });
    await house.until(ctx, launchId, 'cancelled');
    await resumeRun(ctx, { id });
    await house.until(ctx, launchId, 'waiting');
    expect((await view(launchId)).videos).toHaveLength(3);
  });

  test('of a remake leaves the product as it was', async () => {
    const launchId = await house.launch(ctx);
    await house.until(ctx, launchId, 'waiting');
    await approveLaunch(ctx, { launchId });
    const productId = (await view(launchId)).product?.id as string;
    const before = await getProduct(ctx, { id: productId });
    house.media.hangNext();
    await remakeLaunch(ctx, { launchId, parts: [{ part: 'story' }, { part: 'text', channel: 'shop' }], seed: 5 });
    await expect
      .poll(async () => (await view(launchId)).steps.find(({ name }) => name === 'films')?.state, { timeout: 20_000 })
      .toBe('running');
    await cancelLaunch(ctx, { launchId });
    expect(await getProduct(ctx, { id: productId })).toEqual(before);
    await resumeLaunch(ctx, { launchId });
    await house.until(ctx, launchId, 'waiting');
    expect(await getProduct(ctx, { id: productId })).toEqual(before);
    await approveLaunch(ctx, { launchId });
    const after = await getProduct(ctx, { id: productId });
    expect(after.description).not.toBe(before.description);
    expect(after.films[0]?.fileId).not.toBe(before.films[0]?.fileId);
    expect(await statusOf(ctx, productId)).toBe('on_sale');
  });
});
