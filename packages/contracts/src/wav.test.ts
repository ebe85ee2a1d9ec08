import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeWav, encodeWav, secondsOf } from './wav.ts';

describe('wav', () => {
  test('gives back what was written, within half a step of 16 bits', () => {
    const samples = fc.float32Array({ min: -1, max: 1, noNaN: true, maxLength: 50 });
    fc.assert(
      fc.property(samples, fc.constantFrom(16_000, 48_000), (left, sampleRate) => {
        const right = left.map((sample) => -sample);
        const sound = decodeWav(encodeWav({ sampleRate, channels: [left, right] }));
        expect(sound.sampleRate).toBe(sampleRate);
        expect(secondsOf(sound)).toBe(left.length / sampleRate);
        for (const [index, sample] of left.entries()) {
          expect(sound.channels[0]![index]).toBeCloseTo(sample, 3.9);
          expect(sound.channels[1]![index]).toBeCloseTo(-sample, 3.9);
        }
      }),
    );
  });

  test('clips beyond full scale instead of wrapping around', () => {
    const [samples] = decodeWav(encodeWav({ sampleRate: 8_000, channels: [Float32Array.of(3, -3)] })).channels;
    expect(samples![0]).toBeGreaterThan(0.99);
    expect(samples![1]).toBeLessThan(-0.99);
  });

  test('refuses what is no WAV, is cut short or is coded otherwise', () => {
    const wav = encodeWav({ sampleRate: 8_000, channels: [Float32Array.of(0, 0, 0, 0)] });
    expect(() => decodeWav(new Uint8Array(3))).toThrow(/not a WAV/);
    expect(() => decodeWav(wav.subarray(0, 48))).toThrow(/cut short/);
    const eightBit = Uint8Array.from(wav);
    eightBit[34] = 8;
    expect(() => decodeWav(eightBit)).toThrow(/8 bits/);
  });
});
