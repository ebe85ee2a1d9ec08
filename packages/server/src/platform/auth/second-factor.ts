import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type pg from 'pg';
import type { Secrets } from '../secrets/secrets.ts';
import { toBase32 } from './base32.ts';
import { openFactor, sealFactor } from './second-factor-seal.ts';

// RFC 6238 as the authenticator apps speak it: SHA-1, six digits, thirty seconds; one step early or late is taken, for clocks that differ.
const STEP_SECONDS = 30;
const DRIFT = [0, -1, 1];
const DIGITS = 6;

const SECRET_BYTES = 20;
const RECOVERY_CODES = 10;
const RECOVERY_BYTES = 10;

export type SecondFactor = { readonly isOn: boolean; readonly recoveryCodesLeft: number };
type Desk = { readonly pool: pg.Pool; readonly secrets: Secrets };

export async function describeSecondFactor({ pool }: Desk, userId: string): Promise<SecondFactor> {
  const { rows } = await pool.query<{ left: number }>(
    `select (select count(*)::int from recovery_code where recovery_code.user_id = second_factor.user_id) as left
     from second_factor where user_id = $1 and confirmed_at is not null`,
    [userId],
  );
  return { isOn: rows.length > 0, recoveryCodesLeft: rows[0]?.left ?? 0 };
}

/**
 * Makes a secret for an authenticator app, in base32. It counts once `confirmSecondFactor` has seen a code of it. Null when there is one
 * in force already: that one is not replaced by whoever sits at an open session.
 */
export async function beginSecondFactor({ pool, secrets }: Desk, userId: string): Promise<string | null> {
  const secret = randomBytes(SECRET_BYTES);
  const { rowCount } = await pool.query(
    `insert into second_factor (user_id, secret) values ($1, $2)
     on conflict (user_id) do update set secret = excluded.secret, last_step = 0 where second_factor.confirmed_at is null`,
    [userId, sealFactor(secrets.keyring, userId, secret)],
  );
  return rowCount === 1 ? toBase32(secret) : null;
}

/** Puts the second factor in force with a code from the app, and makes the recovery codes. Null when the code is not right. */
export async function confirmSecondFactor(desk: Desk, userId: string, code: string, now: Date): Promise<string[] | null> {
  if (!(await takeAppCode(desk, { userId, code, now, isConfirmed: false }))) return null;
  await desk.pool.query(`update second_factor set confirmed_at = now() where user_id = $1`, [userId]);
  return renewRecoveryCodes(desk, userId);
}

/** New recovery codes, shown this once; those before them no longer count. */
export async function renewRecoveryCodes({ pool }: Desk, userId: string): Promise<string[]> {
  const codes = Array.from({ length: RECOVERY_CODES }, () => toBase32(randomBytes(RECOVERY_BYTES)));
  await pool.query(
    `with gone as (delete from recovery_code where user_id = $1 and not code_hash = any ($2))
     insert into recovery_code (user_id, code_hash) select user_id, unnest($2::bytea[]) from second_factor where user_id = $1`,
    [userId, codes.map(hashOf)],
  );
  return codes.map((code) => code.replace(/(.{4})(?=.)/g, '$1-'));
}

export async function removeSecondFactor({ pool }: Desk, userId: string): Promise<void> {
  await pool.query('delete from second_factor where user_id = $1', [userId]);
}

/** Whether this is a code of the person's app or one of their recovery codes. Either is taken once and never again. */
export async function takeCode(desk: Desk, userId: string, code: string, now: Date): Promise<boolean> {
  const plain = code.replace(/[\s-]/g, '').toUpperCase();
  if (/^\d{6}$/.test(plain)) return takeAppCode(desk, { userId, code: plain, now, isConfirmed: true });
  const { rowCount } = await desk.pool.query('delete from recovery_code where user_id = $1 and code_hash = $2', [userId, hashOf(plain)]);
  return rowCount === 1;
}

type AppCode = { readonly userId: string; readonly code: string; readonly now: Date; readonly isConfirmed: boolean };

/** The step of the code is claimed by one statement, so that a code that was overheard, or is sent twice at once, opens nothing more. */
async function takeAppCode({ pool, secrets }: Desk, { userId, code, now, isConfirmed }: AppCode): Promise<boolean> {
  const { rows } = await pool.query<{ secret: string }>(
    'select secret from second_factor where user_id = $1 and (confirmed_at is not null) = $2',
    [userId, isConfirmed],
  );
  if (!rows[0]) return false;
  const secret = openFactor(secrets.keyring, userId, rows[0].secret);
  const today = Math.floor(now.getTime() / 1000 / STEP_SECONDS);
  const step = DRIFT.map((drift) => today + drift).find((candidate) => isSame(codeOf(secret, candidate), code.trim()));
  if (step === undefined) return false;
  const { rowCount } = await pool.query('update second_factor set last_step = $2 where user_id = $1 and last_step < $2 and secret = $3', [
    userId,
    step,
    rows[0].secret,
  ]);
  return rowCount === 1;
}

/** The code of a time step. */
export function codeOf(secret: Buffer, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const digest = createHmac('sha1', secret).update(counter).digest();
  const offset = (digest.at(-1) as number) & 0xf;
  return String((digest.readUInt32BE(offset) & 0x7fff_ffff) % 10 ** DIGITS).padStart(DIGITS, '0');
}

const isSame = (a: string, b: string): boolean => a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));

const hashOf = (code: string): Buffer => createHash('sha256').update(code).digest();
