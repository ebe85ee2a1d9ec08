import type { Instant } from '../database/tables.ts';

type IdempotencyKeyTable = {
  shop_id: string;
  id: string;
  actor: string;
  key: string;
  fingerprint: string;
  locked_until: Instant;
  executed: boolean;
  status: number | null;
  /** Sealed: an answer may hold a secret that is shown once. */
  answer: string | null;
  created_at: Instant;
};

declare module '../database/tables.ts' {
  interface Tables {
    idempotency_key: IdempotencyKeyTable;
  }
}
