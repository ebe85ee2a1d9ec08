import { createHash } from 'node:crypto';
import { sql } from 'kysely';

/** An entry with its time and detail as PostgreSQL writes them, which is the same at every look. */
export type SealableEntry = {
  readonly id: string;
  readonly actor: string;
  readonly action: string;
  readonly subjectId: string;
  readonly detail: string;
  readonly createdAt: string;
};

/** What stands before the first seal. */
export const CHAIN_START = '0'.repeat(64);

/** The columns of an entry as they are sealed; `audit_entry` is joined in the query. */
export const SEALED_COLUMNS_OF_ENTRY = [
  'audit_entry.id',
  'audit_entry.actor',
  'audit_entry.action',
  'audit_entry.subject_id as subjectId',
  sql<string>`audit_entry.detail::text`.as('detail'),
  sql<string>`to_char(audit_entry.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`.as('createdAt'),
] as const;

/** Of all that an entry says, in a fixed order. */
export function hashEntry(shopId: string, entry: SealableEntry): string {
  const { id, actor, action, subjectId, detail, createdAt } = entry;
  return sha256(JSON.stringify([shopId, id, actor, action, subjectId, detail, createdAt]));
}

/** A link of the chain: moving, leaving out or slipping in a seal changes every hash after it. */
export const hashSeal = (before: string, sequence: number, entryHash: string): string => sha256(`${before}\n${sequence}\n${entryHash}`);

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
