import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { cpuOf, cpuOfDatabase } from '../../cpu.ts';

const SERVER = path.join(import.meta.dirname, 'server.ts');

/** A server in a process of its own, so that whoever asks it is not counted with it. */
export type OwnServer = { readonly port: number; readonly pid: number; close(): Promise<void> };

export async function startServer(folder: string): Promise<OwnServer> {
  const child = spawn(process.execPath, ['--no-warnings', SERVER, folder], { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = once(child, 'exit');
  const lines = createInterface({ input: child.stdout });
  const port = await Promise.race([
    (async () => {
      for await (const line of lines) if (line.startsWith('port ')) return Number(line.slice(5));
      throw new Error('The server ended before it listened.');
    })(),
    ended.then(() => Promise.reject(new Error('The server ended before it listened.'))),
  ]);
  child.stdout.resume();
  return {
    port,
    pid: child.pid as number,
    async close() {
      child.stdin.end();
      await ended;
    },
  };
}

/** What one question is: a path, and the shop that it is asked of. */
export type Question = { readonly path: string; readonly shop: string };

/** What a round of questions took. Milliseconds. */
export type Round = { readonly cpu: number; readonly wall: number; readonly times: readonly number[]; readonly bytes: number };

/** Asks for so many answers over so many connections that stay open. @throws Error for an answer that is not 200 */
export async function askMany(
  server: OwnServer,
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
const ask = (agent: Agent, port: number, { path: wanted, shop }: Question): Promise<number> =>
  new Promise((resolve, reject) => {
    const sent = request({ agent, host: '127.0.0.1', port, path: wanted, headers: { 'x-bottega-shop': shop } }, (answer) => {
      let bytes = 0;
      answer.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
      });
      answer.on('error', reject);
      answer.on('end', () =>
        answer.statusCode === 200 ? resolve(bytes) : reject(new Error(`${wanted} was answered with ${answer.statusCode}.`)),
      );
    });
    sent.on('error', reject);
    sent.end();
  });

export const percentile = (values: readonly number[], share: number): number =>
  values.toSorted((one, other) => one - other)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? 0;
