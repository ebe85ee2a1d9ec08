import type { Hono } from 'hono';
import { findShopPlugin, visitSimulator } from '#platform';
import type { AppEnv } from './app-env.ts';
import { missingShop } from './identify.ts';

/** What a simulator learns of its visitor: none of our cookies, and no token. */
const HANDED_ON = ['accept-language', 'content-type'] as const;

/**
 * The pages of the simulators of payment companies, at `/sandbox/<plugin>/…` of each shop that has chosen one in its settings. A company's
 * own page would lie elsewhere; so these are given nothing that belongs to ours.
 */
export function serveSandbox(app: Hono<AppEnv>): void {
  app.on(['GET', 'HEAD', 'POST'], '/sandbox/:plugin/*', async (c) => {
    const { ctx } = c.var;
    if (!ctx) throw missingShop(c);
    const id = c.req.param('plugin');
    const headers = new Headers(
      HANDED_ON.flatMap((name) => (c.req.header(name) ? [[name, c.req.header(name) as string] as [string, string]] : [])),
    );
    const body = c.req.method === 'POST' ? { body: await c.req.arrayBuffer() } : {};
    const request = new Request(c.req.url, { method: c.req.method, headers, ...body });
    const answer = await visitSimulator({
      shop: ctx,
      plugin: await findShopPlugin(ctx, id),
      request,
      path: c.req.path.slice(`/sandbox/${id}`.length),
    });
    return new Response(answer.body, answer);
  });
}
