import type { Ctx } from '#platform';
import type { OrderPaymentState } from '../orders/order.ts';
import type { Refundable, RefundedSoFar } from '../quotes/refund-share.ts';

/** An order as refunds are reckoned from it. Lines are named by their position. */
export type RefundableOrder = {
  readonly order: Refundable;
  readonly before: RefundedSoFar;
  readonly paymentState: OrderPaymentState;
  /** What can still go back to gift cards and credit, in minor units. */
  readonly creditLeft: number;
};

/** The order with what was given back of it; refunds that failed do not count. */
export async function readRefundable(ctx: Ctx, orderId: string): Promise<RefundableOrder | undefined> {
  const order = await ctx.db
    .selectFrom('orders')
    .select(['prices_include_tax', 'shipping', 'shipping_discount', 'shipping_tax', 'credit', 'payment_state'])
    .where('shop_id', '=', ctx.shop.id)
    .where('id', '=', orderId)
    .executeTakeFirst();
  if (!order) return undefined;
  const lines = await ctx.db
    .selectFrom('order_line')
    .select(['position', 'quantity', 'total', 'tax'])
    .where('shop_id', '=', ctx.shop.id)
    .where('order_id', '=', orderId)
    .execute();
  const refunds = await ctx.db
    .selectFrom('refund')
    .select(['amount', 'credit', 'shipping', 'lines'])
    .where('shop_id', '=', ctx.shop.id)
    .where('order_id', '=', orderId)
    .where('state', '<>', 'failed')
    .execute();
  const units = new Map<string, number>();
  for (const { position, quantity } of refunds.flatMap((refund) => refund.lines))
    units.set(String(position), (units.get(String(position)) ?? 0) + quantity);
  const sumOf = (what: 'amount' | 'credit' | 'shipping') => refunds.reduce((sum, refund) => sum + refund[what], 0);
  return {
    order: {
      pricesIncludeTax: order.prices_include_tax,
      lines: lines.map(({ position, ...line }) => ({ id: String(position), ...line })),
      shipping: { total: order.shipping - order.shipping_discount, tax: order.shipping_tax },
    },
    before: { units, shipping: sumOf('shipping'), amount: sumOf('amount') },
    paymentState: order.payment_state,
    creditLeft: order.credit - sumOf('credit'),
  };
}
