import { readFileSync, writeFileSync } from 'node:fs';

/** Memory in MB: now, and at most since the last look. Undefined where the system does not tell. */
export function memoryOf(pid: number): { now: number; peak: number } | undefined {
  if (process.platform !== 'linux') return undefined;
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const read = (key: string) => Number(new RegExp(`^${key}:\\s+(\\d+) kB`, 'm').exec(status)?.[1]) / 1024;
  writeFileSync(`/proc/${pid}/clear_refs`, '5'); // begins the peak anew
  return { now: read('VmRSS'), peak: read('VmHWM') };
}
