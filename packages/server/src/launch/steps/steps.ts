import type { Revision } from '@bottega/contracts';
import { draftPosts, type KitMaterial, writeKits } from '#channels';
import { getProduct } from '#commerce';
import { BottegaError, type Ctx, fileKey, getFile, loadPictures, makePictureSizes, type PictureView } from '#platform';
import {
  composeMusic,
  fetchAssets,
  frameScenes,
  listCaptions,
  listCopy,
  listFilms,
  listThumbnails,
  makeThumbnails,
  markShown,
  moderate,
  OWN_MAKING,
  renderFilms,
  speakScenesAgain,
  speakStory,
  type Verdict,
  writeCopy,
  writeStory,
} from '#studio';
import { changeLaunch, readLaunch } from '../launches/launches.store.ts';
import { asksForText, scenesToFrame, scenesToSpeak } from '../remakes/remake.ts';
import type { LaunchJob } from '../remakes/runs.store.ts';
import { gatherFacts, gatherFilmFacts, mainPalette, SHOP_CHANNEL, TEXT_CHANNELS } from './facts.ts';
import type { Report, StepOutcome } from './record-step.ts';
import { makeProduct, sellProduct } from './sell-product.ts';

// Each step does its work in its own room, may be run again after a crash, and says one fact about it.

const HOUSE = 'bottega';

/** Sizes and formats of every photo, for every use. */
export async function preparePhotos(ctx: Ctx, { pictureIds }: LaunchJob, report: Report): Promise<StepOutcome> {
  for (const [index, id] of pictureIds.entries()) {
    await makePictureSizes(ctx, id);
    report((index + 1) / pictureIds.length, `photo ${index + 1} of ${pictureIds.length}`);
  }
  const [main] = pictureIds;
  const sizes = main ? ((await loadPictures(ctx, [main])).get(main)?.sizes.length ?? 0) : 0;
  return { provider: HOUSE, note: `place data stripped, ${sizes} sizes each` };
}

export async function writeTexts(ctx: Ctx, job: LaunchJob, report: Report): Promise<StepOutcome> {
  const facts = await gatherFacts(ctx, job);
  const { provider, texts } = await writeCopy(ctx, {
    ...{ subjectId: job.id, facts, channels: TEXT_CHANNELS, languages: job.languages, seed: job.seed, onProgress: report },
    isWanted: ({ channel, language }) => asksForText(job.run.parts, channel, language),
    revisionOf: ({ channel, language }) => revisionOf(job, `copy ${channel} ${language}`),
  });
  const places = texts === TEXT_CHANNELS.length * job.languages.length ? `${TEXT_CHANNELS.length} places` : `${texts} texts again`;
  return { provider, note: `${places}, ${job.languages.join(', ')}` };
}

/** Why a text is written again, and what was sent back; nothing the first time. */
function revisionOf({ run }: LaunchJob, place: string): Revision | undefined {
  const rejected = run.rejected.filter((text) => text.place === place).map(({ text }) => text);
  return rejected.length > 0 ? { reason: run.reason, rejected } : undefined;
}

/** What a story is written from, in one language. */
async function storyInput(ctx: Ctx, job: LaunchJob, language: string) {
  const revision = revisionOf(job, `story ${language}`);
  const facts = await gatherFilmFacts(ctx, job);
  return { subjectId: job.id, facts, language, seconds: job.seconds, seed: job.seed, ...(revision ? { revision } : {}) };
}

export async function writeStories(ctx: Ctx, job: LaunchJob): Promise<StepOutcome> {
  let words = 0;
  let provider = '';
  for (const language of job.languages) {
    const written = await writeStory(ctx, await storyInput(ctx, job, language));
    provider = written.provider;
    words ||= written.story.scenes
      .map(({ narration }) => narration)
      .join(' ')
      .split(/\s+/).length;
  }
  return { provider, note: `${words} words for ${job.seconds} seconds` };
}

export async function narrate(ctx: Ctx, job: LaunchJob, report: Report): Promise<StepOutcome> {
  const language = job.languages[0] as string;
  const input = { ...(await storyInput(ctx, job, language)), onProgress: report };
  const scenes = scenesToSpeak(job.run.parts);
  const { provider, seconds } = scenes ? await speakScenesAgain(ctx, { ...input, scenes }) : await speakStory(ctx, input);
  return { provider, note: `${seconds.toFixed(1)} seconds of voice in ${language}` };
}

export async function frame(ctx: Ctx, job: LaunchJob, report: Report): Promise<StepOutcome> {
  const { pictureIds, scenePhotos, name, seed } = job;
  const scenes = scenesToFrame(job.run.parts);
  const input = { subjectId: job.id, pictureIds, scenePhotos, scenes, name, seed, onProgress: report };
  const { provider, framed } = await frameScenes(ctx, input);
  if (framed === 0) return { provider: HOUSE, note: 'every scene keeps its picture' };
  return { provider, note: scenes ? `${framed} scenes again` : 'the whole, close-ups where the eye goes' };
}

export async function compose(ctx: Ctx, job: LaunchJob): Promise<StepOutcome> {
  const input = { subjectId: job.id, seconds: job.seconds, category: job.category, seed: job.seed };
  const { provider, mood } = await composeMusic(ctx, input);
  return { provider, note: `${mood}, fitted to the film` };
}

export async function passTheGate(ctx: Ctx, job: LaunchJob): Promise<StepOutcome & { held: boolean }> {
  const { pictureIds, languages, name, notes } = job;
  const verdict: Verdict = await moderate(ctx, { subjectId: job.id, pictureIds, languages, name, notes });
  const held = verdict.findings.length > 0;
  const note = held ? `${verdict.findings.length} findings wait for a person` : `${verdict.judged} texts and pictures passed`;
  return { provider: verdict.provider, note, held };
}

/** A draft until the launch is approved; on sale at once where no person is asked. */
export async function prepareProduct(ctx: Ctx, job: LaunchJob): Promise<StepOutcome> {
  const written = { ...job, key: job.id, subjectId: job.id, language: job.languages[0] as string };
  const known = await readLaunch(ctx, job.id);
  const product = await (job.approval === 'itself' && !known.product_id ? sellProduct : makeProduct)(ctx, written);
  if (!known.product_id) {
    await markShown(ctx, job.id, SHOP_CHANNEL.id);
    await changeLaunch(ctx, job.id, { product_id: product.id, product_slug: product.slug });
  }
  const note = product.status === 'on_sale' ? `on sale, ${product.stock} in stock` : `a draft, ${product.stock} in stock`;
  return { provider: HOUSE, note };
}

/** The product that this launch has made. */
async function productOf(ctx: Ctx, { id }: LaunchJob): Promise<string> {
  const { product_id } = await readLaunch(ctx, id);
  if (!product_id) throw new BottegaError('conflict', 'This launch has no product yet.');
  return product_id;
}

export async function film(ctx: Ctx, job: LaunchJob, report: Report): Promise<StepOutcome> {
  const palette = await mainPalette(ctx, job);
  const input = { subjectId: job.id, languages: job.languages, seconds: job.seconds, palette };
  const { chunks, sound } = await renderFilms(ctx, { ...input, onProgress: report });
  const reused = chunks.reused > 0 ? `, ${chunks.reused} chunks used again` : '';
  return {
    provider: OWN_MAKING.provider,
    note: `3 shapes, ${chunks.rendered} chunks made${reused}, ${sound.lufs.toFixed(1)} LUFS, voice ${sound.voiceOverMusicDb.toFixed(0)} dB over the music`,
  };
}

/** Stills for the films. */
export async function drawThumbnails(ctx: Ctx, job: LaunchJob): Promise<StepOutcome> {
  const [palette, facts] = await Promise.all([mainPalette(ctx, job), gatherFilmFacts(ctx, job)]);
  await makeThumbnails(ctx, { subjectId: job.id, title: facts.name, language: job.languages[0] as string, palette });
  return { provider: OWN_MAKING.provider, note: `${(await listThumbnails(ctx, job.id)).length} stills` };
}

export async function packKits(ctx: Ctx, job: LaunchJob, report: Report): Promise<StepOutcome> {
  const material = await gatherKitMaterial(ctx, job);
  const { kits, problems } = await writeKits(ctx, { subjectId: job.id, folderName: job.id, material, onProgress: report });
  return { provider: HOUSE, note: `${kits} kits${problems > 0 ? `, ${problems} things to mend` : ''}` };
}

async function gatherKitMaterial(ctx: Ctx, job: LaunchJob): Promise<KitMaterial> {
  const [copy, films, captions, thumbnails, pictures, product] = await Promise.all([
    listCopy(ctx, job.id),
    listFilms(ctx, job.id),
    listCaptions(ctx, job.id),
    listThumbnails(ctx, job.id),
    loadPictures(ctx, job.pictureIds),
    getProduct(ctx, { id: await productOf(ctx, job) }),
  ]);
  await fetchAssets(ctx, [...films, ...captions, ...thumbnails]);
  const order = (text: { language: string }) => job.languages.indexOf(text.language);
  return {
    copy: copy.toSorted((one, other) => order(one) - order(other)),
    films: films.map(({ path, bytes, details: { shape, seconds } }) => ({ path, bytes, shape, seconds })),
    captions: captions.map(({ path, details }) => ({ path, ...details })),
    thumbnails: thumbnails.map(({ path, details: { shape } }) => ({ path, shape })),
    pictures: await Promise.all([...pictures.values()].map((picture) => kitPicture(ctx, picture))),
    productUrl: `${ctx.shopUrl}p/${product.slug}`,
  };
}

/** The largest JPEG of a picture: what every channel takes. */
async function kitPicture(ctx: Ctx, picture: PictureView): Promise<{ path: string; bytes: number }> {
  const jpeg = picture.sizes.findLast(({ format }) => format === 'jpeg');
  if (!jpeg) throw new Error(`picture ${picture.id} has no JPEG`);
  return { path: await ctx.files.localPath(fileKey(await getFile(ctx, { id: jpeg.fileId }))), bytes: jpeg.bytes };
}

export async function planPosts(ctx: Ctx, job: LaunchJob): Promise<StepOutcome> {
  const { posts } = await draftPosts(ctx, { subjectId: job.id, productId: await productOf(ctx, job) });
  return { provider: HOUSE, note: `${posts} drafts, ${ctx.shop.timeZone} time` };
}
