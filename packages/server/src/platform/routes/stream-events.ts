import { setTimeout as sleep } from 'node:timers/promises';
import type { Context } from 'hono';
import type { RoomEnv } from './room-module.ts';

/** One server-sent event; `data` is sent as JSON. */
export type ServerEvent = { readonly event: string; readonly data: unknown; readonly id?: string };

/** `lastEventId` is what a client that comes back has heard last. `signal` ends when the client goes or the server closes. */
export type EventSourceInput = { readonly lastEventId: string | null; readonly signal: AbortSignal };

const HEARTBEAT_MS = 15_000;
const RECONNECT_MS = 2_000;
const QUIET = Symbol('quiet');
const encoder = new TextEncoder();

/**
 * Answers with a stream of server-sent events (`text/event-stream`), with a comment every 15 s so that nothing between takes it for dead.
 * The source is asked for the next event only when the client has taken the one before.
 */
export function streamEvents(
  c: Context<RoomEnv>,
  source: (input: EventSourceInput) => AsyncIterable<ServerEvent>,
  heartbeatMs = HEARTBEAT_MS,
): Response {
  const { ctx } = c.var;
  const gone = new AbortController();
  const { closing } = (c.env ?? {}) as { closing?: AbortSignal }; // set where a server listens
  const signal = AbortSignal.any([ctx.signal, gone.signal, ...(closing ? [closing] : [])]);
  const events = source({ lastEventId: c.req.header('last-event-id') ?? null, signal })[Symbol.asyncIterator]();
  let coming: Promise<IteratorResult<ServerEvent>> | undefined;

  /** The next event, QUIET after a heartbeat's time, or the end; a client that went or a server that closes is the end too. */
  async function hear(): Promise<IteratorResult<ServerEvent> | typeof QUIET> {
    coming ??= events.next();
    const timer = new AbortController();
    const quiet = sleep(heartbeatMs, QUIET, { signal: AbortSignal.any([timer.signal, signal]) });
    try {
      const heard = await Promise.race([coming, quiet]);
      if (heard !== QUIET) coming = undefined;
      return heard;
    } catch (error) {
      if (!signal.aborted) ctx.log.error({ err: error }, 'a stream of events broke');
      return { done: true, value: undefined };
    } finally {
      quiet.catch(() => undefined); // the timer that is no longer needed
      timer.abort();
    }
  }

  function end(): void {
    gone.abort();
    coming?.catch(() => undefined); // nobody is left to hear it
    events.return?.().catch((error: unknown) => ctx.log.error({ err: error }, 'a stream of events did not end in order'));
  }

  const body = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(encoder.encode(`retry: ${RECONNECT_MS}\n\n`)),
    async pull(controller) {
      const heard = await hear();
      if (gone.signal.aborted) return;
      if (heard === QUIET) controller.enqueue(encoder.encode(': still here\n\n'));
      else if (!heard.done) controller.enqueue(encoder.encode(formatEvent(heard.value)));
      else {
        controller.close();
        end();
      }
    },
    cancel: end,
  });
  return c.body(body, 200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  });
}

const formatEvent = ({ event, data, id }: ServerEvent): string =>
  `${id === undefined ? '' : `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
