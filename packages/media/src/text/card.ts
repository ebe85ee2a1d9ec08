import { type Canvas, createCanvas, type SKRSContext2D } from '@napi-rs/canvas';
import type { FilmScene } from '@bottega/contracts';
import type { Layer } from '../render/kernel.ts';
import type { Look } from './caption-plate.ts';
import { type Direction, directionOf } from './direction.ts';
import { displayFace, lineFace } from './faces.ts';
import { addPlateStops } from './gradient.ts';
import { layerFrom } from './layers.ts';
import type { Box, Layout } from './layout.ts';
import { drawStack, type Paragraph, type Stack, setStack } from './stack.ts';

export type Card = NonNullable<FilmScene['card']>;

/** How far the plate takes to fade, as a share of the film's side. */
const FADE = 0.24;

function paragraphsOf(card: Card, language: string, layout: Layout): Paragraph[] {
  const { titleSize, titleLines, lineSize } = layout;
  const title: Paragraph = {
    text: card.title,
    face: displayFace(language),
    colour: '#ffffff',
    size: titleSize,
    lines: titleLines,
    share: 0.66,
    gap: 0.24,
  };
  if (card.line === undefined || card.line.trim() === '') return [title];
  const line: Paragraph = {
    text: card.line,
    face: lineFace(language),
    colour: '#f3ece2',
    size: lineSize,
    lines: 3,
    share: 0.24,
    gap: 0.4,
  };
  return [title, line];
}

/** A gradient along one side; `solid` is where the letters end, both in pixels from that side. */
function paintPlate(context: SKRSContext2D, size: Box, along: 'x' | 'y', solid: number, mirrored: boolean): void {
  const end = along === 'x' ? size.width : size.height;
  const gradient = mirrored
    ? context.createLinearGradient(size.width, 0, 0, 0)
    : context.createLinearGradient(0, 0, along === 'x' ? end : 0, along === 'y' ? end : 0);
  addPlateStops(gradient, solid / end);
  context.fillStyle = gradient;
  context.fillRect(0, 0, size.width, size.height);
}

function even(value: number, most: number): number {
  return Math.min(2 * Math.ceil(value / 2), most);
}

/** A card drawn on a canvas that covers only the part of the frame that it changes. */
type DrawnCard = { readonly canvas: Canvas; readonly x: number };

function drawFromStart(stack: Stack, layout: Layout, direction: Direction, accent: string): DrawnCard {
  const solid = layout.card.x + stack.width;
  const width = even(solid + FADE * layout.width, layout.width);
  const x = direction === 'rtl' ? layout.width - width : 0;
  const canvas = createCanvas(width, layout.height);
  const context = canvas.getContext('2d');
  paintPlate(context, { x: 0, y: 0, width, height: layout.height }, 'x', solid, direction === 'rtl');
  const top = layout.card.y + (layout.card.height - stack.height) / 2;
  const box = direction === 'rtl' ? { ...layout.card, x: width - layout.card.x - layout.card.width } : layout.card;
  drawStack(context, stack, box, top, direction, accent);
  return { canvas, x };
}

function drawFromAbove(stack: Stack, layout: Layout, direction: Direction, accent: string): DrawnCard {
  const solid = layout.card.y + stack.height;
  const height = even(solid + FADE * layout.height, layout.height);
  const canvas = createCanvas(layout.width, height);
  const context = canvas.getContext('2d');
  paintPlate(context, { x: 0, y: 0, width: layout.width, height }, 'y', solid, false);
  drawStack(context, stack, layout.card, layout.card.y, direction, accent);
  return { canvas, x: 0 };
}

/** Draws a title card over its dark plate, inside the layout's card box. */
export function drawCard(card: Card, language: string, look: Look, layout: Layout): Layer {
  const context = createCanvas(16, 16).getContext('2d');
  const rule = Math.max(4, Math.round(Math.min(layout.width, layout.height) * 0.0065));
  const stack = setStack(context, paragraphsOf(card, language, layout), layout.card, rule);
  const draw = layout.cardFrom === 'start' ? drawFromStart : drawFromAbove;
  const { canvas, x } = draw(stack, layout, directionOf(language), look.accent);
  return layerFrom(canvas, x, 0);
}
