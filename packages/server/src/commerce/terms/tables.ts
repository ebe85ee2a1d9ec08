import type { ShippingOffer } from '@bottega/contracts';
import type { Generated } from 'kysely';
import type { Instant, Json } from '#platform';
import type { AccountKind, TransferKind } from '../credit/credit.ts';
import type { PromotionKind } from '../promotions/promotion.ts';
import type { RateKind, ShippingStep } from '../shipping/shipping.ts';
import type { ZoneKind } from '../zones/zone.ts';

type Switch = 'on' | 'off';

type TermsVersionTable = { shop_id: string; version: number };

type PriceListTable = {
  shop_id: string;
  id: string;
  name: string;
  currency: string;
  group_id: string | null;
  starts_at: Instant | null;
  ends_at: Instant | null;
  state: Generated<Switch>;
  created_at: Instant;
};

type PriceEntryTable = { shop_id: string; list_id: string; variant_id: string; least_quantity: number; amount: number };

type ZoneTable = { shop_id: string; id: string; kind: ZoneKind; name: string; shipping_category: string | null; created_at: Instant };

type ZonePlaceTable = { shop_id: string; kind: ZoneKind; country: string; region: string; zone_id: string };

type TaxRateTable = { shop_id: string; zone_id: string; category: string; bps: number };

type ShippingRateTable = {
  shop_id: string;
  id: string;
  zone_id: string;
  name: string;
  position: number;
  kind: RateKind;
  currency: string;
  amount: number;
  steps: Json<readonly ShippingStep[]>;
  free_from: number | null;
  carrier: string | null;
  service: string | null;
  state: Generated<Switch>;
  failed_at: Instant | null;
  failure: string | null;
  created_at: Instant;
};

type CarrierAnswerTable = { shop_id: string; key: string; offers: Json<readonly ShippingOffer[]>; asked_at: Instant };

type PromotionTable = {
  shop_id: string;
  id: string;
  name: string;
  state: Generated<Switch>;
  needs_code: boolean;
  starts_at: Instant | null;
  ends_at: Instant | null;
  priority: number;
  exclusive: boolean;
  kind: PromotionKind;
  bps: number | null;
  amount: number | null;
  currency: string | null;
  buy: number | null;
  get: number | null;
  product_ids: string[];
  categories: string[];
  full_price_only: boolean;
  least_subtotal: number;
  least_quantity: number;
  group_id: string | null;
  first_order: boolean;
  usage_limit: number | null;
  per_buyer: number | null;
  uses: Generated<number>;
  created_at: Instant;
};

type PromotionCodeTable = {
  shop_id: string;
  code: string;
  promotion_id: string;
  usage_limit: number | null;
  uses: Generated<number>;
  created_at: Instant;
};

type PromotionBuyerTable = { shop_id: string; promotion_id: string; buyer: Buffer; uses: number };

type PromotionUseTable = {
  shop_id: string;
  promotion_id: string;
  cart_id: string;
  code: string | null;
  buyer: Buffer;
  amount: number;
  used_at: Instant;
};

type CreditAccountTable = {
  shop_id: string;
  id: string;
  kind: AccountKind;
  currency: string;
  /** Null of the shop's own accounts: theirs is the sum of their entries. */
  balance: number | null;
  state: Generated<'open' | 'blocked'>;
  code_hash: Buffer | null;
  code_ending: string | null;
  customer_id: string | null;
  note: Generated<string>;
  expires_at: Instant | null;
  created_at: Instant;
};

type CreditTransferTable = {
  shop_id: string;
  id: string;
  key: string;
  kind: TransferKind;
  subject_id: string | null;
  actor: string;
  note: Generated<string>;
  made_at: Instant;
};

type CreditEntryTable = { shop_id: string; transfer_id: string; account_id: string; amount: number };

type CartCreditTable = { shop_id: string; cart_id: string; account_id: string; position: Generated<number> };

declare module '../../platform/database/tables.ts' {
  interface Tables {
    terms_version: TermsVersionTable;
    price_list: PriceListTable;
    price_entry: PriceEntryTable;
    zone: ZoneTable;
    zone_place: ZonePlaceTable;
    tax_rate: TaxRateTable;
    shipping_rate: ShippingRateTable;
    carrier_answer: CarrierAnswerTable;
    promotion: PromotionTable;
    promotion_code: PromotionCodeTable;
    promotion_buyer: PromotionBuyerTable;
    promotion_use: PromotionUseTable;
    credit_account: CreditAccountTable;
    credit_transfer: CreditTransferTable;
    credit_entry: CreditEntryTable;
    cart_credit: CartCreditTable;
  }
}
