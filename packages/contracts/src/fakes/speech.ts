import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type CallContext, ProviderError } from '../provider.ts';
import type { SpeechProvider, SpeechRequest } from '../speech.ts';
import { encodeWav } from '../wav.ts';
import { type Fake, fakeControl } from './control.ts';
import { madeByFake } from './evidence.ts';

const SAMPLE_RATE = 16_000;
const SECONDS_PER_WORD = 0.35;

/** Hums: a real recording in which every word takes the same time. */
export function fakeSpeech(options: { readonly languages?: readonly string[] } = {}): Fake<SpeechProvider> {
  const { control, attempt } = fakeControl();
  const languages = options.languages ?? ['en', 'it', 'ar', 'hi'];
  return Object.assign(control, {
    id: 'fake-speech',
    kind: 'speech' as const,
    label: 'Fake voice',
    offline: true,
    languages,
    speak: (request: SpeechRequest, call: CallContext) =>
      attempt({ operation: 'speak', input: request, signal: call.signal }, async () => {
        if (!languages.includes(request.language)) throw new ProviderError('unsupported', `The fake does not speak ${request.language}.`);
        return madeByFake(await hum(request.text, call.folder));
      }),
  });
}

async function hum(text: string, folder: string) {
  const tokens = text.split(/\s+/).filter((token) => /[\p{L}\p{N}]/u.test(token));
  if (tokens.length === 0) throw new ProviderError('bad_input', 'There is no word to speak in this text: write some.');
  const words = tokens.map((word, index) => ({ word, start: index * SECONDS_PER_WORD, end: (index + 0.8) * SECONDS_PER_WORD }));
  const seconds = tokens.length * SECONDS_PER_WORD;
  const samples = Float32Array.from(
    { length: Math.round(seconds * SAMPLE_RATE) },
    (_, i) => 0.2 * Math.sin((2 * Math.PI * 180 * i) / SAMPLE_RATE),
  );
  const path = join(folder, 'fake-speech.wav');
  await writeFile(path, encodeWav({ sampleRate: SAMPLE_RATE, channels: [samples] }));
  return { path, seconds: samples.length / SAMPLE_RATE, words };
}
