/** Chords by their degree in the key, as semitones over the key's root. */
export const CHORDS = {
  I: [0, 4, 7],
  Iadd9: [0, 4, 7, 14],
  I6: [0, 4, 7, 9],
  Imaj7: [0, 4, 7, 11],
  ii7: [2, 5, 9, 12],
  iii7: [4, 7, 11, 14],
  IV: [5, 9, 12],
  IVmaj7: [5, 9, 12, 16],
  V: [7, 11, 14],
  Vsus4: [7, 12, 14],
  V7: [7, 11, 14, 17],
  vi: [9, 12, 16],
  vi7: [9, 12, 16, 19],
} as const;
export type ChordName = keyof typeof CHORDS;

/** Pitches are MIDI numbers: 69 is the A of 440 Hz, 12 to the octave; fractions detune. */
export const hertzOf = (pitch: number): number => 440 * 2 ** ((pitch - 69) / 12);

/** The chord's lowest note in the octave above `floor`: what the bass plays. */
export const bassOf = (chord: ChordName, key: number, floor: number): number => foldAbove(key + CHORDS[chord][0], floor);

/**
 * The chord's notes in the one octave above `floor`, low to high. As every chord is folded into the same octave, voices move by small
 * steps from one to the next.
 */
export function voicingOf(chord: ChordName, key: number, floor: number): number[] {
  const pitches = CHORDS[chord].map((semitones) => foldAbove(key + semitones, floor));
  return [...new Set(pitches)].sort((a, b) => a - b);
}

const foldAbove = (pitch: number, floor: number): number => floor + ((((pitch - floor) % 12) + 12) % 12);
