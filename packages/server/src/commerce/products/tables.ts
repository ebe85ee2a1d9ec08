import type { ColumnType, Generated } from 'kysely';
import type { Instant } from '#platform';
import type { ProductStatus } from './product.ts';

type CategoryTable = {
  shop_id: string;
  slug: string;
  parent: string | null;
  parent_depth: number | null;
  depth: ColumnType<number, never, never>;
  position: Generated<number>;
  created_at: Instant;
};

type CategoryTextTable = { shop_id: string; slug: string; language: string; name: string };

type VariantPictureTable = { shop_id: string; variant_id: string; position: number; product_id: string; picture_id: string };

type ProductDocumentTable = {
  shop_id: string;
  product_id: string;
  language: string;
  is_main: boolean;
  version: number;
  slug: string;
  status: ProductStatus;
  variant_ids: string[];
  list_text: string;
  detail_text: string;
};

type ProductSearchTable = {
  shop_id: string;
  product_id: string;
  status: ProductStatus;
  category: string;
  /** Minor units of the shop's currency: the lowest of its variants. */
  price: number;
  title: string;
  words: string;
};

declare module '../../platform/database/tables.ts' {
  interface Tables {
    category: CategoryTable;
    category_text: CategoryTextTable;
    variant_picture: VariantPictureTable;
    product_document: ProductDocumentTable;
    product_search: ProductSearchTable;
  }
}
