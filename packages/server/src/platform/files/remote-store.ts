import { createReadStream } from 'node:fs';
import { rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { ProviderError, type SignedUpload, type StorageProvider, type StoredObject } from '@bottega/contracts';
import { circuitBreaker, ConsecutiveBreaker, handleWhen, isBrokenCircuitError } from 'cockatiel';
import type { Disk } from 'flydrive';
import type { Logger } from 'pino';
import { BottegaError } from '../errors/bottega-error.ts';
import type { FileStore } from './file-store.ts';
import { createCopies, keepCopy } from './local-copies.ts';
import { requireKey, unknownKey } from './object-key.ts';
import { causeOf, isLocal } from './storage-failure.ts';

/** An outside storage: flydrive's disk, and what flydrive has no word for. */
export type Bucket = {
  readonly id: string;
  readonly label: string;
  readonly disk: Disk;
  read(key: string, range?: { readonly start: number; readonly end: number }): Promise<Readable>;
  /** One page of what there is, and where the next begins. */
  list(after: string | undefined): Promise<{ readonly objects: readonly StoredObject[]; readonly next: string | undefined }>;
  /** The HTTP status of what the storage's library threw; undefined when the storage could not be reached. */
  statusOf(error: unknown): number | undefined;
  signUpload(key: string, input: { seconds: number; bytes: number; mediaType: string }): Promise<SignedUpload>;
};

type RemoteStore = { bucket: Bucket; copies: string; isDirect: boolean; log: Pick<Logger, 'warn'> };

/** So many failures in a row, and the storage is left alone for a while: what is asked of it meanwhile is refused at once. */
const FAILURES = 5;
const REST_MS = 3_000;

/**
 * Files in an outside storage, with copies on local disk for what must have a path. Whatever keeps it from answering is said as
 * `files_away`.
 */
export function createRemoteStore({ bucket, copies, isDirect, log }: RemoteStore): FileStore {
  const ask = createAsk(bucket, log);
  const { disk } = bucket;
  const placeOf = (key: string) => path.join(copies, requireKey(key));
  const read: StorageProvider['read'] = (key, range) => ask(key, () => bucket.read(requireKey(key), range));
  const localPath = createCopies(placeOf, read);
  return {
    id: bucket.id,
    kind: 'storage',
    label: bucket.label,
    offline: false,
    async put(key, localFile) {
      const { size: contentLength } = await stat(localFile);
      if (!(await ask(key, () => disk.exists(requireKey(key))))) {
        await ask(key, () => disk.putStream(key, createReadStream(localFile), { contentLength }));
      }
      await keepCopy(localFile, placeOf(key)); // the next step of a launch wants it at once
    },
    exists: (key) => ask(key, () => disk.exists(requireKey(key))),
    read,
    describe: (key) => ask(key, () => describe(bucket, requireKey(key))),
    list: () => listAll(bucket, ask),
    localPath,
    placeOf,
    async remove(key) {
      await ask(key, () => disk.delete(requireKey(key)));
      await rm(placeOf(key), { force: true });
    },
    ...(isDirect ? { direct: createDirect(bucket, ask) } : {}),
  };
}

type Ask = <T>(key: string, work: () => Promise<T>) => Promise<T>;

function createAsk(bucket: Bucket, log: Pick<Logger, 'warn'>): Ask {
  const isAway = (error: unknown) => {
    if (error instanceof ProviderError || isLocal(error)) return false;
    const status = bucket.statusOf(causeOf(error));
    return status === undefined || status === 429 || status >= 500;
  };
  const breaker = circuitBreaker(handleWhen(isAway), { halfOpenAfter: REST_MS, breaker: new ConsecutiveBreaker(FAILURES) });
  breaker.onBreak(() => log.warn({ storage: bucket.id }, 'the file storage does not answer; it is left alone for a while'));
  return (key, work) =>
    breaker.execute(work).catch((error: unknown) => {
      if (isBrokenCircuitError(error) || isAway(error)) {
        throw new BottegaError('files_away', `${bucket.label} does not answer.`, { cause: causeOf(error) });
      }
      const cause = causeOf(error);
      const status = error instanceof ProviderError || isLocal(error) ? undefined : bucket.statusOf(cause);
      if (status === 404) throw unknownKey(key);
      if (status === undefined) throw cause;
      throw new ProviderError('auth', `${bucket.label} refuses what we ask of it (${status}).`, { cause });
    });
}

async function describe({ disk, statusOf }: Bucket, key: string): Promise<StoredObject | undefined> {
  try {
    const { contentLength, lastModified } = await disk.getMetaData(key);
    return { key, bytes: contentLength, changedAt: lastModified };
  } catch (error) {
    if (statusOf(causeOf(error)) === 404) return undefined;
    throw error;
  }
}

async function* listAll(bucket: Bucket, ask: Ask): AsyncGenerator<StoredObject> {
  let after: string | undefined;
  do {
    const { objects, next } = await ask('', () => bucket.list(after));
    yield* objects;
    after = next;
  } while (after !== undefined);
}

const createDirect = (bucket: Bucket, ask: Ask): NonNullable<FileStore['direct']> => ({
  signRead: (key, { seconds, mediaType, fileName }) =>
    ask(key, () =>
      bucket.disk.getSignedUrl(requireKey(key), {
        expiresIn: seconds * 1000,
        contentType: mediaType,
        contentDisposition: `attachment; filename="${fileName.replaceAll(/[^\w. -]/g, '_')}"`,
      }),
    ),
  signUpload: (key, input) => ask(key, () => bucket.signUpload(requireKey(key), input)),
});
