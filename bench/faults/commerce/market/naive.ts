import pg from 'pg';
import { startEmbeddedPostgres } from '../../../../packages/server/src/platform/database/embedded-postgres.ts';
import type { Market } from './market.ts';

/**
 * The control: a shop on the same PostgreSQL that reads how many there are, decides, and writes what is left, each buyer in a transaction.
 * It must be caught overselling, or the experiment could not fail.
 */
export async function sellNaively(
  { world }: Market,
  { buyers, units }: { buyers: number; units: number },
): Promise<{ sold: number; units: number }> {
  const { admin } = await startEmbeddedPostgres(world.folder, true);
  const pool = new pg.Pool({ ...admin, max: 16 });
  try {
    await pool.query('create table naive_stock (left_over int not null)');
    await pool.query('create table naive_sale (at timestamptz not null)');
    await pool.query('insert into naive_stock values ($1)', [units]);
    await Promise.all(Array.from({ length: buyers }, () => buyNaively(pool)));
    const { rows } = await pool.query<{ sold: number }>('select count(*)::int as sold from naive_sale');
    return { sold: rows[0]?.sold ?? 0, units };
  } finally {
    await pool.query('drop table if exists naive_stock, naive_sale');
    await pool.end();
  }
}

async function buyNaively(pool: pg.Pool): Promise<void> {
  const line = await pool.connect();
  try {
    await line.query('begin');
    const { rows } = await line.query<{ left_over: number }>('select left_over from naive_stock');
    const left = rows[0]?.left_over ?? 0;
    if (left > 0) {
      await line.query('update naive_stock set left_over = $1', [left - 1]);
      await line.query('insert into naive_sale values (now())');
    }
    await line.query('commit');
  } finally {
    line.release();
  }
}
