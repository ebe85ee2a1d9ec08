import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type CaptionPage, type FilmPlan, type RenderResult, type SceneRole, SHAPES, type Shape } from '@bottega/contracts';
import { BottegaError, type Ctx, type Swatch, withScratchFolder } from '#platform';
import { type Asset, fetchAssets, listAssets, OWN_MAKING, saveAsset } from '../assets/assets.store.ts';
import { type Cue, pagesToCues, shareOut, toSrt, toVtt } from '../captions/caption-files.ts';
import { findMusic } from '../music/compose-music.ts';
import { retime } from '../captions/retime.ts';
import { listNarration } from '../narration/speak-story.ts';
import { listScenePictures } from '../pictures/frame-scenes.ts';
import { getStory } from '../stories/write-story.ts';
import { chooseScenes, planFilm, type SceneMaterial } from './plan-film.ts';

export type FilmDetails = { readonly shape: Shape; readonly width: number; readonly height: number; readonly seconds: number };
export type CaptionDetails = { readonly language: string; readonly format: 'srt' | 'vtt' };

/** About what the films of one launch and their parts take on disk. */
const FILM_BYTES = 100 * 1024 * 1024;

type FilmInput = {
  subjectId: string;
  /** The first is spoken and burnt in; captions are written in all. */
  languages: readonly string[];
  seconds: number;
  palette: readonly Swatch[];
  onProgress?: (done: number, note: string) => void;
};

/** Makes the three films and the caption files. Chunks that are finished are kept by content and never made again. */
export async function renderFilms(ctx: Ctx, input: FilmInput): Promise<Omit<RenderResult, 'captions'>> {
  const { plan, roles } = await makePlan(ctx, input);
  await checkGlyphs(ctx, plan);
  await ctx.space.require(FILM_BYTES);
  return withScratchFolder(ctx.data, 'films', async (outFolder) => {
    const job = { plan, shapes: SHAPES, outFolder, cacheFolder: path.join(ctx.data, 'cache', 'film'), workers: ctx.filmWorkers };
    const { captions, ...rendered } = await ctx.media.render(job, {
      signal: ctx.signal,
      ...(input.onProgress ? { onProgress: input.onProgress } : {}),
    });
    for (const { path: file, bytes: _, ...details } of rendered.films) {
      const asset = { subjectId: input.subjectId, kind: 'film', name: details.shape, extension: 'mp4', audience: 'public' } as const;
      await saveAsset(ctx, { ...asset, ...OWN_MAKING, path: file, details: details satisfies FilmDetails });
    }
    await writeCaptions(ctx, { ...input, plan, roles, pages: captions, folder: outFolder });
    return rendered;
  });
}

async function makePlan(ctx: Ctx, { subjectId, languages, seconds, palette }: FilmInput): Promise<{ plan: FilmPlan; roles: SceneRole[] }> {
  const language = languages[0] as string;
  const [{ scenes }, voices, pictures, music] = await Promise.all([
    getStory(ctx, subjectId, language),
    listNarration(ctx, subjectId),
    listScenePictures(ctx, subjectId),
    findMusic(ctx, subjectId),
  ]);
  await fetchAssets(ctx, [...voices, ...pictures.values(), ...(music ? [music] : [])]);
  const materials = scenes.map((scene, index): SceneMaterial => {
    const [voice, picture] = [voices[index], pictures.get(scene.role)];
    if (!voice || !picture) throw new BottegaError('not_found', `Scene ${index + 1} has no voice or no picture.`);
    const words = scene.caption === undefined ? voice.details.words : retime(voice.details.words, scene.caption);
    return { scene, picture: { path: picture.path, focus: picture.details.focus }, voice: { path: voice.path, ...voice.details, words } };
  });
  const chosen = chooseScenes(materials, seconds);
  const plan = planFilm({ materials: chosen, seconds, language, palette, ...(music ? { music: music.path } : {}) });
  return { plan, roles: chosen.map(({ scene }) => scene.role) };
}

/** Every letter is known to be drawable before the first frame is. */
async function checkGlyphs(ctx: Ctx, plan: FilmPlan): Promise<void> {
  const texts = plan.scenes.flatMap(({ card, voice }) => [
    card?.title ?? '',
    card?.line ?? '',
    ...(voice?.words.map(({ word }) => word) ?? []),
  ]);
  const { missing } = await ctx.media.checkGlyphs(texts, { signal: ctx.signal });
  if (missing.length > 0) {
    throw new BottegaError('invalid_input', `Our fonts cannot draw these characters of the film's text: ${missing.join(' ')}`, {
      problems: [{ path: 'name', message: `leave out or write differently: ${missing.join(' ')}` }],
    });
  }
}

type CaptionInput = {
  subjectId: string;
  languages: readonly string[];
  plan: FilmPlan;
  roles: readonly SceneRole[];
  pages: readonly CaptionPage[];
  folder: string;
};

async function writeCaptions(ctx: Ctx, input: CaptionInput): Promise<void> {
  for (const language of input.languages) {
    const cues = language === input.plan.language ? pagesToCues(input.pages) : await translateCues(ctx, input, language);
    for (const format of ['srt', 'vtt'] as const) {
      const file = path.join(input.folder, `${language}.${format}`);
      await writeFile(file, format === 'srt' ? toSrt(cues) : toVtt(cues));
      const asset = {
        subjectId: input.subjectId,
        kind: 'captions',
        name: `${language} ${format}`,
        extension: format,
        audience: 'public',
      } as const;
      await saveAsset(ctx, { ...asset, ...OWN_MAKING, path: file, details: { language, format } satisfies CaptionDetails });
    }
  }
}

/** The same story was written in the other language: its scenes are heard at the same time. */
async function translateCues(ctx: Ctx, { subjectId, plan, roles }: CaptionInput, language: string): Promise<Cue[]> {
  const { scenes } = await getStory(ctx, subjectId, language);
  let start = 0;
  const timed = plan.scenes.map((scene, index) => {
    const from = start + (scene.voice?.delay ?? 0);
    const heard = scene.voice?.words.at(-1)?.end ?? scene.seconds;
    start += scene.seconds;
    const read = scenes.find(({ role }) => role === roles[index]);
    return { text: read?.caption ?? read?.narration ?? '', start: from, end: Math.min(from + heard, start) };
  });
  return shareOut(timed.filter(({ text }) => text !== ''));
}

export const listFilms = (ctx: Ctx, subjectId: string): Promise<Asset<FilmDetails>[]> => listAssets<FilmDetails>(ctx, subjectId, 'film');
export const listCaptions = (ctx: Ctx, subjectId: string): Promise<Asset<CaptionDetails>[]> =>
  listAssets<CaptionDetails>(ctx, subjectId, 'captions');
