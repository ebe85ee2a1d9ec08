/** All sound is mixed at this rate; the filters below are given for it. */
export const SAMPLE_RATE = 48000;

type Biquad = readonly [b0: number, b1: number, b2: number, a1: number, a2: number];

/** ITU-R BS.1770: a shelf for the head, then a high-pass for what the ear leaves out. */
const HEAD_SHELF: Biquad = [1.53512485958697, -2.69169618940638, 1.19839281085285, -1.69065929318241, 0.73248077421585];
const LOW_CUT: Biquad = [1, -2, 1, -1.99004745483398, 0.99007225036621];

function biquad(samples: Float32Array, [b0, b1, b2, a1, a2]: Biquad): Float32Array {
  const result = new Float32Array(samples.length);
  let [x1, x2, y1, y2] = [0, 0, 0, 0];
  for (let index = 0; index < samples.length; index++) {
    const x = samples[index]!;
    const y = b0 * x + b1 * x1 + b2 * x2 - a1 * y1 - a2 * y2;
    x2 = x1;
    x1 = x;
    y2 = y1;
    y1 = y;
    result[index] = y;
  }
  return result;
}

const ABSOLUTE_GATE = -70;
const RELATIVE_GATE = 10;
const HOP = SAMPLE_RATE / 10;

function lufsOf(power: number): number {
  return -0.691 + 10 * Math.log10(power + 1e-12);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** The power of each tenth of a second, channels added, after the ear's weighting. */
function hopPowers(channels: readonly Float32Array[]): number[] {
  const weighted = channels.map((samples) => biquad(biquad(samples, HEAD_SHELF), LOW_CUT));
  const hops = Math.floor((weighted[0]?.length ?? 0) / HOP);
  return Array.from({ length: hops }, (_, hop) => {
    let sum = 0;
    for (const samples of weighted) for (let at = hop * HOP; at < (hop + 1) * HOP; at++) sum += samples[at]! * samples[at]!;
    return sum / HOP;
  });
}

/** Integrated loudness in LUFS (EBU R 128: 400 ms blocks, gated); -70 for silence. */
export function integratedLoudness(channels: readonly Float32Array[]): number {
  const powers = hopPowers(channels);
  const blocks = powers.slice(3).map((_, index) => mean(powers.slice(index, index + 4)));
  const audible = (blocks.length > 0 ? blocks : powers).filter((power) => lufsOf(power) > ABSOLUTE_GATE);
  if (audible.length === 0) return ABSOLUTE_GATE;
  const gate = lufsOf(mean(audible)) - RELATIVE_GATE;
  return lufsOf(mean(audible.filter((power) => lufsOf(power) > gate)));
}

/** Three filters that give the signal at a quarter, half and three quarters of the way to the next sample. */
const BETWEEN = [0.25, 0.5, 0.75].map((phase) => {
  const taps = Array.from({ length: 24 }, (_, tap) => {
    const distance = tap - 11 - phase;
    return (Math.sin(Math.PI * distance) / (Math.PI * distance)) * (0.5 + 0.5 * Math.cos((Math.PI * distance) / 12.5));
  });
  const sum = taps.reduce((total, tap) => total + tap, 0);
  return Float32Array.from(taps, (tap) => tap / sum);
});

/**
 * The largest magnitude from each sample up to the next one, of all channels, between the samples too (four points each).
 * Stretches that stay well under `interesting` are not looked at between the samples: there the sample itself will do.
 */
export function truePeaks(channels: readonly Float32Array[], interesting: number): Float32Array {
  const length = channels[0]?.length ?? 0;
  const peaks = new Float32Array(length);
  for (const samples of channels) {
    for (let at = 0; at < length; at++) {
      let peak = Math.abs(samples[at]!);
      const near = Math.max(peak, Math.abs(samples[at + 1] ?? 0));
      if (near > interesting * 0.4 && at >= 11 && at + 12 < length) {
        for (const filter of BETWEEN) {
          let sum = 0;
          for (let tap = 0; tap < 24; tap++) sum += samples[at - 11 + tap]! * filter[tap]!;
          peak = Math.max(peak, Math.abs(sum));
        }
      }
      if (peak > peaks[at]!) peaks[at] = peak;
    }
  }
  return peaks;
}

export function decibels(amplitude: number): number {
  return 20 * Math.log10(Math.max(amplitude, 1e-6));
}

export function amplitude(decibel: number): number {
  return 10 ** (decibel / 20);
}

/** True peak in dBTP; -120 for silence. */
export function truePeakDb(channels: readonly Float32Array[]): number {
  const loudest = channels.reduce((peak, samples) => samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), peak), 0);
  return decibels(truePeaks(channels, loudest).reduce((most, peak) => Math.max(most, peak), 0));
}

/** Multiplies channels in place. */
export function amplify(channels: readonly Float32Array[], gain: number): void {
  for (const samples of channels) for (let at = 0; at < samples.length; at++) samples[at]! *= gain;
}
