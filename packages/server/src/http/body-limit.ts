import { bodyLimit } from 'hono/body-limit';
import { createMiddleware } from 'hono/factory';
import { HTTPException } from 'hono/http-exception';
import { BottegaError, MOST_PHOTO_BYTES } from '#platform';
import type { AppEnv } from './app-env.ts';

const MEGABYTE = 1024 * 1024;
const MOST_BYTES = MEGABYTE;
const MOST_PHOTOS = 8;
/** Eight photos, and the fields beside them. */
const MOST_UPLOAD_BYTES = MOST_PHOTOS * MOST_PHOTO_BYTES + MEGABYTE;
const UPLOADS = /^\/api\/v1\/launches$/;
const METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

const limitSmall = bodyLimit({
  maxSize: MOST_BYTES,
  onError: () => {
    throw tooLarge(MOST_BYTES);
  },
});

/**
 * Refuses what is too large before it is read, by its declared length; without one, what is small is counted while it is read. An upload
 * streams on to its route, which counts each photo.
 */
export const limitBody = createMiddleware<AppEnv>(async (c, next) => {
  if (!METHODS.has(c.req.method)) throw new HTTPException(405, { message: `There is no method ${c.req.method} here.` });
  const isUpload = UPLOADS.test(c.req.path) && (c.req.header('content-type') ?? '').startsWith('multipart/form-data');
  if (!isUpload) return limitSmall(c, next);
  if (Number(c.req.header('content-length') ?? 0) > MOST_UPLOAD_BYTES) throw tooLarge(MOST_UPLOAD_BYTES);
  return next();
});

const tooLarge = (most: number): BottegaError =>
  new BottegaError('payload_too_large', `What was sent is over ${Math.floor(most / MEGABYTE)} MB, the most that is taken here.`);
