import { createMiddleware } from 'hono/factory';
import type { Logger } from '#platform';
import type { AppEnv } from './app-env.ts';

/** What asks every few seconds, or comes along with each page. */
const QUIET = /^\/(livez|readyz|assets\/|files\/)/;

/** One line for each answer. The query is left out: people put names and addresses into it. */
export const writeAccessLog = (log: Logger) =>
  createMiddleware<AppEnv>(async (c, next) => {
    const start = performance.now();
    await next();
    const ms = Math.round((performance.now() - start) * 10) / 10;
    const line = { requestId: c.var.requestId, method: c.req.method, path: c.req.path, status: c.res.status, ms, shop: c.var.shop?.slug };
    if (QUIET.test(c.req.path)) log.debug(line, 'answered');
    else log.info(line, 'answered');
  });
