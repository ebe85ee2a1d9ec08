import { sql } from 'kysely';
import type { Ctx } from '#platform';
import { advanceCapture } from './advance-capture.ts';
import { freePayment } from './cancel-payment.ts';
import { captureSent } from './capture-sent.ts';
import { deliverSimulated } from './deliver-simulated.ts';
import { lookAtEvent } from './look-at-event.ts';
import { reservePayment } from './reserve-payment.ts';
import { advanceRefund } from './send-refund.ts';

const AT_ONCE = 50;

/**
 * Goes on with all that has to do with money and stands still: because the program ended there, or because a provider could not be asked or
 * could not tell. Each is on its own: what fails keeps nothing else from being done. How many it looked at.
 */
export async function lookAfterPayments(ctx: Ctx): Promise<number> {
  const kinds: readonly [find: (ctx: Ctx) => Promise<string[]>, goOn: (ctx: Ctx, id: string) => Promise<unknown>][] = [
    [due('payment_capture'), (ctx, captureId) => advanceCapture(ctx, { captureId })],
    [due('refund'), (ctx, refundId) => advanceRefund(ctx, { refundId })],
    [due('payment_event'), (ctx, eventId) => lookAtEvent(ctx, { eventId })],
    [dueSimulated, (ctx, eventId) => deliverSimulated(ctx, { eventId })],
    [agreedOnly, (ctx, paymentId) => reservePayment(ctx, { paymentId })],
    [sentUntaken, (ctx, orderId) => captureSent(ctx, { orderId })],
    [cancelledHeld, (ctx, paymentId) => freePayment(ctx, { paymentId })],
  ];
  let looked = 0;
  for (const [find, goOn] of kinds) {
    for (const id of await find(ctx)) {
      ctx.signal.throwIfAborted();
      looked++;
      await goOn(ctx, id).catch((error: unknown) =>
        ctx.log.warn({ err: error, subject: id }, 'a payment stands still: it is looked at again'),
      );
    }
  }
  return looked;
}

const idsOf = (rows: readonly { readonly id: string }[]): string[] => rows.map(({ id }) => id);

/** What is under way in each of these, by its state. */
const UNDERWAY = { payment_capture: ['requested'], refund: ['requested', 'pending'], payment_event: ['waiting'] } as const;

/** What is under way and whose time has come, the longest due first. */
const due =
  (table: keyof typeof UNDERWAY) =>
  async (ctx: Ctx): Promise<string[]> =>
    idsOf(
      await ctx.db
        .selectFrom(table)
        .select('id')
        .where('shop_id', '=', ctx.shop.id)
        .where('state', 'in', UNDERWAY[table])
        .where('look_at', '<=', ctx.clock.now().toString())
        .orderBy('look_at')
        .limit(AT_ONCE)
        .execute(),
    );

const dueSimulated = async (ctx: Ctx): Promise<string[]> =>
  idsOf(
    await ctx.db
      .selectFrom('simulator_event')
      .select('id')
      .where('shop_id', '=', ctx.shop.id)
      .where('delivered_at', 'is', null)
      .where('due_at', '<=', ctx.clock.now().toString())
      .orderBy('due_at')
      .limit(AT_ONCE)
      .execute(),
  );

/** Agreed to by the buyer, with nothing asked for: what they agreed to lapses within hours. */
const agreedOnly = async (ctx: Ctx): Promise<string[]> =>
  idsOf(
    await ctx.db
      .selectFrom('payment')
      .innerJoin('orders', (join) => join.onRef('orders.shop_id', '=', 'payment.shop_id').onRef('orders.id', '=', 'payment.order_id'))
      .select('payment.id')
      .where('payment.shop_id', '=', ctx.shop.id)
      .where('payment.state', '=', 'approved')
      .where('payment.capture_claimed', '=', 0)
      .where('orders.state', '=', 'placed')
      .where('payment.changed_at', '<', ctx.clock.now().subtract({ minutes: 1 }).toString())
      .limit(AT_ONCE)
      .execute(),
  );

/** Sent, and not wholly asked for. One whose asking has just failed waits for some hours, or for a person. */
const sentUntaken = async (ctx: Ctx): Promise<string[]> =>
  idsOf(
    await ctx.db
      .selectFrom('payment')
      .innerJoin('orders', (join) => join.onRef('orders.shop_id', '=', 'payment.shop_id').onRef('orders.id', '=', 'payment.order_id'))
      .select('orders.id')
      .where('payment.shop_id', '=', ctx.shop.id)
      .where('payment.state', 'in', ['authorised', 'captured'])
      .where('orders.payment_state', 'in', ['authorised', 'part'])
      .where('orders.fulfilment_state', '<>', 'none')
      .where('orders.state', '<>', 'cancelled')
      .where(
        sql<boolean>`not exists (select from payment_capture part where part.shop_id = payment.shop_id and part.payment_id = payment.id
          and (part.state = 'requested' or (part.state = 'done' and part.final)
            or (part.state = 'failed' and part.settled_at > ${ctx.clock.now().subtract({ hours: 6 }).toString()}::timestamptz)))`,
      )
      .limit(AT_ONCE)
      .execute(),
  );

/** Cancelled within the last day, and still promised as far as we know: whoever was to set it free has not come to it. */
const cancelledHeld = async (ctx: Ctx): Promise<string[]> =>
  idsOf(
    await ctx.db
      .selectFrom('payment')
      .innerJoin('orders', (join) => join.onRef('orders.shop_id', '=', 'payment.shop_id').onRef('orders.id', '=', 'payment.order_id'))
      .select('payment.id')
      .where('payment.shop_id', '=', ctx.shop.id)
      .where('orders.state', '=', 'cancelled')
      .where('payment.environment', '<>', 'offline')
      .where('payment.captured', '=', 0)
      .where('payment.state', 'in', ['authorised', 'approved'])
      .limit(AT_ONCE)
      .execute(),
  );

/** How long what companies told is kept: longer than any of them sends it again. */
const KEPT = { hours: 90 * 24 };

/** Forgets what companies and simulators told long ago. */
export async function forgetPaymentEvents(ctx: Ctx): Promise<void> {
  const before = ctx.clock.now().subtract(KEPT).toString();
  await ctx.db
    .deleteFrom('payment_event')
    .where('shop_id', '=', ctx.shop.id)
    .where('state', '<>', 'waiting')
    .where('received_at', '<', before)
    .execute();
  await ctx.db.deleteFrom('simulator_event').where('shop_id', '=', ctx.shop.id).where('due_at', '<', before).execute();
}
