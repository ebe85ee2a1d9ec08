import type { CallContext, Made, Provider } from './provider.ts';

export const MOODS = ['warm', 'calm', 'bright', 'playful', 'grand'] as const;
export type Mood = (typeof MOODS)[number];

/** A bed for a film: fitted to `seconds`, faded in and out. */
export type MusicRequest = { readonly seconds: number; readonly mood: Mood; readonly seed: number };

/** 16-bit or float PCM WAV, stereo, 48 kHz, in the call's folder. */
export type MusicBed = { readonly path: string; readonly seconds: number };

export type MusicProvider = Provider & {
  readonly kind: 'music';
  compose(request: MusicRequest, call: CallContext): Promise<Made<MusicBed>>;
};
