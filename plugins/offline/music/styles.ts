import type { Mood } from '@bottega/contracts';
import type { ChordName } from './harmony.ts';
import type { DrumName, LeadName, PadName } from './instruments.ts';

/** How a mood sounds. Levels are linear; steps are eighths of a 4/4 bar. */
export type Style = {
  readonly beatsPerMinute: number;
  /** Four bars each; the seed chooses one. */
  readonly progressions: readonly [readonly ChordName[], ...(readonly ChordName[])[]];
  /** The bar before the last, and the chord on which all comes to rest. */
  readonly cadence: readonly [ChordName, ChordName];
  readonly pad: { readonly instrument: PadName; readonly level: number };
  readonly bass: { readonly level: number; readonly steps: readonly number[] };
  /** `density` is the share of steps that sound; `floor` the lowest pitch. */
  readonly lead: { readonly instrument: LeadName; readonly level: number; readonly density: number; readonly floor: number };
  readonly drums: readonly { readonly instrument: DrumName; readonly level: number; readonly steps: readonly number[] }[];
  /** Share of the reverberation. */
  readonly room: number;
};

export const STYLES: Readonly<Record<Mood, Style>> = {
  warm: {
    beatsPerMinute: 92,
    progressions: [
      ['Imaj7', 'vi7', 'IVmaj7', 'V'],
      ['IVmaj7', 'iii7', 'ii7', 'V7'],
      ['Imaj7', 'iii7', 'vi7', 'IVmaj7'],
    ],
    cadence: ['V7', 'Imaj7'],
    pad: { instrument: 'felt', level: 0.1 },
    bass: { level: 0.3, steps: [0, 3, 4] },
    lead: { instrument: 'pluck', level: 0.3, density: 0.6, floor: 60 },
    drums: [
      { instrument: 'kick', level: 0.3, steps: [0, 4] },
      { instrument: 'shaker', level: 0.05, steps: [1, 3, 5, 7] },
    ],
    room: 0.25,
  },
  calm: {
    beatsPerMinute: 66,
    progressions: [
      ['Iadd9', 'IVmaj7', 'vi7', 'IVmaj7'],
      ['vi7', 'IVmaj7', 'Iadd9', 'Vsus4'],
      ['IVmaj7', 'Iadd9', 'ii7', 'Iadd9'],
    ],
    cadence: ['IVmaj7', 'Iadd9'],
    pad: { instrument: 'air', level: 0.16 },
    bass: { level: 0.16, steps: [0] },
    lead: { instrument: 'bell', level: 0.12, density: 0.28, floor: 67 },
    drums: [],
    room: 0.5,
  },
  bright: {
    beatsPerMinute: 112,
    progressions: [
      ['I', 'V', 'vi', 'IV'],
      ['IV', 'I', 'V', 'vi'],
      ['I', 'IV', 'vi', 'V'],
    ],
    cadence: ['V', 'Iadd9'],
    pad: { instrument: 'felt', level: 0.08 },
    bass: { level: 0.24, steps: [0, 2, 4, 6] },
    lead: { instrument: 'keys', level: 0.24, density: 0.65, floor: 62 },
    drums: [
      { instrument: 'kick', level: 0.34, steps: [0, 2, 4, 6] },
      { instrument: 'brush', level: 0.12, steps: [2, 6] },
      { instrument: 'shaker', level: 0.06, steps: [0, 1, 2, 3, 4, 5, 6, 7] },
    ],
    room: 0.2,
  },
  playful: {
    beatsPerMinute: 124,
    progressions: [
      ['I6', 'vi7', 'ii7', 'V7'],
      ['I6', 'ii7', 'iii7', 'ii7'],
      ['I6', 'IV', 'I6', 'V7'],
    ],
    cadence: ['V7', 'I6'],
    pad: { instrument: 'air', level: 0.06 },
    bass: { level: 0.28, steps: [0, 4] },
    lead: { instrument: 'pluck', level: 0.34, density: 0.75, floor: 65 },
    drums: [
      { instrument: 'woodblock', level: 0.1, steps: [1, 3, 5, 7] },
      { instrument: 'kick', level: 0.22, steps: [0, 4] },
      { instrument: 'brush', level: 0.08, steps: [2, 6] },
    ],
    room: 0.15,
  },
  grand: {
    beatsPerMinute: 78,
    progressions: [
      ['vi', 'IV', 'I', 'V'],
      ['vi', 'iii7', 'IV', 'Vsus4'],
      ['I', 'V', 'vi', 'IV'],
    ],
    cadence: ['Vsus4', 'I'],
    pad: { instrument: 'strings', level: 0.13 },
    bass: { level: 0.32, steps: [0, 4, 6] },
    lead: { instrument: 'keys', level: 0.16, density: 0.4, floor: 60 },
    drums: [
      { instrument: 'tom', level: 0.3, steps: [0, 5, 6] },
      { instrument: 'brush', level: 0.06, steps: [4] },
    ],
    room: 0.45,
  },
};
