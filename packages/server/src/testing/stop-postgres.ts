import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isAlive, signal } from '../platform/process.ts';

/** Ends the embedded PostgreSQL of a data folder under the feet of whoever uses it. */
export async function stopPostgres(folder: string): Promise<void> {
  const note = path.join(folder, 'postgres-lives-in');
  const data = existsSync(note) ? readFileSync(note, 'utf8').trim() : path.join(folder, 'postgres');
  const pid = Number(readFileSync(path.join(data, 'postmaster.pid'), 'utf8').split('\n')[0]);
  signal(pid, 'SIGINT');
  while (isAlive(pid)) await sleep(20);
}
