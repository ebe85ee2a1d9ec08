import pg from 'pg';
import type { Database } from '../database/database.ts';
import { openEnvelope, rewrapEnvelope, sealEnvelope } from '../secrets/envelope.ts';
import type { Keyring } from '../secrets/keyring.ts';

/** A second factor belongs to a person and no shop: its seal is bound to the table, the column and the person. */
const placeOf = (userId: string) => ({ shopId: 'installation', table: 'auth.second_factor', column: 'secret', id: userId });

export const sealFactor = (keyring: Keyring, userId: string, secret: Buffer): string =>
  sealEnvelope(keyring.newest(), placeOf(userId), secret.toString('base64url'));

/** @throws BottegaError secret_unreadable, secret_key_missing */
export const openFactor = (keyring: Keyring, userId: string, sealed: string): Buffer =>
  Buffer.from(openEnvelope(keyring.find, placeOf(userId), sealed), 'base64url');

/** Puts every second factor under the newest key; returns how many were not. One that is changed meanwhile is left to its writer. */
export async function rewrapFactors(pool: Pick<pg.ClientBase, 'query'>, keyring: Keyring): Promise<number> {
  const newest = keyring.newest();
  const { rows } = await pool.query<{ user_id: string; secret: string }>(
    `select user_id, secret from second_factor where split_part(secret, '.', 2) <> $1`,
    [newest.id],
  );
  for (const { user_id, secret } of rows) {
    const rewrapped = rewrapEnvelope(keyring.find, newest, placeOf(user_id), secret);
    await pool.query('update second_factor set secret = $3 where user_id = $1 and secret = $2', [user_id, secret, rewrapped]);
  }
  return rows.length;
}

/** How many second factors are under each key. */
export async function countFactorsByKey(pool: Pick<pg.ClientBase, 'query'>): Promise<Map<string, number>> {
  const { rows } = await pool.query<{ id: string; secrets: number }>(
    `select split_part(secret, '.', 2) as id, count(*)::int as secrets from second_factor group by 1`,
  );
  return new Map(rows.map(({ id, secrets }) => [id, secrets]));
}

/** Lends a connection to the tables of sign-in, where sign-in itself is not open: for commands that look after the keys. */
export async function withSignInTables<T>(database: Database, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(database.connectAs('bottega_auth'));
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
