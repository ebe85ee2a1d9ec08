import { randomBytes } from 'node:crypto';
import { redact, redactLine } from './redact.ts';
import { currentScope, scopeIds } from './scope.ts';
import { describeException } from './exception.ts';
import { metrics } from './metrics.ts';

/** What the protocol of Sentry calls a DSN, taken apart. */
type Dsn = { readonly dsn: string; readonly endpoint: string; readonly key: string };

type Options = {
  readonly dsn: string;
  readonly release: string;
  readonly environment: string;
  /** Milliseconds, for tests. */
  readonly now?: () => number;
};

export type ErrorReports = { close(): Promise<void> };

const MOST_A_MINUTE = 30;
const SAME_AGAIN_AFTER_MS = 60_000;
const PAUSE_MS = 60_000;
const TIMEOUT_MS = 5_000;
const MOST_REMEMBERED = 500;

/** Set while errors are reported somewhere. */
let report: ((error: Error, message: string) => void) | undefined;

/** Reports an error that was logged; without an address for reports it does nothing. Never throws. */
export function reportError(error: Error, message: string): void {
  report?.(error, message);
}

/** Sends what the log calls an error to the address of the DSN until closed, which waits for what is on its way. */
export function openErrorReports({ dsn, release, environment, now = Date.now }: Options): ErrorReports {
  const place = readDsn(dsn);
  const sending = new Set<Promise<void>>();
  const mayReport = limitReports(now);
  let silentUntil = 0;

  async function send(body: string): Promise<void> {
    const auth = `Sentry sentry_version=7, sentry_client=bottega/${release}, sentry_key=${place.key}`;
    const answer = await fetch(place.endpoint, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/x-sentry-envelope', 'x-sentry-auth': auth },
      signal: AbortSignal.timeout(TIMEOUT_MS),
      redirect: 'error',
    });
    await answer.body?.cancel();
    if (answer.status === 429) silentUntil = now() + (Number(answer.headers.get('retry-after')) * 1_000 || PAUSE_MS);
    metrics.errorReports.inc({ outcome: answer.ok ? 'sent' : 'refused' });
  }

  report = (error, message) => {
    if (now() < silentUntil || !mayReport(error)) return metrics.errorReports.inc({ outcome: 'held back' });
    const work = send(writeEnvelope(place, { error, message, release, environment, at: now() }))
      // The log would report this in its turn; a counter cannot.
      .catch(() => metrics.errorReports.inc({ outcome: 'failed' }))
      .finally(() => sending.delete(work));
    sending.add(work);
  };
  return {
    async close() {
      report = undefined;
      await Promise.all(sending);
    },
  };
}

/** @throws TypeError for what is no DSN; the configuration has refused it before. */
function readDsn(dsn: string): Dsn {
  const url = new URL(dsn);
  const [, folder = '', project = ''] = /^(.*)\/(\d+)$/.exec(url.pathname) ?? [];
  return { dsn, key: url.username, endpoint: `${url.protocol}//${url.host}${folder}/api/${project}/envelope/` };
}

/** The same error once a minute, and no more than thirty of all kinds: a storm is told of, not sent. */
function limitReports(now: () => number): (error: Error) => boolean {
  const last = new Map<string, number>();
  let minute = 0;
  let sent = 0;
  return (error) => {
    const time = now();
    if (time - minute >= 60_000) {
      minute = time;
      sent = 0;
    }
    const same = `${error.name} ${error.stack?.split('\n').find((line) => line.trim().startsWith('at ')) ?? error.message}`;
    if (sent >= MOST_A_MINUTE || time - (last.get(same) ?? Number.NEGATIVE_INFINITY) < SAME_AGAIN_AFTER_MS) return false;
    if (last.size >= MOST_REMEMBERED) last.clear();
    last.set(same, time);
    sent++;
    return true;
  };
}

type Report = {
  readonly error: Error;
  readonly message: string;
  readonly release: string;
  readonly environment: string;
  readonly at: number;
};

/** Three lines of JSON: the envelope, the item, the event. */
function writeEnvelope({ dsn }: Dsn, { error, message, release, environment, at }: Report): string {
  const id = randomBytes(16).toString('hex');
  const time = new Date(at).toISOString();
  const trace = currentScope()?.trace;
  const event = redactLine(
    JSON.stringify(
      redact({
        ...{ event_id: id, timestamp: time, platform: 'node', level: 'error', release, environment, logentry: { formatted: message } },
        exception: { values: describeException(error) },
        tags: scopeIds(),
        ...(trace ? { contexts: { trace: { trace_id: trace.traceId, span_id: trace.spanId } } } : {}),
      }),
    ),
  );
  const item = { type: 'event', content_type: 'application/json', length: Buffer.byteLength(event) };
  return `${JSON.stringify({ event_id: id, sent_at: time, dsn })}\n${JSON.stringify(item)}\n${event}\n`;
}
