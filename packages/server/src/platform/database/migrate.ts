import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { BottegaError } from '../errors/bottega-error.ts';
import { ensureRoles } from './roles.ts';

const FOLDER = path.join(import.meta.dirname, '../../../migrations');
/** Any number, the same in every process: who holds this lock migrates. */
const LOCK = 7_021_112_026;

type Migration = { readonly name: string; readonly sql: string; readonly checksum: string };

export function readMigrations(folder = FOLDER): Migration[] {
  const names = readdirSync(folder).filter((name) => name.endsWith('.sql'));
  return names.sort().map((name) => {
    const sql = readFileSync(path.join(folder, name), 'utf8');
    return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
  });
}

/**
 * Brings the database to the newest schema: each migration in its own transaction, under one lock, so that processes starting
 * together do it once. Returns the names of those that ran.
 * @throws BottegaError invalid_configuration when a migration that ran has been changed since; whatever one of them throws.
 */
export async function migrate(admin: pg.ClientConfig, migrations = readMigrations()): Promise<string[]> {
  const client = new pg.Client(admin);
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [LOCK]);
    await ensureRoles(client, String(admin.password ?? ''));
    await client.query(
      'create table if not exists schema_migration (name text primary key, checksum text not null, applied_at timestamptz not null default now())',
    );
    const { rows } = await client.query<{ name: string; checksum: string }>('select name, checksum from schema_migration');
    const applied = new Map(rows.map((row) => [row.name, row.checksum]));
    const ran: string[] = [];
    for (const migration of migrations) {
      const before = applied.get(migration.name);
      if (before === undefined) {
        await runMigration(client, migration);
        ran.push(migration.name);
      } else if (before !== migration.checksum) {
        throw new BottegaError(
          'invalid_configuration',
          `The migration ${migration.name} was changed after it ran; write a new one instead.`,
        );
      }
    }
    return ran;
  } finally {
    await client.end(); // releases the lock
  }
}

async function runMigration(client: pg.Client, { name, sql, checksum }: Migration): Promise<void> {
  await client.query('begin');
  try {
    // A migration changes the rows of every shop. The wall binds the owner of the tables too, so it is lifted for the owner within this
    // transaction: nobody else ever sees it lifted.
    await client.query('alter role bottega_owner bypassrls');
    await client.query('set local role bottega_owner');
    await client.query(sql);
    await client.query('reset role');
    await client.query('alter role bottega_owner nobypassrls');
    await client.query('insert into schema_migration (name, checksum) values ($1, $2)', [name, checksum]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw new Error(`The migration ${name} failed and was rolled back: ${(error as Error).message}`, { cause: error });
  }
}
