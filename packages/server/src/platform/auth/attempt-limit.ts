import type pg from 'pg';

/** A limit on tries: a name such as `account:ada@example.com`, and how many within a quarter of an hour. */
export type Limit = { readonly name: string; readonly most: number };

const WINDOW = '15 minutes';

/**
 * Counts one try for each of these. Returns 0 when all allow it, else the seconds until the next one may come. The window slides, all
 * processes count together, and a try that is refused does not lengthen the wait. One statement a call: of many that come at the same
 * moment no more get through than may.
 */
export async function countTry(pool: pg.Pool, limits: readonly Limit[]): Promise<number> {
  const sorted = [...limits].sort((a, b) => (a.name < b.name ? -1 : 1)); // rows are always locked in this order
  const { rows } = await pool.query<{ wait: number }>(
    `insert into attempt as known (name, most, tries)
     select name, most, array[clock_timestamp()] from unnest($1::text[], $2::int[]) as given (name, most)
     on conflict (name) do update set (most, tries, allowed) = (
       select excluded.most,
              case when count(*) < excluded.most then array_agg(try order by try) || clock_timestamp() else array_agg(try order by try) end,
              count(*) < excluded.most
         from unnest(known.tries) as try where try > clock_timestamp() - interval '${WINDOW}')
     returning case when allowed then 0
       else greatest(1, ceil(extract(epoch from tries[1] + interval '${WINDOW}' - clock_timestamp())))::int end as wait`,
    [sorted.map(({ name }) => name), sorted.map(({ most }) => most)],
  );
  return Math.max(...rows.map(({ wait }) => wait));
}

/** Forgets the tries by a name, after one that was right. */
export async function forgetTries(pool: pg.Pool, name: string): Promise<void> {
  await pool.query('delete from attempt where name = $1', [name]);
}

/** Takes one try back, where many share a name and one of them was right. */
export async function takeBackTry(pool: pg.Pool, name: string): Promise<void> {
  await pool.query('update attempt set tries = tries[:cardinality(tries) - 1] where name = $1 and cardinality(tries) > 1', [name]);
}

/** Deletes what no longer counts. */
export async function sweepTries(pool: pg.Pool): Promise<void> {
  await pool.query(`delete from attempt where tries[cardinality(tries)] < now() - interval '${WINDOW}'`);
}
