import { type RawBuilder, sql } from 'kysely';
import { jsonArrayFrom } from 'kysely/helpers/postgres';
import { actorName, BottegaError, type Ctx, loadPictures, may, newId, type PictureView } from '#platform';
import type { OrderEvent, OrderView } from './order.ts';
import { openActions } from './order-actions.ts';
import { isTest } from '../payments/payment.ts';
import { standingOfMoney } from './order-standing.ts';
import type {} from './tables.ts';

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
  return may(ctx.actor, 'orders.read') ? { ...order, mails: await readMails(ctx, order.id) } : forGuests(order);
}

const readOrder = (ctx: Ctx, which: Which) =>
  ctx.db
    .selectFrom('orders')
    .innerJoin('payment', (join) => join.onRef('payment.shop_id', '=', 'orders.shop_id').onRef('payment.order_id', '=', 'orders.id'))
    .select([
      'orders.id',
      'code',
      'number',
      'language',
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
    .select([
      'payment.id as payment_id',
      'payment.provider',
      'payment.environment',
      'payment.state as payment_held',
      'payment.instructions',
      'payment.reference',
    ])
    .select(['payment.amount', 'payment.captured', 'payment.capture_claimed', 'payment.refund_claimed', 'payment.refunded'])
    .select(['shipping_tax'])
    .select(({ selectFrom }) => [
      jsonArrayFrom(
        selectFrom('order_line as line')
          .innerJoin('product', (join) => join.onRef('product.shop_id', '=', 'line.shop_id').onRef('product.id', '=', 'line.product_id'))
          .select([
            'line.position',
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
      jsonArrayFrom(
        selectFrom('fulfilment')
          .select(['fulfilment.id', 'carrier', 'tracking_number', 'tracking_url', 'sent_at'])
          .select(({ selectFrom }) =>
            jsonArrayFrom(
              selectFrom('fulfilment_line as part')
                .select(({ fn }) => ['part.position', fn.sum<number>('part.quantity').as('quantity')])
                .whereRef('part.shop_id', '=', 'fulfilment.shop_id')
                .whereRef('part.fulfilment_id', '=', 'fulfilment.id')
                .groupBy('part.position')
                .orderBy('part.position'),
            ).as('parts'),
          )
          .whereRef('fulfilment.shop_id', '=', 'orders.shop_id')
          .whereRef('fulfilment.order_id', '=', 'orders.id')
          .orderBy('fulfilment.id'),
      ).as('fulfilments'),
      jsonArrayFrom(
        selectFrom('refund')
          .select([
            'refund.id',
            'refund.amount',
            'refund.credit',
            'refund.shipping',
            'refund.state',
            'refund.reason',
            'refund.lines',
            'refund.created_at',
          ])
          .whereRef('refund.shop_id', '=', 'orders.shop_id')
          .whereRef('refund.order_id', '=', 'orders.id')
          .orderBy('refund.id'),
      ).as('refunds'),
      jsonArrayFrom(
        selectFrom('invoice')
          .select(['invoice.id', 'invoice.kind', 'invoice.number', 'invoice.issued_at'])
          .whereRef('invoice.shop_id', '=', 'orders.shop_id')
          .whereRef('invoice.order_id', '=', 'orders.id')
          .orderBy('invoice.id'),
      ).as('invoices'),
      sql<boolean>`exists (select from payment_capture capture where capture.shop_id = orders.shop_id
        and capture.payment_id = payment.id and capture.state = 'requested')`.as('is_taking'),
    ])
    .where('orders.shop_id', '=', ctx.shop.id)
    .where((where) => {
      if ('id' in which) return where('orders.id', '=', which.id);
      return 'code' in which ? where('orders.code', '=', which.code) : where('orders.cart_id', '=', which.cartId);
    })
    .executeTakeFirst();

type OrderRow = NonNullable<Awaited<ReturnType<typeof readOrder>>>;

function toView({ shop, actor }: Ctx, row: OrderRow, pictures: ReadonlyMap<string, PictureView>): OrderView {
  const money = (amount: number) => ({ amount, currency: row.currency });
  const counted = row.refunds.filter(({ state }) => state !== 'failed');
  const back = (what: 'credit' | 'shipping') => counted.reduce((sum, refund) => sum + refund[what], 0);
  const unitsBack = (position: number) =>
    counted.flatMap(({ lines }) => lines).reduce((sum, line) => sum + (line.position === position ? line.quantity : 0), 0);
  const standing = {
    ...{ state: row.state, paymentState: row.payment_state, fulfilmentState: row.fulfilment_state },
    sent: row.lines.reduce((sum, line) => sum + line.sent, 0),
    toSend: row.lines.reduce((sum, line) => sum + line.quantity - line.sent - line.cancelled, 0),
    ...standingOfMoney({
      ...{ state: row.payment_held, paymentState: row.payment_state, amount: row.amount, captured: row.captured },
      ...{
        captureClaimed: row.capture_claimed,
        refundClaimed: row.refund_claimed,
        isTaking: row.is_taking,
        credit: row.credit - back('credit'),
      },
    }),
  };
  const shippingPaid = row.shipping - row.shipping_discount + (row.prices_include_tax ? 0 : row.shipping_tax);
  return {
    id: row.id,
    code: row.code,
    number: row.number,
    state: row.state,
    paymentState: row.payment_state,
    fulfilmentState: row.fulfilment_state,
    refundState: row.refund_state,
    email: row.email,
    language: row.language,
    payment: {
      ...{ id: row.payment_id, provider: row.provider, isTest: isTest(row.environment) },
      isByHand: row.environment === 'offline' && row.amount > 0,
    },
    address: row.address,
    billingAddress: row.billing_address,
    lines: row.lines.map((line) => ({
      position: line.position,
      title: line.title,
      sku: line.sku,
      slug: line.status === 'on_sale' ? line.slug : null,
      quantity: line.quantity,
      unitPrice: money(line.unit_amount),
      discount: money(line.discount),
      total: money(line.total),
      sent: line.sent,
      cancelled: line.cancelled,
      refunded: unitsBack(line.position),
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
    refunded: money(row.refunded + doneOf(counted)),
    refundable: money(standing.refundable),
    shippingRefundable: money(Math.max(0, shippingPaid - back('shipping'))),
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
    fulfilments: row.fulfilments.map((sent) => ({
      ...{ id: sent.id, at: sent.sent_at, carrier: sent.carrier, trackingNumber: sent.tracking_number, trackingUrl: sent.tracking_url },
      lines: sent.parts.map(({ position, quantity }) => ({
        ...{ position, quantity },
        title: row.lines.find((line) => line.position === position)?.title ?? '',
      })),
    })),
    refunds: row.refunds.map(({ id, amount, state, reason, created_at }) => ({ id, at: created_at, amount: money(amount), state, reason })),
    mails: [],
    invoices: row.invoices.map(({ id, kind, number, issued_at }) => ({ id, kind, number, at: issued_at })),
    actions: openActions(actor, standing),
  };
}

/** What went back to gift cards and credit: the payment's own sum leaves it out. */
const doneOf = (refunds: readonly { readonly state: string; readonly credit: number }[]): number =>
  refunds.reduce((sum, { state, credit }) => sum + (state === 'done' ? credit : 0), 0);

/** What the buyer was told of the order by mail: of its placing by its own id, of all else by the event that told of it. */
async function readMails(ctx: Ctx, orderId: string): Promise<OrderView['mails']> {
  const { rows } = await sql<OrderView['mails'][number]>`
    select mail.id, coalesce(mail.sent_at, mail.created_at) as at, mail.kind, mail.state
    from mail
    where mail.shop_id = ${ctx.shop.id} and mail.key in (
      select 'order.placed:' || ${orderId}
      union all
      select event.type || ':' || event.id from event where event.shop_id = ${ctx.shop.id} and event.subject_id = ${orderId})
    order by mail.id`.execute(ctx.db);
  return rows;
}

/** "ada@example.com" is "a•••@example.com". */
export const maskEmail = (email: string): string => email.replace(/^(.).*(?=@)/u, '$1•••');

/** Notes are for the staff, and so is what the staff still has to see to. */
const isTold = ({ event }: OrderView['history'][number]): boolean => event !== 'noted' && event !== 'refund_failed' && event !== 'disputed';

const isBuyer = (actor: string): boolean => actor === 'guest' || actor.startsWith('customer:');

const forGuests = (order: OrderView): OrderView => ({
  ...order,
  email: maskEmail(order.email),
  refunds: order.refunds.map((refund) => ({ ...refund, reason: '' })),
  history: order.history
    .filter(isTold)
    .map((change) => ({ ...change, actor: isBuyer(change.actor) ? 'guest' : 'shop', note: null, detail: {} })),
});

type NewChange = {
  readonly orderId: string;
  readonly event: OrderEvent;
  readonly detail?: Record<string, unknown>;
  readonly note?: string | undefined;
};

/** Writes down what happened to the order, when, and who did it. */
export async function appendOrderChange(ctx: Ctx, change: NewChange): Promise<void> {
  await insertOrderChange(ctx, change).execute(ctx.db);
}

/** The statement that does it, to stand inside the one that makes the change: `from` gives a row where that was made, and else none. */
export const insertOrderChange = (ctx: Ctx, { orderId, event, detail = {}, note }: NewChange, from: RawBuilder<unknown> = sql``) => sql`
  insert into order_change (shop_id, id, order_id, event, detail, actor, note, changed_at)
  select ${ctx.shop.id}, ${newId()}, ${orderId}, ${event}, ${JSON.stringify(detail)}, ${actorName(ctx.actor)}, ${note ?? null},
    ${ctx.clock.now().toString()}
  ${from}`;
