import { OpenAPIHono } from '@hono/zod-openapi';
import { createMiddleware } from 'hono/factory';
import { matchedRoutes } from 'hono/route';
import { type InstallationEnv, type RoomEnv, type RoomModule, toInputError } from '#platform';
import type { AppEnv } from './app-env.ts';
import { missingShop } from './identify.ts';

/** The routes of all rooms: those of a shop, and those that need none. */
export type Api = { readonly ofShop: OpenAPIHono<RoomEnv>; readonly ofInstallation: OpenAPIHono<InstallationEnv> };

export function collectRoutes(modules: readonly RoomModule[]): Api {
  const api = { ofShop: createApi<RoomEnv>(), ofInstallation: createApi<InstallationEnv>() };
  for (const module of modules) {
    module.routes(api.ofShop);
    module.installationRoutes?.(api.ofInstallation);
  }
  return api;
}

/** A request that its schema refuses is answered the same way everywhere. */
const createApi = <Env extends RoomEnv | InstallationEnv>() =>
  new OpenAPIHono<Env>({
    defaultHook: (read) => {
      if (!read.success) throw toInputError(read.error);
    },
  });

/** A room's route is reached only with a shop. An address that is no room's goes on, to be told so. */
export const requireShop = createMiddleware<AppEnv>(async (c, next) => {
  const isRoute = matchedRoutes(c).some((route) => route.method !== 'ALL');
  if (!c.var.ctx && isRoute) throw missingShop(c);
  await next();
});
