import { MOODS } from '@bottega/contracts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CHORDS } from './harmony.ts';
import { writeScore } from './score.ts';
import { STYLES } from './styles.ts';

const request = fc.record({
  seconds: fc.double({ min: 0.5, max: 180, noNaN: true }),
  mood: fc.constantFrom(...MOODS),
  seed: fc.integer(),
});

test('comes home to the first degree, after a bar that leads there', () => {
  fc.assert(
    fc.property(request, (asked) => {
      const { chords } = writeScore(asked);
      expect(CHORDS[chords.at(-1)!].slice(0, 3)).toEqual(CHORDS.I);
      if (chords.length > 2) expect(chords.at(-2)).toBe(STYLES[asked.mood].cadence[0]);
    }),
  );
});

test('fills its seconds with bars near the tempo of the mood', () => {
  for (const mood of MOODS) {
    const { chords } = writeScore({ seconds: 30, mood, seed: 1 });
    const beatsPerMinute = (chords.length * 4 * 60) / 30;
    expect(Math.abs(beatsPerMinute / STYLES[mood].beatsPerMinute - 1), mood).toBeLessThan(0.07);
  }
});

test('every note begins inside the piece, and notes stand in order', () => {
  fc.assert(
    fc.property(request, (asked) => {
      const starts = writeScore(asked).notes.map(({ at }) => at);
      expect(starts).toEqual(starts.toSorted((a, b) => a - b));
      expect(starts[0]).toBe(0);
      expect(starts.at(-1)).toBeLessThan(asked.seconds);
    }),
  );
});

test('the same seed writes the same piece, others write others', () => {
  const write = (seed: number) => JSON.stringify(writeScore({ seconds: 20, mood: 'warm', seed }));
  expect(write(5)).toBe(write(5));
  expect(new Set([1, 2, 3, 4, 5].map(write)).size).toBe(5);
  const openings = Array.from({ length: 40 }, (_, seed) => writeScore({ seconds: 20, mood: 'warm', seed }).chords.slice(0, 4).join());
  expect(new Set(openings).size).toBe(STYLES.warm.progressions.length);
});
