import type { Generated } from 'kysely';
import type { Instant } from '../database/tables.ts';
import type { MailState } from './mail.ts';

type MailTable = {
  shop_id: string;
  id: string;
  key: string;
  kind: string;
  to_address: string;
  language: string;
  subject: string;
  body_text: string;
  body_html: string;
  state: Generated<MailState>;
  attempts: Generated<number>;
  due_at: Instant;
  claimed_at: Instant | null;
  provider: string | null;
  problem: string | null;
  created_at: Instant;
  sent_at: Instant | null;
};

declare module '../database/tables.ts' {
  interface Tables {
    mail: MailTable;
  }
}
