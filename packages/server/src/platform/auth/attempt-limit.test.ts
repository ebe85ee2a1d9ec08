import { expect, test } from 'vitest';
import { createAttemptLimit } from './attempt-limit.ts';

test('the window slides: a try is allowed again as the oldest leaves it', () => {
  let now = 0;
  const limit = createAttemptLimit({ most: 3, windowMs: 10_000 }, () => now);
  for (now = 0; now < 3_000; now += 1_000) expect(limit.count('ada')).toBe(0);
  expect(limit.count('ada')).toBe(7);
  expect(limit.count('bea')).toBe(0);
  now = 10_000;
  expect(limit.count('ada')).toBe(0);
  expect(limit.count('ada')).toBe(1);
});

test('refused tries do not lengthen the wait', () => {
  let now = 0;
  const limit = createAttemptLimit({ most: 1, windowMs: 10_000 }, () => now);
  limit.count('ada');
  for (now = 1_000; now < 10_000; now += 1_000) expect(limit.count('ada')).toBeGreaterThan(0);
  expect(limit.count('ada')).toBe(0);
});

test('what is remembered is bounded; who was silent longest is forgotten', () => {
  const limit = createAttemptLimit({ most: 1, windowMs: 10_000, names: 2 }, () => 0);
  for (const name of ['ada', 'bea', 'cleo']) limit.count(name);
  expect(limit.count('cleo')).toBeGreaterThan(0);
  expect(limit.count('ada')).toBe(0);
});
