import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import pino from 'pino';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openErrorReports, reportError } from './error-reports.ts';
import { createLogTo } from './log.ts';
import { currentScope, newPlace, runInScope, traceIdOf } from './scope.ts';
import { noteQuery, watchSlowQueries } from './slow-queries.ts';
import { beginSpan, inOwnScope, inSpan, openTraces } from './spans.ts';

type Received = { readonly path: string; readonly headers: IncomingHttpHeaders; readonly body: string };

/** A service that takes everything that is sent to it. */
let receiver: Server;
let received: Received[];
let answerWith: { status: number; headers: Record<string, string> };

beforeEach(async () => {
  received = [];
  answerWith = { status: 200, headers: {} };
  receiver = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (text: string) => {
      body += text;
    });
    request.on('end', () => {
      received.push({ path: request.url ?? '', headers: request.headers, body });
      response.writeHead(answerWith.status, answerWith.headers).end('{}');
    });
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
});
afterEach(() => {
  receiver.closeAllConnections();
  return new Promise<void>((resolve) => receiver.close(() => resolve()));
});

const port = () => (receiver.address() as AddressInfo).port;

type Span = { name: string; traceId: string; spanId: string; parentSpanId?: string; kind: number; status: { code?: number } };
const spansOf = ({ body }: Received): Span[] =>
  JSON.parse(body).resourceSpans.flatMap((resource: { scopeSpans: { spans: Span[] }[] }) =>
    resource.scopeSpans.flatMap(({ spans }) => spans),
  );

describe('traces', () => {
  test('are sent by OTLP: a request, what it does, and the workflow that it began, as one trace', async () => {
    const traces = await openTraces(`http://127.0.0.1:${port()}`, '0.0.0');
    const traceId = traceIdOf('request-1');
    const request = beginSpan('POST /api/v1/launches', { traceId, inbound: true });
    await runInScope({ requestId: 'request-1', trace: request!.place }, () => inSpan('call weather', {}, async () => undefined));
    request!.end({ failed: false });
    const broken = inOwnScope('launch', { requestId: 'request-1', shop: 'fornace', workflow: 'launch:1' }, () =>
      inSpan('step copy', {}, async () => {
        throw new Error('no words');
      }),
    );
    await expect(broken).rejects.toThrow('no words');
    await traces.close();
    expect(received.map(({ path }) => path)).toEqual(['/v1/traces']);
    const spans = spansOf(received[0]!);
    const named = (name: string) => spans.find((span) => span.name === name) as Span;
    expect(new Set(spans.map((span) => span.traceId))).toEqual(new Set([traceId]));
    expect(named('call weather').parentSpanId).toBe(named('POST /api/v1/launches').spanId);
    expect(named('POST /api/v1/launches').parentSpanId ?? '').toBe('');
    expect(named('step copy')).toMatchObject({ parentSpanId: named('launch').spanId, status: { code: 2 } });
    expect(received[0]!.body).toContain('"bottega"');
  });

  test('cost nothing while nobody wants them: no span is made, and the work is done', async () => {
    expect(beginSpan('x', { traceId: traceIdOf('r') })).toBeNull();
    const scope = { requestId: 'r', trace: newPlace(traceIdOf('r')) };
    expect(await runInScope(scope, () => inSpan('x', {}, async () => currentScope()))).toBe(scope);
  });
});

describe('reports of errors', () => {
  const open = (time = { now: 0 }) =>
    openErrorReports({ dsn: `http://public@127.0.0.1:${port()}/sub/42`, release: '0.0.0', environment: 'test', now: () => time.now });
  const errorAt = (place: string) =>
    Object.assign(new Error(`broke at ${place}`), { stack: `Error: broke at ${place}\n    at work (/app/${place}.ts:3:7)` });

  test('speak the protocol: three lines, with cause, stack and ids, and no secret', async () => {
    const reports = open();
    const error = new TypeError('cannot reach postgresql://app:canary-1@db:5432/x', { cause: errorAt('socket') });
    runInScope({ requestId: 'request-9', trace: newPlace('ab'.repeat(16)), shop: 'fornace' }, () => reportError(error, 'a request failed'));
    await reports.close();
    expect(received[0]).toMatchObject({ path: '/sub/api/42/envelope/', headers: { 'content-type': 'application/x-sentry-envelope' } });
    expect(received[0]!.headers['x-sentry-auth']).toMatch(/^Sentry sentry_version=7, .*sentry_key=public$/);
    const [envelope, item, event] = received[0]!.body
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(event.event_id).toMatch(/^[0-9a-f]{32}$/);
    expect(envelope.event_id).toBe(event.event_id);
    expect(item).toEqual({ type: 'event', content_type: 'application/json', length: Buffer.byteLength(received[0]!.body.split('\n')[2]!) });
    expect(event).toMatchObject({
      level: 'error',
      release: '0.0.0',
      environment: 'test',
      tags: { requestId: 'request-9', shop: 'fornace' },
    });
    const [cause, outer] = event.exception.values;
    expect([cause.value, outer.type]).toEqual(['broke at socket', 'TypeError']);
    expect(cause.stacktrace.frames.at(-1)).toMatchObject({
      function: 'work',
      filename: '/app/socket.ts',
      lineno: 3,
      colno: 7,
      in_app: true,
    });
    expect(received[0]!.body).not.toContain('canary-1');
  });

  test('are made of what the log calls an error, and of nothing less', async () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'bottega-reports-'));
    const log = createLogTo({ dest: path.join(folder, 'log') }, 'info');
    const reports = open();
    log.warn({ err: errorAt('a warning') }, 'one failed');
    log.error({ told: 'nothing thrown' }, 'two failed');
    log.child({ requestId: 'r' }).error({ err: errorAt('a step') }, 'three failed');
    await reports.close();
    rmSync(folder, { recursive: true });
    expect(received.map(({ body }) => JSON.parse(body.split('\n')[2] ?? '').logentry)).toEqual([{ formatted: 'three failed' }]);
  });

  test('tell the same once a minute, and no more than thirty of all', async () => {
    const time = { now: 0 };
    const reports = open(time);
    for (let i = 0; i < 10; i++) reportError(errorAt('here'), '');
    time.now = 59_000;
    reportError(errorAt('here'), '');
    time.now = 61_000;
    reportError(errorAt('here'), '');
    for (let i = 0; i < 100; i++) reportError(errorAt(`place-${i}`), '');
    await reports.close();
    expect(received.length).toBe(1 + 30);
  });

  test('fall silent when the service says so, and are none without an address', async () => {
    answerWith = { status: 429, headers: { 'retry-after': '120' } };
    const time = { now: 0 };
    const reports = open(time);
    reportError(errorAt('one'), '');
    await expect.poll(() => received.length).toBe(1);
    await new Promise((resolve) => setTimeout(resolve, 50));
    time.now = 119_000;
    reportError(errorAt('two'), '');
    time.now = 121_000;
    reportError(errorAt('three'), '');
    await reports.close();
    reportError(errorAt('four'), '');
    expect(received.map(({ body }) => /at (\w+)/.exec(body)?.[1])).toEqual(['one', 'three']);
  });
});

test('a slow statement is told of by its text, without values, with the ids of who waited', () => {
  const lines: Record<string, unknown>[] = [];
  const log = pino({ level: 'warn' }, { write: (line: string) => lines.push(JSON.parse(line)) });
  const watching = watchSlowQueries(log, 100);
  const event = (ms: number) => ({
    level: 'query',
    query: { sql: 'select *\n from orders where email = $1', parameters: ['canary'] },
    queryDurationMillis: ms,
  });
  for (const ms of [99, 250]) noteQuery(event(ms) as never);
  watching.close();
  noteQuery(event(500) as never);
  expect(lines).toEqual([
    expect.objectContaining({ ms: 250, statement: 'select * from orders where email = $1', msg: 'a slow statement' }),
  ]);
  expect(JSON.stringify(lines)).not.toContain('canary');
});
