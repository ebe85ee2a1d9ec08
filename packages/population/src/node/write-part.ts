import { once } from 'node:events';
import type { Writable } from 'node:stream';
import type { Job, Part } from '../job.ts';
import { createPartMaker } from '../part.ts';
import type { Population } from '../population.ts';
import { explain, type Sum, writePieces } from './half-file.ts';
import { writeResumably } from './resume.ts';
import { createExcelMaker } from './write-excel.ts';
import { ZSTD } from './zstd.ts';

/** What a finished file is: its rows, its length, and the SHA-256 of its bytes as hexadecimal digits. */
export type Finished = Sum & { readonly rows: number };

/** Writes a part of a job to a file. `onRows` hears how many rows came, those that were there already too. */
export type PartWriter = (path: string, part: Pick<Part, 'from' | 'to'>, onRows?: (rows: number) => void) => Promise<Finished>;

/**
 * Writes any parts of a job. Half a file is gone on with by the next run, but for Excel, whose ZIP can only be written from its
 * beginning. The writer throws PopulationError where the disk is full or the place cannot be written.
 */
export function createPartWriter(population: Population, { parts: _, ...job }: Job): PartWriter {
  if (job.format === 'xlsx') {
    const make = createExcelMaker(population, job);
    return async (path, { from, to }, onRows) => ({ rows: to - from, ...(await writePieces(path, make(from, to, onRows))) });
  }
  const maker = createPartMaker(population, job, ZSTD);
  return async (path, { from, to }, onRows) => ({ rows: to - from, ...writeResumably({ path, maker, onRows, job, from, to }) });
}

/** Writes a job to a stream as one file, no faster than it takes it. @throws PopulationError where the stream fails */
export async function writeStream(population: Population, job: Job, stream: Writable): Promise<void> {
  const failed = new AbortController();
  stream.once('error', (error) => failed.abort(error));
  const maker = job.format === 'xlsx' ? createExcelMaker(population, job) : createPartMaker(population, job, ZSTD);
  for await (const piece of maker(job.from, job.to)) {
    if (failed.signal.aborted) throw explain(failed.signal.reason, 'the stream');
    // The next piece overwrites this one, and the stream may keep it for a while.
    if (!stream.write(piece.slice())) await once(stream, 'drain', { signal: failed.signal }).catch(() => undefined);
  }
  if (failed.signal.aborted) throw explain(failed.signal.reason, 'the stream');
}
