import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import type { Hono } from 'hono';
import { BottegaError } from '#platform';
import type { AppEnv } from './app-env.ts';

export type Listening = {
  readonly port: number;
  /** Takes no more requests, ends streams of events, and gives what runs 5 s to finish. */
  close(): Promise<void>;
};

const PATIENCE_MS = 5_000;
/** Eight photos over a slow line take minutes. */
const LONGEST_REQUEST_MS = 10 * 60_000;

/** @throws BottegaError port_taken, saying by whom where it can be known; invalid_configuration for an address that is not ours. */
export async function listen(app: Hono<AppEnv>, where: { host: string; port: number }): Promise<Listening> {
  const closing = new AbortController();
  const server = createAdaptorServer({
    fetch: (request, env) => app.fetch(request, { ...env, closing: closing.signal }),
    serverOptions: { requestTimeout: LONGEST_REQUEST_MS },
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(where.port, where.host, resolve);
  }).catch(async (error: NodeJS.ErrnoException) => {
    throw await explain(error, where);
  });
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      const closed = closeInOrder(server as Server);
      closing.abort();
      await closed;
    },
  };
}

async function closeInOrder(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  // A connection that is kept alive after its last answer would be waited for.
  const sweep = setInterval(() => server.closeIdleConnections(), 50);
  const cut = setTimeout(() => server.closeAllConnections(), PATIENCE_MS);
  await closed;
  clearInterval(sweep);
  clearTimeout(cut);
}

async function explain(error: NodeJS.ErrnoException, { host, port }: { host: string; port: number }): Promise<Error> {
  if (error.code === 'EADDRINUSE') {
    const pid = await askForPid(host, port);
    const holder = pid === undefined ? 'Another program listens on it' : `A Bottega with pid ${pid} listens on it`;
    return new BottegaError('port_taken', `Port ${port} on ${host} is not free. ${holder}.`, { cause: error });
  }
  const reason = { EACCES: 'may not be listened on without the right to', EADDRNOTAVAIL: 'is no address of this machine' }[
    error.code ?? ''
  ];
  if (reason === undefined) return error;
  return new BottegaError('invalid_configuration', `${host} port ${port} ${reason}.`, { cause: error });
}

/** The pid of the Bottega that listens there; undefined when it is something else, or silent. */
async function askForPid(host: string, port: number): Promise<number | undefined> {
  const name = host === '0.0.0.0' || host === '::' ? 'localhost' : host.includes(':') ? `[${host}]` : host;
  try {
    const answer = await fetch(`http://${name}:${port}/livez`, { signal: AbortSignal.timeout(500) });
    const { status, pid } = (await answer.json()) as { status?: unknown; pid?: unknown };
    return status === 'live' && typeof pid === 'number' ? pid : undefined;
  } catch {
    return undefined; // it speaks no HTTP, or not ours: then there is no more to say
  }
}
