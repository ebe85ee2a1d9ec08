import { createMiddleware } from 'hono/factory';
import { newId } from '#platform';
import type { AppEnv } from './app-env.ts';

/** A caller may bring an id of its own to follow a request through several programs; anything odd is replaced. */
const ACCEPTABLE = /^[\w-]{8,64}$/;

/** Gives each request an id, which the log, the answer and every error carry. */
export const giveRequestId = createMiddleware<AppEnv>(async (c, next) => {
  const brought = c.req.header('x-request-id') ?? '';
  const requestId = ACCEPTABLE.test(brought) ? brought : newId();
  c.set('requestId', requestId);
  await next();
  c.res.headers.set('x-request-id', requestId);
});
