import { Hono } from 'hono';
import { getPath } from 'hono/utils/url';
import { type Auth, createShopDirectory, type Ground, type RoomModule, systemClock } from '#platform';
import { tellAnswers } from './access-log.ts';
import { serveApiDocs } from './api-docs.ts';
import type { AppEnv } from './app-env.ts';
import { limitRequest } from './body-limit.ts';
import { readClient, requireHttps } from './client-address.ts';
import { serveClientAssets } from './client-assets.ts';
import { answerConditionally } from './conditional.ts';
import { answerError, answerNotFound } from './errors.ts';
import { serveFiles } from './files.ts';
import { serveHealth } from './health.ts';
import { doOnce } from './idempotency.ts';
import { identify } from './identify.ts';
import { type LoadMeter, shedLoad } from './load.ts';
import { readTakenTypes } from './matched-route.ts';
import { serveMetrics } from './metrics.ts';
import { guardOrigins } from './origins.ts';
import { type PageHandler, servePages } from './pages.ts';
import { collectRoutes, requireShop } from './room-routes.ts';
import { openScope } from './scope.ts';
import { serveSandbox } from './sandbox.ts';
import { setSecurityHeaders } from './security-headers.ts';
import { serveSecurityTxt } from './security-txt.ts';
import { serveSignInLinks } from './sign-in-link.ts';
import { limitTime } from './time-limit.ts';
import { keepSuspended } from './suspended.ts';
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
  /** Says when there is too much to do; without it nobody is turned away. */
  readonly load?: LoadMeter;
};

/** The whole of HTTP, in the order in which a request meets it. */
export function createApp(options: AppOptions): Hono<AppEnv> {
  const { ground, auth, web } = options;
  const { publicUrl } = ground.config;
  const api = collectRoutes(options.modules);
  const shops = createShopDirectory(ground);
  const app = new Hono<AppEnv>({ getPath: pathInShop });
  app.onError(answerError(ground.log));
  app.notFound(answerNotFound);

  app.use(openScope);
  app.use(tellAnswers(ground.log));
  app.use(setSecurityHeaders(publicUrl));
  app.use(readClient(ground.config.trustedProxies));
  serveHealth(app, ground);
  serveMetrics(app, { ...options, ...ground.config });
  serveSecurityTxt(app, ground, systemClock);
  app.use(requireHttps(publicUrl));
  if (options.load) app.use(shedLoad(options.load));
  app.use(limitTime());
  app.use(limitRequest(readTakenTypes(api)));
  app.use(guardOrigins(ground, shops));
  app.use(answerConditionally);
  serveApiDocs(app, api);
  if (web) app.use(serveClientAssets(web.clientFolder));
  serveSignInLinks(app, auth);

  app.use(identify(options, shops));
  app.use(keepSuspended);
  serveFiles(app);
  serveSandbox(app);
  app.route('/', api.ofInstallation);
  app.use('/api/*', requireShop);
  app.use('/api/*', doOnce);
  app.route('/', api.ofShop);
  app.all('/api/*', answerNotFound);
  if (web) servePages(app, { ...options, handle: web.handle });
  return app;
}

/** The path that is routed by: a shop's `/s/fornace/api/…`, `…/files/…` and `…/sandbox/…` are the same as without the shop before them. */
function pathInShop(request: Request): string {
  const path = getPath(request);
  return /^\/s\/[^/]+(\/(?:api|files|sandbox)\/.*)$/.exec(path)?.[1] ?? path;
}
