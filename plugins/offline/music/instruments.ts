import type { Chance } from './chance.ts';
import { hertzOf } from './harmony.ts';

export const SAMPLE_RATE = 48_000;

/** One note to be played: when and how long in seconds, its pitch as a MIDI number, its level, and its place from −1 (left) to 1. */
export type Note = {
  readonly instrument: InstrumentName;
  readonly at: number;
  readonly seconds: number;
  readonly pitch: number;
  readonly level: number;
  readonly pan: number;
};

export type PadName = 'felt' | 'air' | 'strings';
export type LeadName = 'pluck' | 'bell' | 'keys';
export type DrumName = 'kick' | 'tom' | 'brush' | 'shaker' | 'woodblock';
type InstrumentName = PadName | LeadName | DrumName | 'bass';

type Tone = { readonly pitch: number; readonly seconds: number };
type Instrument = (tone: Tone, chance: Chance) => Float32Array;

const TURN = 2 * Math.PI;

/** Each plays a note of level 1, as samples at 48 kHz; it may ring on after the note's own length. */
export const INSTRUMENTS: Readonly<Record<InstrumentName, Instrument>> = {
  felt: held({ partials: [1, 0.42, 0.22, 0.1, 0.05], attack: 0.25, release: 0.6 }),
  air: held({ partials: [1, 0.25, 0.08], attack: 0.7, release: 1.2 }),
  strings: held({ partials: [1, 0.6, 0.45, 0.32, 0.22, 0.15, 0.1, 0.06], attack: 0.35, release: 0.7 }),
  bass: held({ partials: [1, 0.45, 0.15, 0.05], attack: 0.012, release: 0.12, decay: 1.1 }),
  pluck: ({ pitch }, chance) => pluck(hertzOf(pitch), chance),
  bell: ({ pitch }) => struck(hertzOf(pitch), { ratio: 3.51, depth: 2.2, ring: 1.6 }),
  keys: ({ pitch }) => struck(hertzOf(pitch), { ratio: 1, depth: 1.1, ring: 0.9 }),
  kick: () => drumskin({ from: 130, to: 48, ring: 0.09 }),
  tom: () => drumskin({ from: 120, to: 72, ring: 0.22 }),
  woodblock: () => drumskin({ from: 1_050, to: 880, ring: 0.025 }),
  brush: (_, chance) => noise({ ring: 0.07, attack: 0.012 }, chance),
  shaker: (_, chance) => noise({ ring: 0.022, attack: 0.004 }, chance),
};

type Held = { readonly partials: readonly number[]; readonly attack: number; readonly release: number; readonly decay?: number };

/** A tone that lasts: one period with the given partials, turned at the note's pitch, swelling and dying in seconds. */
function held({ partials, attack, release, decay = Number.POSITIVE_INFINITY }: Held): Instrument {
  const period = onePeriod(partials);
  const last = period.length - 1;
  return ({ pitch, seconds }, chance) => {
    const samples = new Float32Array(Math.round((seconds + release) * SAMPLE_RATE));
    const step = (hertzOf(pitch) / SAMPLE_RATE) * last;
    let position = chance() * last;
    for (let i = 0; i < samples.length; i++) {
      const time = i / SAMPLE_RATE;
      const swell = Math.min(1, time / attack) * Math.min(1, Math.max(0, 1 - (time - seconds) / release)) * Math.exp(-time / decay);
      const below = Math.floor(position);
      const between = position - below;
      samples[i] = swell * (period[below]! * (1 - between) + period[below + 1]! * between);
      position += step;
      if (position >= last) position -= last;
    }
    return samples;
  };
}

/** The first sample stands again at the end, so that reading between two samples needs no wrap. */
function onePeriod(partials: readonly number[]): Float32Array {
  const length = 2_048;
  const sum = partials.reduce((total, partial) => total + partial, 0);
  return Float32Array.from({ length: length + 1 }, (_, i) =>
    partials.reduce((sample, partial, index) => sample + (partial / sum) * Math.sin((TURN * i * (index + 1)) / length), 0),
  );
}

/**
 * A plucked string after Karplus and Strong: a burst of noise runs round a loop as long as one period and loses its edge. The averaging
 * of neighbours holds it up by half a sample; what else the period has over whole samples, an all-pass filter adds, or high strings
 * would be out of tune.
 */
function pluck(hertz: number, chance: Chance): Float32Array {
  const period = SAMPLE_RATE / hertz - 0.5;
  const loop = softNoise(Math.floor(period - 0.1), chance); // an all-pass of no delay at all would ring for ever
  const fraction = period - loop.length;
  const allpass = (1 - fraction) / (1 + fraction);
  const samples = new Float32Array(Math.round(1.6 * SAMPLE_RATE));
  let [previous, filterIn, filterOut] = [0, 0, 0];
  for (let i = 0, place = 0; i < samples.length; i++, place = (place + 1) % loop.length) {
    const current = loop[place]!;
    const averaged = 0.498 * (current + previous);
    filterOut = allpass * (averaged - filterOut) + filterIn;
    filterIn = averaged;
    loop[place] = filterOut;
    previous = current;
    samples[i] = current * Math.min(1, (samples.length - i) / 2_400);
  }
  return samples;
}

/** Noise without its sharpest edge, and without an offset, which would never die away in the loop. */
function softNoise(length: number, chance: Chance): Float32Array {
  const noiseSamples = Float32Array.from({ length }, () => chance() * 2 - 1);
  for (let pass = 0; pass < 2; pass++) {
    for (let i = 1; i < length; i++) noiseSamples[i] = 0.5 * (noiseSamples[i]! + noiseSamples[i - 1]!);
  }
  const offset = noiseSamples.reduce((sum, sample) => sum + sample, 0) / length;
  return noiseSamples.map((sample) => sample - offset);
}

/** Struck metal by frequency modulation: bright at first, purer as it rings. */
function struck(hertz: number, { ratio, depth, ring }: { ratio: number; depth: number; ring: number }): Float32Array {
  return ringing(ring * 3, (time) => {
    const modulation = depth * Math.exp((-4 * time) / ring) * Math.sin(TURN * hertz * ratio * time);
    return Math.min(1, time / 0.004) * Math.exp((-2.2 * time) / ring) * Math.sin(TURN * hertz * time + modulation);
  });
}

/** A skin or a block of wood: a tone that falls from one frequency (hertz) to another while it dies. */
function drumskin({ from, to, ring }: { from: number; to: number; ring: number }): Float32Array {
  let turns = 0;
  return ringing(ring * 6, (time) => {
    turns += (to + (from - to) * Math.exp((-2.5 * time) / ring)) / SAMPLE_RATE;
    return Math.min(1, time / 0.002) * Math.exp(-time / ring) * Math.sin(TURN * turns);
  });
}

/** A puff of high noise: each sample less the one before it. */
function noise({ ring, attack }: { ring: number; attack: number }, chance: Chance): Float32Array {
  let previous = 0;
  return ringing(ring * 6, (time) => {
    const current = chance() * 2 - 1;
    const edge = current - previous;
    previous = current;
    return edge * Math.min(1, time / attack) * Math.exp(-time / ring);
  });
}

const ringing = (seconds: number, sampleAt: (time: number) => number): Float32Array =>
  Float32Array.from({ length: Math.round(seconds * SAMPLE_RATE) }, (_, i) => sampleAt(i / SAMPLE_RATE));
