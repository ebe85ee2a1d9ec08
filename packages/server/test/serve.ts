import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { chmod, chown, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createShop, type Database, openDatabase, type RunFile, type Shop } from '#platform';

const MAIN = path.join(import.meta.dirname, '../src/main.ts');
const READY_WITHIN_MS = 40_000;

/** How the program is started: on which data folder, and as whom. */
export type Start = {
  readonly data: string;
  readonly port?: number;
  readonly env?: Readonly<Record<string, string>>;
  readonly as?: { readonly uid: number; readonly gid: number };
};

/** How a program ended, and what it had said. */
export type Ended = { readonly code: number | null; readonly stdout: string; readonly stderr: string; readonly ms: number };

/** A program that runs; `said` is what stands on its standard output by now. */
export type Started = { readonly pid: number; readonly ended: Promise<Ended>; said(): string; signal(name: NodeJS.Signals): void };

export type Server = Started & {
  readonly url: string;
  readonly token: string;
  readonly data: string;
  /** Ends it as Ctrl-C does. */
  stop(): Promise<Ended>;
};

const started = new Set<ChildProcess>();

/** Starts `bottega …` with an environment of its own: nothing of the tests' reaches it, but the cache that makes starts quick. */
export function startProgram(words: readonly string[], { data, port, env, as }: Start): Started {
  const began = performance.now();
  const { PATH = '', NODE_COMPILE_CACHE } = process.env;
  const child = spawn(process.execPath, ['--no-warnings', MAIN, ...words], {
    ...as,
    cwd: path.dirname(data),
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH,
      BOTTEGA_DATA: data,
      ...(port === undefined ? {} : { PORT: String(port) }),
      ...(NODE_COMPILE_CACHE && !as ? { NODE_COMPILE_CACHE } : {}),
      ...env,
    },
  });
  started.add(child);
  const said = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => {
      said[name] += text;
    });
  }
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      started.delete(child);
      resolve({ code, ...said, ms: performance.now() - began });
    });
  });
  return { pid: child.pid as number, ended, said: () => said.stdout, signal: (name) => void child.kill(name) };
}

/** Runs a command to its end. */
export const bottega = (words: readonly string[], start: Start): Promise<Ended> => startProgram(words, start).ended;

/** Starts `bottega serve` and waits until it is ready. */
export async function serve(start: Omit<Start, 'port'> & { port?: number }): Promise<Server> {
  const program = startProgram(['serve'], { ...start, port: start.port ?? (await freePort()) });
  const died = program.ended.then(({ code, stderr }) => {
    throw new Error(`the server ended with ${code} before it was ready:\n${stderr}`);
  });
  died.catch(() => undefined); // told through the race below while it matters
  const { url, token } = await Promise.race([untilReady(start.data, program.pid), died]);
  return {
    ...program,
    url,
    token,
    data: start.data,
    stop() {
      program.signal('SIGINT');
      return program.ended;
    },
  };
}

async function untilReady(data: string, pid: number): Promise<{ url: string; token: string }> {
  for (const deadline = performance.now() + READY_WITHIN_MS; performance.now() < deadline; await sleep(50)) {
    const { pid: holder, url, token } = readRunFile(data) ?? {};
    if (holder !== pid || !url || !token) continue;
    if ((await ask(url, '/readyz')).status === 200) return { url, token };
  }
  throw new Error('the server did not become ready');
}

/** What `run.json` says; undefined where there is none, or where it is being taken away. */
export function readRunFile(data: string): RunFile | undefined {
  try {
    return JSON.parse(readFileSync(path.join(data, 'run.json'), 'utf8')) as RunFile;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** A request that does not wait for ever. */
export const ask = (url: string, address: string, init: RequestInit = {}): Promise<Response> =>
  fetch(`${url}${address}`, { ...init, signal: AbortSignal.timeout(20_000) });

export async function freePort(): Promise<number> {
  const holder = createServer();
  await new Promise<void>((resolve) => holder.listen(0, '127.0.0.1', resolve));
  const { port } = holder.address() as AddressInfo;
  await new Promise((resolve) => holder.close(resolve));
  return port;
}

/** The pid of the PostgreSQL of a data folder, by its own file. */
export function postgresPid(data: string, cluster = clusterOf(data)): number {
  return Number(readFileSync(path.join(cluster, 'postmaster.pid'), 'utf8').split('\n')[0]);
}

/** Where the cluster of a data folder lives: inside, or where the note in it says. */
export function clusterOf(data: string): string {
  const note = path.join(data, 'postgres-lives-in');
  return existsSync(note) ? readFileSync(note, 'utf8').trim() : path.join(data, 'postgres');
}

/** A folder of the test's own; `remove` takes everything of it away, a cluster that lives elsewhere included. */
export async function makeFolder(mode = 0o755): Promise<{ folder: string; remove(): Promise<void> }> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'bottega-house-'));
  await chmod(folder, mode);
  return {
    folder,
    async remove() {
      for (const child of started) child.kill('SIGKILL');
      for (const name of await readdir(folder)) {
        const note = path.join(folder, name, 'postgres-lives-in');
        if (existsSync(note)) await rm(readFileSync(note, 'utf8').trim(), { recursive: true, force: true });
      }
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A folder that belongs to a plain user. */
export async function makeFolderOf(owner: { uid: number; gid: number }, folder: string): Promise<string> {
  await mkdir(folder, { mode: 0o700 });
  await chown(folder, owner.uid, owner.gid);
  return folder;
}

/** Makes the shop "fornace", as a guest of the server's PostgreSQL. */
export function makeFornace(data: string): Promise<Shop> {
  return withGuest(data, (database) =>
    createShop(database, { slug: 'fornace', name: 'Fornace', currency: 'EUR', country: 'IT', taxBps: 2200, shippingFlat: 890 }),
  );
}

/** Lends the database of a running server. */
export async function withGuest<T>(data: string, work: (database: Database) => Promise<T>): Promise<T> {
  const database = await openDatabase({ folder: data, guest: true });
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}
