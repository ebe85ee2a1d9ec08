import path from 'node:path';
import { FREE, OWN_WORK, ProviderError, type SpeechProvider } from '@bottega/contracts';
import type { MediaWorker } from '#platform';

/** Languages of espeak-ng that we have listened to measurements of; it knows many more. */
const LANGUAGES = ['en', 'it', 'ar', 'hi'];
const WORDS_PER_MINUTE = 160;

/** The voice of the media worker: robotic, but of 119 languages, and offline. */
export function createEspeakVoice(media: MediaWorker): SpeechProvider {
  return {
    id: 'offline-espeak',
    kind: 'speech',
    label: 'Spoken on this machine (espeak)',
    offline: true,
    languages: LANGUAGES,
    async speak({ text, language, pace }, call) {
      if (!LANGUAGES.includes(language))
        throw new ProviderError('unsupported', `This voice has no "${language}". It has: ${LANGUAGES.join(', ')}.`);
      if (!/[\p{L}\p{N}]/u.test(text))
        throw new ProviderError('bad_input', 'There is no word to speak. Give at least one letter or digit.');
      const outPath = path.join(call.folder, 'voice.wav');
      const voice = await media.voice(
        { text, language, wordsPerMinute: Math.round(WORDS_PER_MINUTE * pace), outPath },
        { signal: call.signal },
      );
      return {
        value: { path: voice.path, seconds: voice.seconds, words: voice.words },
        cost: FREE,
        // The GPL covers the program, not what it says.
        evidence: { licence: OWN_WORK, prompt: text },
      };
    },
  };
}
