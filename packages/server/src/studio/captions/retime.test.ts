import type { WordTime } from '@bottega/contracts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { retime } from './retime.ts';

const spoken = (text: string): WordTime[] => text.split(' ').map((word, index) => ({ word, start: index, end: index + 0.8 }));
const words = (text: string) => text.split(/\s+/).filter(Boolean);

test('words that stay keep their times, wherever the change is', () => {
  const before = spoken('Meet the walnut bowl, turned by hand.');
  expect(retime(before, 'Meet the walnut bowl, turned by hand.')).toEqual(before);
  expect(retime(before, 'Meet the cherry bowl, turned by hand.')).toEqual(before.with(2, { word: 'cherry', start: 2, end: 2.8 }));
  const longer = retime(before, 'Meet the deep walnut serving bowl, turned by hand.');
  expect(longer.slice(0, 2)).toEqual(before.slice(0, 2));
  expect(longer.slice(-4)).toEqual(before.slice(-4));
  expect(retime(before, 'Meet the bowl, turned by hand.').slice(2)).toEqual(before.slice(3));
});

test('an added word shares the time of its neighbour', () => {
  const added = retime(spoken('one two three'), 'one two three four');
  expect(added.slice(0, 2)).toEqual(spoken('one two three').slice(0, 2));
  expect(added.at(-1)?.end).toBe(2.8);
  expect(retime(spoken('one two three'), 'zero one two three')[0]?.start).toBe(0);
});

test('whatever is written, all of it is read, in order, and within the time of the voice', () => {
  const text = fc.array(fc.stringMatching(/^[a-c]{1,3}$/), { minLength: 1, maxLength: 12 }).map((list) => list.join(' '));
  fc.assert(
    fc.property(text, text, (said, caption) => {
      const before = spoken(said);
      const after = retime(before, caption);
      expect(after.map(({ word }) => word)).toEqual(words(caption));
      after.forEach(({ start, end }, index) => {
        expect(end).toBeGreaterThanOrEqual(start);
        expect(start).toBeGreaterThanOrEqual((after[index - 1]?.end ?? 0) - 1e-9);
        expect(end).toBeLessThanOrEqual((before.at(-1)?.end ?? 0) + 1e-9);
      });
    }),
  );
});

test('a voice that says nothing has no captions', () => {
  expect(retime([], 'words')).toEqual([]);
  expect(retime(spoken('one'), '  ')).toEqual([]);
});
