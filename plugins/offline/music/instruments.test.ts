import { expect, test } from 'vitest';
import { chanceOf } from './chance.ts';
import { hertzOf } from './harmony.ts';
import { INSTRUMENTS, SAMPLE_RATE } from './instruments.ts';

/** The lag, in fractions of a sample, at which the sound is most like itself. */
function hertzHeard(samples: Float32Array, expected: number): number {
  const part = samples.subarray(4_800, 24_000);
  const likeness = (lag: number): number => {
    let sum = 0;
    for (let i = 0; i + lag < part.length; i++) sum += part[i]! * part[i + lag]!;
    return sum / (part.length - lag);
  };
  const period = SAMPLE_RATE / expected;
  let best = Math.floor(period * 0.8);
  for (let lag = best; lag < period * 1.2; lag++) if (likeness(lag) > likeness(best)) best = lag;
  const [before, at, after] = [likeness(best - 1), likeness(best), likeness(best + 1)];
  return SAMPLE_RATE / (best + (0.5 * (before - after)) / (before - 2 * at + after));
}

const centsApart = (a: number, b: number): number => Math.abs(1_200 * Math.log2(a / b));

test.each(['felt', 'air', 'strings', 'bass', 'pluck', 'keys'] as const)('%s plays in tune', (name) => {
  for (const pitch of [45, 60, 67, 74, 81]) {
    const samples = INSTRUMENTS[name]({ pitch, seconds: 0.6 }, chanceOf(1));
    expect(centsApart(hertzHeard(samples, hertzOf(pitch)), hertzOf(pitch)), `pitch ${pitch}`).toBeLessThan(6);
  }
});

test('no instrument clicks, blows up or goes on for ever', () => {
  for (const [name, play] of Object.entries(INSTRUMENTS)) {
    const samples = play({ pitch: 64, seconds: 0.5 }, chanceOf(3));
    expect(
      samples.every((sample) => Math.abs(sample) <= 2),
      `${name} is too loud`,
    ).toBe(true);
    expect(
      samples.some((sample) => Math.abs(sample) > 0.05),
      `${name} is not heard`,
    ).toBe(true);
    expect(Math.abs(samples.at(-1)!), `${name} is cut off`).toBeLessThan(0.02);
    expect(samples.length / SAMPLE_RATE).toBeLessThan(6);
  }
});
