import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { cpuOf, cpuOfDatabase } from '../../cpu.ts';

const SERVER = path.join(import.meta.dirname, 'server.ts');
const [START_MS, END_MS, ANSWER_MS] = [60_000, 15_000, 60_000];

/** A server in a process of its own, so that whoever asks it is not counted with it. */
export type OwnServer = { readonly port: number; readonly pid: number; close(): Promise<void> };

/** Ours, beside an open world; with the pages where they are asked for. */
export const startServer = (folder: string, withPages = false): Promise<OwnServer> =>
  startProgram([SERVER, folder, ...(withPages ? ['pages'] : [])]);

/**
 * Starts a program of Node that writes `port N` when it is ready and ends when its input ends.
 * @throws Error when it is not ready in a minute
 */
export async function startProgram(words: readonly string[], options: { cwd?: string; env?: NodeJS.ProcessEnv } = {}): Promise<OwnServer> {
  const child = spawn(process.execPath, ['--no-warnings', ...words], { ...options, stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = once(child, 'exit');
  const early = ended.then(() => Promise.reject(new Error(`${words[0]} ended before it listened.`)));
  const late = sleep(START_MS, undefined, { ref: false }).then(() => Promise.reject(new Error(`${words[0]} did not listen in time.`)));
  try {
    const port = await Promise.race([readPort(child.stdout), early, late]);
    child.stdout.resume();
    return {
      port,
      pid: child.pid as number,
      async close() {
        child.stdin.end();
        await Promise.race([ended, sleep(END_MS, undefined, { ref: false }).then(() => child.kill('SIGKILL'))]);
      },
    };
  } catch (error) {
    child.kill('SIGKILL');
    throw error;
  }
}

async function readPort(output: NodeJS.ReadableStream): Promise<number> {
  for await (const line of createInterface({ input: output })) if (line.startsWith('port ')) return Number(line.slice(5));
  return new Promise(() => undefined); // it has ended, which is said elsewhere
}

/** What one question is: a path with what goes beside it; one with a body is posted. */
export type Question = { readonly path: string; readonly headers: Readonly<Record<string, string>>; readonly body?: string };

/** Questions to one of our shops. */
export const askedOf = (shop: string, paths: readonly string[]): Question[] =>
  paths.map((one) => ({ path: one, headers: { 'x-bottega-shop': shop } }));

/** What a round of questions took. Milliseconds. */
export type Round = { readonly cpu: number; readonly wall: number; readonly times: readonly number[]; readonly bytes: number };

/** Asks for so many answers over so many connections that stay open. @throws Error for an answer that is not 200 */
export async function askMany(
  server: Pick<OwnServer, 'pid' | 'port'>,
  folder: string,
  { questions, count, connections }: { questions: readonly Question[]; count: number; connections: number },
): Promise<Round> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const times: number[] = [];
  let [next, bytes] = [0, 0];
  const spent = () => cpuOf(server.pid) + cpuOfDatabase(folder);
  const before = spent();
  const began = performance.now();
  const asker = async () => {
    while (next < count) {
      const question = questions[next++ % questions.length] as Question;
      const asked = performance.now();
      const received = await ask(agent, server.port, question);
      bytes += received;
      times.push(performance.now() - asked);
    }
  };
  await Promise.all(Array.from({ length: connections }, asker));
  const wall = performance.now() - began;
  const cpu = (spent() - before) * 1_000;
  agent.destroy();
  return { cpu: cpu / count, wall, times, bytes: bytes / count };
}

/** How many bytes the answer has. */
const ask = (agent: Agent, port: number, { path: wanted, headers, body }: Question): Promise<number> =>
  new Promise((resolve, reject) => {
    const method = body === undefined ? 'GET' : 'POST';
    const sent = request({ agent, host: '127.0.0.1', port, method, path: wanted, headers, timeout: ANSWER_MS }, (answer) => {
      let bytes = 0;
      answer.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
      });
      answer.on('error', reject);
      answer.on('end', () =>
        answer.statusCode === 200 ? resolve(bytes) : reject(new Error(`${wanted} was answered with ${answer.statusCode}.`)),
      );
    });
    sent.on('timeout', () => sent.destroy(new Error(`${wanted} was not answered in time.`)));
    sent.on('error', reject);
    sent.end(body);
  });

export const percentile = (values: readonly number[], share: number): number =>
  values.toSorted((one, other) => one - other)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? 0;
