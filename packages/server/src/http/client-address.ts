import { isIP } from 'node:net';
import type { Context } from 'hono';
import { createMiddleware } from 'hono/factory';
import { BottegaError, createNetworkList } from '#platform';
import type { AppEnv } from './app-env.ts';

/** Who is at the other end of the line, and by which name and scheme they reached us. */
export type Client = {
  /** An IP address, for limits; `local` where there is no socket. */
  readonly address: string;
  readonly host: string;
  /** What the proxy says; null where no proxy of ours says anything. */
  readonly scheme: 'http' | 'https' | null;
};

const FORWARDED = ['x-forwarded-for', 'x-forwarded-proto', 'x-forwarded-host', 'x-forwarded-port', 'x-real-ip', 'forwarded'] as const;

/** Settles who asks. The headers of proxies count only from a proxy that was named; from anybody else they are taken away. */
export const readClient = (trustedProxies: readonly string[]) => {
  const isTrusted = createNetworkList(trustedProxies);
  return createMiddleware<AppEnv>(async (c, next) => {
    const peer = plainAddress(c.env?.incoming?.socket.remoteAddress ?? '') || 'local';
    if (isTrusted(peer)) c.set('client', readForwarded(c, peer, isTrusted));
    else {
      for (const name of FORWARDED) if (c.req.header(name) !== undefined) c.req.raw.headers.delete(name);
      c.set('client', { address: peer, host: new URL(c.req.url).host, scheme: null });
    }
    await next();
  });
};

/** From right to left, each proxy has added whom it heard from: the first that is none of ours is the client. */
function readForwarded(c: Context<AppEnv>, peer: string, isTrusted: (address: string) => boolean): Client {
  const chain = (c.req.header('x-forwarded-for') ?? '').split(',').map((part) => plainAddress(part.trim()));
  const heard = chain.filter((address) => isIP(address) !== 0);
  const scheme = lastOf(c.req.header('x-forwarded-proto'));
  return {
    address: heard.findLast((address) => !isTrusted(address)) ?? heard[0] ?? peer,
    host: lastOf(c.req.header('x-forwarded-host')) ?? new URL(c.req.url).host,
    scheme: scheme === 'http' || scheme === 'https' ? scheme : null,
  };
}

const lastOf = (header: string | undefined): string | undefined => header?.split(',').at(-1)?.trim().toLowerCase() || undefined;

/** Without a port, without the brackets of IPv6, and without the prefix under which IPv4 appears on an IPv6 socket. */
const plainAddress = (text: string): string =>
  text
    .replace(/^\[(.+)\](:\d+)?$/, '$1')
    .replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, '$1')
    .replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, '');

/** Where people use https, a page that was asked for by http is asked for again, and anything else is refused: it went in the clear. */
export const requireHttps = (publicUrl: string) =>
  createMiddleware<AppEnv>(async (c, next) => {
    if (c.var.client.scheme !== 'http' || !publicUrl.startsWith('https:')) return next();
    const isReading = c.req.method === 'GET' || c.req.method === 'HEAD';
    if (!isReading || c.req.path.startsWith('/api/')) throw new BottegaError('https_required', 'It was sent by http.');
    const { pathname, search } = new URL(c.req.url);
    return c.redirect(`https://${c.var.client.host}${pathname}${search}`, 308);
  });
