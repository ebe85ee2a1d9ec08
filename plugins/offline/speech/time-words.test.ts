import { expect, test } from 'vitest';
import { timeWords } from './time-words.ts';

const token = (word: string, spoken: string[] = [word]) => ({ word, spoken, pause: '' as const });
const phones = (...ends: [string, number][]) => ends.map(([phone, end], index) => ({ phone, start: ends[index - 1]?.[1] ?? 0, end }));

test('times run on from utterance to utterance', () => {
  const spoken = [phones(['pau', 0.2], ['a', 0.4], ['pau', 0.5]), phones(['pau', 0.1], ['b', 0.3], ['pau', 0.4])];
  const times = timeWords([[token('A')], [token('B')]], { spoken, alone: [['a'], ['b']], seconds: 0.9 });
  expect(times.map(({ start, end }) => [start, end])).toEqual([
    [0.2, 0.4],
    [0.6, 0.8],
  ]);
});

test('words that cannot be read share the pause between their neighbours', () => {
  const spoken = [phones(['a', 0.2], ['pau', 0.6], ['b', 0.8])];
  const times = timeWords([[token('A'), token('x', []), token('y', []), token('B')]], { spoken, alone: [['a'], ['b']], seconds: 0.8 });
  expect(times.map(({ word, start, end }) => [word, +start.toFixed(3), +end.toFixed(3)])).toEqual([
    ['A', 0, 0.2],
    ['x', 0.2, 0.4],
    ['y', 0.4, 0.6],
    ['B', 0.6, 0.8],
  ]);
});

test('no time lies beyond the recording', () => {
  const times = timeWords([[token('A')]], { spoken: [phones(['a', 2])], alone: [['a']], seconds: 1.5 });
  expect(times).toEqual([{ word: 'A', start: 0, end: 1.5 }]);
});
