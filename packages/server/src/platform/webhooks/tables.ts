import type { Generated } from 'kysely';
import type { Instant } from '../database/tables.ts';
import type { EndpointState, WebhookDeliveryState } from './webhook.ts';

type WebhookEndpointTable = {
  shop_id: string;
  id: string;
  url: string;
  description: Generated<string>;
  events: string[];
  state: Generated<EndpointState>;
  failing_since: Instant | null;
  claim: string | null;
  claimed_until: Instant | null;
  created_at: Instant;
  updated_at: Instant;
};

type WebhookSecretTable = {
  shop_id: string;
  id: string;
  endpoint_id: string;
  sealed: string;
  created_at: Instant;
  ends_at: Instant | null;
};

type WebhookDeliveryTable = {
  shop_id: string;
  id: string;
  endpoint_id: string;
  event_id: string;
  type: string;
  body: string;
  state: Generated<WebhookDeliveryState>;
  tries: Generated<number>;
  due_at: Instant;
  created_at: Instant;
  settled_at: Instant | null;
};

type WebhookTryTable = {
  shop_id: string;
  id: string;
  delivery_id: string;
  at: Instant;
  ms: number;
  status: number | null;
  excerpt: string;
};

declare module '../database/tables.ts' {
  interface Tables {
    webhook_endpoint: WebhookEndpointTable;
    webhook_secret: WebhookSecretTable;
    webhook_delivery: WebhookDeliveryTable;
    webhook_try: WebhookTryTable;
  }
}
