import type { Context } from 'hono';
import { matchedRoutes } from 'hono/route';
import type { AppEnv } from './app-env.ts';
import type { Api } from './room-routes.ts';

/** The template of the route that answers, `/api/v1/products/:id`; null for a page and for what is not there. */
export const matchedTemplate = (c: Context<AppEnv>): string | null =>
  matchedRoutes(c).findLast(({ method, path }) => method !== 'ALL' && path !== '*')?.path ?? null;

/** The content types that each route takes, by method and template: `POST /api/v1/products`. */
export type TakenTypes = ReadonlyMap<string, ReadonlySet<string>>;

/** @returns nothing for a route that takes no body, or says nothing of it. */
export function readTakenTypes({ ofShop, ofInstallation }: Api): TakenTypes {
  const definitions = [...ofInstallation.openAPIRegistry.definitions, ...ofShop.openAPIRegistry.definitions];
  return new Map(
    definitions.flatMap((definition) => {
      if (definition.type !== 'route' || !definition.route.request?.body) return [];
      const { method, path, request } = definition.route;
      const name = `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`;
      return [[name, new Set(Object.keys(request.body?.content ?? {}))] as const];
    }),
  );
}

/** Whether the body streams on to its route, which counts and checks it itself. */
export const isUpload = (c: Context<AppEnv>): boolean =>
  /^multipart\/form-data|^application\/octet-stream/.test(c.req.header('content-type') ?? '');
