import type { OpenHouse } from './house.ts';
import { type CommonOptions, openSettings } from './settings.ts';
import { stopRequest } from './stop-request.ts';

/** `bottega serve`: the server alone, its log on standard error, until a signal ends it. */
export async function runServe(options: CommonOptions, openHouse: OpenHouse): Promise<void> {
  const { config, log } = openSettings(options, 'stderr');
  const stopped = stopRequest();
  const house = await openHouse({ config, log, withPages: true });
  log.info({ url: house.url }, 'ready');
  await Promise.race([stopped, house.hostEnded.then(() => log.warn('the server beside which this worker runs has ended'))]);
  await house.close();
}
