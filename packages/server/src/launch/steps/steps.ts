import { attachFilms, getProduct } from '#commerce';
import { draftPosts, type KitMaterial, writeKits } from '#channels';
import { type Ctx, loadPictures, makePictureSizes, type PictureView, fileKey, getFile } from '#platform';
import {
  composeMusic,
  frameScenes,
  listCaptions,
  listCopy,
  listFilms,
  listThumbnails,
  makeThumbnails,
  moderate,
  OWN_MAKING,
  renderFilms,
  speakStory,
  type Verdict,
  writeCopy,
  writeStory,
} from '#studio';
import type { LaunchBrief } from '../launches/launch.ts';
import { setProduct } from '../launches/launches.store.ts';
import { gatherFacts, gatherFilmFacts, mainPalette, TEXT_CHANNELS } from './facts.ts';
import type { Report, StepOutcome } from './record-step.ts';
import { sellProduct } from './sell-product.ts';

// Each step does its work in its own room, may be run again after a crash, and says one fact about it.

const HOUSE = 'bottega';

/** Sizes and formats of every photo, for every use. */
export async function preparePhotos(ctx: Ctx, { pictureIds }: LaunchBrief, report: Report): Promise<StepOutcome> {
  for (const [index, id] of pictureIds.entries()) {
    await makePictureSizes(ctx, id);
    report((index + 1) / pictureIds.length, `photo ${index + 1} of ${pictureIds.length}`);
  }
  const [main] = pictureIds;
  const sizes = main ? ((await loadPictures(ctx, [main])).get(main)?.sizes.length ?? 0) : 0;
  return { provider: HOUSE, note: `place data stripped, ${sizes} sizes each` };
}

export async function writeTexts(ctx: Ctx, launch: LaunchBrief, report: Report): Promise<StepOutcome> {
  const facts = await gatherFacts(ctx, launch);
  const input = { subjectId: launch.id, facts, channels: TEXT_CHANNELS, languages: launch.languages, seed: launch.seed };
  const { provider } = await writeCopy(ctx, { ...input, onProgress: report });
  return { provider, note: `${TEXT_CHANNELS.length} places, ${launch.languages.join(', ')}` };
}

export async function putOnSale(ctx: Ctx, launch: LaunchBrief): Promise<StepOutcome & { productId: string }> {
  const product = await sellProduct(ctx, { ...launch, key: launch.id, subjectId: launch.id, language: launch.languages[0] as string });
  await setProduct(ctx, launch.id, product);
  return { provider: HOUSE, note: `on sale, ${launch.stock} in stock`, productId: product.id };
}

export async function writeStories(ctx: Ctx, launch: LaunchBrief): Promise<StepOutcome> {
  const facts = await gatherFilmFacts(ctx, launch);
  let words = 0;
  let provider = '';
  for (const language of launch.languages) {
    const written = await writeStory(ctx, { subjectId: launch.id, facts, language, seconds: launch.seconds, seed: launch.seed });
    provider = written.provider;
    words ||= written.story.scenes
      .map(({ narration }) => narration)
      .join(' ')
      .split(/\s+/).length;
  }
  return { provider, note: `${words} words for ${launch.seconds} seconds` };
}

export async function narrate(ctx: Ctx, launch: LaunchBrief, report: Report): Promise<StepOutcome> {
  const facts = await gatherFilmFacts(ctx, launch);
  const language = launch.languages[0] as string;
  const input = { subjectId: launch.id, facts, language, seconds: launch.seconds, seed: launch.seed };
  const { provider, seconds } = await speakStory(ctx, { ...input, onProgress: report });
  return { provider, note: `${seconds.toFixed(1)} seconds of voice in ${language}` };
}

export async function frame(ctx: Ctx, launch: LaunchBrief, report: Report): Promise<StepOutcome> {
  const input = { subjectId: launch.id, pictureIds: launch.pictureIds, name: launch.name, seed: launch.seed };
  const { provider } = await frameScenes(ctx, { ...input, onProgress: report });
  return { provider, note: 'the whole, close-ups where the eye goes' };
}

export async function compose(ctx: Ctx, launch: LaunchBrief): Promise<StepOutcome> {
  const input = { subjectId: launch.id, seconds: launch.seconds, category: launch.category, seed: launch.seed };
  const { provider, mood } = await composeMusic(ctx, input);
  return { provider, note: `${mood}, fitted to the film` };
}

export async function passTheGate(ctx: Ctx, launch: LaunchBrief): Promise<StepOutcome & { held: boolean }> {
  const { pictureIds, languages, name, notes } = launch;
  const verdict: Verdict = await moderate(ctx, { subjectId: launch.id, pictureIds, languages, name, notes });
  const held = verdict.findings.length > 0;
  const kinds = new Set(verdict.findings.map(({ rule, excerpt }) => `${rule} ${excerpt}`)).size;
  const note = held ? `${kinds} findings wait for a person` : `${verdict.judged} texts and pictures passed`;
  return { provider: verdict.provider, note, held };
}

export async function film(ctx: Ctx, launch: LaunchBrief, report: Report): Promise<StepOutcome> {
  const palette = await mainPalette(ctx, launch);
  const input = { subjectId: launch.id, languages: launch.languages, seconds: launch.seconds, palette };
  const { chunks, sound } = await renderFilms(ctx, { ...input, onProgress: report });
  const reused = chunks.reused > 0 ? `, ${chunks.reused} chunks used again` : '';
  return {
    provider: OWN_MAKING.provider,
    note: `3 shapes, ${chunks.rendered} chunks made${reused}, ${sound.lufs.toFixed(1)} LUFS, voice ${sound.voiceOverMusicDb.toFixed(0)} dB over the music`,
  };
}

/** Stills for the films; with them the films go onto the product's page. */
export async function drawThumbnails(ctx: Ctx, launch: LaunchBrief, productId: string): Promise<StepOutcome> {
  const palette = await mainPalette(ctx, launch);
  const facts = await gatherFilmFacts(ctx, launch);
  await makeThumbnails(ctx, { subjectId: launch.id, title: facts.name, language: launch.languages[0] as string, palette });
  const [films, thumbnails, captions] = await Promise.all([
    listFilms(ctx, launch.id),
    listThumbnails(ctx, launch.id),
    listCaptions(ctx, launch.id),
  ]);
  await attachFilms(ctx, {
    productId,
    films: films.map(({ fileId, details }) => ({
      ...details,
      fileId,
      posterFileId: thumbnails.find((thumbnail) => thumbnail.details.shape === details.shape)?.fileId ?? null,
      captions: captions
        .filter(({ details: { format } }) => format === 'vtt')
        .map((file) => ({ language: file.details.language, fileId: file.fileId })),
    })),
  });
  return { provider: OWN_MAKING.provider, note: `${thumbnails.length} stills` };
}

export async function packKits(ctx: Ctx, launch: LaunchBrief, productId: string, report: Report): Promise<StepOutcome> {
  const material = await gatherKitMaterial(ctx, launch, productId);
  const { kits, problems } = await writeKits(ctx, { subjectId: launch.id, folderName: launch.id, material, onProgress: report });
  return { provider: HOUSE, note: `${kits} kits${problems > 0 ? `, ${problems} things to mend` : ''}` };
}

async function gatherKitMaterial(ctx: Ctx, launch: LaunchBrief, productId: string): Promise<KitMaterial> {
  const [copy, films, captions, thumbnails, pictures, product] = await Promise.all([
    listCopy(ctx, launch.id),
    listFilms(ctx, launch.id),
    listCaptions(ctx, launch.id),
    listThumbnails(ctx, launch.id),
    loadPictures(ctx, launch.pictureIds),
    getProduct(ctx, { id: productId }),
  ]);
  const order = (text: { language: string }) => launch.languages.indexOf(text.language);
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

export async function schedulePosts(ctx: Ctx, launch: LaunchBrief, productId: string): Promise<StepOutcome> {
  const { posts } = await draftPosts(ctx, { subjectId: launch.id, productId });
  return { provider: HOUSE, note: `${posts} drafts, ${ctx.shop.timeZone} time` };
}
