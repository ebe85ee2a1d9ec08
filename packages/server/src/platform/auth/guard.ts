import { setTimeout as sleep } from 'node:timers/promises';
import { BottegaError } from '../errors/bottega-error.ts';
import type { InstallationCtx } from '../ground.ts';
import { countTry, forgetTries, type Limit, takeBackTry } from './attempt-limit.ts';
import type { StaffSession } from './staff-session.ts';

/** For an account, whoever asks and from wherever. */
const PER_ACCOUNT = 10;
/** Many may sit behind one address. */
const PER_ADDRESS = 50;
/** Longer than hashing takes, so that what comes before and after it does not show. */
const EVEN_MS = 200;

/** The same for an unknown address and a wrong password: nobody learns who works here. */
export const REFUSED = 'The e-mail address or the password is not right.';

export const accountLimit = (email: string): Limit => ({ name: `account:${email.trim().toLowerCase()}`, most: PER_ACCOUNT });
const addressLimit = (address: string): Limit => ({ name: `address:${address}`, most: PER_ADDRESS });
export const codeLimit = (userId: string): Limit => ({ name: `code:${userId}`, most: PER_ACCOUNT });
export const resetLimit = (email: string): Limit => ({ name: `reset:${email.trim().toLowerCase()}`, most: 5 });

/** Counts a try for the account and for the address it comes from. @throws BottegaError too_many_tries */
export async function limitTries({ auth, address }: Pick<InstallationCtx, 'auth' | 'address'>, limit: Limit): Promise<void> {
  const seconds = await countTry(auth.pool, [limit, addressLimit(address)]);
  if (seconds === 0) return;
  const minutes = Math.ceil(seconds / 60);
  throw new BottegaError('too_many_tries', `Wait ${minutes === 1 ? 'a minute' : `${minutes} minutes`}.`, { retryAfter: seconds });
}

/** After a try that was right: the account begins anew, and the address is spared this one. */
export async function clearTries({ auth, address }: Pick<InstallationCtx, 'auth' | 'address'>, limit: Limit): Promise<void> {
  await forgetTries(auth.pool, limit.name);
  await takeBackTry(auth.pool, addressLimit(address).name);
}

/** Waits until an even time after `begun` (of performance.now()), so that how long an answer took tells nothing of what was found. */
export const evenOut = (begun: number): Promise<void> => sleep(Math.max(0, EVEN_MS - (performance.now() - begun)));

/** Who is signed in. @throws BottegaError unauthenticated */
export function requireStaff({ staff }: Pick<InstallationCtx, 'staff'>): StaffSession {
  if (!staff) throw new BottegaError('unauthenticated', 'This needs somebody of the staff.');
  return staff;
}
