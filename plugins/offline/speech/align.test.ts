import { expect, test } from 'vitest';
import { alignWords, type TimedPhone } from './align.ts';

/** Phones of a tenth of a second each. */
const heardAs = (phones: string): TimedPhone[] =>
  phones.split(' ').map((phone, index) => ({ phone, start: index / 10, end: (index + 1) / 10 }));
const alone = (...words: string[]): string[][] => words.map((word) => word.split(' '));

test('a word lasts from its first phone to its last', () => {
  expect(alignWords(alone('dh ax', 'b ow l'), heardAs('dh ax b ow l'))).toEqual([
    { start: 0, end: 0.2 },
    { start: 0.2, end: 0.5 },
  ]);
});

test('a vowel that changed in the sentence is still found', () => {
  expect(alignWords(alone('dh iy', 'k ae t'), heardAs('dh ax k ae t'))[0]).toEqual({ start: 0, end: 0.2 });
});

test('a phone that was swallowed belongs to nobody', () => {
  expect(alignWords(alone('w eh s t', 't ey b'), heardAs('w eh s t ey b'))).toEqual([
    { start: 0, end: 0.3 },
    { start: 0.3, end: 0.6 },
  ]);
});

test('a word that was not heard has no span', () => {
  expect(alignWords(alone('p', 'aa r'), heardAs('aa r'))).toEqual([undefined, { start: 0, end: 0.2 }]);
});
