import { setImmediate as breathe } from 'node:timers/promises';
import { drawPlate, measurePlate, type Plate } from '../text/caption-plate.ts';
import { drawCard } from '../text/card.ts';
import { layoutOf } from '../text/layout.ts';
import { writeTrack } from './chunk-cache.ts';
import type { CaptionFrames, ChunkJob, Move, Piece } from './chunk-plan.ts';
import { openPictureEncoder } from './encode-pictures.ts';
import {
  clearKernel,
  copyOut,
  crossfade,
  lay,
  newPlanes,
  newScratch,
  openKernel,
  type PlacedLayer,
  type Planes,
  placeLayer,
  sample,
} from './kernel.ts';
import { openPicture, type Picture } from './picture.ts';
import { prepareShot, viewOf } from './shot.ts';

/** How often a worker tells of its frames, and hears that it is no longer wanted. */
const FRAMES_PER_BREATH = 8;
/** Neighbouring scenes share pictures; the shapes of one scene do too. */
const PICTURES_KEPT = 3;
const CARD_FADE_FRAMES = 10;

const kernel = openKernel();
const pictures = new Map<string, Picture>();

async function pictureOf(move: Move): Promise<Picture> {
  const known = pictures.get(move.content);
  const picture = known ?? (await openPicture(move.path));
  pictures.delete(move.content);
  pictures.set(move.content, picture);
  const oldest = pictures.keys().next().value;
  if (pictures.size > PICTURES_KEPT && oldest !== undefined) pictures.delete(oldest);
  return picture;
}

/** Paints frame `index` of a scene into the kernel's memory. */
type Paint = (index: number) => void;

/** `from` is the first frame that is wanted: behind the blend, the scene before is not even opened. */
async function paintPicture(job: ChunkJob, target: Planes, from: number): Promise<Paint> {
  const shot = prepareShot(kernel, await pictureOf(job.move), job.move, job);
  const before = job.before;
  if (before === undefined || from >= before.frames) {
    const scratch = newScratch(kernel, shot.planes.width, job.width);
    return (index) => sample(kernel, shot.planes, target, viewOf(shot, index, job.move.frames), scratch);
  }
  const last = prepareShot(kernel, await pictureOf(before.move), before.move, job);
  const fading = newPlanes(kernel, job.width, job.height);
  const scratch = newScratch(kernel, Math.max(shot.planes.width, last.planes.width), job.width);
  return (index) => {
    sample(kernel, shot.planes, target, viewOf(shot, index, job.move.frames), scratch);
    if (index >= before.frames) return;
    sample(kernel, last.planes, fading, viewOf(last, before.at + index, before.move.frames), scratch);
    const way = (index + 1) / (before.frames + 1);
    crossfade(kernel, target, fading, 1 - way * way * (3 - 2 * way));
  };
}

/** A card comes in over the second half of the crossfade and goes before the next one, except at the film's end. */
function cardOpacity(job: ChunkJob, index: number): number {
  const fade = Math.max(1, Math.min(CARD_FADE_FRAMES, Math.floor(job.frames / 6)));
  const coming = (index + 1 - (job.before?.frames ?? 0) / 2) / fade;
  const going = job.isLast ? 1 : (job.frames - index) / fade;
  return Math.max(0, Math.min(1, coming, going));
}

function paintCard(job: ChunkJob, target: Planes): Paint {
  if (job.card === undefined) return () => undefined;
  const card = placeLayer(kernel, drawCard(job.card, job.language, job.look, layoutOf(job.shape)));
  return (index) => {
    const opacity = cardOpacity(job, index);
    if (opacity > 0) lay(kernel, target, card, opacity);
  };
}

function paintCaptions(job: ChunkJob, target: Planes): Paint {
  const layout = layoutOf(job.shape);
  let page: CaptionFrames | undefined;
  let plate: Plate | undefined;
  let active = -1;
  let layer: PlacedLayer | undefined;
  const room = kernel.top;
  return (index) => {
    const due = job.captions.find(({ from, to }) => index >= from && index < to);
    if (due === undefined) return;
    const word = due.words.findLastIndex(({ from }) => index >= from);
    if (due !== page || plate === undefined) {
      plate = measurePlate(
        due.words.map(({ text }) => text),
        job.language,
        layout,
      );
    }
    if (due !== page || word !== active || layer === undefined) {
      // One plate at a time stands in memory, always last.
      kernel.top = room;
      layer = placeLayer(kernel, drawPlate(plate, word, job.look, layout));
    }
    page = due;
    active = word;
    lay(kernel, target, layer, 1);
  };
}

/**
 * Paints and encodes pieces of one scene in one shape, and writes each to the cache whole. `report` is told how many frames are done.
 * @throws Failure bad_input when a picture cannot be used.
 */
export async function makeChunk(
  { job, pieces }: { job: ChunkJob; pieces: readonly (Piece & { readonly path: string })[] },
  report: (frames: number) => void,
): Promise<void> {
  clearKernel(kernel);
  const target = newPlanes(kernel, job.width, job.height);
  const wanted = Math.min(...pieces.map(({ first }) => first));
  const paints = [await paintPicture(job, target, wanted), paintCard(job, target), paintCaptions(job, target)];
  let done = 0;
  for (const { first, frames, path } of pieces) {
    const encoder = openPictureEncoder(job.width, job.height, job.fps, 1);
    for (let index = 0; index < frames; index++) {
      for (const paint of paints) paint(first + index);
      copyOut(kernel, target, encoder.samples());
      encoder.encode(index);
      done += 1;
      if (done % FRAMES_PER_BREATH === 0) {
        report(done);
        await breathe();
      }
    }
    await writeTrack(path, encoder.finish(), null);
  }
}
