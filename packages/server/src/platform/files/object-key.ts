import { ProviderError } from '@bottega/contracts';

/** `ab/cdef….webp` for what is kept, `uploads/<id>` for what waits to be looked at. */
const KEY = /^(?:[0-9a-f]{2}|uploads)\/[0-9A-Za-z-]{1,80}(?:\.[a-z0-9]{1,8})?$/;
const CONTENT_KEY = /^([0-9a-f]{2})\/([0-9a-f]{62})\.([a-z0-9]{1,8})$/;

/** The key itself, once it is known to lead nowhere else. @throws ProviderError bad_input */
export function requireKey(key: string): string {
  if (KEY.test(key)) return key;
  throw new ProviderError('bad_input', `"${key}" is no key of a file store.`);
}

/** What a key says of its bytes; undefined for one that is not made of a hash. */
export function readContentKey(key: string): { readonly sha256: string; readonly extension: string } | undefined {
  const [, head, tail, extension] = CONTENT_KEY.exec(key) ?? [];
  return head !== undefined && tail !== undefined && extension !== undefined ? { sha256: head + tail, extension } : undefined;
}

/** Where what was sent to a signed address waits until it is confirmed. */
export const uploadKey = (uploadId: string): string => `uploads/${uploadId}`;

export const unknownKey = (key: string): ProviderError => new ProviderError('bad_input', `The file store has no ${key}.`);
