import { createMiddleware } from 'hono/factory';
import { BottegaError, isOfHouse } from '#platform';
import type { AppEnv } from './app-env.ts';

const SAFE: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Keeps a suspended shop closed. Its pages tell visitors so; its staff may look at everything in the admin and take it out, and change
 * nothing; the operator may do all.
 */
export const keepSuspended = createMiddleware<AppEnv>(async (c, next) => {
  const { shop, ctx } = c.var;
  if (shop?.state !== 'suspended' || ctx?.actor.type === 'system') return next();
  const { pathname } = new URL(c.req.url);
  const isApi = c.req.path.startsWith('/api/');
  const isStorefront = !isApi && !/^\/admin(\/|$|\.)/.test(pathname);
  if (isStorefront) throw new BottegaError('shop_closed', `${shop.name} is closed for now.`);
  if (ctx && !isOfHouse(ctx.actor) ? isApi : !SAFE.has(c.req.method)) {
    throw new BottegaError('shop_suspended', `The shop "${shop.slug}" is suspended.`);
  }
  return next();
});
