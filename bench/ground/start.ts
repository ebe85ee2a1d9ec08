import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ask, freePort, makeFolder, readRunFile } from '../../packages/server/test/serve.ts';
import { atMost, median, plain } from '../figure.ts';
import type { Measure } from './run.ts';

const BIN = path.join(import.meta.dirname, '../../packages/server/bin/bottega.js');
const READY_S = 2;
const IDLE_MB = 160;
const IDLE_AFTER_MS = 10_000;
const PATIENCE_S = 60;

/** Seconds from `bottega serve` on a folder that is set up until `/readyz` says so, its PostgreSQL included; and what it holds then. */
export const measure: Measure = async ({ quick }) => {
  const { folder, remove } = await makeFolder();
  const data = path.join(folder, 'data');
  try {
    const first = await serveOnce(data, async () => undefined);
    const later: number[] = [];
    for (let round = 0; round < (quick ? 2 : 5); round++) later.push((await serveOnce(data, async () => undefined)).ready);
    const { value: idle } = await serveOnce(data, readIdleMemory);
    return [
      plain('ground/start/first', first.ready, 's'),
      atMost(READY_S, 'ground/start/ready', median(later), 's', 'the limit, embedded PostgreSQL included'),
      atMost(IDLE_MB, 'ground/start/idle', idle, 'MB', `the limit, ${IDLE_AFTER_MS / 1000} s after the start, without PostgreSQL`),
    ];
  } finally {
    await remove();
  }
};

/** Starts the program as a person does, waits until it is ready, uses it, and ends it in order. */
async function serveOnce<T>(data: string, use: (pid: number) => Promise<T>): Promise<{ ready: number; value: T }> {
  const began = performance.now();
  const env = { ...process.env, BOTTEGA_DATA: data, PORT: String(await freePort()) };
  const program = spawn(process.execPath, [BIN, 'serve'], { cwd: path.dirname(data), env, stdio: 'ignore' });
  try {
    const pid = await untilReady(data, program.pid as number);
    const ready = (performance.now() - began) / 1000;
    return { ready, value: await use(pid) };
  } finally {
    program.kill('SIGTERM');
    await once(program, 'exit');
  }
}

/** The pid of the server, which is a child of the program that was started. */
async function untilReady(data: string, launcher: number): Promise<number> {
  for (const deadline = performance.now() + PATIENCE_S * 1000; performance.now() < deadline; await sleep(20)) {
    const { pid, url } = readRunFile(data) ?? {};
    if (pid === undefined || !url || parentOf(pid) !== launcher) continue;
    if ((await ask(url, '/readyz')).status === 200) return pid;
  }
  throw new Error(`The server was not ready after ${PATIENCE_S} s.`);
}

const readStatus = (pid: number, field: string): number => {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(new RegExp(`^${field}:\\s+(\\d+)`, 'm').exec(status)?.[1]);
};

function parentOf(pid: number): number | undefined {
  try {
    return readStatus(pid, 'PPid');
  } catch {
    return undefined; // run.json of a server that is gone
  }
}

/** Resident memory in MB of the server alone, as the kernel counts it. */
async function readIdleMemory(pid: number): Promise<number> {
  await sleep(IDLE_AFTER_MS);
  return readStatus(pid, 'VmRSS') / 1024;
}
