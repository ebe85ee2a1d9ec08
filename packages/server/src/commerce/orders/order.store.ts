import { jsonArrayFrom } from 'kysely/helpers/postgres';
import { BottegaError, type Ctx, loadPictures, may, newId, actorName, type PictureView } from '#platform';
import type { OrderEvent, OrderView } from './order.ts';

export const noSuchOrder = (): BottegaError => new BottegaError('not_found', 'This shop has no such order.');

type Which = { readonly id: string } | { readonly code: string } | { readonly cartId: string };

/** The order as the actor may see it: guests get the address for mail masked, and no names of staff. @throws BottegaError not_found */
export async function loadOrder(ctx: Ctx, which: Which): Promise<OrderView> {
  const row = await readOrder(ctx, which);
  if (!row) throw noSuchOrder();
  const pictures = await loadPictures(
    ctx,
    row.lines.flatMap((line) => line.picture_id ?? []),
  );
  const order = toView(ctx, row, pictures);
  return may(ctx.actor, 'orders.read') ? order : forGuests(order);
}

const readOrder = (ctx: Ctx, which: Which) =>
  ctx.db
    .selectFrom('orders')
    .innerJoin('payment', (join) => join.onRef('payment.shop_id', '=', 'orders.shop_id').onRef('payment.order_id', '=', 'orders.id'))
    .select([
      'orders.id',
      'code',
      'orders.state',
      'payment_state',
      'fulfilment_state',
      'refund_state',
      'email',
      'address',
      'billing_address',
    ])
    .select(['orders.currency', 'subtotal', 'discount', 'shipping', 'shipping_name', 'shipping_discount', 'tax', 'total', 'credit'])
    .select(['discounts', 'taxes', 'prices_include_tax', 'placed_at'])
    .select(['payment.state as payment_held', 'payment.instructions', 'payment.reference', 'payment.refunded'])
    .select(({ selectFrom }) => [
      jsonArrayFrom(
        selectFrom('order_line as line')
          .innerJoin('product', (join) => join.onRef('product.shop_id', '=', 'line.shop_id').onRef('product.id', '=', 'line.product_id'))
          .select([
            'line.title',
            'line.sku',
            'line.quantity',
            'line.unit_amount',
            'line.discount',
            'line.total',
            'line.sent',
            'line.cancelled',
          ])
          .select(['line.picture_id', 'product.slug', 'product.status'])
          .whereRef('line.shop_id', '=', 'orders.shop_id')
          .whereRef('line.order_id', '=', 'orders.id')
          .orderBy('line.position'),
      ).as('lines'),
      jsonArrayFrom(
        selectFrom('order_change as change')
          .select(['changed_at', 'event', 'detail', 'actor', 'note'])
          .whereRef('change.shop_id', '=', 'orders.shop_id')
          .whereRef('change.order_id', '=', 'orders.id')
          .orderBy('change.id'),
      ).as('history'),
    ])
    .where('orders.shop_id', '=', ctx.shop.id)
    .where((where) => {
      if ('id' in which) return where('orders.id', '=', which.id);
      return 'code' in which ? where('orders.code', '=', which.code) : where('orders.cart_id', '=', which.cartId);
    })
    .executeTakeFirst();

type OrderRow = NonNullable<Awaited<ReturnType<typeof readOrder>>>;

function toView({ shop }: Ctx, row: OrderRow, pictures: ReadonlyMap<string, PictureView>): OrderView {
  const money = (amount: number) => ({ amount, currency: row.currency });
  return {
    id: row.id,
    code: row.code,
    state: row.state,
    paymentState: row.payment_state,
    fulfilmentState: row.fulfilment_state,
    refundState: row.refund_state,
    email: row.email,
    address: row.address,
    billingAddress: row.billing_address,
    lines: row.lines.map((line) => ({
      title: line.title,
      sku: line.sku,
      slug: line.status === 'on_sale' ? line.slug : null,
      quantity: line.quantity,
      unitPrice: money(line.unit_amount),
      discount: money(line.discount),
      total: money(line.total),
      sent: line.sent,
      cancelled: line.cancelled,
      picture: (line.picture_id && pictures.get(line.picture_id)) || null,
    })),
    discounts: row.discounts.map(({ name, code, amount }) => ({ name, code, amount: money(amount) })),
    subtotal: money(row.subtotal),
    discount: money(row.discount),
    shipping: money(row.shipping),
    shippingName: row.shipping_name,
    tax: money(row.tax),
    taxes: row.taxes.map(({ bps, base, tax }) => ({ bps, base: money(base), tax: money(tax) })),
    total: money(row.total),
    credit: money(row.credit),
    refunded: money(row.refunded),
    pricesIncludeTax: row.prices_include_tax,
    placedAt: row.placed_at,
    paymentInstructions: row.instructions,
    transfer: row.payment_held === 'awaiting_transfer' && row.reference ? { to: shop.transferTo, reference: row.reference } : null,
    history: row.history.map((change) => ({
      at: change.changed_at,
      event: change.event,
      detail: change.detail,
      actor: change.actor,
      note: change.note,
    })),
  };
}

/** "ada@example.com" is "a•••@example.com". */
export const maskEmail = (email: string): string => email.replace(/^(.).*(?=@)/u, '$1•••');

const forGuests = (order: OrderView): OrderView => ({
  ...order,
  email: maskEmail(order.email),
  history: order.history.map((change) => ({ ...change, actor: change.actor === 'guest' ? 'guest' : 'shop', note: null, detail: {} })),
});

type NewChange = {
  readonly orderId: string;
  readonly event: OrderEvent;
  readonly detail?: Record<string, unknown>;
  readonly note?: string | undefined;
};

/** Writes down what happened to the order, when, and who did it. */
export async function appendOrderChange(ctx: Ctx, { orderId, event, detail = {}, note }: NewChange): Promise<void> {
  await ctx.db
    .insertInto('order_change')
    .values({
      shop_id: ctx.shop.id,
      id: newId(),
      order_id: orderId,
      event,
      detail: JSON.stringify(detail),
      actor: actorName(ctx.actor),
      note: note ?? null,
      changed_at: ctx.clock.now().toString(),
    })
    .execute();
}
