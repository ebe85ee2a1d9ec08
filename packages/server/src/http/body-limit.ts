import { bodyLimit } from 'hono/body-limit';
import type { Context, MiddlewareHandler } from 'hono';
import { createMiddleware } from 'hono/factory';
import { HTTPException } from 'hono/http-exception';
import { BottegaError, MOST_PHOTO_BYTES } from '#platform';
import type { AppEnv } from './app-env.ts';
import { isUpload, matchedTemplate, type TakenTypes } from './matched-route.ts';
import { measureJson } from './measure-json.ts';

const MEGABYTE = 1024 * 1024;
const MOST_BYTES = MEGABYTE;
const MOST_PHOTOS = 8;
/** Eight photos, and the fields beside them. */
const MOST_UPLOAD_BYTES = MOST_PHOTOS * MOST_PHOTO_BYTES + MEGABYTE;
const MOST_QUERY = 4_096;
const DEEPEST_JSON = 32;
const MOST_JSON_VALUES = 20_000;
const METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

const limitSmall = bodyLimit({
  maxSize: MOST_BYTES,
  onError: () => {
    throw tooLarge(MOST_BYTES);
  },
});

/**
 * Refuses what is too large before it is read, by its declared length; without one, what is small is counted while it is read. An upload
 * streams on to its route, which counts each file. A route of the API is given only the kinds of content that it says it takes.
 */
export const limitRequest = (taken: TakenTypes) =>
  createMiddleware<AppEnv>(async (c, next) => {
    if (!METHODS.has(c.req.method)) throw new HTTPException(405, { message: `There is no method ${c.req.method} here.` });
    if (new URL(c.req.url).search.length > MOST_QUERY) {
      throw new BottegaError('query_too_long', `A query has at most ${MOST_QUERY} characters.`);
    }
    const types = taken.get(`${c.req.method} ${matchedTemplate(c)}`);
    if (types) refuseOtherTypes(c, types);
    if (!types || !isUpload(c)) return limitBody(c, next);
    if (Number(c.req.header('content-length') ?? 0) > MOST_UPLOAD_BYTES) throw tooLarge(MOST_UPLOAD_BYTES);
    return next();
  });

const tooLarge = (most: number): BottegaError =>
  new BottegaError('payload_too_large', `What was sent is over ${Math.floor(most / MEGABYTE)} MB, the most that is taken here.`);

/** Asked of the headers where they tell: a request that shows its body becomes a heavier object. */
function hasBody(c: Context<AppEnv>): boolean {
  const length = c.req.header('content-length');
  if (length !== undefined) return length !== '0';
  const isRead = c.req.method === 'GET' || c.req.method === 'HEAD';
  return c.req.header('transfer-encoding') !== undefined || (!isRead && c.req.raw.body !== null);
}

/** A body that says how long it is need not be counted: nobody can send more than they said. */
async function limitBody(c: Context<AppEnv>, next: () => Promise<void>): ReturnType<MiddlewareHandler<AppEnv>> {
  if (!hasBody(c)) return next();
  const length = c.req.header('content-length');
  if (length === undefined || c.req.header('transfer-encoding') !== undefined) return limitSmall(c, () => readJson(c, next));
  if (Number(length) > MOST_BYTES) throw tooLarge(MOST_BYTES);
  return readJson(c, next);
}

const contentType = (c: Context<AppEnv>): string => (c.req.header('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '';

/** @throws BottegaError unsupported_content for a body of another kind; a request without a body is judged by the route's schema. */
function refuseOtherTypes(c: Context<AppEnv>, types: ReadonlySet<string>): void {
  if (!hasBody(c) || types.has(contentType(c))) return;
  throw new BottegaError(
    'unsupported_content',
    `Here is taken ${[...types].join(' or ')}; what was sent is ${contentType(c) || 'of no named kind'}.`,
  );
}

/** Counts a body of JSON before anything makes objects of it. What was read is kept for the route. */
async function readJson(c: Context<AppEnv>, next: () => Promise<void>): Promise<void> {
  if (c.req.path.startsWith('/api/') && contentType(c) === 'application/json') {
    const { depth, values } = measureJson(await c.req.text());
    if (depth > DEEPEST_JSON) throw new BottegaError('too_much_json', `JSON may be ${DEEPEST_JSON} levels deep.`);
    if (values > MOST_JSON_VALUES) throw new BottegaError('too_much_json', `JSON may have ${MOST_JSON_VALUES} values.`);
  }
  return next();
}
