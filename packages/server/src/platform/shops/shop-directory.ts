import type { Database } from '../database/database.ts';
import { findShop, findSlugOfDomain } from '../database/system-door.ts';
import type { Notices } from '../events/notices.ts';
import type { Shop } from './shop.ts';
import { createMemory } from './shop-memory.ts';

/** Finds shops by their slug and by their own hosts, remembering each: every request asks. */
export type ShopDirectory = {
  find(slug: string): Promise<Shop | undefined>;
  /** The slug of the shop that this host leads to, verified; undefined for any other. */
  slugOf(host: string): Promise<string | undefined>;
  close(): void;
};

/** The subject of the notice that some shop is no longer what it was. */
export const SHOPS = 'shops';

/** Hosts that lead nowhere are remembered too: whoever points a domain at us may ask as often as they like. */
const STRANGER_MS = 2_000;

export function createShopDirectory({ database, notices }: { database: Database; notices: Notices }): ShopDirectory {
  const shops = createMemory<Shop>({ missingMs: 0 });
  const slugs = createMemory<string>({ missingMs: STRANGER_MS });
  const unsubscribe = notices.subscribe(SHOPS, () => {
    shops.forget();
    slugs.forget();
  });
  return {
    find: (slug) => shops.find(slug, () => findShop(database, slug)),
    slugOf: (host) => slugs.find(host, () => findSlugOfDomain(database, host)),
    close: unsubscribe,
  };
}
