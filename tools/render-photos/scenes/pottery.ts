import type { Wobble } from '../geometry/lathe.ts';
import { noise } from '../noise.ts';

/**
 * The marks of a hand on the wheel: the wall is never quite round, and fingers leave rings.
 * @param amount 1 is a steady hand.
 * @param rings how deep the rings are, against the usual.
 */
export function thrown(amount: number, seed: number, rings = 1): Wobble {
  return (angle, height) => {
    const round = 0.05 * noise(Math.cos(angle) * 0.9 + seed, Math.sin(angle) * 0.9, height * 0.14);
    const uneven = 0.018 * noise(seed, height * 2.1 + angle * 0.11, 4);
    const spiral = 0.012 * Math.sin(height * 5.2 + angle + 2 * noise(height * 0.7, seed, 2));
    return amount * (round + rings * uneven + rings * spiral);
  };
}
