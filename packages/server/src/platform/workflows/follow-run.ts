import type { Ctx } from '../context.ts';
import { getRun } from './get-run.ts';
import { isUnderway, type RunView } from './run.ts';

/** A change of state is noticed at the latest after so long: the engine gives no notice of it. */
const LOOK_EVERY_MS = 2_000;

/** The run as it is now, and again after each change, until it has ended or the signal goes off. @throws what getRun throws */
export async function* followRun(ctx: Ctx, { id, signal }: { id: string; signal: AbortSignal }): AsyncGenerator<RunView> {
  let changed = Promise.withResolvers<void>();
  const wake = () => changed.resolve();
  const unsubscribe = ctx.notices.subscribe(id, wake);
  const timer = setInterval(wake, LOOK_EVERY_MS);
  signal.addEventListener('abort', wake, { once: true });
  let shown = '';
  try {
    while (!signal.aborted) {
      changed = Promise.withResolvers<void>();
      const run = await getRun(ctx, { id });
      const now = JSON.stringify(run);
      if (now !== shown) yield run;
      shown = now;
      if (!isUnderway(run.state)) return;
      await changed.promise;
    }
  } finally {
    clearInterval(timer);
    unsubscribe();
    signal.removeEventListener('abort', wake);
  }
}
