import type { MusicRequest } from '@bottega/contracts';
import { type Chance, chanceOf, pick } from './chance.ts';
import { bassOf, type ChordName, voicingOf } from './harmony.ts';
import type { Note } from './instruments.ts';
import { STYLES, type Style } from './styles.ts';

const STEPS_PER_BAR = 8;
const BEATS_PER_BAR = 4;
const LOWEST_KEY = 48;
const PAD_FLOOR = 55;
const BASS_FLOOR = 33;

/** Written music: notes in the order they begin, and what the player must know besides. */
export type Score = {
  readonly seconds: number;
  readonly chords: readonly ChordName[];
  readonly notes: readonly Note[];
  readonly room: number;
};

type Bar = {
  readonly style: Style;
  readonly key: number;
  readonly chord: ChordName;
  readonly start: number;
  readonly length: number;
  readonly number: number;
  readonly isLast: boolean;
};

/**
 * Writes a piece that ends with its film: the tempo gives way until whole bars fill the seconds, the last but one bar leads home, and
 * the last holds the home chord. The seed chooses key, chords and melody.
 */
export function writeScore({ seconds, mood, seed }: MusicRequest): Score {
  const style = STYLES[mood];
  const chance = chanceOf(seed);
  const key = LOWEST_KEY + Math.floor(chance() * 12);
  const barCount = Math.max(1, Math.round((seconds * style.beatsPerMinute) / 60 / BEATS_PER_BAR));
  const chords = chooseChords(style, barCount, chance);
  const motifs = [inventMotif(style, chance), inventMotif(style, chance)] as const;
  const length = seconds / barCount;
  const notes = chords.flatMap((chord, number) => {
    const bar = { style, key, chord, start: number * length, length, number, isLast: number === barCount - 1 };
    const motif = motifs[number % 4 === 3 ? 1 : 0];
    return [...writePad(bar), ...writeBass(bar), ...writeLead(bar, motif, chance), ...writeDrums(bar, chance)];
  });
  return { seconds, chords, notes: notes.toSorted((a, b) => a.at - b.at), room: style.room };
}

function chooseChords(style: Style, barCount: number, chance: Chance): ChordName[] {
  const progression = pick(style.progressions, chance);
  const chords = Array.from({ length: barCount }, (_, bar) => progression[bar % progression.length]!);
  const [leadHome, home] = style.cadence;
  if (barCount > 2) chords[barCount - 2] = leadHome;
  chords[barCount - 1] = home;
  return chords;
}

/** Every note twice, a little apart in pitch and place, which makes it wide. */
const writePad = ({ style, key, chord, start, length }: Bar): Note[] =>
  voicingOf(chord, key, PAD_FLOOR).flatMap((pitch, voice) =>
    [-1, 1].map((side) => ({
      instrument: style.pad.instrument,
      at: start,
      seconds: length,
      pitch: pitch + side * 0.05,
      level: style.pad.level,
      pan: side * (0.35 + voice * 0.12),
    })),
  );

function writeBass({ style, key, chord, start, length, isLast }: Bar): Note[] {
  const steps = isLast ? [0] : style.bass.steps;
  const pitch = bassOf(chord, key, BASS_FLOOR);
  return steps.map((step, index) => {
    const until = steps[index + 1] ?? STEPS_PER_BAR;
    return {
      instrument: 'bass',
      at: start + (step / STEPS_PER_BAR) * length,
      seconds: ((until - step) / STEPS_PER_BAR) * length * 0.9,
      pitch,
      level: style.bass.level,
      pan: 0,
    };
  });
}

/** For each step of a bar the chord note it plays, counted from the lowest, or a rest. */
type Motif = readonly (number | null)[];

/** Walks up and down the chord by single notes; always begins on the first beat. */
function inventMotif({ lead }: Style, chance: Chance): Motif {
  let degree = Math.floor(chance() * 4);
  return Array.from({ length: STEPS_PER_BAR }, (_, step) => {
    degree = Math.max(0, Math.min(6, degree + pick([-2, -1, -1, 1, 1, 2], chance)));
    return step === 0 || chance() < lead.density ? degree : null;
  });
}

/** The motif over this bar's chord, now and then with a step left out; the last bar only climbs to rest. */
function writeLead({ style, key, chord, start, length, isLast }: Bar, motif: Motif, chance: Chance): Note[] {
  const { instrument, level, density, floor } = style.lead;
  const octave = voicingOf(chord, key, floor);
  const played = isLast
    ? [0, null, 1, null, 2]
    : motif.map((degree, step) => (step > 0 && chance() < 0.15 * (1 - density) ? null : degree));
  return played.flatMap((degree, step) => {
    if (degree === null) return [];
    const pitch = octave[degree % octave.length]! + 12 * Math.floor(degree / octave.length);
    const accent = step % 4 === 0 ? 1 : 0.8;
    return [
      {
        instrument,
        at: start + (step / STEPS_PER_BAR) * length,
        seconds: length / STEPS_PER_BAR,
        pitch,
        level: level * accent * (0.85 + chance() * 0.15),
        pan: (chance() - 0.5) * 0.8,
      },
    ];
  });
}

/** Enter with the second bar, breathe in every eighth, and leave the last one to ring. */
function writeDrums({ style, start, length, number, isLast }: Bar, chance: Chance): Note[] {
  if (number === 0 || isLast) return [];
  const breathing = number % 8 === 7;
  return style.drums.flatMap(({ instrument, level, steps }) =>
    (breathing ? steps.slice(0, 1) : steps).map((step) => ({
      instrument,
      at: start + (step / STEPS_PER_BAR) * length,
      seconds: 0,
      pitch: 0,
      level: level * (0.85 + chance() * 0.15),
      pan: instrument === 'kick' ? 0 : (chance() - 0.5) * 0.4,
    })),
  );
}
