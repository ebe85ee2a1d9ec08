import { OpenAPIHono } from '@hono/zod-openapi';
import { createMiddleware } from 'hono/factory';
import { matchedRoutes } from 'hono/route';
import { type RoomEnv, type RoomModule, toInputError } from '#platform';
import type { AppEnv } from './app-env.ts';
import { missingShop } from './identify.ts';

/** One API of all rooms. A request that its schema refuses is answered the same way everywhere. */
export function collectRoutes(modules: readonly RoomModule[]): OpenAPIHono<RoomEnv> {
  const api = new OpenAPIHono<RoomEnv>({
    defaultHook: (read) => {
      if (!read.success) throw toInputError(read.error);
    },
  });
  for (const module of modules) module.routes(api);
  return api;
}

/** A room's route is reached only with a shop. An address that is no room's goes on, to be told so. */
export const requireShop = createMiddleware<AppEnv>(async (c, next) => {
  const isRoute = matchedRoutes(c).some((route) => route.method !== 'ALL');
  if (!c.var.ctx && isRoute) throw missingShop(c);
  await next();
});
