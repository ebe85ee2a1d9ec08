import type { Ctx } from '#platform';
import { getLaunch } from './get-launch.ts';
import type { LaunchView } from './launch.ts';
import { FINISHED } from './launch-states.ts';

/** The launch as it is now, and again after each change, until it is finished or the signal goes off. */
export async function* followLaunch(ctx: Ctx, input: { launchId: string; signal: AbortSignal }): AsyncGenerator<LaunchView> {
  let changed = Promise.withResolvers<void>();
  const wake = () => changed.resolve();
  const unsubscribe = ctx.notices.subscribe(input.launchId, wake);
  input.signal.addEventListener('abort', wake, { once: true });
  try {
    while (!input.signal.aborted) {
      changed = Promise.withResolvers<void>();
      const launch = await getLaunch(ctx, input);
      yield launch;
      if (FINISHED.includes(launch.status)) return;
      await changed.promise;
    }
  } finally {
    unsubscribe();
    input.signal.removeEventListener('abort', wake);
  }
}
