import { createHash, randomBytes } from 'node:crypto';
import type pg from 'pg';
import { newId } from '../context.ts';

const DAYS_VALID = 30;
const FORM = /^[\w-]{43}\.[\w-]{43}$/;

const hash = (secret: string): Buffer => createHash('sha256').update(secret).digest();
const newSecret = (): string => randomBytes(32).toString('base64url');

/** A sign-in of a program: `id` names it, `refreshToken` is what it is renewed with, once. */
export type TokenFamily = { readonly id: string; readonly userId: string; readonly refreshToken: string; readonly expiresAt: Date };

/** Begins a family. It ends after 30 days, however often it is renewed. `device` is what to call it, `address` where it comes from. */
export async function startFamily(pool: pg.Pool, who: { userId: string; device: string; address: string }): Promise<TokenFamily> {
  const id = newId();
  const [family, current] = [newSecret(), newSecret()];
  const { rows } = await pool.query<{ expires_at: Date }>(
    `insert into token_family (id, user_id, family_hash, current_hash, device, address, expires_at)
     values ($1, $2, $3, $4, $5, $6, now() + make_interval(days => $7)) returning expires_at`,
    [id, who.userId, hash(family), hash(current), who.device.slice(0, 200), who.address.slice(0, 100), DAYS_VALID],
  );
  return { id, userId: who.userId, refreshToken: `${family}.${current}`, expiresAt: (rows[0] as { expires_at: Date }).expires_at };
}

/**
 * Takes a refresh token for the next one. One that is not the family's current one was current before: somebody has a copy, so the
 * whole family ends. Deciding and writing is one statement on one row, so that of two who come with the same token one is the second.
 */
export async function renewFamily(pool: pg.Pool, refreshToken: string): Promise<TokenFamily | 'reused' | 'unknown'> {
  if (!FORM.test(refreshToken)) return 'unknown';
  const [family, presented] = refreshToken.split('.') as [string, string];
  const next = newSecret();
  const { rows } = await pool.query<{ id: string; user_id: string; expires_at: Date; reused: boolean }>(
    `update token_family set
       current_hash = case when current_hash = $2 then $3 else current_hash end,
       used_at = case when current_hash = $2 then now() else used_at end,
       ended_at = case when current_hash = $2 then null else now() end,
       ended_by = case when current_hash = $2 then null else 'reuse' end
     where family_hash = $1 and ended_at is null and expires_at > now()
     returning id, user_id, expires_at, ended_at is not null as reused`,
    [hash(family), hash(presented), hash(next)],
  );
  const [row] = rows;
  if (!row) return 'unknown';
  if (row.reused) return 'reused';
  return { id: row.id, userId: row.user_id, refreshToken: `${family}.${next}`, expiresAt: row.expires_at };
}

/** Ends the family of a refresh token, at a sign-out. Whether it was there is not told. */
export async function endFamily(pool: pg.Pool, refreshToken: string): Promise<void> {
  if (!FORM.test(refreshToken)) return;
  await pool.query(`update token_family set ended_at = now(), ended_by = 'sign-out' where family_hash = $1 and ended_at is null`, [
    hash(refreshToken.split('.')[0] as string),
  ]);
}

/** Forgets families that ended or ran out a month ago. */
export async function sweepFamilies(pool: pg.Pool): Promise<void> {
  await pool.query(`delete from token_family where least(ended_at, expires_at) < now() - interval '30 days'`);
}
