import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { type FilmPlan, type RenderJob, type RenderResult, SHAPE_SIZES, type Shape } from '@bottega/contracts';
import { type Child, inTurn, takeChild } from '../children.ts';
import { badInput } from '../failure.ts';
import type { SoundFacts, SoundJob } from '../sound/make-sound.ts';
import { cachedPath, isCached, openCache, readTrack } from './chunk-cache.ts';
import { type ChunkJob, cutChunk, filmCaptions, type Piece, pieceKey, planChunks, sceneFrames } from './chunk-plan.ts';
import { SOUND_ENCODING } from './encoding.ts';
import { type Progress, startProgress } from './progress.ts';

/** Raised when the same recordings would be mixed to other sound. */
const SOUND_VERSION = 1;

type KeptPiece = Piece & { readonly path: string; readonly isDone: boolean };
/** A scene in one shape, with its pieces in order. */
type Chunk = { readonly job: ChunkJob; readonly pieces: readonly KeptPiece[] };
type Sound = { readonly job: SoundJob; readonly path: string; readonly isDone: boolean };

async function contentOf(path: string, what: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash).catch((error: unknown) => {
    throw badInput(`${what} ${path} cannot be read. Check that the file is there.`, error);
  });
  return hash.digest('hex');
}

async function planFilm(job: RenderJob): Promise<Chunk[]> {
  const contents = await Promise.all(
    job.plan.scenes.map(({ picture }, index) => contentOf(picture.path, `The picture of scene ${index + 1},`)),
  );
  const jobs = job.shapes.flatMap((shape) => planChunks(job.plan, shape, contents));
  return Promise.all(
    jobs.map(async (chunk) => ({
      job: chunk,
      pieces: await Promise.all(
        cutChunk(chunk).map(async (piece) => {
          const path = cachedPath(job.cacheFolder, pieceKey(chunk, piece));
          return { ...piece, path, isDone: await isCached(path) };
        }),
      ),
    })),
  );
}

const missingOf = ({ pieces }: Chunk): KeptPiece[] => pieces.filter(({ isDone }) => !isDone);
const framesIn = (pieces: readonly Piece[]): number => pieces.reduce((sum, { frames }) => sum + frames, 0);

function framesOf(plan: FilmPlan): number {
  return plan.scenes.reduce((sum, scene) => sum + sceneFrames(scene, plan.fps), 0);
}

async function planSound({ plan, cacheFolder }: RenderJob): Promise<Sound> {
  let frames = 0;
  const voices = plan.scenes.flatMap((scene) => {
    const at = frames / plan.fps + (scene.voice?.delay ?? 0);
    frames += sceneFrames(scene, plan.fps);
    return scene.voice === undefined ? [] : [{ path: scene.voice.path, at }];
  });
  const job = { seconds: frames / plan.fps, voices, ...(plan.music === undefined ? {} : { music: plan.music.path }) };
  const heard = await Promise.all(voices.map(async ({ path, at }) => [await contentOf(path, 'The voice'), at]));
  const music = plan.music === undefined ? null : await contentOf(plan.music.path, 'The music');
  const identity = JSON.stringify([SOUND_VERSION, SOUND_ENCODING, job.seconds, heard, music]);
  const path = cachedPath(cacheFolder, createHash('sha256').update(identity).digest('hex'));
  return { job, path, isDone: await isCached(path) };
}

/**
 * Makes what is missing on the children side by side: the sound, then scene by scene so that the shapes share a decoded picture.
 * Films that are made at the same time take turns, a scene each, so that together they keep no more processors busy than there are.
 */
async function makeMissing(missing: readonly Chunk[], sound: Sound, children: readonly Child[], progress: Progress): Promise<void> {
  const sounds = sound.isDone ? [] : [(child: Child): Promise<void> => child.run('sound', { job: sound.job, path: sound.path })];
  const chunks = missing
    .toSorted((a, b) => a.job.scene - b.job.scene)
    .map((chunk) => async (child: Child): Promise<void> => {
      const pieces = missingOf(chunk);
      const step = progress.start(chunk.job);
      await child.run('chunk', { job: chunk.job, pieces }, step.advance);
      step.advance(framesIn(pieces));
    });
  const waiting = [...sounds, ...chunks];
  const work = async (child: Child): Promise<void> => {
    for (let task = waiting.shift(); task !== undefined; task = waiting.shift()) {
      const next = task;
      await inTurn(() => next(child));
    }
  };
  await Promise.all(children.map(work));
}

async function muxFilms(job: RenderJob, chunks: readonly Chunk[], sound: Sound, child: Child): Promise<RenderResult['films']> {
  const films: RenderResult['films'][number][] = [];
  for (const shape of job.shapes) {
    let start = 0;
    const parts = chunks
      .filter((chunk) => chunk.job.shape === shape)
      .flatMap(({ pieces }) => pieces)
      .map(({ path, frames }) => {
        start += frames;
        return { path, start: start - frames };
      });
    const path = join(job.outFolder, fileNameOf(shape));
    const bytes = await child.run('mux', { shape, fps: job.plan.fps, chunks: parts, sound: sound.path, outPath: path });
    films.push({ shape, path, ...SHAPE_SIZES[shape], seconds: framesOf(job.plan) / job.plan.fps, bytes });
  }
  return films;
}

export function fileNameOf(shape: Shape): string {
  return `${shape.replace(':', 'x')}.mp4`;
}

/** Everything that may run at once is taken here, and given back whatever happens. */
async function withChildren<T>(count: number, signal: AbortSignal, use: (children: readonly Child[]) => Promise<T>): Promise<T> {
  const children = Array.from({ length: count }, () => takeChild(signal));
  try {
    return await use(children);
  } finally {
    for (const child of children) child.leave();
  }
}

/**
 * Renders a film in the asked shapes. Only pieces and sound that are not in the cache are made; each enters the cache when it
 * is whole, so a render that was killed goes on where it stood. `report` is told the share done and a note.
 * @throws Failure bad_input for files that cannot be used, disk_full, cancelled.
 */
export async function renderFilm(job: RenderJob, report: (done: number, note: string) => void, signal: AbortSignal): Promise<RenderResult> {
  await openCache(job.cacheFolder);
  await mkdir(job.outFolder, { recursive: true });
  const [chunks, sound] = await Promise.all([planFilm(job), planSound(job)]);
  const missing = chunks.filter((chunk) => missingOf(chunk).length > 0);
  const pieces = chunks.flatMap((chunk) => chunk.pieces);
  const rendered = pieces.filter(({ isDone }) => !isDone).length;
  const progress = startProgress(
    chunks.map((chunk) => ({ job: chunk.job, missingFrames: framesIn(missingOf(chunk)) })),
    job.plan.scenes.length,
    report,
  );
  const tasks = missing.length + (sound.isDone ? 0 : 1);
  // One at least, to join the pieces where none is missing.
  return withChildren(Math.max(1, Math.min(job.workers, tasks)), signal, async (children) => {
    await makeMissing(missing, sound, children, progress);
    progress.say('joining pictures and sound');
    const films = await inTurn(() => muxFilms(job, chunks, sound, children[0]!));
    return {
      films,
      captions: filmCaptions(job.plan),
      chunks: { rendered, reused: pieces.length - rendered },
      sound: (await readTrack<SoundFacts>(sound.path)).about,
      cpuSeconds: children.reduce((sum, child) => sum + child.cpuSeconds(), 0),
    };
  });
}
