import { createHash, randomBytes } from 'node:crypto';
import type { Ctx, DoorCtx } from '#platform';
import { SESSION_DAYS } from './customer.ts';

const FORM = /^customer_[\w-]{43}$/;

/** A token of 256 random bits. */
export const newSessionToken = (): string => `customer_${randomBytes(32).toString('base64url')}`;

/** What is kept of a token: whoever reads the table cannot use it. */
export const hashToken = (token: string): Buffer => createHash('sha256').update(token).digest();

/** Whether a text can be a token of ours at all. */
export const isToken = (text: string): boolean => FORM.test(text);

/** Shops under a path share a host, so each has a cookie of its own name. */
const cookieName = ({ shop }: Pick<Ctx, 'shop'>): string => `bottega_customer_${shop.id}`;

/** The token in the cookie of this shop, or null. */
export function readTokenCookie(ctx: Ctx, headers: Headers): string | null {
  const start = `${cookieName(ctx)}=`;
  const parts = (headers.get('cookie') ?? '').split(/; */);
  const value = parts.find((part) => part.startsWith(start))?.slice(start.length);
  return value !== undefined && isToken(value) ? value : null;
}

/** The token that a request brings, by header or by cookie, or null. */
export function readOwnToken(ctx: DoorCtx): string | null {
  const authorization = ctx.headers.get('authorization');
  if (authorization === null) return readTokenCookie(ctx, ctx.headers);
  const token = authorization.replace(/^Bearer /, '');
  return isToken(token) ? token : null;
}

/** The Set-Cookie line that keeps a token out of the reach of scripts and of other sites; '' takes it away. */
export function tokenCookie(ctx: DoorCtx, token: string): string {
  const seconds = token === '' ? 0 : SESSION_DAYS * 24 * 60 * 60;
  const secure = ctx.ground.config.publicUrl.startsWith('https:') ? '; Secure' : '';
  return `${cookieName(ctx)}=${token}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Lax${secure}`;
}
