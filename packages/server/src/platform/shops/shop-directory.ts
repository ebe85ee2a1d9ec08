import type { Database } from '../database/database.ts';
import { findShop } from '../database/system-door.ts';
import type { Shop } from './shop.ts';

/** Finds shops by their slug, remembering each for a moment: every request asks. */
export type ShopDirectory = { find(slug: string): Promise<Shop | undefined> };

const REMEMBERED_MS = 5_000;
const MOST_REMEMBERED = 1_000;

export function createShopDirectory(database: Database): ShopDirectory {
  const known = new Map<string, { readonly shop: Shop; readonly until: number }>();
  return {
    async find(slug) {
      const entry = known.get(slug);
      if (entry && entry.until > performance.now()) return entry.shop;
      const shop = await findShop(database, slug);
      known.delete(slug);
      if (shop) {
        // What is not there is not remembered: a shop can be visited as soon as it was made.
        if (known.size >= MOST_REMEMBERED) known.delete(known.keys().next().value as string);
        known.set(slug, { shop, until: performance.now() + REMEMBERED_MS });
      }
      return shop;
    },
  };
}
