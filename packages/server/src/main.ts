import { randomBytes } from 'node:crypto';
import path from 'node:path';
import * as channels from '#channels';
import * as commerce from '#commerce';
import * as insights from '#insights';
import * as launch from '#launch';
import * as platform from '#platform';
import {
  createAuth,
  createDiskFileStore,
  createMediaWorker,
  createNotices,
  createProviderChains,
  lockDataFolder,
  openDatabase,
  startChores,
  startDelivery,
  startWorkflows,
} from '#platform';
import { chores as commerceChores, listeners as commerceListeners, module as commerceModule } from './commerce/module.ts';
import { module as insightsModule } from './insights/module.ts';
import { module as launchModule, workflows } from './launch/module.ts';
import { module as platformModule } from './platform/module.ts';
import type { House, HouseOptions } from './cli/house.ts';
import { runCommandLine } from './cli/command-line.ts';
import { createApp } from './http/app.ts';
import { listen } from './http/serve.ts';
import { loadPlugins } from './plugins.ts';

/** Launches that run side by side; each uses as many encoders as the configuration allows. */
const WORKFLOWS_AT_ONCE = 2;

/** Opens the house, room after room, and answers when the first request may come. What was opened is closed again if a later part fails. */
export async function openHouse({ config, log, withPages }: HouseOptions): Promise<House> {
  const closing: (() => Promise<void>)[] = [];
  const opened = <T>(part: T, close: (part: T) => Promise<void>): T => {
    closing.unshift(() => close(part));
    return part;
  };
  const close = async () => {
    for (const step of closing.splice(0)) await step();
  };
  try {
    const stopping = new AbortController();
    const lock = opened(await lockDataFolder(config.data), (part) => part.release());
    const database = opened(await openDatabase({ folder: config.data, url: config.databaseUrl, log }), (part) => part.close());
    const files = createDiskFileStore(path.join(config.data, 'files'));
    const media = opened(createMediaWorker(log), (part) => part.stop());
    const notices = opened(createNotices(database, log), (part) => part.close());
    const providers = await createProviderChains({ plugins: await loadPlugins(media), folder: config.data, log });
    const ground = { config, log, database, files, media, notices, providers };
    const auth = opened(await createAuth({ database, publicUrl: config.publicUrl, log }), (part) => part.close());
    opened(startDelivery(ground, commerceListeners), (part) => part.stop());
    opened(startChores(ground, commerceChores), (part) => part.stop());

    const operatorToken = randomBytes(32).toString('base64url');
    const app = createApp({
      ground,
      auth,
      operatorToken,
      modules: [platformModule, commerceModule, insightsModule, launchModule],
      operations: { platform, commerce, channels, insights, launch },
      ...(withPages ? { web: await loadPages() } : {}),
    });
    const server = opened(await listen(app, config), (part) => part.close());
    const work = { workers: WORKFLOWS_AT_ONCE, stopping: stopping.signal };
    opened(await startWorkflows(ground, workflows, work), (part) => {
      stopping.abort();
      return part.stop();
    });
    const url = `http://${config.host}:${server.port}`;
    await lock.announce({ url, token: operatorToken });
    return { ground, auth, url, operatorToken, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function loadPages() {
  const { clientFolder, createWebHandler } = await import('@bottega/web');
  return { clientFolder, handle: await createWebHandler() };
}

if (import.meta.main) await runCommandLine(process.argv.slice(2), openHouse);
