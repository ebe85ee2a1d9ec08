import type { Shape } from '@bottega/contracts';
import type { Generated } from 'kysely';
import type { Instant, Json } from '#platform';
import type { Address, CartView } from './carts/cart.ts';
import type { OrderState, PaymentState } from './orders/order.ts';
import type { ProductStatus } from './products/product.ts';

type ProductTable = {
  shop_id: string;
  id: string;
  key: string | null;
  slug: string;
  status: Generated<ProductStatus>;
  category: string;
  tags: string[];
  notes: string;
  main_language: string;
  created_at: Instant;
  updated_at: Instant;
};

type ProductTextTable = {
  shop_id: string;
  product_id: string;
  language: string;
  title: string;
  description: string;
  seo_title: string;
  seo_description: string;
  alt_text: string;
};

type ProductPictureTable = { shop_id: string; product_id: string; position: number; picture_id: string; alt_text: string };

type ProductFilmTable = {
  shop_id: string;
  product_id: string;
  shape: Shape;
  file_id: string;
  seconds: number;
  width: number;
  height: number;
  poster_file_id: string | null;
};

type ProductFilmCaptionTable = { shop_id: string; product_id: string; shape: Shape; language: string; file_id: string };

type VariantTable = {
  shop_id: string;
  id: string;
  product_id: string;
  position: number;
  sku: string;
  title: string;
  price_amount: number;
  price_currency: string;
};

type StockTable = { shop_id: string; variant_id: string; level: number };

type CartTable = {
  shop_id: string;
  id: string;
  currency: string;
  state: Generated<CartView['state']>;
  version: Generated<number>;
  email: string | null;
  address: Json<Address> | null;
  shipping: number | null;
  tax_bps: number | null;
  prices_include_tax: boolean | null;
  created_at: Instant;
  paying_since: Instant | null;
};

type CartLineTable = {
  shop_id: string;
  cart_id: string;
  variant_id: string;
  position: Generated<number>;
  quantity: number;
  unit_amount: number;
};

type OrderTable = {
  shop_id: string;
  id: string;
  cart_id: string;
  code: string;
  state: OrderState;
  email: string;
  address: Json<Address>;
  currency: string;
  subtotal: number;
  shipping: number;
  tax: number;
  total: number;
  tax_bps: number;
  prices_include_tax: boolean;
  placed_at: Instant;
};

type OrderLineTable = {
  shop_id: string;
  order_id: string;
  position: number;
  variant_id: string;
  product_id: string;
  sku: string;
  title: string;
  picture_id: string | null;
  quantity: number;
  unit_amount: number;
  total: number;
  tax: number;
};

type OrderChangeTable = {
  shop_id: string;
  id: string;
  order_id: string;
  from_state: OrderState | null;
  to_state: OrderState;
  actor: string;
  note: string | null;
  changed_at: Instant;
};

type PaymentTable = {
  shop_id: string;
  id: string;
  cart_id: string;
  order_id: string | null;
  order_code: string;
  provider: string;
  state: 'prepared' | PaymentState;
  amount: number;
  currency: string;
  reference: string | null;
  instructions: string | null;
  created_at: Instant;
};

declare module '../platform/database/tables.ts' {
  interface Tables {
    product: ProductTable;
    product_text: ProductTextTable;
    product_picture: ProductPictureTable;
    product_film: ProductFilmTable;
    product_film_caption: ProductFilmCaptionTable;
    variant: VariantTable;
    stock: StockTable;
    cart: CartTable;
    cart_line: CartLineTable;
    orders: OrderTable;
    order_line: OrderLineTable;
    order_change: OrderChangeTable;
    payment: PaymentTable;
  }
}
