import type { Generated } from 'kysely';
import type { Instant, Json } from '#platform';
import type { CaseKind } from './case.ts';
import type { Take } from './payment.ts';

type PaymentWayTable = {
  shop_id: string;
  provider: string;
  position: number;
  offered: Generated<boolean>;
  label: string | null;
  take: Generated<Take>;
};

type PaymentCaptureTable = {
  shop_id: string;
  id: string;
  payment_id: string;
  amount: number;
  final: boolean;
  state: 'requested' | 'done' | 'failed';
  declined: Generated<boolean>;
  message: string | null;
  actor: string;
  tries: Generated<number>;
  look_at: Instant | null;
  created_at: Instant;
  settled_at: Instant | null;
};

type PaymentEventTable = {
  shop_id: string;
  provider: string;
  event_id: string;
  id: string;
  type: string;
  reference: string | null;
  key: string | null;
  payment_id: string | null;
  state: Generated<'waiting' | 'done' | 'unknown'>;
  tries: Generated<number>;
  look_at: Instant | null;
  received_at: Instant;
  settled_at: Instant | null;
};

type PaymentCaseTable = {
  shop_id: string;
  id: string;
  kind: CaseKind;
  provider: string;
  subject: string;
  payment_id: string | null;
  order_id: string | null;
  detail: Json<Readonly<Record<string, unknown>>>;
  state: Generated<'open' | 'closed'>;
  opened_at: Instant;
  closed_at: Instant | null;
  closed_by: string | null;
  note: string | null;
};

declare module '../../platform/database/tables.ts' {
  interface Tables {
    payment_way: PaymentWayTable;
    payment_capture: PaymentCaptureTable;
    payment_event: PaymentEventTable;
    payment_case: PaymentCaseTable;
  }
}
