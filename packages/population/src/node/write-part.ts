import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import type { Writable } from 'node:stream';
import { PopulationError, runFailed } from '../errors.ts';
import type { Part } from '../job.ts';
import type { PartMaker } from '../part.ts';

/** What a finished file is: its rows, its length, and the SHA-256 of its bytes as hexadecimal digits. */
export type Finished = { readonly rows: number; readonly bytes: number; readonly sha256: string };

/** Writes a part of a job. `onRows` hears how many rows came. @throws PopulationError as `writePieces` */
export function writePart(
  maker: PartMaker,
  path: string,
  { from, to }: Pick<Part, 'from' | 'to'>,
  onRows?: (rows: number) => void,
): Finished {
  return { rows: to - from, ...writePieces(path, maker(from, to, onRows)) };
}

/**
 * Writes a file beside its place and puts it there when it is whole and on the disk: what bears the name is never half a file.
 * @throws PopulationError where the disk is full or the place cannot be written
 */
export function writePieces(path: string, pieces: Iterable<Uint8Array>): Omit<Finished, 'rows'> {
  const half = `${path}.half`;
  try {
    const finished = writeBytes(half, pieces);
    renameSync(half, path);
    return finished;
  } catch (error) {
    if (existsSync(half)) rmSync(half);
    throw explain(error, path);
  }
}

function writeBytes(path: string, pieces: Iterable<Uint8Array>): Omit<Finished, 'rows'> {
  const file = openSync(path, 'w');
  const hash = createHash('sha256');
  let bytes = 0;
  try {
    for (const piece of pieces) {
      hash.update(piece);
      for (let done = 0; done < piece.length; ) done += writeSync(file, piece, done);
      bytes += piece.length;
    }
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  return { bytes, sha256: hash.digest('hex') };
}

/** Writes a slice to a stream, no faster than it takes it. @throws PopulationError where the stream fails */
export async function writeStream(maker: PartMaker, stream: Writable, { from, to }: Pick<Part, 'from' | 'to'>): Promise<void> {
  const failed = new AbortController();
  stream.once('error', (error) => failed.abort(error));
  for (const piece of maker(from, to)) {
    if (failed.signal.aborted) throw explain(failed.signal.reason, 'the stream');
    // The next piece overwrites this one, and the stream may keep it for a while.
    if (!stream.write(piece.slice())) await once(stream, 'drain', { signal: failed.signal }).catch(() => undefined);
  }
  if (failed.signal.aborted) throw explain(failed.signal.reason, 'the stream');
}

const REASONS: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the quota is used up',
  EACCES: 'it may not be written',
  EPERM: 'it may not be written',
  EROFS: 'the disk is read-only',
  ENOENT: 'there is no such folder',
  ENOTDIR: 'its folder is a file',
  EISDIR: 'it is a folder',
};

/** A failure of the disk as a sentence. */
export function explain(error: unknown, path: string): PopulationError {
  if (error instanceof PopulationError) return error;
  const { code = '', message } = error as NodeJS.ErrnoException;
  return runFailed(
    `${path} could not be written: ${REASONS[code] ?? message}. Parts that are finished are kept; run it again to go on.`,
    error,
  );
}
