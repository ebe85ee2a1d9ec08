import { createServer, type RequestListener, type Server } from 'node:http';
import { type AddressInfo, Socket } from 'node:net';
import { afterEach, expect, test, vi } from 'vitest';
import { createGuardedFetch, type GuardedFetch } from './guarded-fetch.ts';
import type { Resolve } from './guarded-agent.ts';
import { HOSTILE_ADDRESSES, HOSTILE_ANSWERS } from '../../../testing/hostile-addresses.ts';
import { isPublicAddress } from './refused-addresses.ts';

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const part of open.splice(0)) await part.close();
  vi.restoreAllMocks();
});

/** A guard, and every address that a socket was opened to meanwhile. */
function makeGuard(options: { alsoAllowed?: readonly string[]; resolve?: Resolve } = {}): GuardedFetch {
  const guard = createGuardedFetch({ alsoAllowed: [], ...options });
  open.push(guard);
  return guard;
}

async function serve(listener: RequestListener, host = '127.0.0.1'): Promise<number> {
  const server: Server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  open.push({
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  });
  return (server.address() as AddressInfo).port;
}

/** Counts what reaches the network: Node connects a socket for nothing else here. */
const watchConnects = () => vi.spyOn(Socket.prototype, 'connect');
const ask = () => ({ signal: AbortSignal.timeout(3_000), timeoutMs: 2_000, mostBytes: 1_000 });
const refused = expect.objectContaining({ code: 'address_refused' });
const resolveTo =
  (...answers: string[]): Resolve =>
  async () =>
    answers.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));

const hostile = Object.entries(HOSTILE_ADDRESSES).flatMap(([trick, addresses]) => addresses.map((address) => [trick, address] as const));

test('the table of hostile addresses is long enough, and none stands in it twice', () => {
  expect(hostile.length).toBeGreaterThanOrEqual(60);
  expect(new Set(hostile.map(([, address]) => address)).size).toBe(hostile.length);
});

test.each(hostile)('%s: %j is refused before anything is connected to', async (_, address) => {
  const connects = watchConnects();
  const guard = makeGuard({ resolve: resolveTo('127.0.0.1') });
  await expect(guard(address, ask())).rejects.toEqual(refused);
  expect(() => guard.check(address)).toThrow(refused);
  expect(connects).not.toHaveBeenCalled();
});

test.each(HOSTILE_ANSWERS)('a name that resolves to %s is refused, alone and among public addresses', async (answer) => {
  const connects = watchConnects();
  await expect(makeGuard({ resolve: resolveTo(answer) })('http://shop.example/', ask())).rejects.toEqual(refused);
  await expect(makeGuard({ resolve: resolveTo('93.184.216.34', answer) })('https://shop.example/', ask())).rejects.toEqual(refused);
  const dialled = connects.mock.calls.map(([where]) => JSON.stringify(where)).filter((where) => where.includes(answer));
  expect(dialled).toEqual([]);
});

test.each(['8.8.8.8', '1.1.1.1', '172.15.0.1', '172.32.0.1', '100.63.0.1', '2606:4700::1111', '2a00:1450::8', '2400:cb00::1'])(
  '%s is public',
  (address) => expect(isPublicAddress(address)).toBe(true),
);

test('a name that turns to an inside address after it was accepted is refused at the connection', async () => {
  const port = await serve((_, answer) => answer.end('inside'));
  const answers = [resolveTo('127.0.0.2'), resolveTo('127.0.0.1')];
  const resolve: Resolve = (name) => (answers.shift() ?? resolveTo('127.0.0.1'))(name);
  const guard = makeGuard({ alsoAllowed: ['127.0.0.2'], resolve });
  expect(guard.check(`http://rebinds.example:${port}/`).hostname).toBe('rebinds.example');
  await guard(`http://rebinds.example:${port}/`, ask()).catch(() => undefined); // 127.0.0.2: nobody listens there
  await expect(guard(`http://rebinds.example:${port}/`, ask())).rejects.toEqual(refused);
});

test('each hop of a redirect is judged anew', async () => {
  let asked = 0;
  const inside = await serve((_, answer) => {
    asked++;
    answer.end('secret');
  }, '127.0.0.2');
  const targets = [`http://127.0.0.2:${inside}/`, `http://2130706434:${inside}/`, 'http://[::1]/', 'file:///etc/passwd', '//10.0.0.1/'];
  for (const location of targets) {
    const front = await serve((_, answer) => answer.writeHead(302, { location }).end());
    const guard = makeGuard({ alsoAllowed: ['127.0.0.1'] });
    await expect(guard(`http://127.0.0.1:${front}/`, { ...ask(), redirects: 3 }), location).rejects.toEqual(refused);
  }
  expect(asked).toBe(0);
});

test('redirects are followed as often as was said, and never with what was posted', async () => {
  const port = await serve((request, answer) => {
    const left = Number(request.url?.slice(1));
    if (left > 0) answer.writeHead(307, { location: `/${left - 1}` }).end();
    else answer.end(`${request.method} arrived`);
  });
  const guard = makeGuard({ alsoAllowed: ['127.0.0.0/8'] });
  const at = (hops: number) => `http://127.0.0.1:${port}/${hops}`;
  expect(await guard(at(2), { ...ask(), redirects: 2 })).toMatchObject({ status: 200, url: at(0), body: Buffer.from('GET arrived') });
  expect((await guard(at(3), { ...ask(), redirects: 2 })).status).toBe(307);
  expect((await guard(at(1), ask())).status).toBe(307);
  expect((await guard(at(1), { ...ask(), method: 'POST', body: '{}', redirects: 5 })).status).toBe(307);
});

test('a redirect to another origin takes no headers along', async () => {
  const seen: (string | undefined)[] = [];
  const other = await serve((request, answer) => {
    seen.push(request.headers.authorization);
    answer.end();
  });
  const first = await serve((request, answer) => {
    seen.push(request.headers.authorization);
    answer.writeHead(302, { location: `http://127.0.0.1:${other}/` }).end();
  });
  const guard = makeGuard({ alsoAllowed: ['127.0.0.1'] });
  await guard(`http://127.0.0.1:${first}/`, { ...ask(), redirects: 1, headers: { authorization: 'Bearer secret' } });
  expect(seen).toEqual(['Bearer secret', undefined]);
});

test('a long body is read as far as was asked, packed or not', async () => {
  const { gzipSync } = await import('node:zlib');
  const bomb = gzipSync(Buffer.alloc(20_000_000));
  const port = await serve((request, answer) =>
    request.url === '/bomb' ? answer.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb) : answer.end('x'.repeat(1_000)),
  );
  const guard = makeGuard({ alsoAllowed: ['127.0.0.1'] });
  expect(await guard(`http://127.0.0.1:${port}/`, ask())).toMatchObject({ isCut: false, body: Buffer.alloc(1_000, 'x') });
  const bombed = await guard(`http://127.0.0.1:${port}/bomb`, ask());
  expect([bombed.isCut, bombed.body.length]).toEqual([true, 1_000]);
});

test('what hangs is cut, and what nobody hears is told apart from what may have been received', async () => {
  const port = await serve(() => undefined);
  const guard = makeGuard({ alsoAllowed: ['127.0.0.1'] });
  const hanging = guard(`http://127.0.0.1:${port}/`, { ...ask(), timeoutMs: 100 });
  await expect(hanging).rejects.toMatchObject({ name: 'ProviderError', kind: 'unknown_outcome' });
  await expect(guard('http://127.0.0.1:1024/', ask())).rejects.toMatchObject({ name: 'ProviderError', kind: 'temporary' });
  const gone = new AbortController();
  const wanted = guard(`http://127.0.0.1:${port}/`, { ...ask(), signal: gone.signal });
  gone.abort(new Error('no longer wanted'));
  await expect(wanted).rejects.toThrow('no longer wanted');
});
