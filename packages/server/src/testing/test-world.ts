import { chmod, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Plugin, ProviderOf } from '@bottega/contracts';
import pino from 'pino';
import { type Actor, type Clock, type Ctx, newId, systemClock } from '../platform/context.ts';
import { type Database, openDatabase } from '../platform/database/database.ts';
import { insertShop } from '../platform/database/system-door.ts';
import { createNotices } from '../platform/events/notices.ts';
import { createDiskFileStore } from '../platform/files/file-store.ts';
import type { Ground } from '../platform/ground.ts';
import { createMediaWorker } from '../platform/media/media-worker.ts';
import { createProviderChains } from '../platform/providers/provider-chains.ts';
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

/** Opens a world in a folder of its own; `close` removes everything. */
export async function openTestWorld(providers: readonly ProviderOf[keyof ProviderOf][] = []): Promise<TestWorld> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'bottega-test-'));
  await chmod(folder, 0o711); // PostgreSQL, which does not run as root, then lives inside and goes with it
  const log = pino({ level: process.env.TEST_LOG ?? 'silent' });
  const database = await openDatabase({ folder });
  const files = createDiskFileStore(path.join(folder, 'files'));
  const media = createMediaWorker(log);
  const notices = createNotices(database, log);
  const plugin: Plugin = { name: 'test', version: '0', providers: async () => providers };
  const chains = await createProviderChains({ plugins: [plugin], folder, log });
  const config = {
    profile: 'test',
    host: '127.0.0.1',
    port: 4600,
    data: folder,
    publicUrl: 'http://localhost:4600',
    databaseUrl: undefined,
    logLevel: 'error',
    filmWorkers: 2,
  } as const;
  return {
    folder,
    database,
    ground: { config, log, database, files, media, providers: chains, notices },
    async createCtx(options = {}) {
      const shop = options.shop ?? (await createTestShop(database));
      return {
        shop,
        shopUrl: `http://${shop.slug}.localhost:4600/`,
        actor: options.actor ?? { type: 'system', name: 'test' },
        db: database.forShop(shop.id),
        files,
        providers: chains,
        media,
        notices,
        data: folder,
        filmWorkers: 2,
        clock: options.clock ?? systemClock,
        log,
        signal: new AbortController().signal,
        requestId: newId(),
      };
    },
    async close() {
      await media.stop();
      await notices.close();
      await database.close();
      await rm(folder, { recursive: true, force: true });
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
  };
  await insertShop(database, shop);
  return shop;
}
