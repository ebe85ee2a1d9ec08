import pg from 'pg';
import { startEmbeddedPostgres } from '../../../packages/server/src/platform/database/embedded-postgres.ts';

/**
 * Has PostgreSQL look at what lies in its tables, as it does by itself by and by: what has been open for a while is measured, and not its
 * first minute. All databases of the cluster that lives in a folder and runs.
 */
export async function countTables(folder: string): Promise<void> {
  const { admin } = await startEmbeddedPostgres(folder, true);
  const names = await ask(admin, 'select datname from pg_database where datallowconn and not datistemplate');
  for (const { datname } of names) await ask({ ...admin, database: String(datname) }, 'vacuum analyze');
}

async function ask(connect: pg.ClientConfig, statement: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client(connect);
  await client.connect();
  try {
    return (await client.query(statement)).rows;
  } finally {
    await client.end();
  }
}
