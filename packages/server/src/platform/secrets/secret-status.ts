import { sql } from 'kysely';
import { countFactorsByKey, withSignInTables } from '../auth/second-factor-seal.ts';
import type { Database } from '../database/database.ts';
import { listAllShops } from '../database/system-door.ts';
import type { Keyring } from './keyring.ts';
import { SEALED_COLUMNS } from './sealed-columns.ts';

/** A key and what it is to the secrets: the newest seals, an older one still opens, a missing one is only named by what it sealed. */
export type KeyStatus = { readonly id: string; readonly state: 'newest' | 'older' | 'missing'; readonly secrets: number };

export type SecretStatus = { readonly where: string; readonly weakness: string | null; readonly keys: readonly KeyStatus[] };

/** Which keys there are, and how many secrets of all shops are under each. */
export async function readSecretStatus(database: Database, keyring: Keyring): Promise<SecretStatus> {
  const counts = await countByKey(database);
  const known = keyring.all().map(({ id }) => id);
  const missing = [...counts.keys()].filter((id) => !known.includes(id)).sort();
  const keys = [...known, ...missing].map((id, index): KeyStatus => {
    const state = index === 0 ? 'newest' : index < known.length ? 'older' : 'missing';
    return { id, state, secrets: counts.get(id) ?? 0 };
  });
  return { where: keyring.where, weakness: keyring.weakness() ?? null, keys };
}

async function countByKey(database: Database): Promise<Map<string, number>> {
  const counts = await withSignInTables(database, countFactorsByKey);
  for (const shop of await listAllShops(database)) {
    for (const { table, column } of SEALED_COLUMNS) {
      const { rows } = await sql<{ id: string; secrets: number }>`
        select split_part(${sql.ref(column)}, '.', 2) as id, count(*)::int as secrets from ${sql.table(table)}
        where shop_id = current_shop() and ${sql.ref(column)} is not null group by 1`.execute(database.forShop(shop.id));
      for (const { id, secrets } of rows) counts.set(id, (counts.get(id) ?? 0) + secrets);
    }
  }
  return counts;
}
