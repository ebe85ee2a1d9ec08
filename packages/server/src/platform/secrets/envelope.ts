import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { BottegaError } from '../errors/bottega-error.ts';
import { KEY_BYTES, type MasterKey } from './master-key.ts';

/** Where a sealed text stands, as far as its seal knows. */
export type BoundPlace = { readonly shopId: string; readonly table: string; readonly column: string; readonly id: string };

/** Looks a master key up by its id. */
export type FindKey = (id: string) => MasterKey | undefined;

// v1 . id of the master key . data key, wrapped . text, sealed with the data key. The last two are nonce, ciphertext and tag in base64url.
const VERSION = 'v1';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Seals a text with a data key of its own, which the master key wraps. Both are bound to the place. */
export function sealEnvelope(key: MasterKey, place: BoundPlace, plain: string): string {
  const dataKey = randomBytes(KEY_BYTES);
  return [VERSION, key.id, wrap(key, place, dataKey), encrypt(dataKey, Buffer.from(plain), boundTo('text', place))].join('.');
}

/** @throws BottegaError secret_key_missing, secret_unreadable when the text was changed or was sealed for another place. */
export function openEnvelope(find: FindKey, place: BoundPlace, sealed: string): string {
  const { dataKey, body } = unwrap(find, place, sealed);
  return attempt(place, () => decrypt(dataKey, body, boundTo('text', place)).toString());
}

/** The same text under another master key. The text itself is not touched. @throws as `openEnvelope` */
export function rewrapEnvelope(find: FindKey, key: MasterKey, place: BoundPlace, sealed: string): string {
  const { dataKey, body } = unwrap(find, place, sealed);
  return [VERSION, key.id, wrap(key, place, dataKey), body].join('.');
}

/** What every envelope under this key begins with. */
export const envelopePrefix = (keyId: string): string => `${VERSION}.${keyId}.`;

function unwrap(find: FindKey, place: BoundPlace, sealed: string): { dataKey: Buffer; body: string } {
  const [version, keyId, wrapped, body, more] = sealed.split('.');
  if (version !== VERSION || !keyId || !wrapped || !body || more !== undefined) throw unreadable(place);
  const key = find(keyId);
  if (!key) throw new BottegaError('secret_key_missing', `What is kept in ${nameOf(place)} is sealed with the key ${keyId}.`);
  return { dataKey: attempt(place, () => decrypt(key.wrapping, wrapped, boundTo(keyId, place))), body };
}

const wrap = (key: MasterKey, place: BoundPlace, dataKey: Buffer): string => encrypt(key.wrapping, dataKey, boundTo(key.id, place));

/** JSON, so that no two places have the same bytes. `use` keeps a wrapped key from being taken for a text. */
const boundTo = (use: string, { shopId, table, column, id }: BoundPlace): Buffer =>
  Buffer.from(JSON.stringify(['bottega', VERSION, use, shopId, table, column, id]));

function encrypt(key: Buffer, plain: Buffer, bound: Buffer): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES }).setAAD(bound);
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]).toString('base64url');
}

function decrypt(key: Buffer, text: string, bound: Buffer): Buffer {
  const bytes = Buffer.from(text, 'base64url');
  const end = bytes.length - TAG_BYTES;
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES });
  decipher.setAAD(bound).setAuthTag(bytes.subarray(end));
  return Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES, end)), decipher.final()]);
}

function attempt<T>(place: BoundPlace, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw unreadable(place, error);
  }
}

const unreadable = (place: BoundPlace, cause?: unknown): BottegaError =>
  new BottegaError('secret_unreadable', `What is kept in ${nameOf(place)} was changed, or was sealed for another place.`, { cause });

const nameOf = ({ table, column, id }: BoundPlace): string => `${table}.${column} of ${id}`;
