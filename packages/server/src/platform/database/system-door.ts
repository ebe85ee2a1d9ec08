import { type Kysely, sql } from 'kysely';
import type { Shop } from '../shops/shop.ts';
import '../feedback/tables.ts';
import '../auth/tables.ts';
import type { Database } from './database.ts';
import '../schedules/tables.ts';
import '../files/tables.ts';
import type { Tables } from './tables.ts';
import '../shops/tables.ts';

// Every use of the door that passes the wall between shops. A test holds that no other file uses `database.system`.

const SHOP_COLUMNS = [
  'id',
  'slug',
  'name',
  'about',
  'currency',
  'locale',
  'country',
  'tax_bps as taxBps',
  'prices_include_tax as pricesIncludeTax',
  'shipping_flat as shippingFlat',
  'theme',
  'time_zone as timeZone',
  'transfer_to as transferTo',
  'state',
] as const;

const selectShops = (database: Database) =>
  database.system
    .selectFrom('shop')
    .select(SHOP_COLUMNS)
    .select(({ selectFrom }) =>
      selectFrom('shop_domain')
        .select('host')
        .whereRef('shop_domain.shop_id', '=', 'shop.id')
        .where('verified_at', 'is not', null)
        .orderBy('verified_at')
        .limit(1)
        .as('domain'),
    );

/** The shop of a slug, before anybody is bound to it. */
export const findShop = (database: Database, slug: string): Promise<Shop | undefined> =>
  selectShops(database).where('slug', '=', slug).executeTakeFirst();

/** The shop of an id, for a workflow that goes on after a restart. */
export const findShopById = (database: Database, id: string): Promise<Shop | undefined> =>
  selectShops(database).where('id', '=', id).executeTakeFirst();

/** All shops, for the command line and the outbox. */
export const listAllShops = (database: Database): Promise<Shop[]> => selectShops(database).orderBy('slug').execute();

/** The slug of the shop that a verified host leads to, before anybody is bound to it. */
export async function findSlugOfDomain(database: Database, host: string): Promise<string | undefined> {
  const row = await database.system
    .selectFrom('shop_domain')
    .innerJoin('shop', 'shop.id', 'shop_domain.shop_id')
    .select('slug')
    .where('host', '=', host)
    .where('verified_at', 'is not', null)
    .executeTakeFirst();
  return row?.slug;
}

/** A new shop's row, and its first owner's: nobody can be bound to a shop that is not there yet. */
export async function insertShop(database: Database, shop: Shop, ownerId?: string): Promise<void> {
  await database.system.transaction().execute(async (system) => {
    await system
      .insertInto('shop')
      .values({
        id: shop.id,
        slug: shop.slug,
        name: shop.name,
        about: shop.about,
        currency: shop.currency,
        locale: shop.locale,
        country: shop.country,
        tax_bps: shop.taxBps,
        prices_include_tax: shop.pricesIncludeTax,
        shipping_flat: shop.shippingFlat,
        theme: shop.theme,
        time_zone: shop.timeZone,
        transfer_to: shop.transferTo,
      })
      .execute();
    if (ownerId) await system.insertInto('shop_member').values({ shop_id: shop.id, user_id: ownerId, role: 'owner' }).execute();
  });
}

/** The shops that a member of staff belongs to. */
export const listMemberships = (database: Database, userId: string) =>
  database.system
    .selectFrom('shop_member')
    .innerJoin('shop', 'shop.id', 'shop_member.shop_id')
    .select(['shop.slug', 'shop.name', 'shop_member.role'])
    .where('user_id', '=', userId)
    .orderBy('shop.name')
    .execute();

/** An invitation by its id: whoever opens the link in a mail names no shop. */
export const findInvitation = (database: Database, id: string) =>
  database.system
    .selectFrom('invitation')
    .select(['shop_id as shopId', 'email', 'role', 'expires_at as expiresAt', 'accepted_at as acceptedAt'])
    .where('id', '=', id)
    .executeTakeFirst();

/** A key by its prefix, with the role of the member in whose name it acts as it is now: a machine need not name its shop. */
export const findApiKey = (database: Database, prefix: string) =>
  database.system
    .selectFrom('api_key')
    .innerJoin('shop', 'shop.id', 'api_key.shop_id')
    .leftJoin('shop_member', (join) =>
      join.onRef('shop_member.shop_id', '=', 'api_key.shop_id').onRef('shop_member.user_id', '=', 'api_key.made_by'),
    )
    .select(['api_key.shop_id as shopId', 'shop.slug', 'api_key.id', 'api_key.name', 'scopes', 'secret_hash as secretHash'])
    .select(['made_by as madeBy', 'shop_member.role', 'expires_at as expiresAt', 'revoked_at as revokedAt'])
    .where('prefix', '=', prefix)
    .executeTakeFirst();

/** Events that wait to be told, oldest first, without those about the subjects that are passed over. */
export const listWaitingEvents = (database: Database, input: { limit: number; passOver: readonly string[] }) =>
  database.system
    .selectFrom('event')
    .selectAll()
    .where('delivered_at', 'is', null)
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom('shop').select('shop.id').whereRef('shop.id', '=', 'event.shop_id').where('shop.state', '=', 'suspended'))),
    )
    .where(sql<boolean>`subject_id <> all (${input.passOver}::uuid[])`)
    .orderBy('created_at')
    .limit(input.limit)
    .execute();

/** The processes that are signed on to run workflows, and were heard of in the last seconds. */
export async function listExecutors(database: Database): Promise<readonly { pid: number; host: string }[]> {
  const heard = sql<{ pid: number; host: string }>`select pid, host from work.executor where beat_at > now() - interval '10 seconds'`;
  return (await heard.execute(database.system)).rows;
}

/** Schedules of all shops whose time has come, and those that a clock which was set back left in its future. */
export const listDueSchedules = (database: Database, { now, limit }: { now: string; limit: number }) =>
  database.system
    .selectFrom('schedule')
    .select(['shop_id', 'id'])
    .where(sql<boolean>`next_at <= ${now}::timestamptz or looked_at > ${now}::timestamptz + interval '5 seconds'`)
    .orderBy('next_at')
    .limit(limit)
    .execute();

/** The share of shops that have a plugin without having decided. */
export async function savePluginShare(database: Database, { plugin, percent }: { plugin: string; percent: number }): Promise<void> {
  await database.system
    .insertInto('plugin_rollout')
    .values({ plugin, percent })
    .onConflict((conflict) => conflict.column('plugin').doUpdateSet({ percent, updated_at: sql`now()` }))
    .execute();
}

/** Any number, the same in every process. */
const DELIVERY_LOCK = 7_021_112_028;

/** Does the work if no other process is at it, and keeps the others from it meanwhile; a process that dies holds it no longer. */
export async function asOnlyDeliverer(database: Database, work: () => Promise<void>): Promise<void> {
  await database.system.connection().execute(async (own) => {
    const { rows } = await sql<{ taken: boolean }>`select pg_try_advisory_lock(${DELIVERY_LOCK}) as taken`.execute(own);
    if (!rows[0]?.taken) return;
    try {
      await work();
    } finally {
      await sql`select pg_advisory_unlock(${DELIVERY_LOCK})`.execute(own);
    }
  });
}

/** Whether the database answers. */
export async function ping(database: Database): Promise<void> {
  await sql`select 1`.execute(database.system);
}

/** What members told the operator, from every shop, newest first. */
export const listFeedback = (database: Database) =>
  database.system
    .selectFrom('feedback')
    .innerJoin('shop', 'shop.id', 'feedback.shop_id')
    .select(['feedback.id', 'shop.slug as shop', 'words', 'page', 'feedback.created_at as at'])
    .orderBy('feedback.created_at', 'desc')
    .limit(500)
    .execute();

/** Which of these hashes some shop has a file of, as `sha256.extension`. */
export const listHeldFiles = (database: Database, hashes: readonly string[]): Promise<Set<string>> =>
  readHeldFiles(database.system, hashes);

async function readHeldFiles(db: Kysely<Tables>, hashes: readonly string[]): Promise<Set<string>> {
  const rows = await db.selectFrom('file').select(['sha256', 'extension']).distinct().where('sha256', 'in', hashes).execute();
  return new Set(rows.map(({ sha256, extension }) => `${sha256}.${extension}`));
}

/**
 * Runs `work` while nobody can begin to use the key; does nothing when somebody does so now. `listHeld` looks as listHeldFiles does. See
 * platform/files/sweep-files.ts.
 */
export const withKeyAlone = (
  database: Database,
  key: string,
  work: (listHeld: (hashes: readonly string[]) => Promise<Set<string>>) => Promise<void>,
): Promise<void> =>
  database.system.transaction().execute(async (db) => {
    const { rows } = await sql<{ alone: boolean }>`select pg_try_advisory_xact_lock(hashtextextended(${key}, 0)) as alone`.execute(db);
    if (rows[0]?.alone) await work((hashes) => readHeldFiles(db, hashes));
  });

/** Ids of uploads that were announced and whose time is over, in every shop; they are forgotten. */
export async function forgetExpiredUploads(database: Database, now: string): Promise<string[]> {
  const rows = await database.system.deleteFrom('file_upload').where('expires_at', '<', now).returning('id').execute();
  return rows.map(({ id }) => id);
}

/** Takes an endpoint for which something is due and which no process holds: the one that has waited longest. All times are instants. */
export async function claimWebhookEndpoint(
  database: Database,
  { now, claim, until }: { now: string; claim: string; until: string },
): Promise<{ shop_id: string; id: string } | undefined> {
  const { rows } = await sql<{ shop_id: string; id: string }>`
    update webhook_endpoint set claim = ${claim}, claimed_until = ${until}
    from (select e.shop_id, e.id from webhook_endpoint e join webhook_delivery d on d.shop_id = e.shop_id and d.endpoint_id = e.id
      where e.state = 'on' and (e.claimed_until is null or e.claimed_until <= ${now}) and d.state = 'waiting' and d.due_at <= ${now}
      order by d.due_at limit 1 for update of e skip locked) due
    where webhook_endpoint.shop_id = due.shop_id and webhook_endpoint.id = due.id
    returning webhook_endpoint.shop_id, webhook_endpoint.id`.execute(database.system);
  return rows[0];
}

/** Deletes every row of a shop, and what the workflow engine keeps of it; no role but this one may. */
export async function deleteShopRows(database: Database, id: string): Promise<void> {
  await database.system.transaction().execute(async (system) => {
    await sql`set local statement_timeout = '10min'`.execute(system);
    await sql`select delete_shop(${id}::uuid)`.execute(system);
    await sql`do $$ begin
      if to_regprocedure('work.forget_shop(uuid)') is not null then perform work.forget_shop(public.current_shop()); end if;
    end $$`.execute(system);
  });
}

/**
 * Removes the bytes of a file that no shop has a row of. Whoever stores the same bytes meanwhile holds the same lock, and waits or is waited
 * for. Says whether they were removed.
 */
export async function removeUnusedFile(
  database: Database,
  file: { readonly key: string; readonly sha256: string; readonly extension: string },
  remove: (key: string) => Promise<void>,
): Promise<boolean> {
  return database.system.transaction().execute(async (system) => {
    await sql`select pg_advisory_xact_lock(hashtextextended(${file.key}, 0))`.execute(system);
    const used = await system
      .selectFrom('file')
      .select('id')
      .where('sha256', '=', file.sha256)
      .where('extension', '=', file.extension)
      .executeTakeFirst();
    if (used) return false;
    await remove(file.key);
    return true;
  });
}

/** What the database is, and whether a connection stays ours from one transaction to the next. `now` is ISO 8601. */
export const inspectDatabase = (database: Database): Promise<{ version: string; now: string; keepsSession: boolean }> =>
  database.system.connection().execute(async (connection) => {
    await sql`select set_config('bottega.shop_id', 'doctor', false)`.execute(connection);
    const { rows } = await sql<{ version: string; now: string; kept: string | null }>`
      select current_setting('server_version') as version, clock_timestamp() as now, current_setting('bottega.shop_id', true) as kept`.execute(
      connection,
    );
    await sql`select set_config('bottega.shop_id', '', false)`.execute(connection);
    const [seen] = rows;
    return { version: seen?.version ?? 'unknown', now: seen?.now ?? '', keepsSession: seen?.kept === 'doctor' };
  });
