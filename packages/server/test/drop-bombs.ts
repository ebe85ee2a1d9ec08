import { createServer, type Server as HttpServer } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { openAsBlob } from 'node:fs';
import { stat, utimes } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { makeBombs } from './bombs.ts';
import { memoryOf } from './memory.ts';
import { makePhotos } from './photos.ts';
import { ask, type Ended, makeFolder, makeFornace, type Server, serve } from './serve.ts';

export type Dropped = {
  readonly dropped: number;
  /** What was not refused with a 4xx, and what was answered instead. */
  readonly odd: readonly string[];
  /** Memory of the server above what it had before, at its highest, in MB; undefined where the system does not tell. */
  readonly grewMb: number | undefined;
  /** Requests to an address, and readings of a file, that only a bomb names. */
  readonly outsideReads: number;
  /** Of the connections that send a letter now and then: how many, and the slowest answer to others meanwhile. */
  readonly slow: number;
  readonly slowestMs: number;
};

const GIGABYTE = 1024 ** 3;

/** Sends every kind of bomb to a house of its own, by both ways in for files. `bodyGb` is the size of the body that is too large. */
export async function dropBombs(input: { bodyGb: number; slow: number }): Promise<Dropped> {
  const home = await makeFolder();
  const canary = await startCanary();
  const server = await serve({ data: path.join(home.folder, 'data') });
  let end: Ended | undefined;
  void server.ended.then((ended) => {
    end = ended;
  });
  try {
    await makeFornace(server.data);
    const { bomb, svg, truncated, good } = await makePhotos(home.folder);
    const bombs = { bomb, svg, truncated, ...(await makeBombs(home.folder, canary.url)) };
    const secret = path.join(home.folder, 'canary.ts');
    await utimes(secret, new Date(0), new Date(1_000)); // whoever reads it moves the first of these
    await send(server, '/api/v1/files', 'files', good); // everything that is loaded once is loaded
    const before = memoryOf(server.pid);
    const odd: string[] = [];
    let dropped = 0;
    for (const [name, file] of Object.entries(bombs)) {
      for (const [address, field] of HARMLESS.has(name) ? WAYS_IN.slice(0, 1) : WAYS_IN) {
        dropped += 1;
        judge(odd, `${name} to ${address}`, await insist(() => send(server, address, field, file)), HARMLESS.has(name));
      }
    }
    for (const declared of [true, false]) {
      dropped += 1;
      judge(
        odd,
        `${input.bodyGb} GB, ${declared ? 'declared' : 'undeclared'}`,
        await insist(() => sendEndless(server, Math.round(input.bodyGb * GIGABYTE), declared)),
      );
    }
    const slowestMs = await withSlowSenders(server, input.slow, () => askMeanwhile(server));
    const peak = memoryOf(server.pid)?.peak;
    const wasRead = (await stat(secret)).atimeMs > 0 ? 1 : 0;
    const grewMb = before && peak === undefined ? undefined : Math.max(0, (peak ?? 0) - (before?.now ?? 0));
    return { dropped, odd, grewMb, outsideReads: canary.heard() + wasRead, slow: input.slow, slowestMs };
  } catch (error) {
    if (end) throw new Error(`the server ended with ${end.code}:\n${end.stderr.slice(-2_000)}`, { cause: error });
    throw error;
  } finally {
    await server.stop();
    await canary.close();
    await home.remove();
  }
}

const WAYS_IN = [
  ['/api/v1/files', 'files'],
  ['/api/v1/launches', 'photos'],
] as const;

/** A picture of one pixel with something huge in a corner that nobody unpacks: it may be taken, and a launch of it would tell nothing. */
const HARMLESS: ReadonlySet<string> = new Set(['profile', 'comment']);

function judge(odd: string[], what: string, { status, text }: { status: number; text: string }, mayBeTaken = false): void {
  const isRefused = status >= 400 && status < 500 && text.includes('"type"');
  if (!isRefused && !(mayBeTaken && status >= 200 && status < 300)) odd.push(`${what}: ${status} ${text.slice(0, 160)}`);
}

/** A server that has too much to do says so, and is asked again. */
async function insist(work: () => Promise<{ status: number; text: string }>): Promise<{ status: number; text: string }> {
  for (let tries = 1; ; tries++) {
    const answer = await work();
    if (!answer.text.includes('"overloaded"') || tries === 20) return answer;
    await sleep(1_000);
  }
}

const headersOf = ({ token }: Server) => ({ authorization: `Bearer ${token}`, 'x-bottega-shop': 'fornace' });

async function send(server: Server, address: string, field: string, file: string) {
  const form = new FormData();
  for (const [name, value] of Object.entries({ name: 'Bowl', price: '48.00', currency: 'EUR', seconds: '6' })) form.set(name, value);
  form.append(field, await openAsBlob(file), path.basename(file));
  const answer = await ask(server.url, address, { method: 'POST', headers: headersOf(server), body: form });
  return { status: answer.status, text: await answer.text() };
}

/** A form whose one photo does not end before so many bytes; what the server says is heard, whether or not it reads to the end. */
function sendEndless(server: Server, bytes: number, isDeclared: boolean): Promise<{ status: number; text: string }> {
  const { hostname, port } = new URL(server.url);
  const head = '--b\r\ncontent-disposition: form-data; name="files"; filename="cup.jpg"\r\n\r\n';
  const lines = [
    'POST /api/v1/files HTTP/1.1',
    `host: ${hostname}:${port}`,
    ...Object.entries(headersOf(server)).map(([name, value]) => `${name}: ${value}`),
    'content-type: multipart/form-data; boundary=b',
    isDeclared ? `content-length: ${bytes}` : 'transfer-encoding: chunked',
    'connection: close',
  ];
  const part = Buffer.alloc(1024 * 1024, 'x');
  const framed = isDeclared ? part : Buffer.concat([Buffer.from(`${part.length.toString(16)}\r\n`), part, Buffer.from('\r\n')]);
  const first = isDeclared ? head : `${head.length.toString(16)}\r\n${head}\r\n`;
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname);
    let text = '';
    let sent = 0;
    const done = () => {
      socket.destroy();
      resolve({ status: Number(/^HTTP\/1\.1 (\d+)/.exec(text)?.[1] ?? 0), text });
    };
    // One part at a time, so that an early answer is heard before the line breaks.
    const pour = () => {
      if (socket.destroyed) return;
      if (sent >= bytes) return void socket.write(isDeclared ? '' : '0\r\n\r\n');
      sent += part.length;
      if (socket.write(framed)) setImmediate(pour);
      else socket.once('drain', () => setImmediate(pour));
    };
    socket.setTimeout(120_000, done);
    socket.on('data', (chunk) => {
      text += chunk;
      if (text.includes('"request_id"')) done();
    });
    socket.once('error', done).once('close', done);
    socket.write(`${lines.join('\r\n')}\r\n\r\n${first}`);
    pour();
  });
}

/** Opens connections that send a letter of a header now and then, and closes them when the work is done. */
async function withSlowSenders<T>(server: Server, count: number, work: () => Promise<T>): Promise<T> {
  const { hostname, port } = new URL(server.url);
  const sockets: Socket[] = Array.from({ length: count }, () => connect(Number(port), hostname));
  for (const socket of sockets) {
    socket.on('error', () => undefined); // the server may well be tired of it
    socket.write('POST /api/v1/files HTTP/1.1\r\nhost: localhost\r\nx-slow: ');
  }
  const drip = setInterval(() => {
    for (const socket of sockets) socket.write('x');
  }, 500);
  try {
    await sleep(500);
    return await work();
  } finally {
    clearInterval(drip);
    for (const socket of sockets) socket.destroy();
  }
}

async function askMeanwhile(server: Server): Promise<number> {
  let slowest = 0;
  for (let count = 0; count < 20; count++) {
    const began = performance.now();
    const { status } = await ask(server.url, '/readyz');
    slowest = Math.max(slowest, status === 200 ? performance.now() - began : Number.POSITIVE_INFINITY);
    await sleep(50);
  }
  return slowest;
}

/** Listens where only a bomb would send anyone. */
async function startCanary() {
  let heard = 0;
  const listener: HttpServer = createServer((_, answer) => {
    heard += 1;
    answer.end();
  });
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(listener.address() as AddressInfo).port}/canary.ts`,
    heard: () => heard,
    close: () => new Promise((resolve) => listener.close(resolve)),
  };
}
