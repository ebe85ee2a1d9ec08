import { setTimeout as sleep } from 'node:timers/promises';
import type { Ctx } from './context.ts';
import { listAllShops } from './database/system-door.ts';
import { createCtx, type Ground } from './ground.ts';

/** Something small that is looked after in every shop, again and again. */
export type Chore = { readonly name: string; readonly run: (ctx: Ctx) => Promise<unknown> };

const EVERY_MS = 60_000;

/** Does the chores of every shop at once and then every minute, until stopped. A chore that fails is told of and tried again next time. */
export function startChores(ground: Ground, chores: readonly Chore[]): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const working = (async () => {
    while (!stopping.signal.aborted) {
      await doAll(ground, chores, stopping.signal).catch((error: unknown) => {
        if (!stopping.signal.aborted) ground.log.warn({ err: error }, 'the chores could not be done');
      });
      await sleep(EVERY_MS, undefined, { signal: stopping.signal }).catch(() => undefined); // woken to stop
    }
  })();
  return {
    async stop() {
      stopping.abort();
      await working;
    },
  };
}

/** One that fails keeps neither the other chores nor the other shops from theirs. */
async function doAll(ground: Ground, chores: readonly Chore[], signal: AbortSignal): Promise<void> {
  for (const shop of await listAllShops(ground.database)) {
    for (const { name, run } of chores) {
      if (signal.aborted) return;
      const ctx = createCtx(ground, { shop, actor: { type: 'system', name }, signal });
      await run(ctx).catch((error: unknown) => {
        if (!signal.aborted) ctx.log.warn({ err: error, chore: name }, 'a chore could not be done');
      });
    }
  }
}
