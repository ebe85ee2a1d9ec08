import { randomBytes } from 'node:crypto';
import { createMiddleware } from 'hono/factory';
import type { AppEnv } from './app-env.ts';

const contentPolicy = (nonce: string, formTargets = "'self'"): string =>
  [
    `default-src 'self'`,
    `script-src 'self' 'nonce-${nonce}'`,
    `style-src 'self' 'unsafe-inline'`,
    `img-src 'self' data: blob:`,
    `media-src 'self' blob:`,
    `object-src 'none'`,
    `frame-ancestors 'none'`,
    `base-uri 'none'`,
    `form-action ${formTargets}`,
  ].join('; ');

/** What came from a person is shown, and does nothing: no script, no form, no frame, whatever its bytes say. */
const FILE_POLICY = `default-src 'none'; img-src 'self'; media-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox`;
const DATA_POLICY = `default-src 'none'; frame-ancestors 'none'`;

/** Below the path of a shop (`/s/fornace/files/…`) too. Pictures are shown by other sites as well, so they may be taken from anywhere. */
const isFile = (path: string): boolean => path.startsWith('/files/');

/** Its form may lead on to the company that takes the money: browsers hold the redirect against the policy of the form's page. */
const isCheckout = (path: string): boolean => /^(\/s\/[^/]+)?\/checkout$/.test(path);

function policyFor(path: string, nonce: string): string {
  if (isFile(path)) return FILE_POLICY;
  if (path.startsWith('/api/')) return DATA_POLICY;
  return isCheckout(path) ? contentPolicy(nonce, `'self' https:`) : contentPolicy(nonce);
}

const HEADERS: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'strict-origin-when-cross-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
  'cross-origin-opener-policy': 'same-origin',
};

/** What a browser may do with our answers. A route that needs more says so itself, and keeps what it said. */
export const setSecurityHeaders = (publicUrl: string) => {
  const always = publicUrl.startsWith('https:') ? { ...HEADERS, 'strict-transport-security': 'max-age=31536000' } : HEADERS;
  return createMiddleware<AppEnv>(async (c, next) => {
    const isPage = !c.req.path.startsWith('/api/');
    const nonce = isPage ? randomBytes(18).toString('base64') : '';
    c.set('nonce', nonce);
    await next();
    const { headers } = c.res;
    for (const [name, value] of Object.entries(always)) if (!headers.has(name)) headers.set(name, value);
    if (!headers.has('content-security-policy')) headers.set('content-security-policy', policyFor(c.req.path, nonce));
    if (!headers.has('cross-origin-resource-policy')) {
      headers.set('cross-origin-resource-policy', isFile(c.req.path) ? 'cross-origin' : 'same-origin');
    }
  });
};
