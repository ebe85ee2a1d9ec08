import type { Instant, Json } from '#platform';

type KitTable = {
  shop_id: string;
  subject_id: string;
  channel: string;
  folder: string;
  file_id: string;
  problems: Json<readonly string[]>;
};

type PostTable = {
  shop_id: string;
  id: string;
  subject_id: string;
  product_id: string;
  channel: string;
  state: 'draft' | 'scheduled';
  scheduled_for: Instant;
  time_zone: string;
};

declare module '../platform/database/tables.ts' {
  interface Tables {
    kit: KitTable;
    post: PostTable;
  }
}
