import type { Context } from 'hono';
import { createMiddleware } from 'hono/factory';
import { type Logger, metrics, shopLabel } from '#platform';
import type { AppEnv } from './app-env.ts';
import { matchedTemplate } from './matched-route.ts';

/** What asks every few seconds, or comes along with each page. */
const QUIET = /^\/(livez|readyz|metrics|assets\/|files\/)/;

/** One line for each answer, and its time measured. The query is left out: people put names and addresses into it. */
export const tellAnswers = (log: Logger) =>
  createMiddleware<AppEnv>(async (c, next) => {
    const start = performance.now();
    metrics.httpInFlight.inc();
    try {
      await next();
    } finally {
      metrics.httpInFlight.dec();
    }
    const ms = performance.now() - start;
    measure(c, ms / 1_000);
    const line = { requestId: c.var.requestId, method: c.req.method, path: c.req.path, status: c.res.status, ms: Math.round(ms * 10) / 10 };
    if (QUIET.test(c.req.path)) log.debug(line, 'answered');
    else log.info(line, 'answered');
  });

function measure(c: Context<AppEnv>, seconds: number): void {
  const route = matchedTemplate(c) ?? placeOf(c.req.path);
  const { method } = c.req;
  const shop = shopLabel(c.var.shop?.slug);
  metrics.httpRequests.inc({ route, method, status: c.res.status, shop });
  metrics.httpSeconds.observe({ route, method }, seconds);
  if (c.var.shop) metrics.shopSeconds.observe({ shop }, seconds);
}

/** What has no template is counted by the part of the house that it asked for: a path is whatever somebody typed. */
function placeOf(path: string): string {
  if (path.startsWith('/api/')) return 'no such route';
  if (path.startsWith('/assets/')) return 'assets';
  return /^\/admin(\/|\.|$)/.test(path) ? 'admin pages' : 'pages';
}
