import {
  type Auth,
  BottegaError,
  type Config,
  createAuth,
  type Database,
  findRunning,
  type Logger,
  openDatabase,
  openSecrets,
} from '#platform';
import { type ApiClient, createApiClient } from './api-client.ts';
import type { OpenHouse } from './house.ts';
import { type CommonOptions, openSettings } from './settings.ts';

/** Lends the database to a short command: beside a running server as its guest, else started for the command alone. */
export async function withDatabase<T>(config: Config, work: (database: Database) => Promise<T>): Promise<T> {
  const running = await findRunning(config.data);
  const database = await openDatabase({ folder: config.data, url: config.databaseUrl, guest: running !== undefined });
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}

/** Lends a server to a short command: the one that runs, else one that is opened for the command alone. */
export async function withServer<T>(
  { config, log, openHouse }: { config: Config; log: Logger; openHouse: OpenHouse },
  work: (client: ApiClient) => Promise<T>,
): Promise<T> {
  const running = await findRunning(config.data);
  if (running) {
    if (!running.url || !running.token) throw new BottegaError('already_running', `The server ${running.pid} is still starting.`);
    return work(createApiClient({ url: running.url, token: running.token }));
  }
  const house = await openHouse({ config: { ...config, port: 0, role: 'api' }, log, withPages: false });
  try {
    return await work(createApiClient({ url: house.url, token: house.operatorToken }));
  } finally {
    await house.close();
  }
}

/** Lends sign-in to a short command. */
export async function withAuth<T>(
  { config, log }: { config: Config; log: Logger },
  work: (auth: Auth, database: Database) => Promise<T>,
): Promise<T> {
  const secrets = await openSecrets(config, log);
  try {
    return await withDatabase(config, async (database) => {
      const auth = await createAuth({ database, publicUrl: config.publicUrl, secrets, log });
      try {
        return await work(auth, database);
      } finally {
        await auth.close();
      }
    });
  } finally {
    secrets.keyring.close();
  }
}

/** Options of a command about one shop. */
export type ShopOptions = CommonOptions & { readonly shop: string; readonly json?: boolean };

/** Asks a server, found or opened as `withServer` does, for one thing of the shop that the options name. */
export const askServer = <Answer>(
  options: ShopOptions,
  openHouse: OpenHouse,
  request: { readonly method: string; readonly path: string; readonly body?: unknown },
): Promise<Answer> => withServer({ ...openSettings(options), openHouse }, (client) => client.ask<Answer>(options.shop, request));
