import { createHash, randomBytes } from 'node:crypto';
import type pg from 'pg';
import { newId } from '../context.ts';

/** What a token of each kind is good for, and how long. */
const MINUTES_VALID = { 'sign-in-link': 15, 'password-reset': 60, 'mail-change': 24 * 60, 'second-step': 10 } as const;

export type TokenPurpose = keyof typeof MINUTES_VALID;

/** What is kept of a token: whoever reads the table cannot use it. */
const identifierOf = (purpose: TokenPurpose, token: string): string =>
  `${purpose}:${createHash('sha256').update(token).digest('base64url')}`;

/** A token of 256 random bits for one purpose. `value` is what it stands for: the id of a user, and after a space what else there is to say. */
export async function issueToken(pool: pg.Pool, purpose: TokenPurpose, value: string): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  await pool.query(
    `insert into verification (id, identifier, value, "expiresAt", "createdAt", "updatedAt")
     values ($1, $2, $3, now() + make_interval(mins => $4), now(), now())`,
    [newId(), identifierOf(purpose, token), value, MINUTES_VALID[purpose]],
  );
  return token;
}

/** What a token stands for, which is spent. One statement reads and deletes it, so that of two who come together only one gets it. */
export async function spendToken(pool: pg.Pool, purpose: TokenPurpose, token: string): Promise<string | undefined> {
  const { rows } = await pool.query<{ value: string; valid: boolean }>(
    `delete from verification where identifier = $1 returning value, "expiresAt" > now() as valid`,
    [identifierOf(purpose, token)],
  );
  return rows[0]?.valid ? rows[0].value : undefined;
}

/** What a token stands for, which stays good. */
export async function readToken(pool: pg.Pool, purpose: TokenPurpose, token: string): Promise<string | undefined> {
  const { rows } = await pool.query<{ value: string }>(`select value from verification where identifier = $1 and "expiresAt" > now()`, [
    identifierOf(purpose, token),
  ]);
  return rows[0]?.value;
}

/** Takes back every token that was issued to somebody. */
export async function takeBackTokens(pool: pg.Pool, userId: string): Promise<void> {
  await pool.query(`delete from verification where split_part(value, ' ', 1) = $1`, [userId]);
}
