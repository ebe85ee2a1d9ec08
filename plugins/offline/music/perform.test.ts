import { MOODS } from '@bottega/contracts';
import { expect, test } from 'vitest';
import { SAMPLE_RATE } from './instruments.ts';
import { perform } from './perform.ts';
import { writeScore } from './score.ts';

const decibels = (amplitude: number): number => 20 * Math.log10(amplitude);
const rms = (samples: Float32Array): number => Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length);
const play = (mood: (typeof MOODS)[number], seconds = 9, seed = 4) => perform(writeScore({ seconds, mood, seed }), seed, () => {});

test.each(MOODS)('%s music is never silent, never too loud, and ends in a fade', (mood) => {
  const { channels } = play(mood);
  for (const samples of channels) {
    expect(samples).toHaveLength(9 * SAMPLE_RATE);
    expect(decibels(samples.reduce((peak, sample) => Math.max(peak, Math.abs(sample)), 0))).toBeLessThan(-3.9);
    const window = SAMPLE_RATE / 4;
    for (let start = 2 * window; start < samples.length - 5 * window; start += window) {
      expect(decibels(rms(samples.subarray(start, start + window))), `at ${start / SAMPLE_RATE} s`).toBeGreaterThan(-35);
    }
    expect(decibels(rms(samples.subarray(-window)))).toBeLessThan(decibels(rms(samples)) - 10);
    expect(samples.at(-1)).toBeCloseTo(0, 9);
    expect(Math.abs(samples.reduce((sum, sample) => sum + sample, 0) / samples.length), 'offset').toBeLessThan(0.002);
  }
});

test('the channels differ, the balance holds', () => {
  const [left, right] = play('warm').channels;
  expect(left).not.toEqual(right);
  expect(Math.abs(decibels(rms(left!)) - decibels(rms(right!)))).toBeLessThan(2);
});

test('a second of music is a second long', () => {
  expect(play('calm', 1).channels[0]).toHaveLength(SAMPLE_RATE);
});
