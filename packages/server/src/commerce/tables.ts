import type { PaymentAction, PaymentEnvironment, Shape } from '@bottega/contracts';
import type { ColumnType, Generated } from 'kysely';
import type { Instant, Json } from '#platform';
import type { Address, CartView } from './carts/cart.ts';
import type { LocationState } from './inventory/location.ts';
import type { MovementReason } from './inventory/movement.ts';
import type { Extent, OrderEvent, OrderPaymentState, OrderState } from './orders/order.ts';
import type { PaymentRowState, RefundState } from './payments/payment.ts';
import type { CartQuote } from './carts/cart-facts.ts';
import type { Quote } from './quotes/quote.ts';
import type { Option } from './products/options.ts';
import type { ProductStatus } from './products/product.ts';

type ProductTable = {
  shop_id: string;
  id: string;
  key: string | null;
  slug: string;
  status: Generated<ProductStatus>;
  category: string;
  options: ColumnType<readonly Option[], string | undefined, string>;
  tax_category: Generated<string>;
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
  option_words: ColumnType<Readonly<Record<string, string>>, string | undefined, string>;
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
  choices: Generated<string[]>;
  archived_at: ColumnType<string | null, string | null | undefined, string | null>;
  barcode: string | null;
  weight_grams: Generated<number>;
  length_mm: number | null;
  width_mm: number | null;
  height_mm: number | null;
  low_stock_at: Generated<number | null>;
};

type LocationTable = {
  shop_id: string;
  id: string;
  name: string;
  position: number;
  state: Generated<LocationState>;
  created_at: Generated<Instant>;
  address: Json<Address> | null;
};

type StockTable = {
  shop_id: string;
  variant_id: string;
  location_id: string;
  on_hand: number;
  reserved: Generated<number>;
  backorder_limit: Generated<number>;
};

type ReservationTable = {
  shop_id: string;
  cart_id: string;
  variant_id: string;
  location_id: string;
  quantity: number;
  order_id: string | null;
  expires_at: Instant | null;
};

type StockMovementTable = {
  shop_id: string;
  id: string;
  variant_id: string;
  location_id: string;
  change: number;
  reason: MovementReason;
  subject_id: string | null;
  actor: string;
  note: Generated<string>;
  moved_at: Instant;
  key: Generated<string | null>;
};

type CartTable = {
  shop_id: string;
  id: string;
  currency: string;
  state: Generated<CartView['state']>;
  version: Generated<number>;
  email: string | null;
  address: Json<Address> | null;
  billing_address: Json<Address> | null;
  language: Generated<string>;
  shipping_rate_id: string | null;
  codes: Generated<string[]>;
  quote: Json<CartQuote> | null;
  created_at: Instant;
  paying_since: Instant | null;
  customer_id: Generated<string | null>;
};

type CartLineTable = { shop_id: string; cart_id: string; variant_id: string; position: Generated<number>; quantity: number };

type OrderTable = {
  shop_id: string;
  id: string;
  cart_id: string;
  code: string;
  number: Generated<number | null>;
  state: OrderState;
  payment_state: OrderPaymentState;
  fulfilment_state: Generated<Extent>;
  refund_state: Generated<Extent>;
  email: string;
  language: string;
  address: Json<Address>;
  billing_address: Json<Address> | null;
  currency: string;
  subtotal: number;
  discount: number;
  shipping: number;
  shipping_name: string;
  shipping_discount: number;
  shipping_tax: number;
  tax: number;
  total: number;
  credit: number;
  discounts: Json<Quote['discounts']>;
  taxes: Json<Quote['taxes']>;
  prices_include_tax: boolean;
  placed_at: Instant;
  customer_id: Generated<string | null>;
};

type OrderLineTable = {
  shop_id: string;
  order_id: string;
  position: number;
  variant_id: string;
  product_id: string;
  sku: string;
  title: string;
  choices: string;
  picture_id: string | null;
  quantity: number;
  unit_amount: number;
  discount: number;
  total: number;
  tax_bps: number;
  tax: number;
  sent: Generated<number>;
  cancelled: Generated<number>;
  uncharged: Generated<number>;
};

type OrderChangeTable = {
  shop_id: string;
  id: string;
  order_id: string;
  event: OrderEvent;
  detail: Json<Record<string, unknown>>;
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
  environment: Generated<PaymentEnvironment | 'offline'>;
  state: PaymentRowState;
  amount: number;
  currency: string;
  captured: Generated<number>;
  capture_claimed: Generated<number>;
  refund_claimed: Generated<number>;
  refunded: Generated<number>;
  disputed: Generated<boolean>;
  reference: string | null;
  payee: string | null;
  action: Json<PaymentAction> | null;
  instructions: string | null;
  message: string | null;
  created_at: Instant;
  changed_at: Instant;
};

type RefundTable = {
  shop_id: string;
  id: string;
  order_id: string;
  payment_id: string;
  amount: number;
  currency: string;
  reason: string;
  lines: Json<readonly { readonly position: number; readonly quantity: number }[]>;
  state: RefundState;
  reference: string | null;
  message: string | null;
  actor: string;
  created_at: Instant;
  settled_at: Instant | null;
  credit: Generated<number>;
  shipping: Generated<number>;
  tries: Generated<number>;
  look_at: ColumnType<string | null, string | null | undefined, string | null>;
};

declare module '../platform/database/tables.ts' {
  interface Tables {
    product: ProductTable;
    product_text: ProductTextTable;
    product_picture: ProductPictureTable;
    product_film: ProductFilmTable;
    product_film_caption: ProductFilmCaptionTable;
    variant: VariantTable;
    location: LocationTable;
    stock: StockTable;
    reservation: ReservationTable;
    stock_movement: StockMovementTable;
    cart: CartTable;
    cart_line: CartLineTable;
    orders: OrderTable;
    order_line: OrderLineTable;
    order_change: OrderChangeTable;
    payment: PaymentTable;
    refund: RefundTable;
  }
}
