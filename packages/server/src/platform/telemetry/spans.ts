import type { Context, Span, SpanKind, Tracer } from '@opentelemetry/api';
import { currentScope, newPlace, runInScope, type Scope, type TracePlace, traceIdOf } from './scope.ts';

type Attributes = Readonly<Record<string, string | number | boolean>>;
type Engine = {
  readonly tracer: Tracer;
  readonly kinds: typeof SpanKind;
  readonly below: (place: SpanPlace) => Context;
  readonly roots: RootIds;
};

/** Where a span begins: below a parent, or as the root of a trace. `inbound` for what somebody asked of us. */
export type SpanPlace = { readonly traceId: string; readonly parent?: TracePlace | undefined; readonly inbound?: boolean };

/** Set while traces are sent somewhere; without it a span costs one look at this variable. */
let engine: Engine | undefined;

/** Sends spans to the collector at `endpoint` until closed, which sends what waits. Loaded only when somebody wants traces. */
export async function openTraces(endpoint: string, release: string): Promise<{ close(): Promise<void> }> {
  const [api, sdk, { OTLPTraceExporter }, { resourceFromAttributes }] = await Promise.all([
    import('@opentelemetry/api'),
    import('@opentelemetry/sdk-trace-base'),
    import('@opentelemetry/exporter-trace-otlp-http'),
    import('@opentelemetry/resources'),
  ]);
  const exporter = new OTLPTraceExporter({ url: `${endpoint.replace(/\/$/, '')}/v1/traces`, timeoutMillis: 5_000 });
  const roots = createRootIds();
  const provider = new sdk.BasicTracerProvider({
    resource: resourceFromAttributes({ 'service.name': 'bottega', 'service.version': release }),
    spanProcessors: [new sdk.BatchSpanProcessor(exporter, { scheduledDelayMillis: 2_000 })],
    idGenerator: roots.generator,
  });
  const tracer = provider.getTracer('bottega');
  const below = ({ parent }: SpanPlace): Context => {
    if (!parent) return api.ROOT_CONTEXT;
    const traceFlags = parent.sampled ? api.TraceFlags.SAMPLED : api.TraceFlags.NONE;
    return api.trace.setSpanContext(api.ROOT_CONTEXT, { traceId: parent.traceId, spanId: parent.spanId, traceFlags, isRemote: true });
  };
  engine = { tracer, kinds: api.SpanKind, below, roots };
  return {
    async close() {
      engine = undefined;
      await provider.shutdown();
    },
  };
}

/** The ids of spans; a root span has the trace that was asked for just before. */
type RootIds = { ask(traceId: string): void; readonly generator: { generateTraceId(): string; generateSpanId(): string } };

function createRootIds(): RootIds {
  let asked = '';
  const generator = { generateTraceId: () => asked, generateSpanId: () => newPlace('').spanId };
  return {
    generator,
    ask(traceId) {
      asked = traceId;
    },
  };
}

/** A span that the caller ends, and the place in the trace that it has. */
export type OpenSpan = { readonly place: TracePlace; end(outcome: { failed: boolean; attributes?: Attributes }): void };

/** Begins a span; null while no traces are sent. */
export function beginSpan(name: string, place: SpanPlace, attributes: Attributes = {}): OpenSpan | null {
  if (!engine) return null;
  const { tracer, kinds, below, roots } = engine;
  roots.ask(place.traceId);
  const span = tracer.startSpan(name, { kind: place.inbound ? kinds.SERVER : kinds.INTERNAL, attributes: { ...attributes } }, below(place));
  return { place: placeOf(span), end: (outcome) => endSpan(span, outcome) };
}

/** Does the work in a span below the present one. What it throws ends the span as failed, and is thrown on. */
export async function inSpan<T>(name: string, attributes: Attributes, work: () => Promise<T>): Promise<T> {
  const scope = currentScope();
  const span = scope ? beginSpan(name, { traceId: scope.trace.traceId, parent: scope.trace }, attributes) : null;
  return span && scope ? untilEnd(span, { ...scope, trace: span.place }, work) : work();
}

/** Does work that nobody waits for, a workflow say, in a scope and a span of its own, in the trace of the request that began it. */
export async function inOwnScope<T>(name: string, ids: Omit<Scope, 'trace'>, work: () => Promise<T>): Promise<T> {
  const traceId = traceIdOf(ids.requestId);
  const span = beginSpan(name, { traceId }, { 'bottega.request_id': ids.requestId, ...(ids.shop ? { 'bottega.shop': ids.shop } : {}) });
  if (span) return untilEnd(span, { ...ids, trace: span.place }, work);
  return runInScope({ ...ids, trace: newPlace(traceId) }, work);
}

async function untilEnd<T>(span: OpenSpan, scope: Scope, work: () => Promise<T>): Promise<T> {
  let failed = true;
  try {
    const answer = await runInScope(scope, work);
    failed = false;
    return answer;
  } finally {
    span.end({ failed });
  }
}

function placeOf(span: Span): TracePlace {
  const { traceId, spanId, traceFlags } = span.spanContext();
  return { traceId, spanId, sampled: (traceFlags & 1) === 1 };
}

const STATUS_ERROR = 2;

function endSpan(span: Span, { failed, attributes }: { failed: boolean; attributes?: Attributes }): void {
  if (attributes) span.setAttributes({ ...attributes });
  if (failed) span.setStatus({ code: STATUS_ERROR });
  span.end();
}
