import type { CallContext, Made, Provider } from './provider.ts';

/** When a word is heard, in seconds from the start of its recording. `word` keeps the punctuation it was written with. */
export type WordTime = { readonly word: string; readonly start: number; readonly end: number };

export type SpeechRequest = {
  readonly text: string;
  readonly language: string;
  readonly seed: number;
  /** 1 is the voice's own pace, 1.25 a quarter faster. */
  readonly pace: number;
};

/** A recording: 16-bit PCM WAV, mono, any sample rate, on local disk in the call's folder. */
export type Recording = { readonly path: string; readonly seconds: number; readonly words: readonly WordTime[] };

/** Speaks. Every whitespace-separated token of the text that holds a letter or digit appears in `words`, in order. */
export type SpeechProvider = Provider & {
  readonly kind: 'speech';
  readonly languages: readonly string[];
  /** @throws ProviderError `unsupported` for a language it lacks. */
  speak(request: SpeechRequest, call: CallContext): Promise<Made<Recording>>;
};
