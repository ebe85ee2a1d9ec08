import type { ColumnType } from 'kysely';
import type { Instant } from '../database/tables.ts';

/** Append-only: the program's role may neither change nor delete a seal. */
type AuditSealTable = {
  shop_id: string;
  /** 1, 2, 3 and so on in each shop, without a gap. */
  sequence: number;
  entry_id: string;
  entry_hash: string;
  hash: string;
  sealed_at: Instant;
};

type AuditUnsealedTable = { shop_id: string; entry_id: string };

/** Where the chain of a shop ends. */
type AuditChainTable = { shop_id: string; sequence: ColumnType<number, number | undefined>; hash: string };

declare module '../database/tables.ts' {
  interface Tables {
    audit_seal: AuditSealTable;
    audit_unsealed: AuditUnsealedTable;
    audit_chain: AuditChainTable;
  }
}
