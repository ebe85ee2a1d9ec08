import type { Generated } from 'kysely';
import type { Instant, Json } from '#platform';
import type { Address } from '../carts/cart.ts';

type CustomerTable = {
  shop_id: string;
  id: string;
  email: string;
  name: Generated<string>;
  language: Generated<string>;
  note: Generated<string>;
  password_hash: string | null;
  verified_at: Instant | null;
  created_at: Instant;
  erased_at: Instant | null;
};

type CustomerGroupTable = { shop_id: string; id: string; name: string; created_at: Generated<Instant> };

type CustomerMembershipTable = { shop_id: string; customer_id: string; group_id: string };

type CustomerAddressTable = {
  shop_id: string;
  id: string;
  customer_id: string;
  address: Json<Address>;
  for_shipping: Generated<boolean>;
  for_billing: Generated<boolean>;
  created_at: Instant;
};

type CustomerCodeTable = {
  shop_id: string;
  purpose: 'sign-in' | 'email';
  subject: string;
  email: string;
  secret_hash: Buffer;
  tries: Generated<number>;
  created_at: Instant;
  expires_at: Instant;
};

type CustomerSessionTable = {
  shop_id: string;
  id: string;
  customer_id: string;
  token_hash: Buffer;
  device: string;
  address: string;
  created_at: Instant;
  seen_at: Instant;
  expires_at: Instant;
};

declare module '../../platform/database/tables.ts' {
  interface Tables {
    customer: CustomerTable;
    customer_group: CustomerGroupTable;
    customer_membership: CustomerMembershipTable;
    customer_address: CustomerAddressTable;
    customer_code: CustomerCodeTable;
    customer_session: CustomerSessionTable;
  }
}
