import { createHash } from 'node:crypto';
import type { Context } from 'hono';
import { createMiddleware } from 'hono/factory';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { AppEnv } from './app-env.ts';
import { namesTag } from './entity-tag.ts';

/** Answers that are the same bytes for the same content. A page is not: each carries a nonce of its own. */
const COMPARABLE = /^(application\/json|application\/xml|text\/xml|text\/plain)/;

/**
 * Gives what is read an ETag, and answers 304 to whoever has it already. The work is done all the same; the line is spared. What depends
 * on who asks is kept by nobody else, and asked for anew each time.
 */
export const answerConditionally = createMiddleware<AppEnv>(async (c, next) => {
  if (c.req.method !== 'GET' && c.req.method !== 'HEAD') return next();
  const written = keepText(c);
  await next();
  const { res } = c;
  if (res.status !== 200 || !COMPARABLE.test(res.headers.get('content-type') ?? '')) return undefined;
  if (!res.headers.has('cache-control')) res.headers.set('cache-control', 'private, no-cache');
  if (c.req.path.startsWith('/api/')) res.headers.append('vary', 'authorization, cookie, x-bottega-shop');
  // What is taken out as a file may be long, and streams.
  if (res.headers.has('content-disposition') || res.headers.get('cache-control') === 'no-store') return undefined;
  const known = res.headers.get('etag'); // a route that has the text at hand names it by itself
  const body = known === null ? (written(res) ?? new Uint8Array(await res.arrayBuffer())) : '';
  const etag = known ?? `"${createHash('sha1').update(body).digest('base64url')}"`;
  const isKnownThere = namesTag(c.req.header('if-none-match'), etag);
  if (!isKnownThere && typeof body === 'string') {
    // It was not read, and goes out as it is.
    res.headers.set('etag', etag);
    return undefined;
  }
  const headers = new Headers(res.headers);
  headers.set('etag', etag);
  c.res = undefined;
  if (isKnownThere) for (const name of ['content-type', 'content-length']) headers.delete(name);
  c.res = isKnownThere ? new Response(null, { status: 304, headers }) : new Response(body, { status: 200, headers });
  return undefined;
});

/**
 * Keeps the text of an answer in JSON as it is written: to read it out of the Response again costs more than to write it.
 * @returns the text of a response, where that is the one that was written.
 */
function keepText(c: Context<AppEnv>): (res: Response) => string | undefined {
  let [kept, text]: [Response | undefined, string] = [undefined, ''];
  c.json = ((value: unknown, status: ContentfulStatusCode = 200, headers: Record<string, string> = {}) => {
    text = JSON.stringify(value);
    kept = c.body(text, status, { 'content-type': 'application/json', ...headers });
    return kept;
  }) as typeof c.json;
  return (res) => (res === kept ? text : undefined);
}
