import type { Generated } from 'kysely';
import type { Instant } from '../database/tables.ts';
import type { DeliveryState } from './ledger/delivery.ts';

type DeliveryTable = {
  shop_id: string;
  key: string;
  service: string;
  state: Generated<DeliveryState>;
  claim: string | null;
  sender: string | null;
  sends: Generated<number>;
  out_until: Instant | null;
  reference: string | null;
  reason: string | null;
  created_at: Instant;
  settled_at: Instant | null;
};

declare module '../database/tables.ts' {
  interface Tables {
    delivery: DeliveryTable;
  }
}
