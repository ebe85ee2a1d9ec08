import type { House, OpenHouse } from './house.ts';
import { type CommonOptions, openSettings } from './settings.ts';

/** `bottega serve`: the server alone, its log on standard error, until a signal ends it. */
export async function runServe(options: CommonOptions, openHouse: OpenHouse): Promise<void> {
  const { config, log } = openSettings(options, 'stderr');
  const house = await openHouse({ config, log, withPages: true });
  log.info({ url: house.url }, 'ready');
  await untilStopped(house);
}

/** Waits for Ctrl-C or a TERM, and closes the house. A second signal ends at once. */
export async function untilStopped(house: House): Promise<void> {
  await new Promise<void>((resolve) => {
    for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(name, () => resolve());
  });
  await house.close();
}
