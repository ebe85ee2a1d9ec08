import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { SHAPE_SIZES, type FilmPlan, type ProviderOf } from '@bottega/contracts';
import { drawProduct, fakeImage, fakeModeration, fakeMusic, fakeSpeech, fakeText } from '@bottega/contracts/fakes';
import { expect, vi } from 'vitest';
import { type Ctx, type MediaWorker, startDelivery, startWorkflows } from '#platform';
import { openTestWorld, type TestWorld } from '../../testing/test-world.ts';
import { launchProduct, remakeLaunch } from '../launch-product.ts';
import type { LaunchStatus } from '../launches/launch-states.ts';
import { readLaunch } from '../launches/launches.store.ts';
import { type StartLaunch, startLaunch } from '../launches/start-launch.ts';
import { listeners } from '../module.ts';
import { bowlLaunch } from './workshop.ts';

/** A media worker that writes small files in place of films, and remembers what it was asked for. */
export type FakeMedia = MediaWorker & {
  readonly plans: readonly FilmPlan[];
  /** The next film is not finished before it is cancelled. */
  hangNext(): void;
};

/** A world in which launches are made from beginning to end, by fakes. */
export type LaunchHouse = {
  readonly world: TestWorld;
  readonly media: FakeMedia;
  readonly photos: readonly string[];
  readonly text: ReturnType<typeof fakeText>;
  readonly image: ReturnType<typeof fakeImage>;
  createCtx(options?: Parameters<TestWorld['createCtx']>[0]): Promise<Ctx>;
  launch(ctx: Ctx, changes?: Partial<StartLaunch>): Promise<string>;
  until(ctx: Ctx, launchId: string, status: LaunchStatus): Promise<void>;
  close(): Promise<void>;
};

export async function openLaunchHouse(providers: readonly ProviderOf[keyof ProviderOf][] = []): Promise<LaunchHouse> {
  const [text, image] = [fakeText(), fakeImage()];
  const fakes = [text, fakeSpeech({ languages: ['en', 'it', 'ar'] }), image, fakeMusic(), fakeModeration()];
  const world = await openTestWorld([...providers, ...fakes]);
  const media = fakeMedia();
  const ground = { ...world.ground, media };
  const photos = [1, 2, 3].map((seed) => path.join(world.folder, `photo-${seed}.png`));
  for (const [index, photo] of photos.entries()) await drawProduct(photo, { size: 240, seed: index + 1 });
  const stopping = new AbortController();
  const workflows = await startWorkflows(ground, [launchProduct, remakeLaunch], { stopping: stopping.signal });
  const delivery = startDelivery(ground, listeners);
  return {
    world,
    media,
    photos,
    text,
    image,
    createCtx: async (options) => ({ ...(await world.createCtx(options)), media }),
    launch: async (ctx, changes = {}) =>
      (await startLaunch(ctx, bowlLaunch(photos[0] as string, { languages: ['en'], approval: 'person', ...changes }))).launchId,
    until: (ctx, launchId, status) =>
      vi.waitFor(async () => expect((await readLaunch(ctx, launchId)).status).toBe(status), { timeout: 20_000, interval: 25 }),
    async close() {
      stopping.abort();
      await delivery.stop();
      await workflows.stop();
      await world.close();
    },
  };
}

function fakeMedia(): FakeMedia {
  const plans: FilmPlan[] = [];
  let hangs = false;
  return {
    plans,
    hangNext() {
      hangs = true;
    },
    async render({ plan, shapes, outFolder }, { signal, onProgress }) {
      plans.push(plan);
      onProgress?.(0.5, 'half of it');
      if (hangs) {
        hangs = false;
        await new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason), { once: true }));
      }
      const seconds = plan.scenes.reduce((sum, scene) => sum + scene.seconds, 0);
      const films = shapes.map(async (shape) => {
        const content = createHash('sha256')
          .update(JSON.stringify([shape, plan]))
          .digest('hex');
        const file = path.join(outFolder, `${shape.replace(':', 'x')}.mp4`);
        await writeFile(file, content);
        return { shape, path: file, ...SHAPE_SIZES[shape], seconds, bytes: content.length };
      });
      return {
        films: await Promise.all(films),
        captions: plan.scenes.map(({ voice }, index) => ({ start: index, end: index + 1, words: voice?.words ?? [] })),
        chunks: { rendered: 12, reused: 0 },
        sound: { lufs: -14, truePeakDb: -1, voiceOverMusicDb: 12 },
        cpuSeconds: 0,
      };
    },
    voice: () => Promise.reject(new Error('the fake media worker does not speak')),
    async thumbnail({ shape, title, outPath }) {
      await writeFile(outPath, `${shape} ${title}`);
      return { path: outPath, ...SHAPE_SIZES[shape], bytes: title.length };
    },
    paper: () => Promise.reject(new Error('the fake media worker does not print')),
    checkGlyphs: async (texts) => ({ missing: texts.join('').includes('ꙮ') ? ['ꙮ'] : [] }),
    measure: () => Promise.reject(new Error('the fake media worker does not measure')),
    stop: async () => undefined,
  };
}
