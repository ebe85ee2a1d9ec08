import { expect, it } from 'vitest';
import { type SpeechMark, wordTimes } from './word-times.ts';

const marks = (text: string, heard: readonly (readonly [word: string, seconds: number])[]): SpeechMark[] =>
  heard.map(([word, seconds]) => ({ kind: 'word', at: [...text.slice(0, text.indexOf(word))].length, seconds }));

it('gives each token its first mark, and the next one as its end', () => {
  const text = 'A "bowl", 24 cm.';
  const words = wordTimes(
    text,
    marks(text, [
      ['A', 0],
      ['bowl', 0.2],
      ['24', 0.7],
      ['4', 0.9],
      ['cm', 1.2],
    ]),
    1.6,
  );
  expect(words).toEqual([
    { word: 'A', start: 0, end: 0.2 },
    { word: '"bowl",', start: 0.2, end: 0.7 },
    { word: '24', start: 0.7, end: 1.2 },
    { word: 'cm.', start: 1.2, end: 1.6 },
  ]);
});

it('ends a word with its clause, before the pause', () => {
  const text = 'One. Two';
  const words = wordTimes(
    text,
    [
      ...marks(text, [
        ['One', 0],
        ['Two', 1],
      ]),
      { kind: 'end', at: 4, seconds: 0.6 },
    ],
    1.5,
  );
  expect(words[0]).toEqual({ word: 'One.', start: 0, end: 0.6 });
});

it('places what was not marked between its neighbours, and leaves out what is not spoken', () => {
  const text = 'best of the — world';
  expect(
    wordTimes(
      text,
      marks(text, [
        ['best', 0],
        ['world', 0.9],
      ]),
      1.2,
    ).map(({ word, start }) => [word, start]),
  ).toEqual([
    ['best', 0],
    ['of', 0.3],
    ['the', 0.6],
    ['world', 0.9],
  ]);
  expect(wordTimes('one two', [], 1).map(({ start, end }) => [start, end])).toEqual([
    [0, 0.5],
    [0.5, 1],
  ]);
});

it('counts in code points, as the synthesiser does', () => {
  const text = '😀 bowl';
  expect(wordTimes(text, [{ kind: 'word', at: 2, seconds: 0.4 }], 1)).toEqual([{ word: 'bowl', start: 0.4, end: 1 }]);
});
