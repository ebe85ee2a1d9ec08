import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import * as channels from '#channels';
import * as commerce from '#commerce';
import * as insights from '#insights';
import * as launch from '#launch';
import * as platform from '#platform';
import {
  type Auth,
  createAuth,
  createCalls,
  createFreeSpace,
  createMediaWorker,
  createNotices,
  createProviderChains,
  type Database,
  openDatabase,
  type Ground,
  isAlive,
  listExecutors,
  type Place,
  prepareWorkflows,
  openFileStore,
  openPlugins,
  openSecrets,
  openTelemetry,
  startDelivery,
  startFileUpkeep,
  startWebhooks,
  startQueueMeter,
  startWorkflows,
  takePlace,
} from '#platform';
import {
  chores as commerceChores,
  listeners as commerceListeners,
  module as commerceModule,
  workflows as commerceWorkflows,
} from './commerce/module.ts';
import { module as insightsModule } from './insights/module.ts';
import { listeners as launchListeners, module as launchModule, workflows as launchWorkflows } from './launch/module.ts';
import { chores as platformChores, listeners as platformListeners, module as platformModule } from './platform/module.ts';
import type { House, HouseOptions } from './cli/house.ts';
import { describeCommands } from './cli/command-line.ts';
import { runProgram } from './cli/program.ts';
import { type AppOptions, createApp } from './http/app.ts';
import { createHealthApp } from './http/health-app.ts';
import { createLoadMeter } from './http/load.ts';
import { listen } from './http/serve.ts';
import { bundledPlugins, loadPlugins } from './plugins.ts';

const workflows = [...commerceWorkflows, ...launchWorkflows];

/** What workers have to end in order when the server ends whose PostgreSQL they share. */
const GUESTS_LEAVE_MS = 6_000;

/** Opens the house, room after room, and answers when the first request may come. What was opened is closed again if a later part fails. */
export async function openHouse({ config, log, withPages }: HouseOptions): Promise<House> {
  const closing: (() => Promise<void>)[] = [];
  const opened: Opened = (part, close) => {
    closing.unshift(() => close(part));
    return part;
  };
  const close = async () => {
    for (const step of closing.splice(0)) await step();
  };
  try {
    const place = opened(await takePlace(config), (part) => part.release());
    const ground = await openGround({ config, log }, place, opened);
    const auth = opened(
      await createAuth({ database: ground.database, publicUrl: config.publicUrl, secrets: ground.secrets, log }),
      (part) => part.close(),
    );
    const operatorToken = randomBytes(32).toString('base64url');
    const app =
      config.role === 'worker' ? createHealthApp(ground, operatorToken) : await openApp({ ground, auth, operatorToken }, withPages, opened);
    const server = opened(await listen(app, config), (part) => part.close());
    if (config.role === 'api') await prepareWorkflows(ground, workflows);
    else await startWork(ground, auth, opened);
    const url = `http://${config.host}:${server.port}`;
    await place.announce({ url, token: operatorToken });
    opened(place, (part) => part.announceEnd()); // closed first: whoever works beside us ends before we do
    return { ground, auth, url, operatorToken, hostEnded: place.hostEnded, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Notes how a part is closed, in its turn, and gives the part back. */
type Opened = <T>(part: T, close: (part: T) => Promise<void>) => T;

async function openGround({ config, log }: Pick<HouseOptions, 'config' | 'log'>, { isGuest }: Place, opened: Opened): Promise<Ground> {
  const from = { folder: config.data, url: config.databaseUrl };
  const database = opened(await openDatabase(isGuest ? { ...from, guest: true } : { ...from, log }), async (part) => {
    if (part.where === 'embedded' && !isGuest) await untilAlone(part);
    await part.close();
  });
  opened(await openTelemetry(config, log), (part) => part.close());
  const secrets = opened(await openSecrets(config, log), async (part) => part.keyring.close());
  const files = await openFileStore(config, log);
  const space = createFreeSpace(config.data, config.keepFree);
  const media = opened(createMediaWorker(log), (part) => part.stop());
  const notices = opened(createNotices(database, log), (part) => part.close());
  const calls = opened(createCalls({ log, alsoAllowed: config.allowAddresses }), (part) => part.close());
  const plugins = openPlugins(config, log, await bundledPlugins());
  const providers = await createProviderChains({ plugins: await loadPlugins(media, config), folder: config.data, log, calls });
  return { config, log, database, files, media, notices, providers, plugins, calls, secrets, space };
}

/** Workers that share our PostgreSQL have been told that it ends; they get the time to leave. */
async function untilAlone(database: Database): Promise<void> {
  for (const deadline = performance.now() + GUESTS_LEAVE_MS; performance.now() < deadline; await sleep(100)) {
    const executors = await listExecutors(database).catch(() => []); // where PostgreSQL is gone, so is everybody
    if (!executors.some(({ pid, host }) => host === hostname() && isAlive(pid))) return;
  }
}

/** What runs of itself: workflows, deliveries, and what comes again. */
async function startWork(ground: Ground, auth: Auth, opened: Opened): Promise<void> {
  opened(startDelivery(ground, [...commerceListeners, ...launchListeners, ...platformListeners(ground, auth)]), (part) => part.stop());
  opened(startWebhooks(ground), (part) => part.stop());
  opened(startFileUpkeep(ground), (part) => part.stop());
  opened(startQueueMeter(ground.database, ground.log), (part) => part.stop());
  const stopping = new AbortController();
  const chores = [...commerceChores, ...platformChores(ground)];
  opened(await startWorkflows(ground, workflows, { stopping: stopping.signal, chores }), (part) => {
    stopping.abort();
    return part.stop();
  });
}

type Doors = Pick<AppOptions, 'ground' | 'auth' | 'operatorToken'>;

async function openApp(doors: Doors, withPages: boolean, opened: Opened) {
  return createApp({
    ...doors,
    load: opened(createLoadMeter(doors.ground.database), async (part) => part.stop()),
    modules: [platformModule, commerceModule, insightsModule, launchModule],
    operations: { platform, commerce, channels, insights, launch },
    ...(withPages ? { web: await loadPages() } : {}),
  });
}

async function loadPages() {
  const { clientFolder, createWebHandler } = await import('@bottega/web');
  return { clientFolder, handle: await createWebHandler() };
}

if (import.meta.main) await runProgram(describeCommands(openHouse, bundledPlugins), process.argv.slice(2));
