import type { Context } from 'hono';
import { createMiddleware } from 'hono/factory';
import { BottegaError } from '#platform';
import type { AppEnv } from './app-env.ts';
import { isUpload } from './matched-route.ts';

const LONGEST_MS = 60_000;

/** Aborted with `late`, or when whoever asked has hung up. A socket tells it for less than the request's own signal costs. */
function untilGone(c: Context<AppEnv>, late: AbortController): AbortSignal {
  const answer = c.env?.outgoing;
  if (!answer) return AbortSignal.any([c.req.raw.signal, late.signal]);
  answer.once('close', () => {
    if (!answer.writableFinished) late.abort(new DOMException('Whoever asked has hung up.', 'AbortError'));
  });
  return late.signal;
}

/**
 * Nobody waits longer than a minute for an answer to begin: the work is told to stop, and the client that it took too long. A stream is
 * answered at once, and an upload has the time that the server gives to any request.
 */
export const limitTime = (longestMs = LONGEST_MS) =>
  createMiddleware<AppEnv>(async (c, next) => {
    const late = new AbortController();
    c.set('signal', untilGone(c, late));
    if (isUpload(c)) return next();
    let timer: NodeJS.Timeout | undefined;
    const tooLong = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        const error = new BottegaError('took_too_long', `There was no answer within ${longestMs / 1_000} s.`);
        late.abort(error);
        reject(error);
      }, longestMs);
    });
    try {
      await Promise.race([next(), tooLong]);
    } finally {
      clearTimeout(timer);
    }
  });
