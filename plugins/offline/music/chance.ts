/** Numbers from 0 to 1 that repeat themselves for the same seed (the generator known as mulberry32). */
export type Chance = () => number;

export function chanceOf(seed: number): Chance {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** One of the items. */
export const pick = <T>(items: readonly [T, ...T[]], chance: Chance): T => items[Math.floor(chance() * items.length)]!;
