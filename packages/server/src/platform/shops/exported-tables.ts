import { sql } from 'kysely';
import type { Ctx } from '../context.ts';
import { SEALED_COLUMNS } from '../secrets/sealed-columns.ts';

/** A table of the catalogue with rows of shops. `secrets` are the columns that never leave the house. */
export type ExportedTable = {
  readonly name: string;
  readonly shopColumn: 'id' | 'shop_id';
  readonly key: readonly string[];
  readonly secrets: readonly string[];
};

/** What a secret is called where it is not sealed: hashes of keys and tokens are of no use elsewhere, and of much to a thief. */
const SECRET = /(^|_)(secret|token|password|challenge)(_|$)|^sealed$/;

/** Every table of shops, read from the catalogue: one that a migration adds is taken out too. */
export async function listExportedTables(ctx: Ctx): Promise<ExportedTable[]> {
  const { rows } = await sql<{ name: string; shopColumn: 'id' | 'shop_id'; key: string[]; columns: string[] }>`
    select relname as name, case relname when 'shop' then 'id' else 'shop_id' end as "shopColumn",
      array(select attname::text from pg_attribute where attrelid = indrelid and attnum = any (indkey) order by array_position(indkey::int2[], attnum)) as key,
      array(select attname::text from pg_attribute where attrelid = indrelid and attnum > 0 and not attisdropped) as columns
    from pg_class join pg_index on indrelid = pg_class.oid and indisprimary
    where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
      and (relname = 'shop' or exists (select from pg_attribute where attrelid = pg_class.oid and attname = 'shop_id' and not attisdropped))
    order by relname`.execute(ctx.db);
  return rows.map(({ columns, ...table }) => ({ ...table, secrets: columns.filter((column) => isSecret(table.name, column)) }));
}

const isSecret = (table: string, column: string): boolean =>
  SECRET.test(column) || SEALED_COLUMNS.some((sealed) => sealed.table === table && sealed.column === column);
