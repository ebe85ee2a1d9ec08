import { expect, test } from 'vitest';
import { cardinal, ordinal, readNumber, year } from './numbers.ts';

const say = (words: readonly string[]): string => words.join(' ');

test.each([
  [0, 'zero'],
  [13, 'thirteen'],
  [24, 'twenty four'],
  [100, 'one hundred'],
  [1_240, 'one thousand two hundred forty'],
  [1_000_001, 'one million one'],
])('%d is %s', (number, words) => expect(say(cardinal(number))).toBe(words));

test.each([
  [1, 'first'],
  [20, 'twentieth'],
  [22, 'twenty second'],
  [100, 'one hundredth'],
])('%d in a row is the %s', (number, words) => expect(say(ordinal(number))).toBe(words));

test.each([
  [1989, 'nineteen eighty nine'],
  [1905, 'nineteen oh five'],
  [1900, 'nineteen hundred'],
  [2006, 'two thousand six'],
  [2026, 'twenty twenty six'],
])('the year %d is %s', (number, words) => expect(say(year(number))).toBe(words));

test.each([
  ['9.50', 'nine point five zero'],
  ['1,989', 'one thousand nine hundred eighty nine'],
  ['1989', 'nineteen eighty nine'],
  ['007', 'zero zero seven'],
  ['12345', 'twelve thousand three hundred forty five'],
  ['9999999999999', say(Array(13).fill('nine'))],
])('"%s" is read %s', (written, words) => expect(say(readNumber(written))).toBe(words));
