import type { Area } from '@bottega/contracts';
import { frameArea, unionOf, viewAt } from './camera.ts';
import { type Kernel, type Planes, placeFrame, type View } from './kernel.ts';
import { cutFrame, type Picture } from './picture.ts';

/** A picture ready for the camera: the part that it will see, at the resolution that the film needs. */
export type Shot = { readonly planes: Planes; readonly from: View; readonly to: View };

type Size = { readonly width: number; readonly height: number };

/** The most by which the kernel may shrink a picture: its bilinear sampling starts to shimmer beyond. */
const MOST_SHRINK = 1.5;
const WIDEST = 8192;

/** How many prepared pixels stand for one pixel of the picture. */
function densityFor(from: View, to: View, region: View, film: Size): number {
  const closest = film.width / Math.min(from.width, to.width);
  const widest = film.width / Math.max(from.width, to.width);
  return Math.min(closest, widest * MOST_SHRINK, WIDEST / region.width, WIDEST / region.height);
}

/** Scales what a move will see, once, so that each frame of it is one cheap sampling. */
export function prepareShot(kernel: Kernel, picture: Picture, move: { from: Area; to: Area }, film: Size): Shot {
  const from = frameArea(move.from, picture, film);
  const to = frameArea(move.to, picture, film);
  const region = unionOf(from, to, picture);
  const density = densityFor(from, to, region, film);
  const width = 2 * Math.max(16, Math.round((region.width * density) / 2));
  const height = 2 * Math.max(16, Math.round((region.height * density) / 2));
  const frame = cutFrame(picture, region, width, height);
  const planes = placeFrame(kernel, frame);
  frame.free();
  const inPlanes = (view: View): View => ({
    x: ((view.x - region.x) * width) / region.width,
    y: ((view.y - region.y) * height) / region.height,
    width: (view.width * width) / region.width,
    height: (view.height * height) / region.height,
  });
  return { planes, from: inPlanes(from), to: inPlanes(to) };
}

/** What the camera sees in frame `index` of a move that lasts `frames` frames. */
export function viewOf(shot: Shot, index: number, frames: number): View {
  return viewAt(shot.from, shot.to, index / frames);
}
