import { createHash } from 'node:crypto';
import { closeSync, existsSync, openSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { badInput } from '../errors.ts';
import type { Job } from '../job.ts';
import { hashSpan, type Sum } from './half-file.ts';
import type { Finished } from './write-part.ts';

/** The record of a folder of parts: the job, and for each part that is finished what it holds. */
export type Manifest = {
  readonly job: Omit<Job, 'parts'>;
  readonly rows: number;
  readonly parts: readonly (Job['parts'][number] & Partial<Finished>)[];
};

const NAME = 'manifest.json';

export const manifestOf = ({ parts, ...job }: Job, finished: ReadonlyMap<string, Finished>): Manifest => ({
  job,
  rows: job.to - job.from,
  parts: parts.map((part) => ({ ...part, ...finished.get(part.file) })),
});

/** Written beside its place and put there whole. */
export function writeManifest(folder: string, manifest: Manifest): void {
  const target = path.join(folder, NAME);
  writeFileSync(`${target}.half`, `${JSON.stringify(manifest, null, 2)}\n`);
  renameSync(`${target}.half`, target);
}

/**
 * The parts of an earlier run that stand as they were written: their bytes are read and hashed again, so that a part that was
 * touched is made anew. @throws PopulationError for a folder that holds another job
 */
export function readFinished(folder: string, job: Job): Map<string, Finished> {
  const file = path.join(folder, NAME);
  const finished = new Map<string, Finished>();
  if (!existsSync(file)) return finished;
  const earlier = parse(file);
  if (JSON.stringify(manifestOf(job, finished).parts) !== JSON.stringify(earlier.parts.map(planned)) || !isSame(job, earlier.job))
    throw badInput(`${folder} holds another export: its manifest is of other people, columns or parts. Choose an empty folder.`);
  for (const { file: name, rows, bytes, sha256 } of earlier.parts) {
    if (rows === undefined || bytes === undefined || sha256 === undefined) continue;
    if (isIntact(path.join(folder, name), { bytes, sha256 })) finished.set(name, { rows, bytes, sha256 });
  }
  return finished;
}

const planned = ({ file, from, to }: Manifest['parts'][number]): Job['parts'][number] => ({ file, from, to });

const isSame = ({ parts: _, ...job }: Job, earlier: Manifest['job']): boolean =>
  JSON.stringify(sorted(job)) === JSON.stringify(sorted(earlier));

/** With its keys in order, and without those that are undefined. */
function sorted(value: unknown): unknown {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return value;
  const entries = Object.entries(value).filter(([, one]) => one !== undefined);
  return Object.fromEntries(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([key, one]) => [key, sorted(one)]));
}

function parse(file: string): Manifest {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Manifest;
  } catch (cause) {
    throw badInput(`${file} is no manifest of an export.`, cause);
  }
}

function isIntact(path: string, { bytes, sha256 }: Sum): boolean {
  if (!existsSync(path) || statSync(path).size !== bytes) return false;
  const hash = createHash('sha256');
  const file = openSync(path, 'r');
  try {
    return hashSpan(file, hash, [0, bytes]) && hash.digest('hex') === sha256;
  } finally {
    closeSync(file);
  }
}
