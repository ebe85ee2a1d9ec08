import { expect, test } from 'vitest';
import { guessCategory } from './guess-category.ts';

test.each([
  ['Walnut bowl', 'tableware'],
  ['Ash serving board', 'kitchen'],
  ['Cobalt bottle vase', 'decor'],
  ['Speckled espresso cup, set of two', 'tableware'],
  ['Terracotta planter', 'garden'],
  ['Celadon teapot', 'tableware'],
  ['Oak candle holder', 'decor'],
  ['Stoneware dinner plate', 'tableware'],
  ['Raku moon jar', 'decor'],
  ['Beech rolling pin', 'kitchen'],
  ['Salt cellar with lid', 'tableware'],
  ['Tall carafe', 'tableware'],
  ['Coffee cups', 'tableware'],
  ['Beeswax candles', 'candles'],
  ['Silver ring with a candle motif', 'jewellery'],
  ['Ciotola in noce', 'tableware'],
  ['Borsa di lino', 'bags'],
  ['Sapone alla lavanda', 'soap'],
  ["L'anello d'argento", 'jewellery'],
  ['وعاء من خشب الجوز', 'tableware'],
  ['الحقيبة الزرقاء', 'bags'],
  ['شموع معطّرة', 'candles'],
  ['मिट्टी का गमला', 'garden'],
  ['रेशमी साड़ी', 'clothing'],
  ['लकड़ी का कटोरा', 'tableware'],
] as const)('%s belongs to %s', (name, category) => {
  expect(guessCategory(name, '')).toBe(category);
});

test('notes help when the name says nothing, and lose against the name', () => {
  expect(guessCategory('Luna', 'a small candle for the evening')).toBe('candles');
  expect(guessCategory('Luna necklace', 'comes in a bag')).toBe('jewellery');
});

test('what is not known is other, and no word is found inside another', () => {
  expect(guessCategory('Thing', '')).toBe('other');
  expect(guessCategory('Springtime', 'ringing hatch')).toBe('other');
});
