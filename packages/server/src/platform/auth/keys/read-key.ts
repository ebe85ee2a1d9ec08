import { timingSafeEqual } from 'node:crypto';
import { sql } from 'kysely';
import type { Actor } from '../../context.ts';
import type { Database } from '../../database/database.ts';
import { findApiKey } from '../../database/system-door.ts';
import { hashKey } from './make-key.ts';

const FORM = /^(bottega_[a-z2-7]{10})_([\w-]{43})$/;

/** Who a key speaks for, and in which shop. */
export type KeyHolder = { readonly slug: string; readonly actor: Actor };

/** Null for a key that is not ours, was revoked, has expired, or whose maker has left. */
export async function readApiKey(database: Database, token: string): Promise<KeyHolder | null> {
  const [, prefix, secret] = FORM.exec(token) ?? [];
  const key = prefix === undefined ? undefined : await findApiKey(database, prefix);
  if (!key || secret === undefined || !timingSafeEqual(hashKey(secret), key.secretHash)) return null;
  const role = key.madeBy === null ? 'owner' : key.role;
  const isOver = key.expiresAt !== null && Temporal.Instant.compare(key.expiresAt, Temporal.Now.instant()) <= 0;
  if (role === null || key.revokedAt !== null || isOver) return null;
  await noteUse(database, key.shopId, key.id);
  return { slug: key.slug, actor: { type: 'key', id: key.id, name: key.name, role, scopes: key.scopes } };
}

/** Once a minute is enough for people, and spares a write for each request. */
async function noteUse(database: Database, shopId: string, id: string): Promise<void> {
  await database
    .forShop(shopId)
    .updateTable('api_key')
    .set({ used_at: sql`now()` })
    .where('shop_id', '=', shopId)
    .where('id', '=', id)
    .where((eb) => eb.or([eb('used_at', 'is', null), eb('used_at', '<', sql<string>`now() - interval '1 minute'`)]))
    .execute();
}
