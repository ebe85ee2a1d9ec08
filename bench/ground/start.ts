import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { makeFolder, serve } from '../../packages/server/test/serve.ts';
import { atMost, median, plain } from '../figure.ts';
import type { Measure } from './run.ts';

const READY_S = 2;
const IDLE_MB = 160;
const IDLE_AFTER_MS = 10_000;

/** Seconds from the start of the program on a folder that is set up until `/readyz` says so, its PostgreSQL included; and what it holds then. */
export const measure: Measure = async ({ quick }) => {
  const { folder, remove } = await makeFolder();
  const data = path.join(folder, 'data');
  try {
    const first = await timeStart(data);
    const later: number[] = [];
    for (let round = 0; round < (quick ? 2 : 5); round++) later.push((await timeStart(data)).ready);
    const idle = await measureIdle(data);
    return [
      plain('ground/start/first', first.ready, 's', 'nothing'),
      atMost(READY_S, 'ground/start/ready', median(later), 's', 'the limit, embedded PostgreSQL included'),
      atMost(IDLE_MB, 'ground/start/idle', idle, 'MB', `the limit, ${IDLE_AFTER_MS / 1000} s after the start, without PostgreSQL`),
    ];
  } finally {
    await remove();
  }
};

async function timeStart(data: string): Promise<{ ready: number }> {
  const began = performance.now();
  const server = await serve({ data });
  const ready = (performance.now() - began) / 1000;
  await server.stop();
  return { ready };
}

/** Resident memory in MB of the program alone, as the kernel counts it. */
async function measureIdle(data: string): Promise<number> {
  const server = await serve({ data });
  await sleep(IDLE_AFTER_MS);
  const kilobytes = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${server.pid}/status`, 'utf8'))?.[1];
  await server.stop();
  return Number(kilobytes) / 1024;
}
