import { chmod, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Plugin, ProviderOf } from '@bottega/contracts';
import pino from 'pino';
import { FILE_DEFAULTS } from '../platform/config/file-keys.ts';
import { createCalls } from '../platform/calls/calls.ts';
import { type Actor, type Clock, type Ctx, newId, systemClock } from '../platform/context.ts';
import { type Database, openDatabase } from '../platform/database/database.ts';
import { insertShop } from '../platform/database/system-door.ts';
import { MAIL_DEFAULTS } from '../platform/config/mail-keys.ts';
import { SECRET_DEFAULTS } from '../platform/config/secret-keys.ts';
import { WATCH_DEFAULTS } from '../platform/config/watch-keys.ts';
import { createNotices } from '../platform/events/notices.ts';
import { createDiskFileStore } from '../platform/files/disk-store.ts';
import { quotaOf } from '../platform/files/file-quota.ts';
import { createFreeSpace } from '../platform/files/free-space.ts';
import type { Ground } from '../platform/ground.ts';
import { createMediaWorker } from '../platform/media/media-worker.ts';
import { createProviderChains } from '../platform/providers/provider-chains.ts';
import { openPlugins } from '../platform/plugins/open-plugins.ts';
import { openSecrets } from '../platform/secrets/open-secrets.ts';
import { createTxtReader } from '../platform/shops/read-txt.ts';
import type { Shop } from '../platform/shops/shop.ts';

/** A real world for tests: PostgreSQL, files on disk, and whatever providers the test brings. */
export type TestWorld = {
  readonly folder: string;
  readonly database: Database;
  /** What a process of the program would stand on here. */
  readonly ground: Ground;
  /** A ctx of a new shop (or the given one), asked by the system unless an actor is given. */
  createCtx(options?: { actor?: Actor; shop?: Shop; clock?: Clock }): Promise<Ctx>;
  close(): Promise<void>;
};

/**
 * Opens a world in a folder of its own; `close` removes everything.
 * @param options.beside the folder of a world that another process has open: its database is shared, and left as it is.
 */
export async function openTestWorld(
  providers: readonly ProviderOf[keyof ProviderOf][] = [],
  { beside }: { readonly beside?: string } = {},
): Promise<TestWorld> {
  const folder = beside ?? (await mkdtemp(path.join(os.tmpdir(), 'bottega-test-')));
  if (!beside) await chmod(folder, 0o711); // PostgreSQL, which does not run as root, then lives inside and goes with it
  const log = pino({ level: process.env.TEST_LOG ?? 'silent' });
  const database = await openDatabase({ folder, guest: beside !== undefined });
  const files = createDiskFileStore(path.join(folder, 'files'));
  const media = createMediaWorker(log);
  const notices = createNotices(database, log);
  const plugin: Plugin = { name: 'test', version: '0', providers: async () => providers };
  const calls = createCalls({ log, alsoAllowed: ['127.0.0.1'] });
  const chains = await createProviderChains({ plugins: [plugin], folder, log, calls });
  const config = {
    profile: 'test',
    role: 'all',
    host: '127.0.0.1',
    port: 4600,
    data: folder,
    publicUrl: 'http://localhost:4600',
    databaseUrl: undefined,
    logLevel: 'error',
    filmWorkers: 2,
    allowAddresses: ['127.0.0.1'],
    ...FILE_DEFAULTS,
    ...SECRET_DEFAULTS,
    project: folder,
    plugins: [],
    pluginSettings: {},
    dnsServers: ['127.0.0.1:9'], // nobody answers there
    ...WATCH_DEFAULTS,
    ...MAIL_DEFAULTS,
  } as const;
  const plugins = openPlugins(config, log);
  const secrets = await openSecrets(config, log);
  const space = createFreeSpace(folder, config.keepFree);
  return {
    folder,
    database,
    ground: { config, log, database, files, media, providers: chains, calls, notices, plugins, secrets, space },
    async createCtx(options = {}) {
      const shop = options.shop ?? (await createTestShop(database));
      return {
        shop,
        shopUrl: `http://${shop.slug}.localhost:4600/`,
        actor: options.actor ?? { type: 'system', name: 'test' },
        db: database.forShop(shop.id),
        files,
        providers: chains,
        plugins,
        calls,
        secrets: secrets.forShop(shop.id),
        media,
        notices,
        data: folder,
        filmWorkers: 2,
        space,
        quota: quotaOf(config),
        readTxt: createTxtReader(config.dnsServers),
        clock: options.clock ?? systemClock,
        log,
        signal: new AbortController().signal,
        requestId: newId(),
      };
    },
    async close() {
      secrets.keyring.close();
      await calls.close();
      await media.stop();
      await notices.close();
      await database.close();
      if (!beside) await rm(folder, { recursive: true, force: true });
    },
  };
}

async function createTestShop(database: Database): Promise<Shop> {
  const shop: Shop = {
    id: newId(),
    slug: `shop-${newId().slice(-12)}`,
    name: 'Test shop',
    about: '',
    currency: 'EUR',
    locale: 'en',
    country: 'IT',
    taxBps: 2200,
    pricesIncludeTax: true,
    shippingFlat: 890,
    theme: 'bottega',
    timeZone: 'Europe/Rome',
    transferTo: '',
    state: 'open',
    domain: null,
  };
  await insertShop(database, shop);
  return shop;
}
