import type { Ctx } from './context.ts';
import { listAllShops } from './database/system-door.ts';
import { createCtx, type Ground } from './ground.ts';
import type { Missed, When } from './schedules/occurrences.ts';

/** Something that is looked after in every shop, again and again, by one process at a time. */
export type Chore = {
  /** Its name in the records: what is renamed is a new chore. */
  readonly name: string;
  /** Every minute when nothing is said. */
  readonly when?: When;
  /** `once` when nothing is said. */
  readonly missed?: Missed;
  /** Also so long after a process has started, for what another left in the middle when it ended. */
  readonly secondsAfterStart?: number;
  /** Does it in one shop. It may be begun again after a crash, and finds then what it has done. */
  readonly run: (ctx: Ctx) => Promise<unknown>;
};

const EVERY_MINUTE: When = { everySeconds: 60 };

export const whenOf = ({ when = EVERY_MINUTE }: Chore): When => when;

type Doing = { readonly executor: NonNullable<Ctx['executor']>; readonly signal: AbortSignal };

/** Does a chore in all shops that are open, one after another. One that it fails in is told of, and keeps no other from it. */
export async function doInEveryShop(ground: Ground, { name, run }: Chore, { executor, signal }: Doing): Promise<void> {
  for (const shop of await listAllShops(ground.database)) {
    if (signal.aborted) return;
    if (shop.state === 'suspended') continue;
    const ctx = createCtx(ground, { shop, actor: { type: 'system', name }, signal });
    await run({ ...ctx, executor }).catch((error: unknown) => {
      if (!signal.aborted) ctx.log.warn({ err: error, chore: name }, 'a chore could not be done');
    });
  }
}
