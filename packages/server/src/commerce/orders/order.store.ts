import { jsonArrayFrom } from 'kysely/helpers/postgres';
import { BottegaError, type Ctx, loadPictures, may, newId, actorName, type PictureView } from '#platform';
import type { OrderState, OrderView, PaymentState } from './order.ts';

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
    .select(['orders.id', 'code', 'orders.state', 'email', 'address', 'orders.currency', 'subtotal', 'shipping', 'tax', 'total'])
    .select(['tax_bps', 'prices_include_tax', 'placed_at', 'payment.state as payment_state', 'payment.instructions', 'payment.reference'])
    .select(({ selectFrom }) => [
      jsonArrayFrom(
        selectFrom('order_line as line')
          .innerJoin('product', (join) => join.onRef('product.shop_id', '=', 'line.shop_id').onRef('product.id', '=', 'line.product_id'))
          .select(['line.title', 'line.sku', 'line.quantity', 'line.unit_amount', 'line.total', 'line.picture_id'])
          .select(['product.slug', 'product.status'])
          .whereRef('line.shop_id', '=', 'orders.shop_id')
          .whereRef('line.order_id', '=', 'orders.id')
          .orderBy('line.position'),
      ).as('lines'),
      jsonArrayFrom(
        selectFrom('order_change as change')
          .select(['changed_at', 'from_state', 'to_state', 'actor', 'note'])
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
    paymentState: row.payment_state as PaymentState, // a payment that has an order is past `prepared`: the table's CHECK
    email: row.email,
    address: row.address,
    lines: row.lines.map((line) => ({
      title: line.title,
      sku: line.sku,
      slug: line.status === 'on_sale' ? line.slug : null,
      quantity: line.quantity,
      unitPrice: money(line.unit_amount),
      total: money(line.total),
      picture: (line.picture_id && pictures.get(line.picture_id)) || null,
    })),
    subtotal: money(row.subtotal),
    shipping: money(row.shipping),
    tax: money(row.tax),
    total: money(row.total),
    taxBps: row.tax_bps,
    pricesIncludeTax: row.prices_include_tax,
    placedAt: row.placed_at,
    paymentInstructions: row.instructions,
    transfer: row.payment_state === 'awaiting_transfer' && row.reference ? { to: shop.transferTo, reference: row.reference } : null,
    history: row.history.map((change) => ({
      at: change.changed_at,
      from: change.from_state,
      to: change.to_state,
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
  history: order.history.map((change) => ({ ...change, actor: change.actor === 'guest' ? 'guest' : 'shop', note: null })),
});

/** Writes down who moved the order, and when. */
export async function appendOrderChange(
  ctx: Ctx,
  change: { orderId: string; from: OrderState | null; to: OrderState; note?: string | undefined },
): Promise<void> {
  await ctx.db
    .insertInto('order_change')
    .values({
      shop_id: ctx.shop.id,
      id: newId(),
      order_id: change.orderId,
      from_state: change.from,
      to_state: change.to,
      actor: actorName(ctx.actor),
      note: change.note ?? null,
      changed_at: ctx.clock.now().toString(),
    })
    .execute();
}
