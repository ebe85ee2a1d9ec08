import type { Hono } from 'hono';
import { BottegaError, createNetworkList, measureProcess, readBearer, renderMetrics } from '#platform';
import type { AppEnv } from './app-env.ts';

/** `/metrics` for Prometheus: to the operator's token, and to the addresses that the configuration names. Others find nothing there. */
export function serveMetrics(
  app: Hono<AppEnv>,
  { operatorToken, metricsFrom }: { operatorToken: string; metricsFrom: readonly string[] },
): void {
  const mayRead = createNetworkList(metricsFrom);
  measureProcess();
  app.get('/metrics', async (c) => {
    const authorization = c.req.header('authorization');
    const isOperator = authorization !== undefined && readBearer(authorization, operatorToken) !== null;
    if (!isOperator && !mayRead(c.var.client.address)) throw new BottegaError('not_found', `There is nothing at ${c.req.path}.`);
    return c.body(await renderMetrics(), 200, { 'content-type': 'text/plain; version=0.0.4; charset=utf-8', 'cache-control': 'no-store' });
  });
}
