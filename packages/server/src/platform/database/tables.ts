import type { ColumnType, Generated, Kysely } from 'kysely';

/** An instant: ISO 8601 text on the way out, a string or Date on the way in; left out where the column has a default. */
export type Instant = ColumnType<string, string | Date | undefined, string | Date>;
/** jsonb: parsed on the way out, JSON text on the way in. */
export type Json<T> = ColumnType<T, string, string>;

type ShopTable = {
  id: string;
  slug: string;
  name: string;
  about: Generated<string>;
  currency: string;
  locale: Generated<string>;
  country: string;
  tax_bps: number;
  prices_include_tax: boolean;
  shipping_flat: number;
  theme: Generated<string>;
  time_zone: Generated<string>;
  transfer_to: Generated<string>;
  state: Generated<'open' | 'suspended'>;
  /** Why it is suspended, as its staff read it. */
  suspended_for: Generated<string>;
  /** The engine's ids of the runs that rest while it is suspended. */
  resting_runs: Generated<readonly string[]>;
  created_at: Instant;
};

type ShopMemberTable = {
  shop_id: string;
  user_id: string;
  role: 'owner' | 'admin' | 'operator' | 'viewer';
  created_at: Instant;
};

type FileTable = {
  shop_id: string;
  id: string;
  sha256: string;
  bytes: number;
  extension: string;
  media_type: string;
  /** `public` files are served to anyone who knows the address, `staff` files to staff. */
  audience: 'public' | 'staff';
  /** What people call it; empty where nobody named it. */
  name: Generated<string>;
  created_at: Instant;
};

type PictureTable = {
  shop_id: string;
  id: string;
  sha256: string;
  original_file_id: string;
  width: number;
  height: number;
  palette: Json<readonly { name: string; hex: string; share: number }[]>;
  perceptual_hash: string;
  created_at: Instant;
};

type PictureSizeTable = {
  shop_id: string;
  picture_id: string;
  use: 'thumb' | 'card' | 'page' | 'full';
  format: 'webp' | 'jpeg';
  width: number;
  height: number;
  file_id: string;
};

type EvidenceTable = {
  shop_id: string;
  id: string;
  subject_id: string;
  asset: string;
  provider: string;
  licence: string;
  terms_url: string | null;
  prompt: string | null;
  receipt: string | null;
  cost_micros: number;
  cost_currency: string;
  made_at: Instant;
};

type ReviewItemTable = {
  shop_id: string;
  id: string;
  subject: string;
  subject_id: string;
  rule: string;
  reason: string;
  excerpt: string;
  state: Generated<'open' | 'decided'>;
  priority: Generated<number>;
  due_at: Instant;
  created_at: Instant;
  place: ColumnType<Readonly<Record<string, string | number>> | null, string | null | undefined, string | null>;
  decision: Generated<'allowed' | 'refused' | 'mended' | null>;
  decided_by: Generated<string | null>;
  decided_at: ColumnType<string | null, string | null | undefined, string | null>;
  note: Generated<string | null>;
};

type EventTable = {
  shop_id: string;
  id: string;
  type: string;
  subject_id: string;
  payload: Json<unknown>;
  created_at: Instant;
  delivered_at: Instant | null;
};
type EventSeenTable = { shop_id: string; listener: string; event_id: string; seen_at: Instant };

type AuditEntryTable = {
  shop_id: string;
  id: string;
  actor: string;
  action: string;
  subject_id: string;
  detail: Json<unknown>;
  created_at: Instant;
};

/** Every table of the program. A room adds its own by declaration merging in its `tables.ts`. */
export interface Tables {
  shop: ShopTable;
  shop_member: ShopMemberTable;
  file: FileTable;
  picture: PictureTable;
  picture_size: PictureSizeTable;
  evidence: EvidenceTable;
  review_item: ReviewItemTable;
  event: EventTable;
  event_seen: EventSeenTable;
  audit_entry: AuditEntryTable;
}

/** A database bound to one shop, or a transaction on it. */
export type Db = Kysely<Tables>;
