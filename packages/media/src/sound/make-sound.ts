import { writeTrack } from '../render/chunk-cache.ts';
import { SAMPLE_RATE } from './loudness.ts';
import { master } from './master.ts';
import { mix } from './mix.ts';
import { readWav } from './wav.ts';

/** The sound of a film: recordings with the second at which each starts, and the music under them. */
export type SoundJob = {
  readonly seconds: number;
  readonly voices: readonly { readonly path: string; readonly at: number }[];
  readonly music?: string;
};

/** What the finished sound measures. */
export type SoundFacts = { readonly lufs: number; readonly truePeakDb: number; readonly voiceOverMusicDb: number };

/**
 * Mixes, masters and encodes a film's sound into the cache file `path`.
 * @throws Failure bad_input when a WAV file cannot be used.
 */
export async function makeSound({ job, path }: { job: SoundJob; path: string }): Promise<void> {
  const voices = await Promise.all(job.voices.map(async (voice) => ({ sound: await readWav(voice.path), at: voice.at })));
  const music = job.music === undefined ? undefined : await readWav(job.music);
  const mixed = mix(voices, music, Math.round(job.seconds * SAMPLE_RATE));
  const { track, lufs, truePeakDb } = master(mixed.sound);
  const round = (value: number): number => Math.round(value * 100) / 100;
  const facts: SoundFacts = { lufs: round(lufs), truePeakDb: round(truePeakDb), voiceOverMusicDb: round(mixed.voiceOverMusicDb) };
  await writeTrack(path, track, facts);
}
