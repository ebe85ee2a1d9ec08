import { join } from 'node:path';
import { type MusicProvider, type MusicRequest, ProviderError } from '@bottega/contracts';
import { ownWork } from '../evidence.ts';
import { runWorker } from '../run-worker.ts';
import type { MusicJob } from './music.worker.ts';

/** Bounds memory: ten minutes of stereo are some 230 MB while they are played. */
const LONGEST_SECONDS = 600;

/** Music from our own synthesiser: no samples, so nothing to license. */
export const offlineSynth = (): MusicProvider => ({
  id: 'offline-synth',
  kind: 'music',
  label: 'Composed on this machine',
  offline: true,
  compose: async (request, call) => {
    requireLength(request);
    const path = join(call.folder, 'music.wav');
    const job: MusicJob = { request, path };
    await runWorker<null>({ script: new URL('./music.worker.ts', import.meta.url), input: job, call });
    return ownWork({ path, seconds: request.seconds }, request);
  },
});

function requireLength({ seconds }: MusicRequest): void {
  if (seconds > 0 && seconds <= LONGEST_SECONDS) return;
  throw new ProviderError(
    'bad_input',
    `Music of ${seconds} seconds cannot be composed: ask for more than 0 and at most ${LONGEST_SECONDS}.`,
  );
}
