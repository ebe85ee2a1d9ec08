import { sql } from 'kysely';
import type { Database } from '../database/database.ts';
import { listAllShops } from '../database/system-door.ts';
import type { Db } from '../database/tables.ts';
import { BottegaError } from '../errors/bottega-error.ts';
import type { Shop } from '../shops/shop.ts';
import { type BoundPlace, envelopePrefix, rewrapEnvelope } from './envelope.ts';
import type { Keyring } from './keyring.ts';
import { SEALED_COLUMNS, type SealedColumn } from './sealed-columns.ts';

export type Rewrapped = {
  readonly rewrapped: number;
  /** What could not be opened, a sentence for each. */
  readonly unreadable: readonly string[];
};

type Row = { readonly sealed: string; readonly id: readonly string[] };

const BATCH = 200;

/**
 * Puts everything that is sealed under the newest key. May be stopped and begun again at any time, and run by several processes at once:
 * a row is replaced only if it is still what was read, and one that is under the newest key is left alone.
 */
export async function rewrapSecrets(database: Database, keyring: Keyring): Promise<Rewrapped> {
  let rewrapped = 0;
  const unreadable: string[] = [];
  for (const shop of await listAllShops(database)) {
    for (const column of SEALED_COLUMNS) {
      for await (const row of rowsUnderOlderKeys(database.forShop(shop.id), column, keyring.newest().id)) {
        try {
          if (await rewrapRow(database.forShop(shop.id), { shop, column, keyring }, row)) rewrapped += 1;
        } catch (error) {
          if (!(error instanceof BottegaError)) throw error;
          unreadable.push(`${shop.slug}: ${error.message}`);
        }
      }
    }
  }
  return { rewrapped, unreadable };
}

async function* rowsUnderOlderKeys(db: Db, { table, column, id }: SealedColumn, keyId: string): AsyncGenerator<Row> {
  const key = sql.join(id.map((name) => sql`${sql.ref(name)}::text collate "C"`));
  let after: readonly string[] = id.map(() => '');
  for (;;) {
    const { rows } = await sql<Row>`
      select ${sql.ref(column)} as sealed, array[${key}] as id from ${sql.table(table)}
      where shop_id = current_shop() and not starts_with(${sql.ref(column)}, ${envelopePrefix(keyId)})
        and array[${key}] > ${after}::text[] collate "C"
      order by array[${key}] limit ${BATCH}`.execute(db);
    yield* rows;
    if (rows.length < BATCH) return;
    after = rows.at(-1)?.id ?? after;
  }
}

async function rewrapRow(db: Db, where: { shop: Shop; column: SealedColumn; keyring: Keyring }, row: Row): Promise<boolean> {
  const { table, column, id } = where.column;
  const place: BoundPlace = { shopId: where.shop.id, table, column, id: row.id.join('/') };
  const sealed = rewrapEnvelope(where.keyring.find, where.keyring.newest(), place, row.sealed);
  const isRow = sql.join(
    id.map((name, index) => sql`${sql.ref(name)}::text = ${row.id[index]}`),
    sql` and `,
  );
  const { numAffectedRows } = await sql`
    update ${sql.table(table)} set ${sql.ref(column)} = ${sealed}
    where shop_id = current_shop() and ${isRow} and ${sql.ref(column)} = ${row.sealed}`.execute(db);
  return numAffectedRows === 1n;
}
