import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** Of the kernel's clock, which counts the CPU of other processes. */
const TICKS_PER_SECOND = 100;

/** CPU seconds of this process. */
export function cpuOfThis(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

/** CPU seconds of a process; 0 when it has ended. Fields 12 and 13 behind the name are the ticks in user and in kernel mode. */
export const cpuOf = (pid: number): number => (Number(statOf(pid)[11] ?? 0) + Number(statOf(pid)[12] ?? 0)) / TICKS_PER_SECOND;

/** CPU seconds of the PostgreSQL in a data folder, with its backends, also those that have ended: a pool closes what it does not need. */
export function cpuOfDatabase(folder: string): number {
  const postmaster = Number(readFileSync(path.join(databaseFolder(folder), 'postmaster.pid'), 'utf8').split('\n')[0]);
  return [postmaster, ...childrenOf(postmaster)].map(cpuOf).reduce((sum, seconds) => sum + seconds, cpuOfEnded(postmaster));
}

/** CPU seconds of the children of a process that have ended: fields 14 and 15. */
const cpuOfEnded = (pid: number): number => (Number(statOf(pid)[13] ?? 0) + Number(statOf(pid)[14] ?? 0)) / TICKS_PER_SECOND;

function databaseFolder(folder: string): string {
  const note = path.join(folder, 'postgres-lives-in');
  return readdirSync(folder).includes(path.basename(note)) ? readFileSync(note, 'utf8').trim() : path.join(folder, 'postgres');
}

function childrenOf(pid: number): number[] {
  const stats = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return stats.map(Number).filter((child) => statOf(child)[1] === String(pid));
}

/** What stands behind the name of a process, which may itself hold spaces; nothing for one that has ended. */
function statOf(pid: number): string[] {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
  } catch (error) {
    if (['ENOENT', 'ESRCH'].includes((error as NodeJS.ErrnoException).code ?? '')) return [];
    throw error;
  }
}
