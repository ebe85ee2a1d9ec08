import { Hono } from 'hono';
import type { Ground } from '#platform';
import type { AppEnv } from './app-env.ts';
import { readClient } from './client-address.ts';
import { answerError, answerNotFound } from './errors.ts';
import { serveHealth } from './health.ts';
import { serveMetrics } from './metrics.ts';
import { openScope } from './scope.ts';

/** All that a process answers which only works: whether it is well, and what it counts. */
export function createHealthApp(ground: Ground, operatorToken: string): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  app.onError(answerError(ground.log));
  app.notFound(answerNotFound);
  app.use(openScope);
  app.use(readClient(ground.config.trustedProxies));
  serveHealth(app, ground);
  serveMetrics(app, { operatorToken, metricsFrom: ground.config.metricsFrom });
  return app;
}
