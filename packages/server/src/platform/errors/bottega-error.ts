import { ProviderError } from '@bottega/contracts';
import { ERRORS, type ErrorCode } from './catalogue.ts';

/** One thing wrong in an input: where (`price`, `lines.0.quantity`) and what, as a sentence. */
export type Problem = { readonly path: string; readonly message: string };

/** A failure that a reader can act on. `detail` says what was wrong and where; the catalogue adds the remedy. */
export class BottegaError extends Error {
  override readonly name = 'BottegaError';
  readonly code: ErrorCode;
  readonly problems: readonly Problem[];
  /** Seconds after which trying again makes sense. */
  readonly retryAfter: number | undefined;

  constructor(
    code: ErrorCode,
    detail: string,
    options: { problems?: readonly Problem[]; cause?: unknown; retryAfter?: number | undefined } = {},
  ) {
    super(detail, { cause: options.cause });
    this.code = code;
    this.problems = options.problems ?? [];
    this.retryAfter = options.retryAfter;
  }
}

const DATABASE_AWAY = /^(08|57P0[123]|53300)/;
const CONNECTION_LOST = new Set(['ECONNRESET', 'EPIPE', 'ECONNREFUSED', 'ENOENT', 'ETIMEDOUT']);
/** What Node says without naming a system call: the other side hung up before this write, or the socket is gone. */
const SOCKET_GONE = new Set(['EPIPE', 'ERR_STREAM_DESTROYED', 'ERR_SOCKET_CLOSED']);

/** Whether the same idempotent work may succeed on another connection, or a little later. */
export function isDatabaseAway(error: unknown): boolean {
  const { code = '', syscall, message } = error as { code?: string; syscall?: string; message?: string };
  return (
    DATABASE_AWAY.test(code) ||
    (CONNECTION_LOST.has(code) && (syscall === 'connect' || syscall === 'read' || syscall === 'write')) ||
    (SOCKET_GONE.has(code) && syscall === undefined) ||
    /Connection terminated|not queryable|timeout exceeded when trying to connect|timeout expired/i.test(message ?? '')
  );
}

/** Puts any thrown thing into the catalogue: what we know by its cause, all else as `internal`. */
export function toBottegaError(error: unknown): BottegaError {
  if (error instanceof BottegaError) return error;
  const { code, message } = error as { code?: string; message?: string };
  if (code === 'ENOSPC' || code === '53100') return new BottegaError('disk_full', 'There was no space left to write.', { cause: error });
  // An address with something in it that is no id: PostgreSQL is the first to notice.
  if (code === '22P02') return new BottegaError('not_found', 'Nothing here has that id.', { cause: error });
  // U+0000 is in no text of PostgreSQL, and JSON may hold it; half a surrogate pair is no character at all.
  if (code === '22021' || code === '22P05')
    return new BottegaError('invalid_input', 'A text holds a character that cannot be kept.', { cause: error });
  if (code === '22003') return new BottegaError('invalid_input', 'A number is too large.', { cause: error });
  if (isDatabaseAway(error)) return new BottegaError('database_away', 'PostgreSQL does not answer.', { cause: error });
  if (error instanceof ProviderError) return new BottegaError('provider_failed', error.userMessage, { cause: error });
  return new BottegaError('internal', message ?? String(error), { cause: error });
}

/** RFC 9457. The details of an internal error stay in the log. */
export function toProblemJson(error: BottegaError, requestId: string): Record<string, unknown> {
  const entry = ERRORS[error.code];
  return {
    type: `https://bottega.example/errors/${error.code}`,
    title: entry.title,
    status: entry.status,
    code: error.code,
    detail: error.code === 'internal' ? 'The error was logged under the request id.' : error.message,
    next: entry.remedy,
    ...(error.problems.length > 0 ? { errors: error.problems } : {}),
    request_id: requestId,
  };
}

/** The error as a command line shows it. */
export function toCliText(error: BottegaError): string {
  const entry = ERRORS[error.code];
  const problems = error.problems.map((problem) => `  ${problem.path}: ${problem.message}`);
  return [`${entry.title}. ${error.message}`, ...problems, entry.remedy].join('\n');
}
