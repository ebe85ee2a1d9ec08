import { setTimeout as sleep } from 'node:timers/promises';
import type { Ctx, Step } from '#platform';

/** How an act stands after one more try: `later` when the provider cannot tell yet, or cannot be asked. */
export type Advance = 'settled' | 'later';

/** Between the tries that a workflow makes itself, in ms. After these the chore goes on, minute by minute and then more seldom. */
const WAITS_MS = [0, 1_000, 5_000, 15_000];

/** Tries an act with money until it is settled, for a while. */
export async function followThrough(ctx: Ctx, step: Step, name: string, work: () => Promise<Advance>): Promise<void> {
  for (const [tried, wait] of WAITS_MS.entries()) {
    if (wait > 0) await sleep(wait, undefined, { signal: ctx.signal });
    if ((await step(`${name} ${tried + 1}`, work)) === 'settled') return;
  }
}

/** Seconds until an act that was tried so often is tried again: from one minute up to an hour. */
export const waitAfter = (tries: number): number => Math.min(60 * 2 ** Math.max(0, tries - WAITS_MS.length), 3_600);

/** Tried in vain for longer than this, an act is put before the staff. */
export const LONG_HOURS = 24;
