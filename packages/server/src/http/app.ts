import { Hono } from 'hono';
import { getPath } from 'hono/utils/url';
import type { Auth, Ground, RoomModule } from '#platform';
import { writeAccessLog } from './access-log.ts';
import { serveApiDocs } from './api-docs.ts';
import type { AppEnv } from './app-env.ts';
import { limitBody } from './body-limit.ts';
import { serveClientAssets } from './client-assets.ts';
import { answerError, answerNotFound } from './errors.ts';
import { serveFiles } from './files.ts';
import { serveHealth } from './health.ts';
import { identify } from './identify.ts';
import { type PageHandler, servePages } from './pages.ts';
import { giveRequestId } from './request-id.ts';
import { collectRoutes, requireShop } from './room-routes.ts';
import { refuseForeignOrigins } from './same-origin.ts';
import { setSecurityHeaders } from './security-headers.ts';
import { serveSignInLinks } from './sign-in-link.ts';
import type { Operations } from './web-context.ts';

export type AppOptions = {
  readonly ground: Ground;
  readonly auth: Auth;
  readonly modules: readonly RoomModule[];
  readonly operations: Operations;
  /** The built pages; without them there is only the API. */
  readonly web?: { readonly handle: PageHandler; readonly clientFolder: string };
  /** Whoever sends it as `Authorization: Bearer …` is the local operator. */
  readonly operatorToken: string;
};

/** The whole of HTTP, in the order in which a request meets it. */
export function createApp(options: AppOptions): Hono<AppEnv> {
  const { ground, auth, web } = options;
  const { publicUrl } = ground.config;
  const api = collectRoutes(options.modules);
  const app = new Hono<AppEnv>({ getPath: pathInShop });
  app.onError(answerError(ground.log));
  app.notFound(answerNotFound);

  app.use(giveRequestId);
  app.use(writeAccessLog(ground.log));
  app.use(setSecurityHeaders(publicUrl));
  serveHealth(app, ground);
  app.use(limitBody);
  app.use(refuseForeignOrigins(publicUrl));
  serveApiDocs(app, api);
  if (web) app.use(serveClientAssets(web.clientFolder));
  serveSignInLinks(app, auth);

  app.use(identify(options));
  serveFiles(app);
  app.route('/', api.ofInstallation);
  app.use('/api/*', requireShop);
  app.route('/', api.ofShop);
  app.all('/api/*', answerNotFound);
  if (web) servePages(app, { ...options, handle: web.handle });
  return app;
}

/** The path that is routed by: a shop's `/s/fornace/api/…` and `/s/fornace/files/…` are the same as without the shop before them. */
function pathInShop(request: Request): string {
  const path = getPath(request);
  return /^\/s\/[^/]+(\/(?:api|files)\/.*)$/.exec(path)?.[1] ?? path;
}
