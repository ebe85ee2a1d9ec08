import initEspeak from '@echogarden/espeak-ng-emscripten';
import type { VoiceJob, VoiceResult } from '@bottega/contracts';
import { badInput } from '../failure.ts';
import { writeWav } from '../sound/wav.ts';
import { type SpeechMark, wordTimes } from './word-times.ts';

type Event = { readonly type: string; readonly text_position: number; readonly audio_position: number };
type Voice = { readonly identifier: string; readonly languages: readonly { readonly name: string }[] };

/** What of the synthesiser is used; the package brings no types. */
export type Espeak = {
  set_voice(language: string): number;
  set_rate(wordsPerMinute: number): void;
  set_pitch(pitch: number): void;
  get_samplerate(): number;
  list_voices(): readonly Voice[];
  synthesize(text: string, hear: (samples: Int16Array | null, events: readonly Event[]) => number): void;
};

const SLOWEST = 80;
const FASTEST = 450;
const PITCH = 50;
/** Long clauses are read without a pause only up to this length. */
const LONGEST_TEXT = 5000;

/** How espeak spells languages that others spell differently, and the accent it takes where it knows several. */
const SPELLINGS: Readonly<Record<string, string>> = { en: 'en-us', fr: 'fr-fr', pt: 'pt-br', zh: 'cmn', no: 'nb', iw: 'he' };

const SHOWN = ['en', 'it', 'ar', 'hi', 'fr', 'de', 'es', 'pt'];

/** The voice for a BCP 47 tag: the tag itself, else its language alone. */
function voiceFor(language: string, voices: readonly Voice[]): string {
  const known = new Set(voices.flatMap((voice) => voice.languages.map(({ name }) => name.toLowerCase())));
  const tag = language.toLowerCase();
  const primary = tag.split('-')[0]!;
  const found = [SPELLINGS[tag], tag, SPELLINGS[primary], primary].find((name) => name !== undefined && known.has(name));
  if (found === undefined) {
    throw badInput(`espeak has no voice for the language "${language}". It has ${known.size}, among them ${SHOWN.join(', ')}.`);
  }
  return found;
}

function checkJob(job: VoiceJob): void {
  if (!/[\p{L}\p{N}]/u.test(job.text)) throw badInput('The text to speak holds no letter and no digit. Give at least one word.');
  if (job.text.length > LONGEST_TEXT) {
    throw badInput(`The text to speak has ${job.text.length} characters; at most ${LONGEST_TEXT} are taken.`);
  }
  if (!(job.wordsPerMinute >= SLOWEST && job.wordsPerMinute <= FASTEST)) {
    throw badInput(`wordsPerMinute is ${job.wordsPerMinute}; it must be between ${SLOWEST} and ${FASTEST}.`);
  }
}

function synthesize(espeak: Espeak, text: string): { samples: Float32Array; marks: SpeechMark[] } {
  const pieces: Int16Array[] = [];
  const marks: SpeechMark[] = [];
  espeak.synthesize(text, (samples, events) => {
    // The synthesiser uses its buffer again: keep a copy.
    if (samples !== null && samples.length > 0) pieces.push(Int16Array.from(samples));
    for (const { type, text_position, audio_position } of events) {
      if (type === 'word' || type === 'end') marks.push({ kind: type, at: text_position - 1, seconds: audio_position / 1000 });
    }
    return 0;
  });
  const samples = new Float32Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) for (const sample of piece) samples[at++] = sample / 32768;
  return { samples, marks };
}

/**
 * Speaks a text into a 16-bit mono WAV file.
 * @throws Failure bad_input for a language without a voice, an empty or too long text, or a rate out of range.
 */
export async function speak(job: VoiceJob): Promise<VoiceResult> {
  checkJob(job);
  const module = await initEspeak();
  const espeak = await new module.eSpeakNGWorker();
  espeak.set_voice(voiceFor(job.language, espeak.list_voices()));
  espeak.set_rate(job.wordsPerMinute);
  espeak.set_pitch(PITCH);
  const { samples, marks } = synthesize(espeak, job.text);
  const sampleRate = espeak.get_samplerate();
  const seconds = samples.length / sampleRate;
  await writeWav(job.outPath, samples, sampleRate);
  return { path: job.outPath, seconds, words: wordTimes(job.text, marks, seconds) };
}
