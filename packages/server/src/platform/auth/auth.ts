import type pg from 'pg';
import type { Logger } from 'pino';
import { z } from 'zod';
import type { Role } from '../permissions.ts';
import type { Database } from '../database/database.ts';
import { listMemberships } from '../database/system-door.ts';
import { BottegaError } from '../errors/bottega-error.ts';
import { readInput } from '../errors/input-error.ts';
import type { Shop } from '../shops/shop.ts';
import { createAttemptLimit } from './attempt-limit.ts';
import { type BetterAuth, cookieSecret, openAuthPool, openBetterAuth, PASSWORD_LENGTH } from './open-better-auth.ts';
import { issueSignInToken } from './sign-in-link.ts';
import type { StaffSession } from './staff-session.ts';

export type Staff = { readonly id: string; readonly name: string; readonly email: string };
export type SignInResult = { readonly state: 'ok'; readonly headers: Headers } | { readonly state: 'refused'; readonly message: string };

/** Staff: who they are, how they get in. They belong to the installation, and are members of shops. */
export type Auth = {
  /** Who the cookie in these headers stands for, with their shops as they are now. */
  readSession(headers: Headers): Promise<StaffSession | null>;
  /** The returned headers carry the session cookie. `address` is where the request came from. */
  signIn(input: { email: string; password: string; headers: Headers; address: string }): Promise<SignInResult>;
  /** Ends the session; the returned headers take the cookie away. */
  signOut(headers: Headers): Promise<Headers>;
  /** An absolute address that signs this user in once, within 15 minutes. @throws BottegaError not_found */
  createSignInLink(user: { readonly id: string } | { readonly email: string }): Promise<string>;
  /** Headers with the session cookie; null for a link that was used, has expired or never was. */
  spendSignInLink(token: string, headers: Headers): Promise<Headers | null>;
  /** Without a password they come in by a link only. @throws BottegaError invalid_input, conflict */
  createStaff(input: { name: string; email: string; password?: string | undefined }): Promise<Staff>;
  findStaff(email: string): Promise<Staff | null>;
  /** Makes someone a member, or gives a member another role. */
  addMember(input: { shop: Pick<Shop, 'id'>; userId: string; role: Role }): Promise<void>;
  close(): Promise<void>;
};

const QUARTER_HOUR = 15 * 60_000;
const TRIES_PER_ACCOUNT = 10;
/** Many may sit behind one address. */
const TRIES_PER_ADDRESS = 50;
/** The same for an unknown address and a wrong password: nobody learns who works here. */
const REFUSED = 'The e-mail address or the password is not right.';

const newStaff = z.object({
  name: z.string().trim().min(1, 'Give a name.').max(120, 'At most 120 characters.'),
  email: z.email('This is not an e-mail address.').max(254, 'At most 254 characters.'),
  password: z
    .string()
    .min(PASSWORD_LENGTH.least, `At least ${PASSWORD_LENGTH.least} characters.`)
    .max(PASSWORD_LENGTH.most, `At most ${PASSWORD_LENGTH.most} characters.`)
    .optional(),
});

/** Opens sign-in, making its tables where they are missing. */
export async function createAuth(options: { database: Database; publicUrl: string; log: Logger }): Promise<Auth> {
  const { database, publicUrl, log } = options;
  const pool = openAuthPool(database, log);
  const better = await openBetterAuth(pool, { publicUrl, secret: cookieSecret(database), log }).catch(async (error: unknown) => {
    await pool.end();
    throw error;
  });
  const { internalAdapter } = await better.$context;

  async function findStaff(email: string): Promise<Staff | null> {
    const found = await internalAdapter.findUserByEmail(email.toLowerCase());
    return found ? toStaff(found.user) : null;
  }

  return {
    findStaff,
    signIn: limitSignIn(better, pool),
    async readSession(headers) {
      if (!headers.has('cookie')) return null;
      const session = await better.api.getSession({ headers }).catch((error: unknown) => rethrowCause(pool, error));
      return session && { ...toStaff(session.user), shops: await listMemberships(database, session.user.id) };
    },
    async signOut(headers) {
      return (await better.api.signOut({ headers, returnHeaders: true })).headers;
    },
    async createSignInLink(user) {
      const staff = 'id' in user ? await internalAdapter.findUserById(user.id) : await findStaff(user.email);
      if (!staff) throw new BottegaError('not_found', 'There is nobody on the staff by this name.');
      return `${publicUrl}/admin/link/${await issueSignInToken(pool, staff.id)}`;
    },
    async spendSignInLink(token, headers) {
      const { response, headers: answer } = await better.api.signInByLink({ body: { token }, headers, returnHeaders: true });
      return response.signedIn ? answer : null;
    },
    createStaff: (input) => createStaff(better, input),
    async addMember({ shop, userId, role }) {
      await database
        .forShop(shop.id)
        .insertInto('shop_member')
        .values({ shop_id: shop.id, user_id: userId, role })
        .onConflict((conflict) => conflict.columns(['shop_id', 'user_id']).doUpdateSet({ role }))
        .execute();
    },
    close: () => pool.end(),
  };
}

const toStaff = ({ id, name, email }: Staff): Staff => ({ id, name, email });

function limitSignIn(better: BetterAuth, pool: pg.Pool): Auth['signIn'] {
  const accounts = createAttemptLimit({ most: TRIES_PER_ACCOUNT, windowMs: QUARTER_HOUR });
  const addresses = createAttemptLimit({ most: TRIES_PER_ADDRESS, windowMs: QUARTER_HOUR });
  return async ({ email, password, headers, address }) => {
    const account = email.trim().toLowerCase();
    const wait = Math.max(accounts.count(account), addresses.count(address));
    if (wait > 0) {
      const minutes = Math.ceil(wait / 60);
      return { state: 'refused', message: `Too many tries. Wait ${minutes} minutes, or use a one-time link from \`bottega link\`.` };
    }
    try {
      const answer = await better.api.signInEmail({ body: { email: account, password }, headers, returnHeaders: true });
      accounts.forget(account);
      return { state: 'ok', headers: answer.headers };
    } catch (error) {
      if (!isRefusal(error)) return rethrowCause(pool, error);
      return { state: 'refused', message: REFUSED };
    }
  };
}

/** Better Auth refuses by throwing an APIError; with status 500 it hides a failure in one. */
const isRefusal = (error: unknown): boolean =>
  (error as Error).name === 'APIError' && (error as { statusCode?: number }).statusCode !== 500;

/** What Better Auth hides is most often the database, which then says so itself. @throws always */
async function rethrowCause(pool: pg.Pool, error: unknown): Promise<never> {
  await pool.query('select 1');
  throw error;
}

async function createStaff(better: BetterAuth, input: Parameters<Auth['createStaff']>[0]): Promise<Staff> {
  const { name, email, password } = readInput(newStaff, input);
  const { internalAdapter, password: passwords } = await better.$context;
  if (await internalAdapter.findUserByEmail(email.toLowerCase())) {
    throw new BottegaError('conflict', `There is someone with the address ${email} already.`);
  }
  const user = await internalAdapter.createUser({ name, email, emailVerified: true });
  if (password !== undefined) {
    const hash = await passwords.hash(password);
    await internalAdapter.linkAccount({ userId: user.id, providerId: 'credential', accountId: user.id, password: hash });
  }
  return toStaff(user);
}
