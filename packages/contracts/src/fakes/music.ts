import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MOODS, type MusicProvider, type MusicRequest } from '../music.ts';
import type { CallContext } from '../provider.ts';
import { encodeWav } from '../wav.ts';
import { type Fake, fakeControl } from './control.ts';
import { madeByFake } from './evidence.ts';

const SAMPLE_RATE = 48_000;
const FADE_SECONDS = 0.5;

/** Holds one chord, its pitch told by mood and seed. */
export function fakeMusic(): Fake<MusicProvider> {
  const { control, attempt } = fakeControl();
  return Object.assign(control, {
    id: 'fake-music',
    kind: 'music' as const,
    label: 'Fake music',
    offline: true,
    compose: (request: MusicRequest, call: CallContext) =>
      attempt({ operation: 'compose', input: request, signal: call.signal }, async () => {
        const path = join(call.folder, 'fake-music.wav');
        const channels = [hold(request, 1), hold(request, 1.5)];
        await writeFile(path, encodeWav({ sampleRate: SAMPLE_RATE, channels }));
        return madeByFake({ path, seconds: channels[0]!.length / SAMPLE_RATE });
      }),
  });
}

function hold({ seconds, mood, seed }: MusicRequest, interval: number): Float32Array {
  const hertz = (110 + MOODS.indexOf(mood) * 20 + (seed % 12)) * interval;
  const length = Math.round(seconds * SAMPLE_RATE);
  return Float32Array.from({ length }, (_, i) => {
    const fade = Math.min(1, Math.min(i, length - 1 - i) / (FADE_SECONDS * SAMPLE_RATE));
    return 0.2 * fade * Math.sin((2 * Math.PI * hertz * i) / SAMPLE_RATE);
  });
}
