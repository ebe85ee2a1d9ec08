import { describe, expect, it } from 'vitest';
import { voiceOverMusic, speechSpans } from './duck.ts';
import { limit } from './limiter.ts';
import { amplitude, integratedLoudness, truePeakDb } from './loudness.ts';
import { master } from './master.ts';
import { mix } from './mix.ts';
import { resample } from './resample.ts';
import { parseWav } from './wav.ts';

const RATE = 48000;

function tone(hertz: number, seconds: number, level: number, rate = RATE, phase = 0): Float32Array {
  return Float32Array.from({ length: seconds * rate }, (_, at) => level * Math.sin((2 * Math.PI * hertz * at) / rate + phase));
}

/** Noise that is the same every time. */
function noise(length: number, level: number): Float32Array {
  let seed = 7;
  return Float32Array.from({ length }, () => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return level * (seed / 2 ** 31 - 1);
  });
}

/** Syllables of noise with pauses, and now and then a click: as peaky as a poor recording. */
function babble(seconds: number): Float32Array {
  const samples = noise(seconds * RATE, 0.2);
  return samples.map((sample, at) => (at % 30000 === 500 ? 0.99 : sample * Math.max(0, Math.sin((at / RATE) * 9)) ** 2));
}

describe('loudness', () => {
  it('measures the reference tones of EBU Tech 3341', () => {
    const level = amplitude(-23);
    expect(integratedLoudness([tone(1000, 5, level), tone(1000, 5, level)])).toBeCloseTo(-23, 1);
    expect(integratedLoudness([tone(997, 5, 1)])).toBeCloseTo(-3.01, 1);
    expect(integratedLoudness([new Float32Array(RATE)])).toBe(-70);
  });

  it('finds peaks between samples', () => {
    // A quarter of the sampling rate, sampled 45° off its peaks: every sample lies 3 dB under the true peak.
    expect(truePeakDb([tone(12000, 0.5, 0.5, RATE, Math.PI / 4)])).toBeCloseTo(-6.02, 1);
  });
});

it('limits true peaks and leaves quiet sound alone', () => {
  const loud = tone(12000, 0.5, 1.6, RATE, Math.PI / 4);
  limit([loud], amplitude(-2));
  expect(truePeakDb([loud])).toBeLessThan(-1.9);
  const quiet = tone(300, 0.5, 0.1);
  const copy = quiet.slice();
  limit([quiet], amplitude(-2));
  expect(quiet).toEqual(copy);
});

it('resamples a tone without changing its pitch or level', () => {
  const resampled = resample(tone(1000, 1, 0.5, 22050), 22050, RATE);
  expect(resampled.length).toBe(RATE);
  const exact = tone(1000, 1, 0.5);
  const worst = resampled.subarray(200, -200).reduce((most, sample, at) => Math.max(most, Math.abs(sample - exact[at + 200]!)), 0);
  expect(worst).toBeLessThan(0.01);
  const tooHigh = resample(tone(20000, 0.5, 0.5, 96000), 96000, 32000);
  expect(tooHigh.subarray(200, -200).reduce((most, sample) => Math.max(most, Math.abs(sample)), 0)).toBeLessThan(0.01);
});

describe('WAV files', () => {
  const file = (tag: number, channels: number, bits: number, data: Buffer, extra = Buffer.alloc(0)): Buffer => {
    const format = Buffer.alloc(16);
    format.writeUInt16LE(tag, 0);
    format.writeUInt16LE(channels, 2);
    format.writeUInt32LE(22050, 4);
    format.writeUInt16LE(bits, 14);
    const chunk = (id: string, body: Buffer): Buffer => {
      const head = Buffer.alloc(8);
      head.write(id, 'latin1');
      head.writeUInt32LE(body.length, 4);
      return Buffer.concat([head, body, Buffer.alloc(body.length % 2)]);
    };
    const body = Buffer.concat([chunk('LIST', Buffer.from('odd')), chunk('fmt ', Buffer.concat([format, extra])), chunk('data', data)]);
    return Buffer.concat([Buffer.from('RIFF\0\0\0\0WAVE', 'latin1'), body]);
  };

  it('are read as 16-bit, 24-bit and float, mono and stereo', () => {
    const short = Buffer.alloc(8);
    for (const [at, value] of [16384, -16384, 32767, -32768].entries()) short.writeInt16LE(value, at * 2);
    expect(parseWav(file(1, 1, 16, short)).channels[0]!.slice(0, 2)).toEqual(Float32Array.of(0.5, -0.5));
    expect(parseWav(file(1, 2, 16, short)).channels.map((channel) => channel[0])).toEqual([0.5, -0.5]);
    const float = Buffer.from(Float32Array.of(0.25, -0.75).buffer);
    expect(parseWav(file(3, 1, 32, float)).channels[0]).toEqual(Float32Array.of(0.25, -0.75));
    const extension = Buffer.alloc(24);
    extension.writeUInt16LE(1, 8);
    const deep = Buffer.alloc(3);
    deep.writeIntLE(-4194304, 0, 3);
    expect(parseWav(file(0xfffe, 1, 24, deep, extension)).channels[0]).toEqual(Float32Array.of(-0.5));
  });

  it('are refused when they are something else', () => {
    expect(() => parseWav(Buffer.from('something else entirely'))).toThrow(RangeError);
    expect(() => parseWav(file(85, 2, 16, Buffer.alloc(8)))).toThrow(RangeError);
  });
});

describe('the mix', () => {
  const voice = { sound: { sampleRate: RATE, channels: [babble(3)] }, at: 1 };
  const music = { sampleRate: RATE, channels: [noise(2 * RATE, 0.5), noise(2 * RATE, 0.4)] };

  it('keeps the voice well over the music, however loud that is, and brings the music back after', () => {
    const { sound, voiceOverMusicDb } = mix([voice], music, 7 * RATE);
    expect(voiceOverMusicDb).toBeGreaterThanOrEqual(13.9);
    const power = (from: number, to: number): number =>
      sound[0].subarray(from * RATE, to * RATE).reduce((sum, sample) => sum + sample * sample, 0) / (to - from);
    expect(power(5, 6)).toBeGreaterThan(power(0.6, 0.7) * 0.2);
    const [spans, alone] = [speechSpans(sound[1]), sound[1]];
    expect(spans.length).toBeGreaterThan(0);
    expect(voiceOverMusic(alone, [alone, alone], spans)).toBeCloseTo(0, 6);
  });

  it.each([
    ['voice and music', () => mix([voice], music, 6 * RATE)],
    ['voice alone', () => mix([voice], undefined, 6 * RATE)],
    ['a short bed', () => mix([], music, RATE)],
    [
      'a click in silence',
      () => mix([{ sound: { sampleRate: 8000, channels: [Float32Array.of(1, -1, 0.5)] }, at: 0.2 }], undefined, RATE * 2),
    ],
  ])('is mastered to the platforms’ loudness: %s', (name, make) => {
    const { lufs, truePeakDb: peak } = master(make().sound);
    expect(peak).toBeLessThanOrEqual(-1);
    if (name !== 'a click in silence') expect(Math.abs(lufs + 14)).toBeLessThanOrEqual(0.5);
  });

  it('leaves silence silent', () => {
    expect(master(mix([], undefined, RATE).sound).lufs).toBe(-70);
  });
});
