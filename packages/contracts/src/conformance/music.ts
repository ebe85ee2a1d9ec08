import assert from 'node:assert/strict';
import { MOODS, type MusicProvider, type MusicRequest } from '../music.ts';
import type { CallContext } from '../provider.ts';
import { decodeWav, type Sound, secondsOf } from '../wav.ts';
import { assertHeedsAbort, assertMade, type Check, readInFolder, selfDescription } from './check.ts';

const SECONDS = 6;

/** Promises of whoever composes. */
export const musicConformance: readonly Check<MusicProvider>[] = [
  selfDescription('music'),
  {
    name: 'fits every mood to the seconds asked, in stereo at 48 kHz',
    run: async (provider, call) => {
      for (const mood of MOODS) {
        const sound = await compose(provider, { seconds: SECONDS, mood, seed: 1 }, call);
        assert.equal(sound.sampleRate, 48_000);
        assert.equal(sound.channels.length, 2);
        assert.ok(Math.abs(secondsOf(sound) - SECONDS) < 0.05, `${secondsOf(sound)} s of ${mood} music, ${SECONDS} s asked`);
      }
    },
  },
  {
    name: 'sounds throughout, does not clip, and fades at both ends',
    run: async (provider, call) => assertBed(await compose(provider, { seconds: SECONDS, mood: 'warm', seed: 2 }, call)),
  },
  {
    name: 'heeds a caller who gave up',
    run: (provider, call) => assertHeedsAbort(call, (aborted) => provider.compose({ seconds: SECONDS, mood: 'calm', seed: 1 }, aborted)),
  },
];

async function compose(provider: MusicProvider, request: MusicRequest, call: CallContext): Promise<Sound> {
  const made = await provider.compose(request, call);
  assertMade(made);
  const sound = decodeWav(await readInFolder(made.value.path, call));
  assert.ok(Math.abs(secondsOf(sound) - made.value.seconds) < 0.02, 'the bed is as long as it says');
  return sound;
}

function assertBed({ channels, sampleRate }: Sound): void {
  const window = sampleRate / 2;
  for (const samples of channels) {
    assert.ok(peakOf(samples) < 1, 'the music clips');
    for (let start = window; start + 2 * window <= samples.length; start += window) {
      assert.ok(rmsOf(samples.subarray(start, start + window)) > 0.002, `silence at ${start / sampleRate} s`);
    }
    assert.ok(Math.abs(samples[0]!) < 0.01, 'the music starts with a click');
    assert.ok(Math.abs(samples.at(-1)!) < 0.01, 'the music ends with a click');
  }
}

const peakOf = (samples: Float32Array): number => samples.reduce((peak, sample) => Math.max(peak, Math.abs(sample)), 0);
const rmsOf = (samples: Float32Array): number => Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length);
