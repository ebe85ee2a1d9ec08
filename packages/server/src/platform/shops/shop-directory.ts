import type { Database } from '../database/database.ts';
import { findShop, findSlugOfDomain } from '../database/system-door.ts';
import type { Notices } from '../events/notices.ts';
import type { Shop } from './shop.ts';

/** Finds shops by their slug and by their own hosts, remembering each: every request asks. */
export type ShopDirectory = {
  find(slug: string): Promise<Shop | undefined>;
  /** The slug of the shop that this host leads to, verified; undefined for any other. */
  slugOf(host: string): Promise<string | undefined>;
  close(): void;
};

/** The subject of the notice that some shop is no longer what it was. */
export const SHOPS = 'shops';

/** A change is heard of at once by its notice; this long it would be missed where notices do not arrive. */
const REMEMBERED_MS = 30_000;
const MOST_REMEMBERED = 10_000;
/** Hosts that lead nowhere are remembered too: whoever points a domain at us may ask as often as they like. */
const STRANGER_MS = 2_000;

export function createShopDirectory({ database, notices }: { database: Database; notices: Notices }): ShopDirectory {
  const shops = createMemory<Shop>((slug) => findShop(database, slug), { foundMs: REMEMBERED_MS, missingMs: 0 });
  const slugs = createMemory<string>((host) => findSlugOfDomain(database, host), { foundMs: REMEMBERED_MS, missingMs: STRANGER_MS });
  const unsubscribe = notices.subscribe(SHOPS, () => {
    shops.forget();
    slugs.forget();
  });
  return { find: shops.find, slugOf: slugs.find, close: unsubscribe };
}

type Memory<T> = { find(key: string): Promise<T | undefined>; forget(): void };

/** What is missing is looked for again after `missingMs`: with 0, a shop can be visited as soon as it was made. */
function createMemory<T>(look: (key: string) => Promise<T | undefined>, times: { foundMs: number; missingMs: number }): Memory<T> {
  let known = new Map<string, { readonly value: T | undefined; readonly until: number }>();
  return {
    async find(key) {
      const entry = known.get(key);
      if (entry && entry.until > performance.now()) return entry.value;
      const asked = known;
      const value = await look(key);
      const lasts = value === undefined ? times.missingMs : times.foundMs;
      if (asked !== known || lasts === 0) return value; // what was read before a change is not kept
      known.delete(key);
      if (known.size >= MOST_REMEMBERED) known.delete(known.keys().next().value as string);
      known.set(key, { value, until: performance.now() + lasts });
      return value;
    },
    forget() {
      known = new Map();
    },
  };
}
