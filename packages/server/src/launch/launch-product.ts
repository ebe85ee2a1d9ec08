import type { Ctx, Step, WorkflowDefinition } from '#platform';
import { conclude } from './approval/conclude.ts';
import { beginRun, endRun } from './remakes/runs.store.ts';
import { createRecorder } from './steps/record-step.ts';
import * as steps from './steps/steps.ts';

/**
 * The main job: one photo and a few words become a product, its texts, its films and its kits, which go out by a person's yes or by
 * themselves. A run makes all of it or the parts that were asked for; a step that is not among its own is passed over.
 */
async function makeLaunch(ctx: Ctx, runId: string, durable: Step): Promise<void> {
  const job = await beginRun(ctx, runId);
  if (!job) return;
  const step = createRecorder(ctx, job, durable);
  try {
    await step('photo', (report) => steps.preparePhotos(ctx, job, report));
    await step('copy', (report) => steps.writeTexts(ctx, job, report));
    await step('story', () => steps.writeStories(ctx, job));
    await step('narration', (report) => steps.narrate(ctx, job, report));
    await step('pictures', (report) => steps.frame(ctx, job, report));
    await step('music', () => steps.compose(ctx, job));
    const gate = await step('moderation', () => steps.passTheGate(ctx, job));
    if (gate?.held) return await endRun(ctx, job, { status: 'held' });
    await step('product', () => steps.prepareProduct(ctx, job));
    await step('films', (report) => steps.film(ctx, job, report));
    await step('thumbnails', () => steps.drawThumbnails(ctx, job));
    await step('kits', (report) => steps.packKits(ctx, job, report));
    await step('posts', () => steps.planPosts(ctx, job));
    await conclude(ctx, job);
  } catch (error) {
    if (ctx.signal.aborted) throw error; // the process stops and another goes on, or the launch was cancelled
    ctx.log.error({ err: error, launchId: job.id }, 'the launch failed');
    await endRun(ctx, job, { status: 'failed', error });
  }
}

/** The first run of a launch; its subject is the launch. Goes on after a crash. */
export const launchProduct: WorkflowDefinition = { name: 'launchProduct', queue: 'launches', run: makeLaunch };

/** Every later run; its subject is the row that says what is to be made again. Somebody waits for it: it goes before whole launches. */
export const remakeLaunch: WorkflowDefinition = { name: 'remakeLaunch', queue: 'launches', priority: 50, run: makeLaunch };
