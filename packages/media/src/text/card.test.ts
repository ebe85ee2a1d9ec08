import { SHAPES } from '@bottega/contracts';
import { describe, expect, it } from 'vitest';
import type { Layer } from '../render/kernel.ts';
import { drawPlate, measurePlate } from './caption-plate.ts';
import { drawCard } from './card.ts';
import { layoutOf } from './layout.ts';

const LOOK = { accent: '#e0a84a', onAccent: '#1d1712' };
const CARDS = [
  ['en', 'Walnut bowl', 'Turned by hand'],
  [
    'en',
    'An unreasonably long title that no shop keeper would write but somebody surely will try one day to see',
    'And its line '.repeat(20),
  ],
  ['de', 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft', 'gj'],
  ['ar', 'وعاء من خشب الجوز مصنوع يدويًا في ورشة صغيرة', 'اطلب اليوم بسعر 48.00 €'],
  ['hi', 'अखरोट की लकड़ी का कटोरा हाथ से बनाया गया', 'सिर्फ़ ₹4,800 में'],
] as const;

/** Where a layer is brighter than its dark plate can be: its letters and rule, in the frame's pixels. */
function inkOf(layer: Layer): { left: number; top: number; right: number; bottom: number; count: number } {
  const ink = { left: Infinity, top: Infinity, right: -1, bottom: -1, count: 0 };
  for (let y = 0; y < layer.height; y++) {
    for (let x = 0; x < layer.width; x++) {
      if (layer.luma[y * layer.stride + x]! < 70) continue;
      ink.left = Math.min(ink.left, layer.x + x);
      ink.right = Math.max(ink.right, layer.x + x + 1);
      ink.top = Math.min(ink.top, layer.y + y);
      ink.bottom = Math.max(ink.bottom, layer.y + y + 1);
      ink.count += 1;
    }
  }
  return ink;
}

describe.each(SHAPES)('text in %s', (shape) => {
  const layout = layoutOf(shape);
  const { titleSafe } = layout;

  it.each(CARDS)('keeps a card in %s inside the title-safe area: %s', (language, title, line) => {
    const ink = inkOf(drawCard({ title, line }, language, LOOK, layout));
    expect(ink.count).toBeGreaterThan(2000);
    expect(ink.left).toBeGreaterThanOrEqual(titleSafe.x - 1);
    expect(ink.top).toBeGreaterThanOrEqual(titleSafe.y - 1);
    expect(ink.right).toBeLessThanOrEqual(titleSafe.x + titleSafe.width + 1);
    expect(ink.bottom).toBeLessThanOrEqual(layout.card.y + layout.card.height + 1);
  });

  it.each([
    ['en', 'Every piece is cut from one'],
    ['de', 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerk geht auch'],
    ['ar', 'كل قطعة من Walnut bowl تُقطع'],
    ['hi', 'हर टुकड़ा एक ही लकड़ी से'],
  ])('keeps captions in %s safe and off the card: %s', (language, text) => {
    const plate = measurePlate(text.split(' '), language, layout);
    expect(plate.lines.length).toBeLessThanOrEqual(2);
    const layer = drawPlate(plate, 1, LOOK, layout);
    expect(layer.x).toBeGreaterThanOrEqual(titleSafe.x - 1);
    expect(layer.x + layer.width).toBeLessThanOrEqual(titleSafe.x + titleSafe.width + 1);
    expect(layer.y).toBeGreaterThanOrEqual(layout.card.y + layout.card.height);
    expect(layer.y + layer.height).toBeLessThanOrEqual(titleSafe.y + titleSafe.height);
    if (shape === '9:16') expect(layer.y + layer.height).toBeLessThanOrEqual(layout.height * 0.8);
  });

  it('lights one word in the accent colour', () => {
    const plate = measurePlate(['Every', 'piece'], 'en', layout);
    const [lit, other, none] = [drawPlate(plate, 0, LOOK, layout), drawPlate(plate, 1, LOOK, layout), drawPlate(plate, -1, LOOK, layout)];
    expect(Buffer.compare(lit.luma, other.luma)).not.toBe(0);
    // The accent is far less blue than the plate and the letters are.
    const yellow = (layer: Layer): number => layer.blue.filter((blue, at) => layer.chromaAlpha[at] === 255 && blue < 100).length;
    expect(yellow(lit)).toBeGreaterThan(100);
    expect(yellow(none)).toBe(0);
  });
});

it('sets Arabic cards flush right', () => {
  const ink = inkOf(drawCard({ title: 'وعاء الجوز' }, 'ar', LOOK, layoutOf('16:9')));
  expect(ink.right).toBeGreaterThan(1920 * 0.9 - 12);
  expect(ink.left).toBeGreaterThan(1920 * 0.5);
});
