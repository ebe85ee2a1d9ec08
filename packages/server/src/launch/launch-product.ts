import type { WorkflowDefinition } from '#platform';
import { getLaunchBrief, setFailed, setStatus } from './launches/launches.store.ts';
import { createRecorder } from './steps/record-step.ts';
import * as steps from './steps/steps.ts';

/** The main job: one photo and a few words become a product on sale, its texts, its films and its kits. Goes on after a crash. */
export const launchProduct: WorkflowDefinition = {
  name: 'launchProduct',
  async run(ctx, launchId, durable) {
    const launch = await getLaunchBrief(ctx, launchId);
    const step = createRecorder(ctx, launchId, durable);
    await setStatus(ctx, launchId, 'running');
    try {
      await step('photo', (report) => steps.preparePhotos(ctx, launch, report));
      await step('copy', (report) => steps.writeTexts(ctx, launch, report));
      const { productId } = await step('product', () => steps.putOnSale(ctx, launch));
      await step('story', () => steps.writeStories(ctx, launch));
      await step('narration', (report) => steps.narrate(ctx, launch, report));
      await step('pictures', (report) => steps.frame(ctx, launch, report));
      await step('music', () => steps.compose(ctx, launch));
      const { held } = await step('moderation', () => steps.passTheGate(ctx, launch));
      if (held) return await setStatus(ctx, launchId, 'held');
      await step('films', (report) => steps.film(ctx, launch, report));
      await step('thumbnails', () => steps.drawThumbnails(ctx, launch, productId));
      await step('kits', (report) => steps.packKits(ctx, launch, productId, report));
      await step('posts', () => steps.schedulePosts(ctx, launch, productId));
      await setStatus(ctx, launchId, 'completed');
    } catch (error) {
      if (ctx.signal.aborted) throw error;
      ctx.log.error({ err: error, launchId }, 'the launch failed');
      await setFailed(ctx, launchId, error);
    }
  },
};
