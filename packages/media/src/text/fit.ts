import type { SKRSContext2D } from '@napi-rs/canvas';
import { type Face, useFace } from './faces.ts';

/** What a text may take up: pixels, lines, and type sizes from `largest` down to `smallest`. */
export type Room = {
  readonly width: number;
  readonly height: number;
  readonly lines: number;
  readonly largest: number;
  readonly smallest: number;
};

/** A text broken into lines at the size that fits its room. */
export type Fitted = { readonly size: number; readonly lines: readonly string[]; readonly width: number; readonly height: number };

const SHRINK = 0.95;

/** Breaks at spaces; a word wider than the line is left whole, to stick out. */
export function wrap(context: SKRSContext2D, text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.trim().split(/\s+/u)) {
    const longer = lines.length === 0 ? word : `${lines.at(-1)} ${word}`;
    if (lines.length > 0 && context.measureText(longer).width <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

function widest(context: SKRSContext2D, lines: readonly string[]): number {
  return Math.max(0, ...lines.map((line) => context.measureText(line).width));
}

/** The same number of lines, as even as they get: no last line with one lonely word. */
function balance(context: SKRSContext2D, text: string, lines: readonly string[], width: number): string[] {
  let tight = width / lines.length;
  let loose = width;
  for (let step = 0; step < 8; step++) {
    const middle = (tight + loose) / 2;
    const tried = wrap(context, text, middle);
    if (tried.length <= lines.length && widest(context, tried) <= width) loose = middle;
    else tight = middle;
  }
  return wrap(context, text, loose);
}

const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });

/** Cuts a text to `count` lines at any letter, the last ending in an ellipsis: for what fits at no size. */
function cut(context: SKRSContext2D, text: string, width: number, count: number): string[] {
  const lines = [''];
  for (const { segment } of graphemes.segment(text.trim().replaceAll(/\s+/gu, ' '))) {
    const last = lines.length === count;
    const longer = lines.at(-1)! + segment;
    if (context.measureText(last ? `${longer}…` : longer).width <= width) lines[lines.length - 1] = longer;
    else if (last) return [...lines.slice(0, -1), `${lines.at(-1)}…`];
    else lines.push(segment.trimStart());
  }
  return lines;
}

/** Sets a text as large as its room allows, wrapped and balanced; cut with an ellipsis where even the smallest size is too large. */
export function fitText(context: SKRSContext2D, text: string, face: Face, room: Room): Fitted {
  const fitted = (size: number, lines: readonly string[]): Fitted => ({
    size,
    lines,
    width: widest(context, lines),
    height: lines.length * size * face.leading,
  });
  for (let size = room.largest; size >= room.smallest; size *= SHRINK) {
    useFace(context, face, size);
    const lines = wrap(context, text, room.width);
    const fits = lines.length <= room.lines && lines.length * size * face.leading <= room.height && widest(context, lines) <= room.width;
    if (fits) return fitted(size, balance(context, text, lines, room.width));
  }
  useFace(context, face, room.smallest);
  const count = Math.max(1, Math.min(room.lines, Math.floor(room.height / (room.smallest * face.leading))));
  return fitted(room.smallest, cut(context, text, room.width, count));
}

/** Draws fitted lines from `top` down, starting at `x`: the left edge, or the right one where `context.direction` is rtl. */
export function drawFitted(context: SKRSContext2D, fitted: Fitted, face: Face, x: number, top: number): void {
  useFace(context, face, fitted.size);
  context.textAlign = 'start';
  context.textBaseline = 'alphabetic';
  const step = fitted.size * face.leading;
  for (const [index, line] of fitted.lines.entries()) context.fillText(line, x, top + index * step + baselineIn(step, fitted.size));
}

/** Where the baseline lies in a line `step` pixels high: the room above and below the letters shared out evenly. */
export function baselineIn(step: number, size: number): number {
  return step / 2 + size * 0.34;
}
