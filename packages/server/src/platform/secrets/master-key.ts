import { hkdfSync, randomBytes } from 'node:crypto';

/** A key that wraps the keys of the envelopes. Nothing is sealed with the key itself: what is needed is derived from it. */
export type MasterKey = {
  /** Names the key in the envelopes that it wraps; says nothing about it. */
  readonly id: string;
  /** 32 bytes for AES-256. */
  readonly wrapping: Buffer;
  /** A secret for one purpose, such as signing addresses of files. */
  derive(purpose: string): string;
};

export const KEY_BYTES = 32;

/** Stands in the examples, and so is nobody's secret. */
export const EXAMPLE_KEY = 'PUT-YOUR-OWN-KEY-HERE-FROM-openssl-rand-AAA';

/** A new key as it is written down: 32 random bytes in base64url. */
export const newMasterKeyText = (): string => randomBytes(KEY_BYTES).toString('base64url');

/**
 * Reads keys as they are written down: 32 bytes each, in base64, base64url or hex, separated by white space or commas, the newest
 * first. Lines that begin with # are left out.
 * @throws Error that says what is wrong, without the text.
 */
export function parseMasterKeys(text: string): readonly MasterKey[] {
  const words = text
    .split('\n')
    .filter((line) => !line.trimStart().startsWith('#'))
    .flatMap((line) => line.split(/[\s,]+/))
    .filter((word) => word !== '');
  if (words.length === 0) throw new Error('there is no key in it');
  const keys = words.map((word, index) => toMasterKey(readBytes(word, index)));
  const twice = keys.find(({ id }, index) => keys.findIndex((key) => key.id === id) !== index);
  if (twice) throw new Error(`the key ${twice.id} is in it twice`);
  return keys;
}

/** Whether a text can be read as keys. */
export function areMasterKeys(text: string): boolean {
  try {
    return parseMasterKeys(text).length > 0;
  } catch {
    return false; // it throws what is wrong, for whoever reads it from a file
  }
}

function readBytes(word: string, index: number): Buffer {
  const bytes = /^[0-9a-f]{64}$/i.test(word) ? Buffer.from(word, 'hex') : Buffer.from(word, 'base64');
  const canonical = /^[\w+/-]+={0,2}$/.test(word) && bytes.length === KEY_BYTES;
  if (!canonical) throw new Error(`key ${index + 1} in it is not 32 bytes in base64 or hex`);
  return bytes;
}

function toMasterKey(secret: Buffer): MasterKey {
  const derived = (purpose: string, bytes: number) => Buffer.from(hkdfSync('sha256', secret, '', `bottega ${purpose}`, bytes));
  return {
    id: derived('key id', 6).toString('hex'),
    wrapping: derived('key wrapping', KEY_BYTES),
    derive: (purpose) => derived(`purpose ${purpose}`, KEY_BYTES).toString('base64url'),
  };
}
