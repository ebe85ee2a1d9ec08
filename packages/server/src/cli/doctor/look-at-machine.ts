import { mkdir, statfs } from 'node:fs/promises';
import path from 'node:path';
import { type Config, createLog, createMediaWorker } from '#platform';
import type { Finding } from './finding.ts';

const LEAST_FREE_GB = 2;

export async function checkDisk({ data }: Config): Promise<Finding> {
  await mkdir(data, { recursive: true });
  const { bavail, bsize } = await statfs(data);
  const free = (bavail * bsize) / 1e9;
  return {
    name: 'disk',
    well: free >= LEAST_FREE_GB,
    found: `${free.toFixed(1)} GB free at ${data}`,
    advice: `Keep at least ${LEAST_FREE_GB} GB free: a launch writes about 0.2 GB.`,
  };
}

export async function checkMedia(config: Config): Promise<Finding> {
  const media = createMediaWorker(createLog(config, 'file'));
  try {
    const { missing } = await media.checkGlyphs(['Aà€ عربي हिन्दी'], { signal: AbortSignal.timeout(15_000) });
    return { name: 'films', well: missing.length === 0, found: 'the media worker answers, its fonts draw Latin, Arabic and Devanagari' };
  } catch (error) {
    return { name: 'films', well: false, found: 'the media worker does not answer', advice: (error as Error).message };
  } finally {
    await media.stop();
  }
}

/** Bottega makes no backups yet; what is to be kept, and how, is told here. */
export function checkBackups({ data, databaseUrl }: Config): Finding {
  const database =
    databaseUrl === undefined ? `the PostgreSQL in ${path.join(data, 'postgres')}, with the server stopped` : 'your PostgreSQL, by pg_dump';
  return {
    name: 'backups',
    well: true,
    note: true,
    found: 'Bottega makes none',
    advice: `Copy ${database}, the folder of files, and secret.keys, which opens what is sealed. Try once to start from the copy.`,
  };
}
