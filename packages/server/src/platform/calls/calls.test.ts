import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import pino from 'pino';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Calls, createCalls } from './calls.ts';
import type { CallPolicy } from './policy.ts';
import { readRetryAfter } from './retry-after.ts';

type Reply = (request: IncomingMessage, answer: ServerResponse, number: number) => unknown;
type Seen = { readonly method: string; readonly body: string; readonly at: number };

let calls: Calls;
let lines: string[];
let server: Server;
let url: string;
let seen: Seen[];
let connections: number;
let reply: Reply;

beforeEach(async () => {
  lines = [];
  calls = createCalls({ log: pino({ level: 'debug' }, { write: (line: string) => void lines.push(line) }) });
  seen = [];
  connections = 0;
  reply = (_, answer) => answer.end('ok');
  server = createServer(async (request, answer) => {
    const body = await text(request);
    seen.push({ method: request.method ?? '', body, at: performance.now() });
    reply(request, answer, seen.length);
  }).on('connection', () => void connections++);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/things?key=very-secret`;
});
afterEach(async () => {
  await calls.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const policy = (own: Partial<CallPolicy> = {}): CallPolicy => ({ service: 'tests', firstWaitMs: 5, timeoutMs: 2_000, ...own });
const status =
  (code: number, headers: Record<string, string> = {}): Reply =>
  (_, answer) =>
    answer.writeHead(code, headers).end();
const post = (headers: Record<string, string> = {}): RequestInit => ({ method: 'POST', body: '{"n":1}', headers });
const gap = (first: number, second: number) => (seen[second]?.at ?? 0) - (seen[first]?.at ?? 0);

test('a passing fault is tried again, and the answer that came is given', async () => {
  reply = (request, answer, number) => (number < 3 ? status(503)(request, answer, number) : answer.end('there'));
  const answer = await calls.fetch(policy(), url);
  expect([answer.status, await answer.text(), seen.length]).toEqual([200, 'there', 3]);
});

test.each([408, 500, 502, 503, 504])('a lasting %i is given back after three more tries', async (code) => {
  reply = status(code);
  expect((await calls.fetch(policy(), url)).status).toBe(code);
  expect(seen.length).toBe(4);
});

test.each([400, 401, 404, 409, 422, 501])('a %i is an answer, and is not asked for twice', async (code) => {
  reply = status(code);
  expect((await calls.fetch(policy(), url)).status).toBe(code);
  expect(seen.length).toBe(1);
});

test('Retry-After is obeyed, in seconds and as a date, by every caller of the service', async () => {
  reply = (request, answer, number) => (number === 1 ? status(429, { 'retry-after': '1' })(request, answer, number) : answer.end());
  const first = calls.fetch(policy(), url);
  await expect.poll(() => seen.length).toBe(1);
  await sleep(50);
  const second = calls.fetch(policy(), url);
  await Promise.all([first, second]);
  expect(seen.length).toBe(3);
  expect(Math.min(gap(0, 1), gap(0, 2))).toBeGreaterThanOrEqual(980);

  const at = Date.parse('2026-11-20T10:00:00Z');
  const read = (value: string) => readRetryAfter(new Headers({ 'retry-after': value }), at);
  expect(read('7')).toBe(7_000);
  expect(read('Fri, 20 Nov 2026 10:02:00 GMT')).toBe(120_000);
  expect(read('Fri, 20 Nov 2026 09:00:00 GMT')).toBe(0);
  expect(read('soon')).toBeNull();
  expect(read('-5')).not.toBe(-5_000);
});

test('a service that wants to be left alone for long is: its answer is given back, and the next call does not go out', async () => {
  reply = status(429, { 'retry-after': '3600' });
  expect((await calls.fetch(policy(), url, post())).status).toBe(429);
  await expect(calls.fetch(policy(), url)).rejects.toMatchObject({ kind: 'rate_limited', retryAfterSeconds: 3_600 });
  expect(seen.length).toBe(1);
});

test('a POST without a key whose answer is lost is unknown, and never sent again', async () => {
  reply = (_, answer) => answer.destroy();
  await expect(calls.fetch(policy(), url, post())).rejects.toMatchObject({ name: 'ProviderError', kind: 'unknown_outcome' });
  reply = () => undefined;
  await expect(calls.fetch(policy({ timeoutMs: 60 }), url, post())).rejects.toMatchObject({ kind: 'unknown_outcome' });
  reply = status(500);
  expect((await calls.fetch(policy(), url, post())).status).toBe(500);
  expect(seen.length).toBe(3);
});

test('a POST with a key is sent again with its body, and a GET that stays lost had no effect', async () => {
  reply = (_, answer, number) => (number < 3 ? answer.destroy() : answer.end());
  await calls.fetch(policy(), url, post({ 'Idempotency-Key': 'k1' }));
  await calls.fetch(policy(), new Request(url, post({ 'idempotency-key': 'k2' })));
  expect(seen.map(({ body }) => body)).toEqual(Array(4).fill('{"n":1}'));
  reply = (_, answer) => answer.destroy();
  await expect(calls.fetch(policy(), url)).rejects.toMatchObject({ kind: 'temporary' });
});

test('a stream is sent once', async () => {
  reply = status(503);
  const body = new Blob(['once']).stream();
  const answer = await calls.fetch(policy(), url, { method: 'PUT', body, duplex: 'half' } as RequestInit);
  expect([answer.status, seen.length]).toEqual([503, 1]);
});

test('what nobody hears was not sent', async () => {
  const nowhere = 'http://127.0.0.1:1024/';
  await expect(calls.fetch(policy({ service: 'nobody' }), nowhere, post())).rejects.toMatchObject({ kind: 'temporary' });
});

test('the breaker opens after failures in a row, lets one try through after its rest, and closes when that is well', async () => {
  reply = status(500);
  const once = policy({ retries: 0, restMs: 150 });
  for (let n = 0; n < 5; n++) await calls.fetch(once, url);
  await expect(calls.fetch(once, url)).rejects.toMatchObject({ kind: 'temporary', retryAfterSeconds: 0.15 });
  expect(seen.length).toBe(5);
  await sleep(200);
  expect((await calls.fetch(once, url)).status).toBe(500); // the probe
  await expect(calls.fetch(once, url)).rejects.toMatchObject({ kind: 'temporary' });
  reply = (_, answer) => answer.end();
  await sleep(350); // its rest was doubled
  const answers = await Promise.all(Array.from({ length: 4 }, () => calls.fetch(once, url)));
  expect(answers.map((answer) => answer.status)).toEqual([200, 200, 200, 200]);
  expect(lines.filter((line) => line.includes('it is left alone')).length).toBe(2);
});

test('the breaker of one service is not that of another', async () => {
  reply = status(500);
  for (let n = 0; n < 5; n++) await calls.fetch(policy({ retries: 0 }), url);
  expect((await calls.fetch(policy({ service: 'another', retries: 0 }), url)).status).toBe(500);
});

test('no more go at once than may, the others wait, and beyond that they are turned away', async () => {
  let inside = 0;
  let most = 0;
  reply = async (_, answer) => {
    most = Math.max(most, ++inside);
    await sleep(30);
    inside--;
    answer.end();
  };
  const narrow = policy({ atOnce: 2, waiting: 3 });
  const results = await Promise.allSettled(Array.from({ length: 6 }, () => calls.fetch(narrow, url)));
  expect(most).toBe(2);
  expect(results.map(({ status: how }) => how)).toEqual([...Array(5).fill('fulfilled'), 'rejected']);
  expect(results[5]).toMatchObject({ reason: { kind: 'rate_limited' } });
});

test('no more begin in a minute than may', async () => {
  const slow = policy({ perMinute: 600 });
  await Promise.all(Array.from({ length: 4 }, () => calls.fetch(slow, url)));
  expect(gap(0, 3)).toBeGreaterThanOrEqual(290);
});

test('connections are used again', async () => {
  for (let n = 0; n < 10; n++) await (await calls.fetch(policy(), url)).text();
  expect(connections).toBeLessThanOrEqual(2); // the second is opened when the first is not yet put back
});

test('whoever no longer wants the answer waits for nothing', async () => {
  reply = status(503, { 'retry-after': '10' });
  const gone = new AbortController();
  const asked = calls.fetch(policy(), url, { signal: gone.signal });
  await expect.poll(() => seen.length).toBe(1);
  gone.abort(new Error('no longer wanted'));
  await expect(asked).rejects.toThrow('no longer wanted');
});

test('a budget that is spent keeps the call from going out', async () => {
  const admit = async () => Promise.reject(new Error('the budget is spent'));
  await expect(calls.fetch(policy({ admit }), url)).rejects.toThrow('the budget is spent');
  expect(seen.length).toBe(0);
});

test('the log tells of each call, and of nothing that is secret', async () => {
  reply = status(503);
  await calls.fetch(policy(), url, { headers: { authorization: 'Bearer very-secret' } });
  expect(lines.filter((line) => line.includes('"service":"tests"')).length).toBe(4);
  expect(lines.join('')).not.toContain('very-secret');
  expect(lines.join('')).not.toContain('/v1/things');
});
