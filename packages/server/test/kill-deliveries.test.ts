import { randomInt } from 'node:crypto';
import { expect, test } from 'vitest';
import { killDeliveries } from './kill-deliveries.ts';

test('processes that deliver are killed, answers are lost, and each post stands on the channel once', { timeout: 60_000 }, async () => {
  const seed = randomInt(2 ** 31);
  const { lost, doubled, untrue, posts, lostAnswers } = await killDeliveries({ posts: 20, kills: 4, freezes: 0, seed });
  expect({ seed, lost, doubled, untrue, posts }).toEqual({ seed, lost: 0, doubled: 0, untrue: 0, posts: 20 });
  expect(lostAnswers).toBeGreaterThan(0);
});
