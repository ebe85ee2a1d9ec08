import { type RawBuilder, sql } from 'kysely';
import type { Ctx } from '../context.ts';

/** A column of some table that names a file, or a picture. */
export type Reference = { readonly table: string; readonly column: string; readonly to: 'file' | 'picture' };

/** What makes up a picture, and is no use of it. */
const OWN_PARTS = ['picture', 'picture_size'] as const;

/**
 * Every column that refers to a file or a picture, read from the database's own catalogue: the foreign keys that keep a used file from being
 * deleted are the ones that are counted, whichever room they belong to.
 */
export async function listReferences(ctx: Ctx): Promise<Reference[]> {
  const { rows } = await sql<Reference>`
    select source.relname as table, attribute.attname as column, target.relname as to
    from pg_constraint c
    join pg_class source on source.oid = c.conrelid
    join pg_class target on target.oid = c.confrelid
    join pg_attribute attribute on attribute.attrelid = c.conrelid and attribute.attnum = any (c.conkey) and attribute.attname <> 'shop_id'
    where c.contype = 'f' and c.confrelid in ('file'::regclass, 'picture'::regclass) and source.relname <> all (${[...OWN_PARTS]})
    order by 1, 2`.execute(ctx.db);
  return rows;
}

/** How often each file is used, by the table that uses it; a photo is used where any picture made of it is. */
export async function countUses(ctx: Ctx, fileIds: readonly string[]): Promise<Map<string, Record<string, number>>> {
  const references = await listReferences(ctx);
  if (fileIds.length === 0 || references.length === 0) return new Map();
  const counts = references.map((reference) => usesOf(ctx, reference, sql`= any (${[...fileIds]}::uuid[])`));
  const { rows } = await sql<{ file: string; table: string; times: number }>`
    select file, "table", sum(times)::int as times from (${sql.join(counts, sql` union all `)}) as used group by 1, 2`.execute(ctx.db);
  const uses = new Map<string, Record<string, number>>();
  for (const { file, table, times } of rows) uses.set(file, { ...uses.get(file), [table]: times });
  return uses;
}

/** The ids of all files that something uses, as a subquery with the one column `file`. */
export const usedFiles = (ctx: Ctx, references: readonly Reference[]): RawBuilder<unknown> =>
  sql.join(
    references.map((reference) => sql`select file from (${usesOf(ctx, reference, sql`is not null`)}) as one`),
    sql` union `,
  );

function usesOf(ctx: Ctx, { table, column, to }: Reference, which: RawBuilder<unknown>): RawBuilder<unknown> {
  const uses = sql.table(table);
  const named = sql.ref(`used.${column}`);
  if (to === 'file') {
    return sql`select ${named} as file, ${sql.lit(table)} as "table", count(*) as times from ${uses} as used
      where used.shop_id = ${ctx.shop.id} and ${named} ${which} group by 1`;
  }
  return sql`select picture.original_file_id as file, ${sql.lit(table)} as "table", count(*) as times from ${uses} as used
    join picture on picture.shop_id = used.shop_id and picture.id = ${named}
    where used.shop_id = ${ctx.shop.id} and picture.original_file_id ${which} group by 1`;
}
