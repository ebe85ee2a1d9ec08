import { newId } from '../context.ts';
import type { Auth, Staff } from './auth.ts';
import { hashPassword, isOutdated, NO_HASH, verifyPassword } from './password-hash.ts';

type Desk = Pick<Auth, 'pool'>;

/**
 * The member of staff whose address and password these are; null when they are not. It takes as long for an address that nobody has, and
 * for somebody without a password. A hash of a former method is made anew.
 */
export async function checkPassword(desk: Desk, input: { email: string; password: string }): Promise<Staff | null> {
  const { rows } = await desk.pool.query<Staff & { hash: string | null }>(
    `select "user".id, name, email, password as hash from "user"
     left join account on account."userId" = "user".id and account."providerId" = 'credential' where email = $1`,
    [input.email.trim().toLowerCase()],
  );
  const [found] = rows;
  const isRight = await verifyPassword({ hash: found?.hash ?? NO_HASH, password: input.password });
  if (!found?.hash || !isRight) return null;
  if (isOutdated(found.hash)) await setPassword(desk, found.id, input.password);
  return { id: found.id, name: found.name, email: found.email };
}

/** Gives somebody this password, whether they had one or not. */
export async function setPassword({ pool }: Desk, userId: string, password: string): Promise<void> {
  const hash = await hashPassword(password);
  const changed = await pool.query(
    `update account set password = $2, "updatedAt" = now() where "userId" = $1 and "providerId" = 'credential'`,
    [userId, hash],
  );
  if (changed.rowCount !== 0) return;
  await pool.query(
    `insert into account (id, "userId", "providerId", "accountId", password, "createdAt", "updatedAt")
     values ($1, $2, 'credential', $2, $3, now(), now())`,
    [newId(), userId, hash],
  );
}
