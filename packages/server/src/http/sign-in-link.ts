import type { Hono } from 'hono';
import type { Auth } from '#platform';
import type { AppEnv } from './app-env.ts';

/**
 * `/admin/link/{token}`: signs in once and goes on to the admin. What only looks ahead (HEAD, a browser that fetches in advance) must not
 * spend the link.
 */
export function serveSignInLinks(app: Hono<AppEnv>, auth: Auth): void {
  app.get('/admin/link/:token', async (c) => {
    const headers = { 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' };
    const looksAhead = c.req.method === 'HEAD' || (c.req.header('sec-purpose') ?? '').includes('prefetch');
    if (looksAhead) return c.body(null, 503, headers);
    const cookies = await auth.spendSignInLink(c.req.param('token'), c.req.raw.headers, c.var.client.address);
    const location = cookies ? '/admin' : '/admin/sign-in?expired=1';
    for (const cookie of cookies?.getSetCookie() ?? []) c.header('set-cookie', cookie, { append: true });
    return c.body(null, 303, { ...headers, location });
  });
}
