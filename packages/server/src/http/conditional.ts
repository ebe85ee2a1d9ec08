import { createHash } from 'node:crypto';
import { createMiddleware } from 'hono/factory';
import type { AppEnv } from './app-env.ts';
import { namesTag } from './entity-tag.ts';

/** Answers that are the same bytes for the same content. A page is not: each carries a nonce of its own. */
const COMPARABLE = /^(application\/json|application\/xml|text\/xml|text\/plain)/;

/**
 * Gives what is read an ETag, and answers 304 to whoever has it already. The work is done all the same; the line is spared. What depends
 * on who asks is kept by nobody else, and asked for anew each time.
 */
export const answerConditionally = createMiddleware<AppEnv>(async (c, next) => {
  await next();
  const { res } = c;
  const isReading = c.req.method === 'GET' || c.req.method === 'HEAD';
  if (!isReading || res.status !== 200 || !COMPARABLE.test(res.headers.get('content-type') ?? '')) return;
  if (!res.headers.has('cache-control')) res.headers.set('cache-control', 'private, no-cache');
  if (c.req.path.startsWith('/api/')) res.headers.append('vary', 'authorization, cookie, x-bottega-shop');
  // What is taken out as a file may be long, and streams.
  if (res.headers.has('content-disposition') || res.headers.get('cache-control') === 'no-store') return;
  const known = res.headers.get('etag'); // a route that has the text at hand names it by itself, and its body is not read again
  const body = known === null ? await res.arrayBuffer() : null;
  const etag =
    known ??
    `"${createHash('sha1')
      .update(new Uint8Array(body as ArrayBuffer))
      .digest('base64url')}"`;
  const isKnownThere = namesTag(c.req.header('if-none-match'), etag);
  if (body === null && !isKnownThere) return;
  const headers = new Headers(res.headers);
  headers.set('etag', etag);
  c.res = undefined;
  if (!isKnownThere) {
    c.res = new Response(body, { status: 200, headers });
    return;
  }
  for (const name of ['content-type', 'content-length']) headers.delete(name);
  c.res = new Response(null, { status: 304, headers });
});
