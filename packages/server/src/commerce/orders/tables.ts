import type { Generated } from 'kysely';
import type { Instant, Json } from '#platform';
import type { InvoiceDocument, InvoiceKind } from './invoice.ts';
import type { NumberKind } from './numbers.ts';

type FulfilmentTable = {
  shop_id: string;
  id: string;
  order_id: string;
  carrier: Generated<string>;
  tracking_number: Generated<string>;
  tracking_url: string | null;
  notify: boolean;
  actor: string;
  sent_at: Instant;
};

type FulfilmentLineTable = {
  shop_id: string;
  fulfilment_id: string;
  order_id: string;
  position: number;
  location_id: string;
  quantity: number;
};

type NumberCounterTable = { shop_id: string; kind: NumberKind; last: Generated<number> };

type InvoiceTable = {
  shop_id: string;
  id: string;
  kind: InvoiceKind;
  number: number;
  order_id: string;
  refund_id: string | null;
  issued_at: Instant;
  document: Json<InvoiceDocument>;
};

declare module '../../platform/database/tables.ts' {
  interface Tables {
    fulfilment: FulfilmentTable;
    fulfilment_line: FulfilmentLineTable;
    number_counter: NumberCounterTable;
    invoice: InvoiceTable;
  }
}
