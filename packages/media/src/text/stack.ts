import type { SKRSContext2D } from '@napi-rs/canvas';
import type { Direction } from './direction.ts';
import type { Face } from './faces.ts';
import { drawFitted, fitText, type Fitted } from './fit.ts';
import type { Box } from './layout.ts';

/** A text in a stack: how it is set, the most it may take, and the gap above it as a share of its size. */
export type Paragraph = {
  readonly text: string;
  readonly face: Face;
  readonly colour: string;
  readonly size: number;
  readonly lines: number;
  /** Share of the box's height that it may take. */
  readonly share: number;
  readonly gap: number;
};

type Set = { readonly paragraph: Paragraph; readonly fitted: Fitted; readonly top: number };

/** Paragraphs set under a short accent rule, fitted to a box; `width` and `height` are what they really take. */
export type Stack = { readonly texts: readonly Set[]; readonly width: number; readonly height: number; readonly rule: number };

/** The smallest type, as a share of the size asked for. */
const SMALLEST = 0.3;

/** Fits each paragraph into its share of the box and stacks them. `rule` is the thickness of the accent rule on top. */
export function setStack(context: SKRSContext2D, paragraphs: readonly Paragraph[], box: Box, rule: number): Stack {
  const texts: Set[] = [];
  let height = rule;
  for (const paragraph of paragraphs) {
    const { size, lines, share, face, gap } = paragraph;
    const room = { width: box.width, height: box.height * share, lines, largest: size, smallest: size * SMALLEST };
    const fitted = fitText(context, paragraph.text, face, room);
    const top = height + gap * fitted.size;
    texts.push({ paragraph, fitted, top });
    height = top + fitted.height;
  }
  return { texts, width: Math.max(rule * 12, ...texts.map(({ fitted }) => fitted.width)), height, rule };
}

/** Draws a stack from `top` down, flush with the side of the box where reading starts. */
export function drawStack(context: SKRSContext2D, stack: Stack, box: Box, top: number, direction: Direction, accent: string): void {
  const start = direction === 'rtl' ? box.x + box.width : box.x;
  const ruleWidth = stack.rule * 12;
  context.fillStyle = accent;
  context.fillRect(direction === 'rtl' ? start - ruleWidth : start, top, ruleWidth, stack.rule);
  context.direction = direction;
  for (const { paragraph, fitted, top: offset } of stack.texts) {
    context.fillStyle = paragraph.colour;
    drawFitted(context, fitted, paragraph.face, start, top + offset);
  }
}
