import { sql } from 'kysely';
import type { Shop } from '../shops/shop.ts';
import type { Database } from './database.ts';

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
] as const;

/** The shop of a slug, before anybody is bound to it. */
export const findShop = (database: Database, slug: string): Promise<Shop | undefined> =>
  database.system.selectFrom('shop').select(SHOP_COLUMNS).where('slug', '=', slug).executeTakeFirst();

/** The shop of an id, for a workflow that goes on after a restart. */
export const findShopById = (database: Database, id: string): Promise<Shop | undefined> =>
  database.system.selectFrom('shop').select(SHOP_COLUMNS).where('id', '=', id).executeTakeFirst();

/** All shops, for the command line and the outbox. */
export const listAllShops = (database: Database): Promise<Shop[]> =>
  database.system.selectFrom('shop').select(SHOP_COLUMNS).orderBy('slug').execute();

/** A new shop's row: nobody can be bound to a shop that is not there yet. */
export async function insertShop(database: Database, shop: Shop): Promise<void> {
  await database.system
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

/** Events that wait to be told, oldest first, without those about the subjects that are passed over. */
export const listWaitingEvents = (database: Database, input: { limit: number; passOver: readonly string[] }) =>
  database.system
    .selectFrom('event')
    .selectAll()
    .where('delivered_at', 'is', null)
    .where(sql<boolean>`subject_id <> all (${input.passOver}::uuid[])`)
    .orderBy('created_at')
    .limit(input.limit)
    .execute();

/** Whether the database answers. */
export async function ping(database: Database): Promise<void> {
  await sql`select 1`.execute(database.system);
}
