import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Actor, type Ctx, keepEvidence, newId } from '#platform';
import { beginJob, bowlLaunch, openWorkshop, type Workshop } from '../testing/workshop.ts';
import { createRecorder } from '../steps/record-step.ts';
import { endRun } from '../remakes/runs.store.ts';
import { planPosts, prepareProduct, preparePhotos, writeTexts } from '../steps/steps.ts';
import { followLaunch } from './follow-launch.ts';
import { getLaunch } from './get-launch.ts';
import { STEPS } from './launch.ts';
import { changeLaunch, getLaunchBrief } from './launches.store.ts';
import { listLaunches } from './list-launches.ts';
import { startLaunch } from './start-launch.ts';

let workshop: Workshop;
let ctx: Ctx;
let launchId: string;
const guest: Actor = { type: 'guest' };
const ignore = () => undefined;

beforeAll(async () => {
  workshop = await openWorkshop();
  ctx = await workshop.world.createCtx();
  launchId = await start(ctx, { languages: ['it', 'en'] });
});
afterAll(() => workshop?.close());

const start = async (of: Ctx, changes = {}) => (await startLaunch(of, bowlLaunch(workshop.photo, changes))).launchId;

describe('a launch', () => {
  test('is nobody else’s: another shop, a wrong id and a guest learn nothing of it', async () => {
    const other = await workshop.world.createCtx();
    await expect(getLaunch(other, { launchId })).rejects.toMatchObject({ code: 'not_found' });
    await expect(getLaunch(ctx, { launchId: newId() })).rejects.toMatchObject({ code: 'not_found' });
    await expect(getLaunch({ ...ctx, actor: guest }, { launchId })).rejects.toMatchObject({ code: 'unauthenticated' });
    await expect(getLaunchBrief(other, launchId)).rejects.toMatchObject({ code: 'not_found' });
    expect((await listLaunches(other)).items).toEqual([]);
  });

  test('that waits has its photo and its steps, and nothing made yet', async () => {
    expect(await getLaunch(ctx, { launchId })).toMatchObject({
      launchId,
      status: 'queued',
      price: { amount: 4800, currency: 'EUR' },
      languages: ['it', 'en'],
      failure: null,
      finishedAt: null,
      product: null,
      photo: { width: 240, height: 240, sizes: [] },
      copy: [],
      videos: [],
      kits: [],
      steps: STEPS.map((name) => ({ name, state: 'waiting', progress: 0, provider: null, ms: null, note: null })),
      cost: { amount: '0.00', currency: 'USD' },
    });
  });

  test('has its sizes, texts and product when these steps are done; repeating them makes one product', async () => {
    const launch = await beginJob(ctx, launchId);
    await preparePhotos(ctx, launch, ignore);
    await writeTexts(ctx, launch, ignore);
    expect(await prepareProduct(ctx, launch)).toMatchObject({ note: 'on sale, 10 in stock' });
    await prepareProduct(ctx, launch);
    const products = await ctx.db.selectFrom('product').select(['id', 'status']).execute();
    expect(products).toEqual([{ id: expect.any(String), status: 'on_sale' }]);
    expect(await planPosts(ctx, launch)).toMatchObject({ note: '10 drafts, Europe/Rome time' });
    await planPosts(ctx, launch);

    const view = await getLaunch(ctx, { launchId });
    expect(view.product).toEqual({
      id: products[0]?.id,
      status: 'on_sale',
      slug: 'walnut-bowl',
      url: `${ctx.shopUrl}p/walnut-bowl`,
      title: 'Walnut bowl',
      description: 'Walnut bowl, hand-turned, oiled, 24 cm. Version 7 in it for shop.',
    });
    expect(view.photo?.sizes).toHaveLength(8);
    expect(view.posts).toHaveLength(10);
    expect(view.copy.map(({ language, channel }) => `${language} ${channel}`).slice(0, 3)).toEqual([
      'it shop',
      'it facebook',
      'it instagram',
    ]);
    expect(view.copy).toHaveLength(22);
    expect(view.copy.find(({ channel }) => channel === 'etsy')?.limits.title).toEqual({ max: 140 });
    expect(view.evidence).toHaveLength(22);
  });

  test('costs what its parts cost, rounded up, so that nothing looks free that was not', async () => {
    const id = await start(ctx);
    const keep = (asset: string, micros: number) =>
      keepEvidence(ctx, {
        subjectId: id,
        asset,
        provider: 'dear',
        made: { cost: { micros, currency: 'EUR' }, evidence: { licence: 'CC0-1.0' } },
      });
    await keep('picture', 1);
    expect((await getLaunch(ctx, { launchId: id })).cost).toEqual({ amount: '0.01', currency: 'EUR' });
    await keep('film', 1_230_000);
    expect((await getLaunch(ctx, { launchId: id })).cost).toEqual({ amount: '1.24', currency: 'EUR' });
    await keep('picture', 0);
    expect((await getLaunch(ctx, { launchId: id })).cost).toEqual({ amount: '1.23', currency: 'EUR' });
    expect((await getLaunch(ctx, { launchId: id })).costs).toEqual([{ amount: '1.23', currency: 'EUR' }]);
  });

  test('that was paid in several currencies says each of them: an amount of one is none of another', async () => {
    const id = await start(ctx);
    const keep = (asset: string, micros: number, currency: string) =>
      keepEvidence(ctx, { subjectId: id, asset, provider: 'dear', made: { cost: { micros, currency }, evidence: { licence: 'CC0-1.0' } } });
    await keep('copy', 0, 'JPY');
    await keep('film', 20_000, 'USD');
    expect((await getLaunch(ctx, { launchId: id })).cost).toEqual({ amount: '0.02', currency: 'USD' });
    await keep('picture', 1_500_000, 'EUR');
    const { cost, costs } = await getLaunch(ctx, { launchId: id });
    expect(cost).toEqual({ amount: '1.50', currency: 'EUR' });
    expect(costs).toEqual([
      { amount: '1.50', currency: 'EUR' },
      { amount: '0.00', currency: 'JPY' },
      { amount: '0.02', currency: 'USD' },
    ]);
  });

  test('that failed says why in the words of the catalogue, and keeps a bug’s details to the log', async () => {
    const id = await start(ctx);
    const job = await beginJob(ctx, id);
    await endRun(ctx, job, { status: 'failed', error: Object.assign(new Error('write failed'), { code: 'ENOSPC' }) });
    expect(await getLaunch(ctx, { launchId: id })).toMatchObject({
      status: 'failed',
      failure: { code: 'disk_full', detail: 'There was no space left to write.' },
      finishedAt: expect.any(String),
    });
    const other = await start(ctx);
    await endRun(ctx, await beginJob(ctx, other), { status: 'failed', error: new TypeError('x is not a function') });
    const { failure } = await getLaunch(ctx, { launchId: other });
    expect(failure).toEqual({ code: 'internal', detail: `It stopped unexpectedly; the log has more under ${ctx.requestId}.` });
  });
});

describe('the list of launches', () => {
  test('is read in pages, newest first, and by status', async () => {
    const own = await workshop.world.createCtx();
    const ids: string[] = [];
    for (let number = 0; number < 5; number++) {
      ids.unshift(await start(own, { name: `Bowl ${number}` }));
      await new Promise((resolve) => setTimeout(resolve, 2)); // ids of one millisecond have no order
    }
    await endRun(own, await beginJob(own, ids[1] as string), { status: 'completed' });
    const first = await listLaunches(own, { limit: 2 });
    expect(first.items.map((item) => item.launchId)).toEqual(ids.slice(0, 2));
    expect(first.items[1]).toMatchObject({ status: 'completed', progress: 1, name: 'Bowl 3', product: null, photo: { width: 240 } });
    const second = await listLaunches(own, { limit: 2, cursor: first.next as string });
    const third = await listLaunches(own, { limit: 2, cursor: second.next as string });
    expect([...second.items, ...third.items].map((item) => item.launchId)).toEqual(ids.slice(2));
    expect(third.next).toBeNull();
    expect((await listLaunches(own, { status: ['completed'] })).items.map((item) => item.launchId)).toEqual([ids[1]]);
    expect((await listLaunches(own, { limit: 0 })).items).toHaveLength(1);
  });

  test('says how far a launch is: the mean of its steps', async () => {
    const own = await workshop.world.createCtx();
    const id = await start(own);
    const step = createRecorder(own, await beginJob(own, id), (_, work) => work());
    await step('photo', async () => ({ provider: 'bottega', note: '' }));
    expect((await listLaunches(own)).items[0]?.progress).toBeCloseTo(1 / STEPS.length);
  });
});

describe('following a launch', () => {
  test('shows it at once, after each change, and ends when it is finished', async () => {
    const own = await workshop.world.createCtx();
    const id = await start(own);
    const seen: string[] = [];
    const following = (async () => {
      for await (const { status } of followLaunch(own, { launchId: id, signal: new AbortController().signal })) seen.push(status);
    })();
    await expect.poll(() => seen[0]).toBe('queued');
    await changeLaunch(own, id, { status: 'running' });
    await expect.poll(() => seen.at(-1)).toBe('running');
    await changeLaunch(own, id, { status: 'held' });
    await following;
    expect(seen.at(-1)).toBe('held');
  });

  test('ends when whoever watched has gone, and refuses another shop', async () => {
    const own = await workshop.world.createCtx();
    const id = await start(own);
    const gone = new AbortController();
    const launch = followLaunch(own, { launchId: id, signal: gone.signal });
    expect((await launch.next()).done).toBe(false);
    const next = launch.next();
    gone.abort();
    expect((await next).done).toBe(true);
    const other = await workshop.world.createCtx();
    await expect(followLaunch(other, { launchId: id, signal: new AbortController().signal }).next()).rejects.toMatchObject({
      code: 'not_found',
    });
  });
});
