import { expect, test } from 'vitest';
import { cutAtWord, longestThatFits, measure, wordsThatFit } from './fit.ts';
import { fill } from './grammar.ts';
import { beginningsOf, phrasesOf } from './notes.ts';

test('length counts as the channel counts', () => {
  expect([measure('कप 😀'), measure('कप 😀', 'utf16'), measure('कप 😀', 'bytes')]).toEqual([4, 5, 11]);
  expect(measure('\u2068a\u2069')).toBe(3);
});

test('words are kept whole; a single long one keeps its letters whole', () => {
  expect(wordsThatFit('Walnut bowl', 11)).toBe('Walnut bowl');
  expect(wordsThatFit('Walnut bowl', 10)).toBe('Walnut');
  expect(wordsThatFit('Walnut', 3)).toBe('');
  expect(cutAtWord('Walnut bowl, oiled', 13)).toBe('Walnut bowl…');
  expect(cutAtWord('Walnut bowl', 7)).toBe('Walnut…');
  expect(cutAtWord('Walnut', 4)).toBe('Wal…');
  expect(cutAtWord('कटोरा', 4)).toBe('कटो…');
});

test('the longest that fits is found', () => {
  expect(longestThatFits(['aaaa', 'aaa', 'aa', 'a'], (text) => text.length < 3)).toBe('aa');
  expect(longestThatFits(['aaaa'], () => false)).toBeUndefined();
});

test('notes are parted at sentences, lines and commas, not inside numbers or brackets', () => {
  expect(phrasesOf('hand-turned, oiled, 24,5 cm')).toEqual(['hand-turned', 'oiled', '24,5 cm']);
  expect(phrasesOf('- oak\n- 30 cm')).toEqual(['oak', '30 cm']);
  expect(beginningsOf('One. Two, three.')).toEqual(['One. Two, three.', 'One. Two', 'One.']);
  expect(beginningsOf('Oak (white, red), oiled')).toEqual(['Oak (white, red), oiled', 'Oak (white, red)']);
  expect(beginningsOf('  ')).toEqual([]);
});

test('a pattern is filled once, capitals where asked, no full stop doubled, nothing when a slot is empty', () => {
  expect(fill('{Use}: {name}.', { use: 'for the table', name: '{use}' })).toBe('For the table: {use}.');
  expect(fill('{notes}.', { notes: 'Oiled.' })).toBe('Oiled.');
  expect(fill('{notes}।', { notes: '\u2068Oiled!\u2069' })).toBe('\u2068Oiled!\u2069');
  expect(fill('{name} {tones}', { name: 'Bowl', tones: '' })).toBe('');
});
