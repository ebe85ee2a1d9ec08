import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Ground } from '../ground.ts';
import { evictCache } from './evict-cache.ts';
import { sweepFiles } from './sweep-files.ts';

const EVERY_MS = 60 * 60_000;
/** The first time not at once: a start has other things to do. */
const FIRST_MS = 5 * 60_000;
const MEGABYTE = 1024 * 1024;

/** Sweeps the file store and evicts from the cache every hour, until stopped. What fails is told of and tried again. */
export function startFileUpkeep(ground: Ground): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const { signal } = stopping;
  const pause = (ms: number) => sleep(ms, undefined, { signal }).catch(() => undefined); // woken to stop
  const working = (async () => {
    await pause(FIRST_MS);
    while (!signal.aborted) {
      await keepFiles(ground, signal).catch((error: unknown) => ground.log.warn({ err: error }, 'the files could not be tidied up'));
      await pause(EVERY_MS);
    }
  })();
  return {
    async stop() {
      stopping.abort();
      await working;
    },
  };
}

async function keepFiles({ config, database, files, log }: Ground, signal: AbortSignal): Promise<void> {
  const now = Temporal.Now.instant();
  const cache = path.join(config.data, 'cache');
  const evicted = await evictCache(cache, { mostBytes: config.cacheMegabytes * MEGABYTE, now: now.epochMilliseconds });
  const swept = await sweepFiles({ database, files, now, signal });
  if (swept.removed + evicted.removed > 0) log.info({ swept, evicted }, 'files were tidied up');
}
