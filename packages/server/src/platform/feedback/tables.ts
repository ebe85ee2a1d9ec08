import type { Instant } from '../database/tables.ts';

type FeedbackTable = { shop_id: string; id: string; user_id: string; words: string; page: string; created_at: Instant };

declare module '../database/tables.ts' {
  interface Tables {
    feedback: FeedbackTable;
  }
}
