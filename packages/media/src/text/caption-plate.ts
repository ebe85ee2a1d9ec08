import { createCanvas, type SKRSContext2D } from '@napi-rs/canvas';
import type { Layer } from '../render/kernel.ts';
import { type Direction, directionOf, visualOrder, wordDirections } from './direction.ts';
import { captionFace, type Face, useFace } from './faces.ts';
import { baselineIn } from './fit.ts';
import { layerFrom } from './layers.ts';
import type { Layout } from './layout.ts';

export type Look = { readonly accent: string; readonly onAccent: string };

/** Where one word of a page stands, in pixels from the plate's corner. */
type PlacedWord = {
  readonly index: number;
  readonly text: string;
  readonly direction: Direction;
  readonly x: number;
  readonly width: number;
};
type PlacedLine = readonly PlacedWord[];

/** A page of captions, measured: what is drawn for it only differs by the word that is lit. */
export type Plate = {
  readonly lines: readonly PlacedLine[];
  readonly size: number;
  readonly width: number;
  readonly height: number;
  readonly face: Face;
};

const PLATE = 'rgba(20, 16, 12, 0.8)';
const LETTERS = '#ffffff';
const MOST_LINES = 2;
const SHRINK = 0.94;

/** Room between plate and letters, in type sizes. */
const PADDING_X = 0.55;
const PADDING_Y = 0.3;
const WORD_GAP = 0.36;
/** How far the box of the lit word sticks out: less than half a gap, to keep clear of its neighbours. */
const LIT_OVERHANG = 0.15;

function breakLines(widths: readonly number[], gap: number, room: number): number[][] {
  const lines: number[][] = [];
  let used = 0;
  widths.forEach((width, index) => {
    if (lines.length > 0 && used + gap + width <= room) {
      lines.at(-1)!.push(index);
      used += gap + width;
    } else {
      lines.push([index]);
      used = width;
    }
  });
  return lines;
}

function lineWidth(line: readonly number[], widths: readonly number[], gap: number): number {
  return line.reduce((sum, index) => sum + widths[index]!, gap * (line.length - 1));
}

/** Two lines of about the same length read better than a full one and a rest. */
function balancedLines(widths: readonly number[], gap: number, room: number): number[][] {
  const greedy = breakLines(widths, gap, room);
  for (let tight = room * 0.5; tight < room; tight += room * 0.05) {
    const tried = breakLines(widths, gap, tight);
    if (tried.length === greedy.length && tried.every((line) => lineWidth(line, widths, gap) <= room)) return tried;
  }
  return greedy;
}

/** The largest size at which the page fits two lines; smaller still for a word that is wider than the safe area. */
function fitSize(context: SKRSContext2D, words: readonly string[], face: Face, layout: Layout): { size: number; widths: number[] } {
  let size = layout.captionSize;
  for (;;) {
    useFace(context, face, size);
    const widths = words.map((word) => context.measureText(word).width);
    const room = layout.titleSafe.width - 2 * PADDING_X * size;
    const lines = breakLines(widths, WORD_GAP * size, room);
    if ((lines.length <= MOST_LINES && Math.max(...widths) <= room) || size < 8) return { size, widths };
    size *= SHRINK;
  }
}

/** Measures a page: breaks it into lines and sets each word in its place, in reading order of its script. */
export function measurePlate(words: readonly string[], language: string, layout: Layout): Plate {
  const context = createCanvas(16, 16).getContext('2d');
  const face = captionFace(language);
  const { size, widths } = fitSize(context, words, face, layout);
  const gap = WORD_GAP * size;
  const broken = balancedLines(widths, gap, layout.titleSafe.width - 2 * PADDING_X * size);
  const lineWidths = broken.map((line) => lineWidth(line, widths, gap));
  const width = 2 * Math.ceil((Math.max(...lineWidths) + 2 * PADDING_X * size) / 2);
  const height = 2 * Math.ceil((broken.length * size * face.leading + 2 * PADDING_Y * size) / 2);
  const direction = directionOf(language);
  const lines = broken.map((line, lineIndex) => {
    const texts = line.map((index) => words[index]!);
    const directions = wordDirections(texts, direction);
    let x = (width - lineWidths[lineIndex]!) / 2;
    return visualOrder(texts, direction).map((position) => {
      const index = line[position]!;
      const placed = { index, text: words[index]!, direction: directions[position]!, x, width: widths[index]! };
      x += placed.width + gap;
      return placed;
    });
  });
  return { lines, size, width, height, face };
}

function drawWord(context: SKRSContext2D, word: PlacedWord, lit: boolean, plate: Plate, top: number, look: Look): void {
  const step = plate.size * plate.face.leading;
  if (lit) {
    const overhang = plate.size * LIT_OVERHANG;
    context.fillStyle = look.accent;
    context.beginPath();
    context.roundRect(word.x - overhang, top + step * 0.04, word.width + 2 * overhang, step * 0.92, plate.size * 0.2);
    context.fill();
  }
  context.fillStyle = lit ? look.onAccent : LETTERS;
  context.direction = word.direction;
  context.textAlign = 'start';
  context.fillText(word.text, word.direction === 'rtl' ? word.x + word.width : word.x, top + baselineIn(step, plate.size));
}

/** Draws a page with the word `active` lit (none when it is -1), ready to be laid over a frame. */
export function drawPlate(plate: Plate, active: number, look: Look, layout: Layout): Layer {
  const canvas = createCanvas(plate.width, plate.height);
  const context = canvas.getContext('2d');
  context.fillStyle = PLATE;
  context.beginPath();
  context.roundRect(0, 0, plate.width, plate.height, plate.size * 0.32);
  context.fill();
  useFace(context, plate.face, plate.size);
  context.textBaseline = 'alphabetic';
  plate.lines.forEach((line, index) => {
    const top = PADDING_Y * plate.size + index * plate.size * plate.face.leading;
    for (const word of line) drawWord(context, word, word.index === active, plate, top, look);
  });
  const x = 2 * Math.round((layout.width - plate.width) / 4);
  const y = 2 * Math.floor((layout.captionBottom - plate.height) / 2);
  return layerFrom(canvas, x, y);
}
