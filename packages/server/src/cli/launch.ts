import { FINISHED, type LaunchStatus, type LaunchView } from '#launch';
import { BottegaError, findRunning } from '#platform';
import { createApiClient } from './api-client.ts';
import type { OpenHouse } from './house.ts';
import { createLaunchProgress, describeLaunch } from './launch-progress.ts';
import { type CommonOptions, openSettings } from './settings.ts';
import { stopRequest } from './stop-request.ts';

export type LaunchOptions = CommonOptions & {
  readonly shop: string;
  readonly name: string;
  readonly price: string;
  readonly currency: string;
  readonly notes?: string;
  readonly languages?: string;
  readonly seconds?: string;
  readonly stock?: string;
  readonly seed?: string;
  readonly review?: boolean;
  readonly json?: boolean;
};

/** `bottega launch`: hands the work to the running server, or opens a house of its own for as long as it takes. */
export async function runLaunch(photos: readonly string[], options: LaunchOptions, openHouse: OpenHouse): Promise<void> {
  const { config, log } = openSettings(options);
  const running = await findRunning(config.data);
  if (running) {
    if (!running.url || !running.token) throw new BottegaError('already_running', `The server ${running.pid} is still starting.`);
    await launchAt({ url: running.url, token: running.token }, photos, options);
    return;
  }
  const stopped = stopRequest();
  const house = await openHouse({ config: { ...config, port: 0, role: 'all' }, log, withPages: false });
  try {
    await Promise.race([launchAt({ url: house.url, token: house.operatorToken }, photos, options), stopped.then(sayStopped)]);
  } finally {
    await house.close();
  }
}

function sayStopped(): void {
  process.stderr.write('Stopped. What was begun goes on when the program is started again on this data folder.\n');
  process.exitCode = 1;
}

async function launchAt(server: { url: string; token: string }, photos: readonly string[], options: LaunchOptions): Promise<void> {
  const client = createApiClient(server);
  const { shop, json, notes, languages, seconds, stock, seed, name, price, currency } = options;
  const approval = options.review ? 'person' : 'itself';
  const optional = Object.entries({ notes, languages, seconds, stock, seed, approval }).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  const fields = { name, price, currency, ...Object.fromEntries(optional) };
  const { launchId } = await client.sendPhotos<{ launchId: string }>(shop, { path: '/api/v1/launches', photos, fields });
  const launch = await follow(client.followLaunch(shop, launchId), json !== true);
  process.stdout.write(json ? `${JSON.stringify(toJson(launch))}\n` : `\n${describeLaunch(launch)}\n`);
  if (!ENDED_WELL.includes(launch.status)) process.exitCode = launch.failure?.code === 'invalid_input' ? 2 : 1;
}

/** On sale, or made and waiting for the yes that was asked for. */
const ENDED_WELL: readonly LaunchStatus[] = ['completed', 'waiting'];

/** Follows to the end. @throws BottegaError server_away when the stream ends before. */
export async function follow(launches: AsyncIterable<LaunchView>, visible: boolean): Promise<LaunchView> {
  const progress = createLaunchProgress();
  let last: LaunchView | undefined;
  for await (const launch of launches) {
    last = launch;
    if (visible) progress.show(launch);
  }
  if (last && FINISHED.includes(last.status)) return last;
  throw new BottegaError('server_away', 'It was stopped before the launch was finished.');
}

/** What `--json` prints. */
const toJson = ({ launchId, status, product, copy, videos, captions, thumbnails, kits, steps, cost, failure, review }: LaunchView) => ({
  launchId,
  status,
  product,
  copy: copy.map(({ channel, language, title, description, hashtags }) => ({ channel, language, title, description, hashtags })),
  videos: videos.map(({ shape, path, width, height, seconds, bytes }) => ({ shape, path, width, height, seconds, bytes })),
  captions: captions.map(({ language, format, path }) => ({ language, format, path })),
  thumbnails: thumbnails.map(({ shape, path, width, height }) => ({ shape, path, width, height })),
  kits: kits.map(({ channel, path }) => ({ channel, path })),
  steps: steps.map(({ name, provider, ms }) => ({ name, provider, ms })),
  cost,
  ...(failure ? { failure } : {}),
  ...(review.length > 0 ? { review } : {}),
});
