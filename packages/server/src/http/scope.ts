import { createMiddleware } from 'hono/factory';
import { beginSpan, formatTraceparent, newId, newPlace, readTraceparent, runInScope, type Scope, traceIdOf } from '#platform';
import type { AppEnv } from './app-env.ts';
import { matchedTemplate } from './matched-route.ts';

/** A caller may bring an id of its own to follow a request through several programs; anything odd is replaced. */
const ACCEPTABLE = /^[\w-]{8,64}$/;

/** What asks every few seconds is no part of anybody's trace. */
const QUIET = /^\/(livez|readyz|metrics)$/;

/**
 * Gives each request an id and a place in a trace (the caller's, where it brings a `traceparent`), which the log, the answer, every error
 * and every call to the outside carry.
 */
export const openScope = createMiddleware<AppEnv>(async (c, next) => {
  const brought = c.req.header('x-request-id') ?? '';
  const requestId = ACCEPTABLE.test(brought) ? brought : newId();
  const parent = readTraceparent(c.req.header('traceparent'));
  const traceId = parent?.traceId ?? traceIdOf(requestId);
  const name = `${c.req.method} ${matchedTemplate(c) ?? ''}`.trim();
  const span = QUIET.test(c.req.path) ? null : beginSpan(name, { traceId, parent, inbound: true }, { 'http.request.method': c.req.method });
  const scope: Scope = { requestId, trace: span?.place ?? newPlace(traceId, parent?.sampled) };
  c.set('requestId', requestId);
  await runInScope(scope, next);
  c.res.headers.set('x-request-id', requestId);
  c.res.headers.set('traceresponse', formatTraceparent(scope.trace));
  const { status } = c.res;
  span?.end({
    failed: status >= 500,
    attributes: {
      'http.response.status_code': status,
      'bottega.request_id': requestId,
      ...(scope.shop ? { 'bottega.shop': scope.shop } : {}),
    },
  });
});
