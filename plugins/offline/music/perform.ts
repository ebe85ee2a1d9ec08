import type { Sound } from '@bottega/contracts';
import { type Chance, chanceOf } from './chance.ts';
import { INSTRUMENTS, type Note, SAMPLE_RATE } from './instruments.ts';
import { reverberate } from './reverb.ts';
import type { Score } from './score.ts';

/** −4 dB below full scale, so that a mixer has room. */
const PEAK = 10 ** (-4 / 20);
const FADE_IN_SECONDS = 0.4;
const FADE_OUT_SECONDS = 1.5;
const STEREO_SPREAD = 23;

/** Plays a score: stereo at 48 kHz, exactly as long as it says. `progress` is told how far it is, from 0 to 1. */
export function perform(score: Score, seed: number, progress: (done: number) => void): Sound {
  const frames = Math.round(score.seconds * SAMPLE_RATE);
  const channels = [new Float32Array(frames), new Float32Array(frames)] as const;
  const chance = chanceOf(~seed);
  score.notes.forEach((note, index) => {
    play(note, channels, chance);
    if (index % 16 === 0) progress((0.8 * index) / score.notes.length);
  });
  addRoom(channels[0], score.room, 0);
  addRoom(channels[1], score.room, STEREO_SPREAD);
  progress(0.95);
  channels.forEach(fade);
  setPeak(channels);
  return { sampleRate: SAMPLE_RATE, channels };
}

/** Equal power from left to right; what would sound after the end is cut, under the fade. */
function play(note: Note, [left, right]: readonly [Float32Array, Float32Array], chance: Chance): void {
  const samples = INSTRUMENTS[note.instrument](note, chance);
  const start = Math.round(note.at * SAMPLE_RATE);
  const angle = ((Math.max(-1, Math.min(1, note.pan)) + 1) * Math.PI) / 4;
  const [toLeft, toRight] = [note.level * Math.cos(angle), note.level * Math.sin(angle)];
  const length = Math.min(samples.length, left.length - start);
  for (let i = 0; i < length; i++) {
    left[start + i]! += samples[i]! * toLeft;
    right[start + i]! += samples[i]! * toRight;
  }
}

function addRoom(samples: Float32Array, share: number, spread: number): void {
  const wet = reverberate(samples, spread);
  for (let i = 0; i < samples.length; i++) samples[i]! += wet[i]! * share;
}

/** Pieces shorter than both fades share their length between them. */
function fade(samples: Float32Array): void {
  const shrink = Math.min(1, samples.length / SAMPLE_RATE / (FADE_IN_SECONDS + FADE_OUT_SECONDS));
  const fadeIn = FADE_IN_SECONDS * SAMPLE_RATE * shrink;
  const fadeOut = FADE_OUT_SECONDS * SAMPLE_RATE * shrink;
  for (let i = 0; i < samples.length; i++) {
    samples[i]! *= Math.min(1, i / fadeIn) * Math.min(1, (samples.length - 1 - i) / fadeOut);
  }
}

function setPeak(channels: readonly Float32Array[]): void {
  let peak = 0;
  for (const samples of channels) for (const sample of samples) peak = Math.max(peak, Math.abs(sample));
  if (peak === 0) return;
  for (const samples of channels) for (let i = 0; i < samples.length; i++) samples[i]! *= PEAK / peak;
}
