import { expect, test } from 'vitest';
import { bassOf, CHORDS, type ChordName, hertzOf, voicingOf } from './harmony.ts';

test('pitches are tuned to 440 Hz, an octave doubles them', () => {
  expect(hertzOf(69)).toBe(440);
  expect(hertzOf(57)).toBeCloseTo(220, 9);
});

test('a chord is voiced within one octave, with all its notes', () => {
  for (const chord of Object.keys(CHORDS) as ChordName[]) {
    for (let key = 48; key < 60; key++) {
      const voicing = voicingOf(chord, key, 55);
      expect(voicing).toHaveLength(CHORDS[chord].length);
      for (const pitch of voicing) expect(pitch >= 55 && pitch < 67).toBe(true);
    }
  }
});

test('the bass plays the root of the chord', () => {
  expect(bassOf('V', 48, 33)).toBe(43);
  expect(bassOf('I', 48, 33)).toBe(36);
});
