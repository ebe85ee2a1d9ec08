import type pg from 'pg';
import type { Logger } from 'pino';
import type { Keyring } from '../secrets/keyring.ts';
import { sweepTries } from './attempt-limit.ts';
import { rewrapFactors } from './second-factor-seal.ts';
import { sweepFamilies } from './token-family.ts';

const EVERY_MS = 60 * 60_000;

/** Every hour: forgets what has expired, and puts second factors under the newest key. */
export function startSweeping(pool: pg.Pool, keyring: Keyring, log: Logger): { stop(): Promise<void> } {
  let sweeping: Promise<void> = Promise.resolve();
  const timer = setInterval(() => {
    sweeping = sweep(pool, keyring).catch((error: unknown) => log.warn({ err: error }, 'what sign-in keeps could not be swept'));
  }, EVERY_MS).unref();
  return {
    async stop() {
      clearInterval(timer);
      await sweeping;
    },
  };
}

async function sweep(pool: pg.Pool, keyring: Keyring): Promise<void> {
  await sweepTries(pool);
  await sweepFamilies(pool);
  await pool.query('delete from verification where "expiresAt" < now()');
  await pool.query('delete from session where "expiresAt" < now()');
  await rewrapFactors(pool, keyring);
}
