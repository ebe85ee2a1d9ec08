import { SAMPLE_RATE } from './instruments.ts';

/** Delays in seconds that share no factor, so that echoes do not pile up on one pitch. */
const COMB_SECONDS = [0.0297, 0.0371, 0.0411, 0.0437] as const;
const ALLPASS_SECONDS = [0.005, 0.0017] as const;
const FEEDBACK = 0.8;
const DAMPING = 0.35;

/**
 * The sound of a room after Schroeder: four echoes side by side, each losing its brightness on every round, then two all-pass filters
 * that blur them. `spread` shifts the delays by so many samples, which makes two channels differ.
 */
export function reverberate(dry: Float32Array, spread: number): Float32Array {
  const wet = new Float32Array(dry.length);
  for (const seconds of COMB_SECONDS) addComb(dry, wet, Math.round(seconds * SAMPLE_RATE) + spread);
  for (const seconds of ALLPASS_SECONDS) blur(wet, Math.round(seconds * SAMPLE_RATE) + spread);
  return wet;
}

function addComb(dry: Float32Array, wet: Float32Array, delay: number): void {
  const line = new Float32Array(delay);
  let damped = 0;
  for (let i = 0, place = 0; i < dry.length; i++) {
    const echo = line[place]!;
    damped = echo * (1 - DAMPING) + damped * DAMPING;
    line[place] = dry[i]! + damped * FEEDBACK;
    wet[i]! += echo / COMB_SECONDS.length;
    place = place + 1 === delay ? 0 : place + 1;
  }
}

function blur(samples: Float32Array, delay: number): void {
  const line = new Float32Array(delay);
  for (let i = 0, place = 0; i < samples.length; i++) {
    const echo = line[place]!;
    const input = samples[i]! + echo * 0.5;
    samples[i] = echo - input * 0.5;
    line[place] = input;
    place = place + 1 === delay ? 0 : place + 1;
  }
}
