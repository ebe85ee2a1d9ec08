import { createMiddleware } from 'hono/factory';
import { BottegaError } from '#platform';
import type { AppEnv } from './app-env.ts';

const SAFE: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses changes that another site asks for in a visitor's name. Browsers say where a request comes from, and pages cannot forge it; a
 * program says nothing, and one with a token carries no visitor's cookie.
 */
export const refuseForeignOrigins = (publicUrl: string) => {
  const publicHost = new URL(publicUrl).host;
  return createMiddleware<AppEnv>(async (c, next) => {
    if (SAFE.has(c.req.method) || c.req.header('authorization') !== undefined) return next();
    if (isForeign(c.req.header('sec-fetch-site'), c.req.header('origin'), [new URL(c.req.url).host, publicHost])) {
      throw new BottegaError('foreign_origin', 'A page of another site asked for this change, so nothing was changed.');
    }
    return next();
  });
};

function isForeign(site: string | undefined, origin: string | undefined, ownHosts: readonly string[]): boolean {
  if (site !== undefined) return site !== 'same-origin' && site !== 'none';
  return origin !== undefined && !ownHosts.includes(URL.parse(origin)?.host ?? '');
}
