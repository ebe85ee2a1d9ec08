import { setTimeout as sleep } from 'node:timers/promises';
import type { Ctx } from '../context.ts';
import { BottegaError } from '../errors/bottega-error.ts';
import type { FileStore } from './file-store.ts';

const LONGEST_PAUSE_MS = 5_000;
/** As long as a workflow waits for a storage that is away. */
const PATIENCE_MS = 10 * 60_000;

/** The ctx of a workflow: its steps go on when the file storage is back, and do not fail while it is away for a little. */
export const waitForFiles = (ctx: Ctx): Ctx => ({
  ...ctx,
  files: createPatientStore(ctx.files, { forMs: PATIENCE_MS, signal: ctx.signal }),
});

/**
 * The same store for work that nobody waits for at a screen: while the storage is away it is asked again and again, for `forMs`
 * altogether, and a launch goes on where it stood.
 */
export function createPatientStore(store: FileStore, { forMs, signal }: { forMs: number; signal: AbortSignal }): FileStore {
  async function insist<T>(work: () => Promise<T>): Promise<T> {
    const deadline = performance.now() + forMs;
    for (let pause = 250; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
      try {
        return await work();
      } catch (error) {
        const isAway = error instanceof BottegaError && error.code === 'files_away';
        if (!isAway || performance.now() + pause > deadline) throw error;
        await sleep(pause, undefined, { signal });
      }
    }
  }
  return {
    ...store,
    put: (key, localPath) => insist(() => store.put(key, localPath)),
    exists: (key) => insist(() => store.exists(key)),
    read: (key, range) => insist(() => store.read(key, range)),
    describe: (key) => insist(() => store.describe(key)),
    localPath: (key) => insist(() => store.localPath(key)),
    remove: (key) => insist(() => store.remove(key)),
  };
}
