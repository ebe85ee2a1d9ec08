import type { Readable } from 'node:stream';
import type { Provider } from './provider.ts';

/** Keeps bytes under a key such as `ab/cdef0123.webp`. Keys are content hashes: what is written never changes. */
export type StorageProvider = Provider & {
  readonly kind: 'storage';
  /** Moves or copies a local file to the key; writing the same key again is no error. */
  put(key: string, localPath: string): Promise<void>;
  exists(key: string): Promise<boolean>;
  /** `range` counts bytes from 0 and includes `end`, as HTTP does. @throws ProviderError `bad_input` when the key is unknown. */
  read(key: string, range?: { readonly start: number; readonly end: number }): Promise<Readable>;
  /** A path on local disk that holds the bytes; for a remote storage a cached copy. */
  localPath(key: string): Promise<string>;
  remove(key: string): Promise<void>;
};
