import type pg from 'pg';
import type { Logger } from 'pino';
import { z } from 'zod';
import type { Database } from '../database/database.ts';
import { listMemberships } from '../database/system-door.ts';
import { BottegaError } from '../errors/bottega-error.ts';
import { readInput } from '../errors/input-error.ts';
import type { Role } from '../permissions.ts';
import type { Secrets } from '../secrets/secrets.ts';
import type { Shop } from '../shops/shop.ts';
import { type AccessTokens, createAccessTokens } from './access-token.ts';
import { type BetterAuth, openAuthPool, openBetterAuth } from './open-better-auth.ts';
import { issueToken, spendToken } from './one-time-token.ts';
import { setPassword } from './passwords.ts';
import { readSessionCookie } from './session-cookie.ts';
import type { StaffSession } from './staff-session.ts';
import { startSweeping } from './sweep.ts';
import { emailSchema, nameSchema, passwordSchema } from './words.ts';

export type Staff = { readonly id: string; readonly name: string; readonly email: string };

/** Staff: who they are, how they get in. They belong to the installation, and are members of shops. */
export type Auth = {
  readonly pool: pg.Pool;
  readonly better: BetterAuth;
  readonly secrets: Secrets;
  readonly accessTokens: AccessTokens;
  readonly publicUrl: string;
  /** Who the cookie in these headers stands for, with their shops as they are now. */
  readSession(headers: Headers): Promise<StaffSession | null>;
  /** Who an access token stands for, with their shops as they are now; null for one that is not good (any more). */
  readAccessToken(token: string): Promise<StaffSession | null>;
  /** A new session, for somebody who has shown who they are: headers that carry its cookie. `address` is where they come from. */
  openSession(input: { userId: string; headers: Headers; address: string }): Promise<Headers>;
  /** Ends the session; the returned headers take the cookie away. */
  signOut(headers: Headers): Promise<Headers>;
  /** An absolute address that signs this user in once, within 15 minutes. @throws BottegaError not_found */
  createSignInLink(user: { readonly id: string } | { readonly email: string }): Promise<string>;
  /** Headers with the session cookie; null for a link that was used, has expired or never was. */
  spendSignInLink(token: string, headers: Headers, address?: string): Promise<Headers | null>;
  /** Without a password they come in by a link only. @throws BottegaError invalid_input, conflict */
  createStaff(input: { name: string; email: string; password?: string | undefined }): Promise<Staff>;
  findStaff(email: string): Promise<Staff | null>;
  /** Makes someone a member, or gives a member another role. */
  addMember(input: { shop: Pick<Shop, 'id'>; userId: string; role: Role }): Promise<void>;
  /** Work that nobody waits for, but that is waited for at the end. It must not fail. */
  alongside(work: Promise<void>): void;
  close(): Promise<void>;
};

type Options = { readonly database: Database; readonly publicUrl: string; readonly secrets: Secrets; readonly log: Logger };

const COOKIES = 'session cookies';
const ACCESS_TOKENS = 'access tokens';

/** Opens sign-in, making its tables where they are missing. */
export async function createAuth({ database, publicUrl, secrets, log }: Options): Promise<Auth> {
  const pool = openAuthPool(database, log);
  const [secret] = secrets.derive(COOKIES);
  const better = await openBetterAuth(pool, { publicUrl, secret, log }).catch(async (error: unknown) => {
    await pool.end();
    throw error;
  });
  const context = await better.$context;
  const cookieName = context.authCookies.sessionToken.name;
  const accessTokens = createAccessTokens({ secrets: () => secrets.derive(ACCESS_TOKENS), issuer: publicUrl });
  const sweeping = startSweeping(pool, secrets.keyring, log);

  const alongside = new Set<Promise<void>>();

  const tokenOf = (headers: Headers) => readSessionCookie(headers, { name: cookieName, secrets: () => secrets.derive(COOKIES) });

  async function withShops(person: Omit<StaffSession, 'shops'> | undefined): Promise<StaffSession | null> {
    return person ? { ...person, shops: await listMemberships(database, person.id) } : null;
  }

  async function findStaff(email: string): Promise<Staff | null> {
    const { rows } = await pool.query<Staff>('select id, name, email from "user" where email = $1', [email.trim().toLowerCase()]);
    return rows[0] ?? null;
  }

  async function openSession({ userId, headers, address }: { userId: string; headers: Headers; address: string }): Promise<Headers> {
    const answer = await better.api.openSession({ body: { userId, address }, headers, returnHeaders: true });
    if (!answer.response.opened) throw new BottegaError('not_found', 'This person is not on the staff any more.');
    return answer.headers;
  }

  return {
    ...{ pool, better, secrets, accessTokens, publicUrl, findStaff, openSession },
    async readSession(headers) {
      const token = tokenOf(headers);
      if (token === null) return null;
      const { rows } = await pool.query<Omit<StaffSession, 'shops'>>(
        `select "user".id, name, email, session.id as "sessionId" from session join "user" on "user".id = session."userId"
         where token = $1 and "expiresAt" > now()`,
        [token],
      );
      return withShops(rows[0]);
    },
    async readAccessToken(token) {
      const claims = await accessTokens.read(token);
      if (!claims) return null;
      const { rows } = await pool.query<Omit<StaffSession, 'shops'>>(
        `select "user".id, name, email, token_family.id as "sessionId" from token_family join "user" on "user".id = token_family.user_id
         where token_family.id = $1 and user_id = $2 and ended_at is null and expires_at > now()`,
        [claims.familyId, claims.userId],
      );
      return withShops(rows[0]);
    },
    async signOut(headers) {
      const token = tokenOf(headers);
      if (token !== null) await pool.query('delete from session where token = $1', [token]);
      return (await better.api.signOut({ headers, returnHeaders: true })).headers;
    },
    async createSignInLink(user) {
      const id = 'id' in user ? user.id : (await findStaff(user.email))?.id;
      if (id === undefined) throw new BottegaError('not_found', 'There is nobody on the staff by this name.');
      return `${publicUrl}/admin/link/${await issueToken(pool, 'sign-in-link', id)}`;
    },
    async spendSignInLink(token, headers, address = 'local') {
      const userId = await spendToken(pool, 'sign-in-link', token);
      return userId === undefined ? null : openSession({ userId, headers, address });
    },
    createStaff: (input) => createStaff({ better, pool }, input),
    async addMember({ shop, userId, role }) {
      await database
        .forShop(shop.id)
        .insertInto('shop_member')
        .values({ shop_id: shop.id, user_id: userId, role })
        .onConflict((conflict) => conflict.columns(['shop_id', 'user_id']).doUpdateSet({ role }))
        .execute();
    },
    alongside(work) {
      const settled = work.finally(() => alongside.delete(settled));
      alongside.add(settled);
    },
    async close() {
      await Promise.all([sweeping.stop(), ...alongside]);
      await pool.end();
    },
  };
}

const newStaff = z.object({ name: nameSchema, email: emailSchema, password: passwordSchema.optional() });

async function createStaff(desk: Pick<Auth, 'better' | 'pool'>, input: Parameters<Auth['createStaff']>[0]): Promise<Staff> {
  const { name, email, password } = readInput(newStaff, input);
  const { internalAdapter } = await desk.better.$context;
  if (await internalAdapter.findUserByEmail(email)) {
    throw new BottegaError('conflict', `There is someone with the address ${email} already.`);
  }
  const user = await internalAdapter.createUser({ name, email, emailVerified: true });
  if (password !== undefined) await setPassword(desk, user.id, password);
  return { id: user.id, name: user.name, email: user.email };
}
