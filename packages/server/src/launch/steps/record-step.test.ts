import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Ctx } from '#platform';
import { startLaunch } from '../launches/start-launch.ts';
import { beginJob, bowlLaunch, openWorkshop, type Workshop } from '../testing/workshop.ts';
import { createRecorder } from './record-step.ts';
import { writeStories } from './steps.ts';

let workshop: Workshop;
let ctx: Ctx;
beforeAll(async () => {
  workshop = await openWorkshop();
  ctx = await workshop.world.createCtx();
});
afterAll(() => workshop?.close());

const start = async (of: Ctx, changes = {}) => (await startLaunch(of, bowlLaunch(workshop.photo, changes))).launchId;
const ignore = () => undefined;

describe('a step', () => {
  const stepOf = (id: string, of: Ctx = ctx) =>
    of.db.selectFrom('launch_step').selectAll().where('launch_id', '=', id).where('name', '=', 'copy').executeTakeFirstOrThrow();

  test('shows its progress, then whose work it was, what it says of itself and how long it took', async () => {
    const id = await start(ctx);
    const step = createRecorder(ctx, await beginJob(ctx, id), (_, work) => work());
    const reached = Promise.withResolvers<void>();
    const goOn = Promise.withResolvers<void>();
    const working = step('copy', async (report) => {
      report(0.5, 'half way');
      reached.resolve();
      await goOn.promise;
      return { provider: 'fake-text', note: '11 places' };
    });
    await reached.promise;
    await expect
      .poll(() => stepOf(id))
      .toMatchObject({ state: 'running', progress: 0.5, note: 'half way', started_at: expect.any(String) });
    goOn.resolve();
    expect(await working).toEqual({ provider: 'fake-text', note: '11 places' });
    expect(await stepOf(id)).toMatchObject({
      state: 'done',
      progress: 1,
      provider: 'fake-text',
      note: '11 places',
      ms: expect.any(Number),
    });
  });

  test('writes its reports in order, four a second at most, and none when it is done', async () => {
    const id = await start(ctx);
    const written: number[] = [];
    const listen = ctx.notices.subscribe(id, () => void stepOf(id).then(({ progress }) => written.push(progress)));
    const step = createRecorder(ctx, await beginJob(ctx, id), (_, work) => work());
    let late: (progress: number, note: string) => void = ignore;
    await step('copy', async (report) => {
      late = report;
      for (let number = 1; number <= 60; number++) {
        report(number / 60, `${number}`);
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
      return { provider: 'fake-text', note: 'done' };
    });
    late(0.1, 'too late');
    await new Promise((resolve) => setTimeout(resolve, 300));
    listen();
    expect(await stepOf(id)).toMatchObject({ state: 'done', progress: 1, note: 'done' });
    expect(written).toEqual([...written].sort((one, other) => one - other));
    expect(written.length).toBeLessThanOrEqual(8);
  });

  test('is not harmed by a report that cannot be written', async () => {
    const id = await start(ctx);
    const step = createRecorder(ctx, await beginJob(ctx, id), (_, work) => work());
    await step('copy', async (report) => {
      report(Number.NaN, 'no number');
      await new Promise((resolve) => setTimeout(resolve, 100)); // an unhandled rejection would end the run
      return { provider: 'fake-text', note: 'done' };
    });
    expect(await stepOf(id)).toMatchObject({ state: 'done', note: 'done' });
  });

  test('that fails says so, and throws what it failed of; one that is stopped stays as it was', async () => {
    const id = await start(ctx);
    const failing = async () => {
      throw new Error('out of ink');
    };
    await expect(createRecorder(ctx, await beginJob(ctx, id), (_, work) => work())('copy', failing)).rejects.toThrow('out of ink');
    expect(await stepOf(id)).toMatchObject({ state: 'failed', ms: expect.any(Number) });
    const stop = new AbortController();
    const stopped = createRecorder({ ...ctx, signal: stop.signal }, await beginJob(ctx, id), (_, work) => work());
    const stopping = async () => {
      stop.abort();
      return failing();
    };
    await expect(stopped('copy', stopping)).rejects.toThrow('out of ink');
    expect(await stepOf(id)).toMatchObject({ state: 'running' });
    await expect(stopped('story', failing)).rejects.toMatchObject({ name: 'AbortError' });
  });

  test('that this run was not asked for is passed over', async () => {
    const job = await beginJob(ctx, await start(ctx));
    const step = createRecorder(ctx, { ...job, run: { ...job.run, steps: ['music'] } }, (_, work) => work());
    expect(await step('copy', () => Promise.reject(new Error('it was begun')))).toBeUndefined();
    expect(await step('music', async () => ({ provider: 'fake-music', note: 'warm' }))).toMatchObject({ note: 'warm' });
  });
});

test('a story is told in every language of the launch', async () => {
  const launchId = await start(ctx, { languages: ['it', 'en'] });
  const launch = await beginJob(ctx, launchId);
  expect(await writeStories(ctx, launch)).toEqual({ provider: 'fake-text', note: '45 words for 30 seconds' });
  const rows = await ctx.db.selectFrom('story').select('language').where('subject_id', '=', launchId).orderBy('language').execute();
  expect(rows).toEqual([{ language: 'en' }, { language: 'it' }]);
});
