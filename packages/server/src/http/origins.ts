import type { Context } from 'hono';
import { createMiddleware } from 'hono/factory';
import { BottegaError, createOriginDirectory, type Ground, type ShopDirectory } from '#platform';
import type { AppEnv } from './app-env.ts';
import { findNamedShop } from './named-shop.ts';

const SAFE: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);
const ALLOWED = {
  'access-control-allow-methods': 'GET, POST, PUT, PATCH, DELETE',
  'access-control-allow-headers': 'authorization, content-type, idempotency-key, if-none-match, x-bottega-shop, x-request-id, traceparent',
  'access-control-max-age': '600',
};
const EXPOSED = 'etag, idempotency-replayed, location, retry-after, x-request-id';

/**
 * What pages of other sites may. Those that the shop names may use its API, as a guest or with a token: the visitor's cookies do not count
 * for them, and are never invited. All others may change nothing in a visitor's name, and a browser shows them no answer. Browsers say
 * where a request comes from, and pages cannot forge it; a program says nothing, and one with a token carries no visitor's cookie.
 */
export function guardOrigins({ config, database }: Pick<Ground, 'config' | 'database'>, shops: ShopDirectory) {
  const directory = createOriginDirectory(database);
  const publicHost = new URL(config.publicUrl).host;

  async function isInvited(c: Context<AppEnv>, origin: string): Promise<boolean> {
    if (!c.req.path.startsWith('/api/')) return false;
    const { shop } = await findNamedShop(c, shops, config.publicUrl);
    return shop !== undefined && directory.allows(shop.id, origin);
  }

  return createMiddleware<AppEnv>(async (c, next) => {
    const origin = c.req.header('origin');
    const isForeign = comesFromElsewhere(c.req.header('sec-fetch-site'), origin, [c.var.client.host, publicHost]);
    if (isForeign && origin !== undefined && (await isInvited(c, origin))) return answerInvited(c, origin, next);
    const isHarmless = SAFE.has(c.req.method) || c.req.header('authorization') !== undefined;
    if (isForeign && !isHarmless) {
      throw new BottegaError('foreign_origin', 'A page of another site asked for this change, so nothing was changed.');
    }
    return next();
  });
}

function comesFromElsewhere(site: string | undefined, origin: string | undefined, ownHosts: readonly string[]): boolean {
  if (site !== undefined) return site !== 'same-origin' && site !== 'none';
  return origin !== undefined && !ownHosts.includes(URL.parse(origin)?.host ?? '');
}

async function answerInvited(c: Context<AppEnv>, origin: string, next: () => Promise<void>): Promise<Response | undefined> {
  const allowed = { 'access-control-allow-origin': origin, vary: 'origin' };
  const asksFirst = c.req.method === 'OPTIONS' && c.req.header('access-control-request-method') !== undefined;
  if (asksFirst) return c.body(null, 204, { ...allowed, ...ALLOWED });
  c.req.raw.headers.delete('cookie');
  await next();
  c.res.headers.set('access-control-allow-origin', origin);
  c.res.headers.set('access-control-expose-headers', EXPOSED);
  c.res.headers.set('cross-origin-resource-policy', 'cross-origin');
  c.res.headers.append('vary', 'origin');
  return undefined;
}
