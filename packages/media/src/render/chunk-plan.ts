import { createHash } from 'node:crypto';
import { type Area, type CaptionPage, type FilmPlan, type FilmScene, SHAPE_SIZES, type Shape } from '@bottega/contracts';
import { captionPages } from '../text/captions.ts';
import { VIDEO_ENCODING } from './encoding.ts';

/** Raised when the same job would give other bytes: new type, new drawing, new arithmetic. */
const VERSION = 2;

/** A scene is kept in pieces of about so many seconds, so that a changed caption costs a few of them and not the scene. */
const PIECE_SECONDS = 2;

/** A camera move over a picture; `content` is the SHA-256 of the file. It goes on for a crossfade's length into the next scene. */
export type Move = { readonly path: string; readonly content: string; readonly from: Area; readonly to: Area; readonly frames: number };

/** A caption page in frames of its scene: shown from `from` up to `to`, each word lit from its own frame on. */
export type CaptionFrames = {
  readonly from: number;
  readonly to: number;
  readonly words: readonly { readonly text: string; readonly from: number }[];
};

/** A run of frames of one scene that is encoded by itself and kept under a name of its own. */
export type Piece = { readonly first: number; readonly frames: number };

/** One scene in one shape: everything that its pixels depend on, and nothing else. */
export type ChunkJob = {
  readonly shape: Shape;
  readonly scene: number;
  readonly width: number;
  readonly height: number;
  readonly fps: number;
  readonly frames: number;
  readonly move: Move;
  /** The scene before, whose picture fades away during the first `frames` frames, and the frame it has come to. */
  readonly before?: { readonly move: Move; readonly at: number; readonly frames: number };
  readonly card?: { readonly title: string; readonly line?: string };
  /** Whether the card stays to the film's end instead of fading out. */
  readonly isLast: boolean;
  readonly captions: readonly CaptionFrames[];
  readonly language: string;
  readonly look: { readonly accent: string; readonly onAccent: string };
};

export function sceneFrames(scene: FilmScene, fps: number): number {
  return Math.max(1, Math.round(scene.seconds * fps));
}

/** The caption pages of one scene, in seconds from the scene's start. */
function pagesOf(scene: FilmScene, fps: number): CaptionPage[] {
  const { voice } = scene;
  if (voice === undefined) return [];
  const words = voice.words.map(({ word, start, end }) => ({ word, start: start + voice.delay, end: end + voice.delay }));
  return captionPages(words, sceneFrames(scene, fps) / fps);
}

/** The caption pages of the whole film, in seconds from its start, to the millisecond. */
export function filmCaptions(plan: FilmPlan): CaptionPage[] {
  let frames = 0;
  return plan.scenes.flatMap((scene) => {
    const offset = frames / plan.fps;
    frames += sceneFrames(scene, plan.fps);
    const shift = (seconds: number): number => Math.round((seconds + offset) * 1000) / 1000;
    return pagesOf(scene, plan.fps).map(({ start, end, words }) => ({
      start: shift(start),
      end: shift(end),
      words: words.map((word) => ({ word: word.word, start: shift(word.start), end: shift(word.end) })),
    }));
  });
}

function captionFrames(scene: FilmScene, fps: number): CaptionFrames[] {
  const frame = (seconds: number): number => Math.round(seconds * fps);
  return pagesOf(scene, fps).map(({ start, end, words }) => ({
    from: frame(start),
    to: frame(end),
    words: words.map((word) => ({ text: word.word, from: frame(word.start) })),
  }));
}

/** One shape of the film as jobs, a scene each. `contents` holds the SHA-256 of each scene's picture. */
export function planChunks(plan: FilmPlan, shape: Shape, contents: readonly string[]): ChunkJob[] {
  const { fps, crossfadeFrames, language, look } = plan;
  const moves = plan.scenes.map((scene, index): Move => {
    const { path, from, to } = scene.picture;
    return { path, content: contents[index]!, from, to, frames: sceneFrames(scene, fps) + crossfadeFrames };
  });
  return plan.scenes.map((scene, index) => {
    const frames = sceneFrames(scene, fps);
    const before = moves[index - 1];
    const fade = Math.min(crossfadeFrames, frames);
    return {
      shape,
      scene: index,
      ...SHAPE_SIZES[shape],
      fps,
      frames,
      move: moves[index]!,
      ...(before !== undefined && fade > 0 ? { before: { move: before, at: before.frames - crossfadeFrames, frames: fade } } : {}),
      ...(scene.card === undefined ? {} : { card: scene.card }),
      isLast: index === plan.scenes.length - 1,
      captions: plan.burnCaptions ? captionFrames(scene, fps) : [],
      language,
      look,
    };
  });
}

function moveIdentity(move: Move): unknown {
  const { x, y, width, height } = move.from;
  const { to } = move;
  return [move.content, x, y, width, height, to.x, to.y, to.width, to.height, move.frames];
}

/** Cuts a scene into its pieces: the blend with the scene before it is one, for it alone depends on both. */
export function cutChunk({ frames, fps, before }: ChunkJob): Piece[] {
  const length = PIECE_SECONDS * fps;
  const pieces: Piece[] = [];
  let first = 0;
  const cut = (count: number): void => {
    pieces.push({ first, frames: count });
    first += count;
  };
  if (before !== undefined && before.frames < frames) cut(before.frames);
  // What is left over is shared out: no piece is under half as long as the others.
  while (frames - first >= 1.5 * length) cut(length);
  cut(frames - first);
  return pieces;
}

/** The name under which a piece is kept: equal for two when, and only when, they give the same bytes. */
export function pieceKey(job: ChunkJob, { first, frames }: Piece): string {
  const pages = job.captions.filter(({ from, to }) => from < first + frames && to > first);
  const blend = job.before !== undefined && first < job.before.frames ? job.before : undefined;
  const identity = [
    VERSION,
    VIDEO_ENCODING,
    [first, frames],
    [job.width, job.height, job.fps, job.frames, job.isLast, job.language, job.look.accent, job.look.onAccent],
    moveIdentity(job.move),
    blend === undefined ? null : [moveIdentity(blend.move), blend.at, blend.frames],
    // Where a card comes in depends on the blend's length, and on nothing else of it.
    job.card === undefined ? null : [job.card.title, job.card.line ?? '', job.before?.frames ?? 0],
    pages.map((page) => [page.from, page.to, page.words.map((word) => [word.text, word.from])]),
  ];
  return createHash('sha256').update(JSON.stringify(identity)).digest('hex');
}
