import assert from 'node:assert/strict';
import type { CallContext } from '../provider.ts';
import type { Recording, SpeechProvider, SpeechRequest } from '../speech.ts';
import { decodeWav, secondsOf } from '../wav.ts';
import { assertFailsWith, assertHeedsAbort, assertMade, type Check, readInFolder, selfDescription, UNKNOWN_LANGUAGE } from './check.ts';

/** Narrations with what product copy holds: figures, units, prices, punctuation on its own, names of another script. */
const NARRATIONS = [
  'A bowl turned from one piece of walnut. Oiled, 24 cm wide — €48.00.',
  'No. 12345: fired at 1,240 °C; “raku” (Ø 9.5 cm), since 1989!',
  'The وعاء bowl & plate, café-brown, 50% linen.',
  'One',
];

/** Promises of whoever speaks. */
export const speechConformance: readonly Check<SpeechProvider>[] = [
  selfDescription('speech'),
  {
    name: 'records mono sound as long as it says',
    run: async (provider, call) => {
      const recording = await speak(provider, request(provider, NARRATIONS[0]!), call);
      const sound = decodeWav(await readInFolder(recording.path, call));
      assert.equal(sound.channels.length, 1);
      assert.ok(Math.abs(secondsOf(sound) - recording.seconds) < 0.02, `${secondsOf(sound)} s of sound, ${recording.seconds} s claimed`);
      assert.ok(
        sound.channels[0]!.some((sample) => Math.abs(sample) > 0.01),
        'the recording is silent',
      );
    },
  },
  {
    name: 'times every word in order, inside the recording',
    run: async (provider, call) => {
      for (const text of NARRATIONS) assertWords(text, await speak(provider, request(provider, text), call));
    },
  },
  {
    name: 'refuses a language it lacks',
    run: (provider, call) =>
      assertFailsWith('unsupported', () => provider.speak({ ...request(provider, 'One'), language: UNKNOWN_LANGUAGE }, call)),
  },
  {
    name: 'refuses a text without words',
    run: (provider, call) => assertFailsWith('bad_input', () => provider.speak(request(provider, ' — … '), call)),
  },
  {
    name: 'heeds a caller who gave up',
    run: (provider, call) => assertHeedsAbort(call, (aborted) => provider.speak(request(provider, NARRATIONS[0]!), aborted)),
  },
];

const request = (provider: SpeechProvider, text: string): SpeechRequest => ({
  text,
  language: provider.languages[0] ?? assert.fail('the provider speaks no language'),
  seed: 1,
  pace: 1,
});

async function speak(provider: SpeechProvider, asked: SpeechRequest, call: CallContext): Promise<Recording> {
  const made = await provider.speak(asked, call);
  assertMade(made);
  return made.value;
}

/** Marks that are heard, such as "&", may stand among the words; every token with a letter or digit must. */
function assertWords(text: string, { words, seconds }: Recording): void {
  const hasLetterOrDigit = (token: string): boolean => /[\p{L}\p{N}]/u.test(token);
  assert.deepEqual(words.map(({ word }) => word).filter(hasLetterOrDigit), text.split(/\s+/).filter(hasLetterOrDigit));
  let previousEnd = 0;
  for (const { word, start, end } of words) {
    assert.ok(start >= previousEnd - 1e-6, `"${word}" starts at ${start}, before the word before it ends at ${previousEnd}`);
    assert.ok(end >= start, `"${word}" ends before it starts`);
    previousEnd = end;
  }
  assert.ok(previousEnd <= seconds + 1e-6, `the last word ends at ${previousEnd}, the recording at ${seconds}`);
}
