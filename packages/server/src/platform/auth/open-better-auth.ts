import { type BetterAuthOptions, betterAuth } from 'better-auth';
import { getMigrations } from 'better-auth/db/migration';
import pg from 'pg';
import type { Logger } from 'pino';
import { newId } from '../context.ts';
import type { Database } from '../database/database.ts';
import { createPool } from '../database/pool.ts';
import { hashPassword, verifyPassword } from './password-hash.ts';
import { openSessions } from './session-plugin.ts';
import { PASSWORD_LENGTH } from './words.ts';

const SESSION_SECONDS = 7 * 24 * 60 * 60;
/** Any number, the same in every process: who holds this lock makes the tables of sign-in. */
const LOCK = 7_021_112_027;

/** The pool of schema `auth`, behind a role that sees no shop. Better Auth counts with Dates, where the rest of the program reads text. */
export function openAuthPool(database: Database, log: Logger): pg.Pool {
  const types = new pg.TypeOverrides();
  types.setTypeParser(pg.types.builtins.TIMESTAMPTZ, (text: string) => new Date(text));
  return createPool({ ...database.connectAs('bottega_auth'), max: 6, statement_timeout: 10_000, types }, (error) =>
    log.warn({ err: error }, 'a connection of sign-in was lost'),
  );
}

/**
 * Better Auth as the program uses it: in process only. None of its own HTTP routes is served, so that nothing can be reached that we do
 * not call ourselves.
 */
export async function openBetterAuth(pool: pg.Pool, options: { publicUrl: string; secret: string; log: Logger }) {
  const { publicUrl, secret, log } = options;
  const settings = {
    appName: 'Bottega',
    baseURL: publicUrl,
    secret,
    database: pool,
    telemetry: { enabled: false },
    trustedOrigins: [publicUrl],
    logger: { level: 'warn', log: writeTo(log) },
    rateLimit: { enabled: false }, // it knows addresses only; ours knows accounts as well
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: PASSWORD_LENGTH.least,
      maxPasswordLength: PASSWORD_LENGTH.most,
      password: { hash: hashPassword, verify: verifyPassword },
    },
    // A session ends after its week whatever happens, so that no request has to write one anew.
    session: { expiresIn: SESSION_SECONDS, disableSessionRefresh: true },
    advanced: { cookiePrefix: 'bottega', useSecureCookies: publicUrl.startsWith('https:'), database: { generateId: () => newId() } },
    plugins: [openSessions],
  } satisfies BetterAuthOptions;
  await makeTables(pool, settings);
  return betterAuth(settings);
}

/** Failed sign-ins are errors to Better Auth. What it adds to a message may be an e-mail address, so only failures are kept of it. */
const writeTo =
  (log: Logger) =>
  (level: 'debug' | 'info' | 'warn' | 'error', message: string, ...details: unknown[]): void => {
    const err = details.find((detail) => detail instanceof Error);
    log[err || level === 'warn' ? 'warn' : 'info']({ from: 'better-auth', err }, message);
  };

export type BetterAuth = Awaited<ReturnType<typeof openBetterAuth>>;

async function makeTables(pool: pg.Pool, settings: BetterAuthOptions): Promise<void> {
  const holder = await pool.connect();
  try {
    await holder.query('select pg_advisory_lock($1)', [LOCK]);
    const { runMigrations } = await getMigrations(settings);
    await runMigrations();
    await holder.query('grant select (id, name, email) on "user" to bottega_owner'); // for shop_staff()
  } finally {
    await holder.query('select pg_advisory_unlock($1)', [LOCK]).finally(() => holder.release());
  }
}
