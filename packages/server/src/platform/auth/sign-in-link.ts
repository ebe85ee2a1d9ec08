import { createHash, randomBytes } from 'node:crypto';
import type pg from 'pg';
import { newId } from '../context.ts';

const MINUTES_VALID = 15;

/** What is kept of a token: whoever reads the table cannot sign in with it. */
const identifierOf = (token: string): string => `sign-in-link:${createHash('sha256').update(token).digest('base64url')}`;

/** A token of 256 random bits that signs this user in once, within a quarter of an hour. Spent and expired ones are swept away. */
export async function issueSignInToken(pool: pg.Pool, userId: string): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  await pool.query(`delete from verification where identifier like 'sign-in-link:%' and "expiresAt" < now()`);
  await pool.query(
    `insert into verification (id, identifier, value, "expiresAt", "createdAt", "updatedAt")
     values ($1, $2, $3, now() + make_interval(mins => $4), now(), now())`,
    [newId(), identifierOf(token), userId, MINUTES_VALID],
  );
  return token;
}

/** The user that a token stands for. One statement reads and deletes it, so that of two who come together only one gets in. */
export async function spendSignInToken(pool: pg.Pool, token: string): Promise<string | undefined> {
  const { rows } = await pool.query<{ value: string; expired: boolean }>(
    `delete from verification where identifier = $1 returning value, "expiresAt" < now() as expired`,
    [identifierOf(token)],
  );
  return rows[0]?.expired === false ? rows[0].value : undefined;
}
