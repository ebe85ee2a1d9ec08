import type { Area } from '@bottega/contracts';
import type { View } from './kernel.ts';

type Size = { readonly width: number; readonly height: number };

/** Slow at both ends, so that a move neither starts nor stops with a jerk; nearly even in between. */
function ease(t: number): number {
  return 0.35 * t * t * (3 - 2 * t) + 0.65 * t;
}

/**
 * What the camera sees of a picture when it is told to show `area`, in the picture's pixels: the area widened around its
 * centre to the film's shape, made smaller where it would leave the picture, and pushed back inside.
 */
export function frameArea(area: Area, picture: Size, film: Size): View {
  const shape = film.width / film.height;
  const wanted = Math.max(area.width * picture.width, area.height * picture.height * shape);
  const width = Math.min(wanted, picture.width, picture.height * shape);
  const height = width / shape;
  const push = (centre: number, size: number, room: number): number => Math.min(Math.max(centre - size / 2, 0), room - size);
  return {
    x: push((area.x + area.width / 2) * picture.width, width, picture.width),
    y: push((area.y + area.height / 2) * picture.height, height, picture.height),
    width,
    height,
  };
}

/** The view a share `t` (0 to 1) of the way along a move. */
export function viewAt(from: View, to: View, t: number): View {
  const way = ease(Math.min(1, Math.max(0, t)));
  const between = (a: number, b: number): number => a + (b - a) * way;
  return {
    x: between(from.x, to.x),
    y: between(from.y, to.y),
    width: between(from.width, to.width),
    height: between(from.height, to.height),
  };
}

/** The smallest rectangle of whole pixels that holds both views, and so every view between them. */
export function unionOf(a: View, b: View, picture: Size): View {
  const left = Math.max(0, Math.floor(Math.min(a.x, b.x)));
  const top = Math.max(0, Math.floor(Math.min(a.y, b.y)));
  const right = Math.min(picture.width, Math.ceil(Math.max(a.x + a.width, b.x + b.width)));
  const bottom = Math.min(picture.height, Math.ceil(Math.max(a.y + a.height, b.y + b.height)));
  return { x: left, y: top, width: right - left, height: bottom - top };
}
