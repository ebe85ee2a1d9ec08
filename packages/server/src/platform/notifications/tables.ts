import type { Instant, Json } from '../database/tables.ts';

type NotificationTable = {
  shop_id: string;
  id: string;
  user_id: string;
  kind: string;
  event_id: string;
  subject_id: string;
  detail: Json<unknown>;
  created_at: Instant;
  read_at: Instant | null;
};

type NotificationWishTable = { shop_id: string; user_id: string; kind: string; in_app: boolean; by_mail: boolean };

declare module '../database/tables.ts' {
  interface Tables {
    notification: NotificationTable;
    notification_wish: NotificationWishTable;
  }
}
