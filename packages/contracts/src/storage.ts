import type { Readable } from 'node:stream';
import type { Provider } from './provider.ts';

/** One kept thing: its size in bytes, and when it was last written. */
export type StoredObject = { readonly key: string; readonly bytes: number; readonly changedAt: Date };

/** An address to which one key's bytes may be sent once, by `PUT` and with exactly these headers. */
export type SignedUpload = { readonly url: string; readonly headers: Readonly<Record<string, string>> };

/** Keeps bytes under a key such as `ab/cdef0123.webp`. Keys are content hashes: what is written never changes. */
export type StorageProvider = Provider & {
  readonly kind: 'storage';
  /** Moves or copies a local file to the key; writing the same key again is no error. */
  put(key: string, localPath: string): Promise<void>;
  exists(key: string): Promise<boolean>;
  /** `range` counts bytes from 0 and includes `end`, as HTTP does. @throws ProviderError `bad_input` when the key is unknown. */
  read(key: string, range?: { readonly start: number; readonly end: number }): Promise<Readable>;
  /** Size and age of what is kept; undefined when the key is unknown. */
  describe(key: string): Promise<StoredObject | undefined>;
  /** Everything that is kept, in no order. */
  list(): AsyncIterable<StoredObject>;
  /** A path on local disk that holds the bytes; for a remote storage a cached copy. @throws ProviderError `bad_input` when the key is unknown. */
  localPath(key: string): Promise<string>;
  /** Where `localPath` has, or would have, the bytes: says nothing of whether they are there. */
  placeOf(key: string): string;
  /** Removing what is not there is no error. */
  remove(key: string): Promise<void>;
  /** Absent where clients cannot reach the storage themselves: the server then signs addresses of its own. */
  readonly direct?: {
    /** An address that gives the bytes to whoever has it, for so many seconds, as a download of that name. */
    signRead(key: string, input: { readonly seconds: number; readonly mediaType: string; readonly fileName: string }): Promise<string>;
    /** An address that takes exactly so many bytes, for so many seconds. */
    signUpload(key: string, input: { readonly seconds: number; readonly bytes: number; readonly mediaType: string }): Promise<SignedUpload>;
  };
};
