import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Ctx, type RoomModule, type ServerEvent, type Shop, streamEvents } from '#platform';
import { openTestApp, type TestApp } from '../testing/test-app.ts';
import { openTestWorld, type TestWorld } from '../testing/test-world.ts';
import { type Listening, listen } from './serve.ts';

/** How the streams of the test room ended. */
const ended: string[] = [];
let signals: Ctx['signal'][] = [];

async function* count(signal: AbortSignal, from: number): AsyncGenerator<ServerEvent> {
  try {
    for (let n = from; n < from + 3; n++) yield { event: 'count', data: { n }, id: String(n) };
    await sleep(60_000, undefined, { signal });
  } finally {
    ended.push(signal.aborted ? 'aborted' : 'returned');
  }
}

const room: RoomModule = {
  name: 'streams',
  routes(app) {
    app.get('/api/v1/counts', (c) => streamEvents(c, ({ lastEventId, signal }) => count(signal, Number(lastEventId ?? 0)), 100));
    app.get('/api/v1/short', (c) =>
      streamEvents(c, async function* () {
        yield { event: 'only', data: 'one' };
      }),
    );
    app.get('/api/v1/breaks', (c) =>
      streamEvents(c, async function* () {
        yield { event: 'only', data: 'one' };
        throw new Error('broke');
      }),
    );
    app.get('/api/v1/slow', async (c) => {
      signals.push(c.var.ctx.signal);
      await sleep(300);
      return c.json({ done: true, aborted: c.var.ctx.signal.aborted });
    });
    app.post('/api/v1/takes', async (c) => c.json({ length: (await c.req.text()).length }));
  },
};

let world: TestWorld;
let http: TestApp;
let shop: Shop;
let server: Listening | undefined;

beforeAll(async () => {
  world = await openTestWorld();
  ({ shop } = await world.createCtx());
  http = await openTestApp(world, { modules: [room] });
});
afterEach(async () => {
  await server?.close();
  server = undefined;
  ended.length = 0;
  signals = [];
});
afterAll(async () => {
  await http?.close();
  await world?.close();
});

const start = async () => {
  server = await listen(http.app, { host: '127.0.0.1', port: 0 });
  return `http://127.0.0.1:${server.port}/s/${shop.slug}/api/v1`;
};

/** Reads a stream until it contains `until`, or ends. */
async function readUntil(answer: Response, until: string): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of answer.body as ReadableStream<Uint8Array>) {
    text += decoder.decode(chunk, { stream: true });
    if (text.includes(until)) break; // cancels the stream
  }
  return text;
}

describe('a stream of events', () => {
  test('has events with ids, heartbeats while it is quiet, and ends when the client goes', async () => {
    const answer = await fetch(`${await start()}/counts`);
    expect(answer.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    const text = await readUntil(answer, ': still here');
    expect(text).toContain('retry: 2000\n\n');
    expect(text).toContain('id: 2\nevent: count\ndata: {"n":2}\n\n');
    await expect.poll(() => ended).toEqual(['aborted']);
  });

  test('goes on after the event that the client heard last', async () => {
    const answer = await fetch(`${await start()}/counts`, { headers: { 'last-event-id': '41' } });
    expect(await readUntil(answer, '"n":43')).not.toContain('"n":40');
  });

  test('ends when its source ends, and when its source breaks', async () => {
    const base = await start();
    for (const name of ['short', 'breaks']) expect(await (await fetch(`${base}/${name}`)).text()).toContain('data: "one"');
  });
});

describe('closing', () => {
  test('ends streams, lets what runs finish, and takes nothing new', async () => {
    const base = await start();
    const stream = await fetch(`${base}/counts`);
    const slow = fetch(`${base}/slow`);
    await expect.poll(() => signals.length).toBe(1);
    const begun = performance.now();
    await server?.close();
    expect(performance.now() - begun).toBeLessThan(2_000);
    expect(await (await slow).json()).toEqual({ done: true, aborted: false });
    expect(await stream.text()).toContain('"n":2');
    expect(ended).toEqual(['aborted']);
    await expect(fetch(`${base}/slow`)).rejects.toThrow();
  });

  test('does not wait for a client that holds its connection', async () => {
    const base = await start();
    const socket = connect(Number(new URL(base).port), '127.0.0.1');
    await new Promise((resolve) => socket.once('connect', resolve));
    socket.write('POST /api/v1/takes HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\nhalf');
    await sleep(50);
    const begun = performance.now();
    await server?.close();
    expect(performance.now() - begun).toBeLessThan(6_500);
    socket.destroy();
  });
});

test('the work of a request hears that its client went', async () => {
  const base = await start();
  const gone = new AbortController();
  const request = fetch(`${base}/slow`, { signal: gone.signal }).catch(() => undefined);
  await expect.poll(() => signals.length).toBe(1);
  gone.abort();
  await request;
  await expect.poll(() => signals[0]?.aborted).toBe(true);
});

test('a body without a declared length is taken up to its limit, and refused beyond', async () => {
  const base = await start();
  const send = (size: number) =>
    fetch(`${base}/takes`, { method: 'POST', body: new Blob(['x'.repeat(size)]).stream(), duplex: 'half' } as RequestInit);
  expect(await (await send(900_000)).json()).toEqual({ length: 900_000 });
  expect((await send(2 * 1024 * 1024)).status).toBe(413);
});

describe('a taken port', () => {
  let other: Server | undefined;
  afterEach(() => void other?.close());

  test('is said with the pid of the Bottega that holds it', async () => {
    const { port } = new URL(await start());
    await expect(listen(http.app, { host: '127.0.0.1', port: Number(port) })).rejects.toMatchObject({
      code: 'port_taken',
      message: `Port ${port} on 127.0.0.1 is not free. A Bottega with pid ${process.pid} listens on it.`,
    });
  });

  test('is said when another program holds it, or one that is silent', async () => {
    for (const answer of [(res: { end(text: string): void }) => res.end('{"hello":1}'), () => undefined]) {
      other = createServer((_, res) => answer(res));
      await new Promise<void>((resolve) => other?.listen(0, '127.0.0.1', resolve));
      const { port } = other.address() as AddressInfo;
      await expect(listen(http.app, { host: '127.0.0.1', port })).rejects.toMatchObject({
        code: 'port_taken',
        message: `Port ${port} on 127.0.0.1 is not free. Another program listens on it.`,
      });
      other.closeAllConnections();
      other.close();
    }
  });

  test('an address that is not of this machine is said too', async () => {
    await expect(listen(http.app, { host: '192.0.2.1', port: 4600 })).rejects.toMatchObject({
      code: 'invalid_configuration',
      message: '192.0.2.1 port 4600 is no address of this machine.',
    });
  });
});
