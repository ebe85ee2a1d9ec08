import { AsyncLocalStorage } from 'node:async_hooks';
import { createHash, randomUUID } from 'node:crypto';

/** Where the present work stands in a trace that may cross several programs (W3C Trace Context). Ids are lower-case hex. */
export type TracePlace = { readonly traceId: string; readonly spanId: string; readonly sampled: boolean };

/** On whose behalf the present work is done. What becomes known later (the shop, who asks) is written into it. */
export type Scope = {
  readonly requestId: string;
  trace: TracePlace;
  shop?: string;
  user?: string;
  workflow?: string;
};

const scopes = new AsyncLocalStorage<Scope>();

export const runInScope = <T>(scope: Scope, work: () => T): T => scopes.run(scope, work);

/** The scope of the present work; undefined at start-up and in what is done for nobody. */
export const currentScope = (): Scope | undefined => scopes.getStore();

const TRACEPARENT = /^(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/;

/** What a caller says of the trace that it asks in; undefined when it says nothing, or what cannot be read. */
export function readTraceparent(header: string | undefined): TracePlace | undefined {
  const [, traceId, spanId, flags] = TRACEPARENT.exec(header ?? '') ?? [];
  if (traceId === undefined || spanId === undefined || flags === undefined) return undefined;
  return { traceId, spanId, sampled: (Number.parseInt(flags, 16) & 1) === 1 };
}

/**
 * The trace of a request that brought none follows from its id. So what is done for it later, in a workflow and maybe in another process,
 * is part of the same trace without anything being handed on but the id.
 */
export const traceIdOf = (requestId: string): string => createHash('sha256').update(requestId).digest('hex').slice(0, 32);

/** Sixteen random digits. A UUID is drawn from a store of randomness, where random bytes are asked of the system each time. */
const newSpanId = (): string => {
  const drawn = randomUUID();
  return drawn.slice(0, 8) + drawn.slice(-8);
};

/** A place of its own in a trace, while nobody collects spans. */
export const newPlace = (traceId: string, sampled = false): TracePlace => ({ traceId, spanId: newSpanId(), sampled });

export const formatTraceparent = ({ traceId, spanId, sampled }: TracePlace): string => `00-${traceId}-${spanId}-${sampled ? '01' : '00'}`;

/** The header that lets a service outside go on with our trace. Only for services of the installation's own choice: it tells ids. */
export function traceHeaders(): Record<string, string> {
  const scope = currentScope();
  return scope ? { traceparent: formatTraceparent(scope.trace) } : {};
}

/** The ids of the present work, as the log has them. */
export function scopeIds(): Record<string, string> {
  const scope = currentScope();
  if (!scope) return {};
  const { requestId, trace, shop, user, workflow } = scope;
  return {
    ...{ requestId, trace: trace.traceId },
    ...(shop === undefined ? {} : { shop }),
    ...(user === undefined ? {} : { user }),
    ...(workflow === undefined ? {} : { workflow }),
  };
}
