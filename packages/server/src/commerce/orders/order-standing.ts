import { sql } from 'kysely';
import type { Ctx } from '#platform';
import { readPayment } from '../payments/payments.store.ts';
import type { LockedOrder, OrderStanding } from './order.ts';

/** Where a locked order stands with its units and its money, as the table of actions judges it. */
export async function readStanding(ctx: Ctx, order: LockedOrder): Promise<OrderStanding> {
  const units = await ctx.db
    .selectFrom('order_line')
    .select([sql<number>`sum(sent)::int`.as('sent'), sql<number>`sum(quantity - sent - cancelled)::int`.as('open')])
    .where('shop_id', '=', ctx.shop.id)
    .where('order_id', '=', order.id)
    .executeTakeFirstOrThrow();
  const payment = await readPayment(ctx, { orderId: order.id });
  if (!payment) throw new Error(`the order ${order.id} has no payment`);
  const { state, paymentState, fulfilmentState } = order;
  return {
    ...{ state, paymentState, fulfilmentState, sent: units.sent, toSend: units.open },
    ...standingOfMoney({ ...payment, paymentState, credit: await creditLeftOf(ctx, order.id), isTaking: await isTaking(ctx, payment.id) }),
  };
}

type Money = Pick<
  NonNullable<Awaited<ReturnType<typeof readPayment>>>,
  'state' | 'amount' | 'captured' | 'captureClaimed' | 'refundClaimed'
> & {
  readonly paymentState: OrderStanding['paymentState'];
  /** What gift cards and credit paid and was not given back, in minor units. */
  readonly credit: number;
  readonly isTaking: boolean;
};

/** What can still be done with the money of an order; amounts are minor units. */
export function standingOfMoney(money: Money): Pick<OrderStanding, 'awaitsTransfer' | 'refundable' | 'capturable' | 'isTaking'> {
  const { state, paymentState, amount, captured, captureClaimed, refundClaimed, credit, isTaking } = money;
  const isTaken = paymentState === 'paid' || paymentState === 'part';
  const isPromised = state === 'authorised' || state === 'approved' || (state === 'captured' && paymentState === 'part');
  return {
    awaitsTransfer: state === 'awaiting_transfer',
    refundable: isTaken ? captured - refundClaimed + credit : 0,
    capturable: isPromised ? amount - captureClaimed : 0,
    isTaking,
  };
}

async function creditLeftOf(ctx: Ctx, orderId: string): Promise<number> {
  const { credit, back } = await ctx.db
    .selectFrom('orders')
    .select(({ selectFrom }) => [
      'credit',
      selectFrom('refund')
        .select(sql<number>`coalesce(sum(refund.credit), 0)::bigint`.as('back'))
        .whereRef('refund.shop_id', '=', 'orders.shop_id')
        .whereRef('refund.order_id', '=', 'orders.id')
        .where('refund.state', '<>', 'failed')
        .as('back'),
    ])
    .where('shop_id', '=', ctx.shop.id)
    .where('id', '=', orderId)
    .executeTakeFirstOrThrow();
  return credit - Number(back);
}

async function isTaking(ctx: Ctx, paymentId: string): Promise<boolean> {
  const underWay = await ctx.db
    .selectFrom('payment_capture')
    .select('id')
    .where('shop_id', '=', ctx.shop.id)
    .where('payment_id', '=', paymentId)
    .where('state', '=', 'requested')
    .executeTakeFirst();
  return underWay !== undefined;
}
