import type { PaymentAction } from '@bottega/contracts';
import { CompiledQuery } from 'kysely';
import { type Ctx, loadPictures, type PictureView } from '#platform';
import type { PaymentPlace, PaymentRowState } from '../payments/payment.ts';
import { isId } from '../words.ts';
import type { Address, CartView } from './cart.ts';
import { type CartQuote, type PricedCart, priceCart } from './cart-facts.ts';

/** One line of a cart, with all that its price and its stock follow from. */
type LineRow = {
  variant_id: string;
  quantity: number;
  product_id: string;
  sku: string;
  choices: string[];
  price_amount: number;
  price_currency: string;
  weight_grams: number;
  tax_category: string;
  slug: string;
  category: string;
  title: string;
  picture_id: string | null;
  /** Where it lies and how many can be bought there, in the order in which they are taken. */
  places: { location_id: string; free: number }[];
};

/** The payment that a cart has now, or the one that its order was paid by. */
type PaymentOfCart = {
  id: string;
  provider: string;
  environment: PaymentPlace;
  state: PaymentRowState;
  order_code: string;
  amount: number;
  reference: string | null;
  payee: string | null;
  action: PaymentAction | null;
  order_id: string | null;
  created_at: string;
};

export type CartRow = {
  id: string;
  state: CartView['state'];
  version: number;
  currency: string;
  email: string | null;
  address: Address | null;
  billing_address: Address | null;
  language: string;
  codes: string[];
  shipping_rate_id: string | null;
  quote: CartQuote | null;
  customer_id: string | null;
  terms_version: number | null;
  groups: string[];
  cards: string[];
  lines: LineRow[];
  payment: PaymentOfCart | null;
};

/** Written out, because it is asked several times for each order, and building it anew would cost more than asking. */
const READ_CART = `
  select cart.id, cart.state, cart.version, cart.currency, cart.email, cart.address, cart.billing_address, cart.language, cart.codes,
    cart.shipping_rate_id, cart.quote, cart.customer_id,
    (select version from terms_version where terms_version.shop_id = cart.shop_id) as terms_version,
    array(select group_id::text from customer_membership member
      where member.shop_id = cart.shop_id and member.customer_id = cart.customer_id) as groups,
    array(select account_id::text from cart_credit laid where laid.shop_id = cart.shop_id and laid.cart_id = cart.id order by position) as cards,
    coalesce((
      select json_agg(json_build_object(
        'variant_id', line.variant_id, 'quantity', line.quantity, 'product_id', product.id, 'sku', variant.sku, 'choices', variant.choices,
        'price_amount', variant.price_amount, 'price_currency', variant.price_currency, 'weight_grams', variant.weight_grams,
        'tax_category', product.tax_category, 'slug', product.slug, 'category', product.category, 'title', words.title,
        'picture_id', cover.picture_id, 'places', places.list) order by line.position)
      from cart_line line
      join variant on variant.shop_id = line.shop_id and variant.id = line.variant_id
      join product on product.shop_id = line.shop_id and product.id = variant.product_id
      join lateral (
        select title from product_text
        where product_text.shop_id = product.shop_id and product_text.product_id = product.id and language in ($3, product.main_language)
        order by language = $3 desc limit 1) words on true
      left join product_picture cover on cover.shop_id = line.shop_id and cover.product_id = product.id and cover.position = 0
      join lateral (
        select coalesce(json_agg(json_build_object(
          'location_id', stock.location_id, 'free', stock.on_hand + stock.backorder_limit - stock.reserved) order by location.position), '[]') as list
        from stock join location on location.shop_id = stock.shop_id and location.id = stock.location_id
        where stock.shop_id = line.shop_id and stock.variant_id = line.variant_id and location.state = 'open'
          and product.status = 'on_sale' and variant.archived_at is null) places on true
      where line.shop_id = cart.shop_id and line.cart_id = cart.id), '[]') as lines,
    (select json_build_object(
        'id', payment.id, 'provider', provider, 'environment', environment, 'state', payment.state, 'order_code', order_code,
        'amount', amount, 'reference', reference, 'payee', payee, 'action', action, 'order_id', order_id, 'created_at', created_at)
      from payment where payment.shop_id = cart.shop_id and payment.cart_id = cart.id
        and (payment.state not in ('declined', 'cancelled') or order_id is not null)) as payment
  from cart where cart.shop_id = $1 and cart.id = $2`;

/**
 * A cart as it stands, with its lines in the order in which they were put in; undefined when the shop has none of that id. One statement:
 * what is shown of a cart is all of the same moment.
 */
export async function readCart(ctx: Ctx, cartId: string, language = ''): Promise<CartRow | undefined> {
  if (!isId(cartId)) return undefined;
  const { rows } = await ctx.db.executeQuery<CartRow>(CompiledQuery.raw(READ_CART, [ctx.shop.id, cartId, language]));
  return rows[0];
}

/** How many units of a line's variant can be bought now, all places together. */
export const availableOf = ({ places }: LineRow): number => places.reduce((sum, { free }) => sum + Math.max(0, free), 0);

/** The cart as buyers see it, or null. */
export async function loadCart(ctx: Ctx, cartId: string, language?: string): Promise<CartView | null> {
  const row = await readCart(ctx, cartId, language);
  return row ? viewCart(ctx, row) : null;
}

/** A cart that was read, as buyers see it. */
export async function viewCart(ctx: Ctx, row: CartRow): Promise<CartView> {
  const pictures = await loadPictures(
    ctx,
    row.lines.flatMap((line) => line.picture_id ?? []),
  );
  return toView(row, await priceCart(ctx, row), pictures);
}

function toView(row: CartRow, { quote, idleCodes, unpriced }: PricedCart, pictures: ReadonlyMap<string, PictureView>): CartView {
  const { currency } = row;
  const money = (amount: number) => ({ amount, currency });
  return {
    id: row.id,
    version: row.version,
    currency,
    lines: row.lines.map((line, at) => {
      const priced = quote.lines[at]!;
      return {
        variantId: line.variant_id,
        productId: line.product_id,
        slug: line.slug,
        title: line.title,
        picture: (line.picture_id && pictures.get(line.picture_id)) || null,
        quantity: line.quantity,
        unitPrice: money(priced.unitAmount),
        discount: money(priced.discount),
        total: money(priced.total),
        stock: unpriced.includes(line.variant_id) ? 0 : availableOf(line),
      };
    }),
    email: row.email,
    address: row.address,
    billingAddress: row.billing_address,
    codes: row.codes,
    idleCodes: [...idleCodes],
    giftCards: quote.cards.map(({ id, ending, amount }) => ({ id, ending, amount: money(amount) })),
    discounts: quote.discounts.map(({ name, code, amount }) => ({ name, code, amount: money(amount) })),
    subtotal: money(quote.subtotal),
    discount: money(quote.discount),
    shippingRateId: quote.shippingRateId,
    shipping: quote.shippingRateId !== null ? money(quote.shipping) : null,
    tax: money(quote.tax),
    taxes: quote.taxes.map(({ bps, base, tax }) => ({ bps, base: money(base), tax: money(tax) })),
    total: money(quote.total),
    credit: money(quote.total - quote.due),
    due: money(quote.due),
    pricesIncludeTax: quote.pricesIncludeTax,
    count: row.lines.reduce((sum, line) => sum + line.quantity, 0),
    state: row.state,
  };
}
