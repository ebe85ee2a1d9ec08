import type { Instant, Json } from '../database/tables.ts';
import type { TaxNumber } from './business-profile.ts';

type BusinessProfileTable = {
  shop_id: string;
  legal_name: string;
  address: string;
  email: string;
  phone: string;
  tax_numbers: Json<readonly TaxNumber[]>;
  logo_picture_id: string | null;
  updated_at: Instant;
};

type ShopDomainTable = {
  shop_id: string;
  host: string;
  /** What the owner of the domain writes into the DNS. */
  challenge: string;
  verified_at: Instant | null;
  created_at: Instant;
};

declare module '../database/tables.ts' {
  interface Tables {
    business_profile: BusinessProfileTable;
    shop_domain: ShopDomainTable;
  }
}
