import type { Area } from '@bottega/contracts';
import { type Box, type Field, meansOf } from './field.ts';
import { findSaliency, type Saliency } from './saliency.ts';

/** Where a picture is worth looking at, in fractions of its size. */
export type SalientAreas = {
  /** The whole subject. */
  readonly subject: Area;
  /** A square of pixels around the heart of the subject, and a smaller one elsewhere on it with much to see up close. */
  readonly closeUp: Crop;
  readonly detail: Crop;
};

/** A part of a picture, and the part of that which must stay in sight, in fractions of the crop. */
export type Crop = { readonly area: Area; readonly focus: Area };

const CLOSE_UP_OF_SUBJECT = 0.75;
const DETAIL_OF_CLOSE_UP = 0.6;
/** Of the least crop, so that the detail can still come nearer. */
const LEAST_CLOSE_UP = 1.4;
/** The most that two crops may share of what they show together. */
const MOST_IN_COMMON = 0.6;

/**
 * Finds the subject of a picture (red, green and blue bytes) and two different crops of it. No crop is smaller than `leastShare` of
 * the picture's short side; where that leaves no room for two, they overlap as little as they can.
 */
export function findSalientAreas(pixels: Uint8Array, width: number, height: number, leastShare = 0.25): SalientAreas {
  const saliency = findSaliency(pixels, width, height);
  const short = Math.min(width, height);
  const least = Math.min(short, Math.max(1, Math.ceil(short * leastShare)));
  const whole: Box = { x: 0, y: 0, width, height };
  const subject = coreOf(saliency.attention, whole, 0.04);
  const wanted = Math.min(CLOSE_UP_OF_SUBJECT * Math.max(subject.width, subject.height), 0.8 * short);
  const closeUp = bestSquare(saliency, Math.round(Math.min(short, Math.max(wanted, LEAST_CLOSE_UP * least))), 0);
  const detail = bestSquare(saliency, Math.round(Math.max(least, DETAIL_OF_CLOSE_UP * closeUp.width)), 1, closeUp);
  const cropOf = (box: Box): Crop => ({ area: fractionsOf(box, whole), focus: fractionsOf(coreOf(saliency.attention, box, 0.15), box) });
  return { subject: fractionsOf(subject, whole), closeUp: cropOf(closeUp), detail: cropOf(detail) };
}

/**
 * The square of the given side with the most attention in it, weighed with its texture to the power `textureWeight`. With `other`, one
 * that shows something else: if it can, sharing no more than the allowed part with it, otherwise as little as possible.
 */
function bestSquare({ attention, texture }: Saliency, side: number, textureWeight: number, other?: Box): Box {
  const [attentionIn, textureIn] = [meansOf(attention), meansOf(texture)];
  let best: { box: Box; common: number; score: number } | undefined;
  for (let y = 0; y + side <= attention.height; y++) {
    for (let x = 0; x + side <= attention.width; x++) {
      const box = { x, y, width: side, height: side };
      const common = other ? Math.max(MOST_IN_COMMON, shareInCommon(box, other)) : 0;
      const score = attentionIn(box) * textureIn(box) ** textureWeight;
      if (!best || common < best.common || (common === best.common && score > best.score)) best = { box, common, score };
    }
  }
  return best!.box;
}

/** Area of the overlap over the area of both together. */
function shareInCommon(a: Box, b: Box): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  const overlap = Math.max(0, width) * Math.max(0, height);
  return overlap / (a.width * a.height + b.width * b.height - overlap);
}

/** The part of a box that holds its attention, without the `tail` share of it on each side; the whole box when nothing stands out. */
function coreOf(attention: Field, box: Box, tail: number): Box {
  const columns = new Float64Array(box.width);
  const rows = new Float64Array(box.height);
  for (let y = 0; y < box.height; y++) {
    for (let x = 0; x < box.width; x++) {
      const standsOut = Math.max(0, attention.values[(box.y + y) * attention.width + box.x + x]! - 0.25);
      columns[x]! += standsOut;
      rows[y]! += standsOut;
    }
  }
  const [left, right] = innerRange(columns, tail);
  const [top, bottom] = innerRange(rows, tail);
  return { x: box.x + left, y: box.y + top, width: right - left + 1, height: bottom - top + 1 };
}

/** The first and last place between which all lies but the `tail` share on each side. */
function innerRange(amounts: Float64Array, tail: number): readonly [first: number, last: number] {
  const total = amounts.reduce((sum, amount) => sum + amount, 0);
  if (total === 0) return [0, amounts.length - 1];
  const placeOf = (share: number): number => {
    let sum = 0;
    return amounts.findIndex((amount) => {
      sum += amount;
      return sum >= share * total;
    });
  };
  return [placeOf(tail), placeOf(1 - tail)];
}

const fractionsOf = (box: Box, within: Box): Area => ({
  x: (box.x - within.x) / within.width,
  y: (box.y - within.y) / within.height,
  width: box.width / within.width,
  height: box.height / within.height,
});
