import { SAMPLE_RATE } from './loudness.ts';

/** A stretch of samples in which somebody speaks. */
export type Span = { readonly from: number; readonly to: number };

const BLOCK = SAMPLE_RATE / 50;
/** Speech is what comes within this many decibels of the voice's loudest block. */
const DEPTH_DB = 35;
/** Pauses shorter than this do not bring the music back, in samples. */
const BRIDGE = SAMPLE_RATE * 0.6;

/** How much lower the music lies under speech than between, and how fast it goes down and comes back, in seconds. */
const DUCK_DB = 8;
const ATTACK = 0.12;
const RELEASE = 0.45;

function blockPowers(samples: Float32Array): number[] {
  return Array.from({ length: Math.ceil(samples.length / BLOCK) }, (_, block) =>
    samples.subarray(block * BLOCK, (block + 1) * BLOCK).reduce((sum, sample) => sum + sample * sample, 0),
  );
}

/** Where the voice speaks, found from its level; short pauses belong to the speech. */
export function speechSpans(voice: Float32Array): Span[] {
  const powers = blockPowers(voice);
  const floor = Math.max(...powers, 0) * 10 ** (-DEPTH_DB / 10);
  const spans: { from: number; to: number }[] = [];
  powers.forEach((power, block) => {
    if (power <= floor) return;
    const from = block * BLOCK;
    const last = spans.at(-1);
    if (last !== undefined && from - last.to < BRIDGE) last.to = from + BLOCK;
    else spans.push({ from, to: from + BLOCK });
  });
  return spans;
}

/** The music's gain over time: 1 between the spans, lower by 8 dB in them, with soft edges that are down when speech starts. */
export function duckingCurve(length: number, spans: readonly Span[]): Float32Array {
  const curve = new Float32Array(length).fill(1);
  const low = 10 ** (-DUCK_DB / 20);
  for (const { from, to } of spans) curve.fill(low, Math.max(0, from - ATTACK * SAMPLE_RATE), Math.min(length, to));
  const down = 1 - Math.exp(-1 / (ATTACK * 0.35 * SAMPLE_RATE));
  const up = 1 - Math.exp(-1 / (RELEASE * 0.5 * SAMPLE_RATE));
  let gain = curve[0] ?? 1;
  for (let at = 0; at < length; at++) {
    gain += (curve[at]! - gain) * (curve[at]! < gain ? down : up);
    curve[at] = gain;
  }
  return curve;
}

function powerIn(channels: readonly Float32Array[], spans: readonly Span[]): number {
  let sum = 0;
  for (const samples of channels)
    for (const { from, to } of spans) for (let at = from; at < Math.min(to, samples.length); at++) sum += samples[at]! ** 2;
  return sum / channels.length;
}

/** What is answered when there is nothing to compare: no voice, or no music under it. */
export const NOTHING_BENEATH_DB = 120;

/** How many decibels the voice stands over the music while it speaks, both as they go into the mix. */
export function voiceOverMusic(voice: Float32Array, music: readonly Float32Array[], spans: readonly Span[]): number {
  const [above, beneath] = [powerIn([voice], spans), powerIn(music, spans)];
  if (above === 0 || beneath === 0) return NOTHING_BENEATH_DB;
  return Math.min(NOTHING_BENEATH_DB, 10 * Math.log10(above / beneath));
}
