import { createHash, type Hash } from 'node:crypto';
import { closeSync, fsyncSync, ftruncateSync, openSync, readSync, renameSync, rmSync, statSync, writeSync } from 'node:fs';
import { PopulationError, runFailed } from '../errors.ts';

/** What the bytes of a file are: their number, and their SHA-256 as hexadecimal digits. */
export type Sum = { readonly bytes: number; readonly sha256: string };

/** A file that is written beside its place, and put there when it is whole and on the disk: what bears the name is never half a file. */
export type HalfFile = {
  readonly write: (piece: Uint8Array) => void;
  /** Of what is written so far. */
  readonly sum: () => Sum;
  readonly finish: () => Sum;
  /** Leaves it as it is, for a later run to go on. */
  readonly leave: () => void;
  readonly drop: () => void;
};

export const halfOf = (path: string): string => `${path}.half`;

/** @param kept - what stands of an earlier run: how many bytes, and the hash of them. @throws PopulationError for a place that is no file */
export function openHalf(path: string, kept?: { readonly bytes: number; readonly hash: Hash }): HalfFile {
  checkPlace(path);
  const file = openSync(halfOf(path), kept ? 'r+' : 'w');
  const hash = kept?.hash ?? createHash('sha256');
  let bytes = kept?.bytes ?? 0;
  if (kept) ftruncateSync(file, bytes);
  const sum = (): Sum => ({ bytes, sha256: hash.copy().digest('hex') });
  return {
    sum,
    write(piece) {
      hash.update(piece);
      for (let done = 0; done < piece.length; ) done += writeSync(file, piece, done, piece.length - done, bytes + done);
      bytes += piece.length;
    },
    finish() {
      fsyncSync(file);
      renameSync(halfOf(path), path);
      closeSync(file);
      return sum();
    },
    leave: () => closeSync(file),
    drop() {
      closeSync(file);
      rmSync(halfOf(path));
    },
  };
}

/** A device or a pipe would be replaced by a file, and a folder refuse to be after all the work is done. */
function checkPlace(path: string): void {
  const there = statSync(path, { throwIfNoEntry: false });
  if (there?.isDirectory()) throw runFailed(`${path} could not be written: it is a folder.`);
  if (there && !there.isFile()) throw runFailed(`${path} is a device or a pipe. Write to the standard output, and lead that there.`);
}

/** Writes a file beside its place. @throws PopulationError where the disk is full or the place cannot be written; nothing is left then */
export async function writePieces(path: string, pieces: Iterable<Uint8Array> | AsyncIterable<Uint8Array>): Promise<Sum> {
  let file: HalfFile | undefined;
  try {
    file = openHalf(path);
    for await (const piece of pieces) file.write(piece);
    return file.finish();
  } catch (error) {
    file?.drop();
    throw explain(error, path, 'Nothing is left of it.');
  }
}

const PIECE = Buffer.alloc(2 ** 20);

/** Adds the bytes of an open file from a place up to another to a hash. Answers whether there are as many. */
export function hashSpan(file: number, hash: Hash, [from, to]: readonly [from: number, to: number]): boolean {
  for (let at = from; at < to; ) {
    const read = readSync(file, PIECE, 0, Math.min(PIECE.length, to - at), at);
    if (read === 0) return false;
    hash.update(PIECE.subarray(0, read));
    at += read;
  }
  return true;
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

/** A failure of the disk as a sentence. @param advice - what is left, and what to do */
export function explain(error: unknown, path: string, advice = 'What is finished is kept; run it again to go on.'): PopulationError {
  if (error instanceof PopulationError) return error;
  const { code = '', message } = error as NodeJS.ErrnoException;
  return runFailed(`${path} could not be written: ${REASONS[code] ?? message}. ${advice}`, error);
}
