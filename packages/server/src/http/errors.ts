import type { Context, ErrorHandler, NotFoundHandler } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { BottegaError, ERRORS, type Logger, toBottegaError, toProblemJson } from '#platform';
import type { AppEnv } from './app-env.ts';
import { renderErrorPage } from './error-page.ts';

type Answer = {
  readonly status: number;
  readonly retryAfter?: number | undefined;
  readonly problem: Record<string, unknown>;
  readonly title: string;
  readonly detail: string;
  readonly remedy: string;
};

/** What is away is asked for again after so many seconds. */
const AWAY_FOR_S = 5;

/** Every failure becomes `application/problem+json`, or a page where a person reads it. */
export const answerError =
  (log: Logger): ErrorHandler<AppEnv> =>
  (error, c) => {
    const answer =
      error instanceof HTTPException && error.status !== 400 ? fromHttp(error, c.var.requestId) : fromCatalogue(error, c.var.requestId);
    if (answer.status >= 500) log.error({ err: error, requestId: c.var.requestId, shop: c.var.shop?.slug }, 'a request failed');
    return render(c, answer);
  };

export const answerNotFound: NotFoundHandler<AppEnv> = (c) =>
  render(c, fromCatalogue(new BottegaError('not_found', `There is nothing at ${c.req.path}.`), c.var.requestId));

function fromCatalogue(thrown: Error, requestId: string): Answer {
  // Hono says 400 for a body that it could not read.
  const error =
    thrown instanceof HTTPException
      ? new BottegaError('malformed_request', `${thrown.message}.`, { cause: thrown })
      : toBottegaError(thrown);
  const problem = toProblemJson(error, requestId);
  const { status, title, remedy } = ERRORS[error.code];
  const retryAfter = error.retryAfter ?? (status === 503 ? AWAY_FOR_S : undefined);
  return { status, retryAfter, problem, title, remedy, detail: String(problem.detail) };
}

/** What the framework refuses with a status that the catalogue has no code for. */
function fromHttp(error: HTTPException, requestId: string): Answer {
  const { status, message } = error;
  const remedy = ERRORS.malformed_request.remedy;
  const problem = { type: 'about:blank', title: message, status, detail: message, next: remedy, request_id: requestId };
  return { status, problem, title: message, detail: '', remedy };
}

function render(c: Context<AppEnv>, { status, retryAfter, problem, title, detail, remedy }: Answer): Response | Promise<Response> {
  const code = status as ContentfulStatusCode;
  const headers = {
    'cache-control': 'no-store',
    ...(retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) }),
  };
  if (isPage(c)) return c.html(renderErrorPage({ title, detail, remedy, requestId: c.var.requestId }), code, headers);
  return c.body(JSON.stringify(problem), code, { ...headers, 'content-type': 'application/problem+json; charset=utf-8' });
}

/** A person reads it: at the address of a page, or after a form that a browser sent to the API by itself. */
function isPage(c: Context<AppEnv>): boolean {
  const isReadByProgram = /^\/(api|files)(\/|$)/.test(c.req.path) && c.req.method !== 'POST';
  return !isReadByProgram && (c.req.header('accept') ?? '').includes('text/html');
}
