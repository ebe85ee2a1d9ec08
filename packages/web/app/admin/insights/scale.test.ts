import { expect, it } from 'vitest';
import { labelledBars, niceStep } from './scale.ts';

it.each([
  [0, 1],
  [3, 1],
  [23_100, 10_000],
  [9_999, 2_500],
  [20_001, 10_000],
  [1, 0.25],
])('gives %i steps of %d, four of which reach it', (top, step) => {
  expect(niceStep(top)).toBe(step);
  expect(niceStep(top) * 4).toBeGreaterThanOrEqual(top);
});

it('labels no more bars than asked', () => {
  expect(labelledBars(7, 8)).toEqual([0, 1, 2, 3, 4, 5, 6]);
  expect(labelledBars(30, 3)).toEqual([0, 10, 20]);
  expect(labelledBars(0, 3)).toEqual([]);
});
