import { type HeldPayment, ProviderError } from '@bottega/contracts';
import { appendAudit, appendEvent, type Ctx, inTransaction, newId } from '#platform';
import { placeOrder } from '../checkout/place-order.ts';
import { lockOrder } from '../orders/move-order.ts';
import { appendOrderChange } from '../orders/order.store.ts';
import { advanceCapture } from './advance-capture.ts';
import { askAbout, differencesOf, OtherSettings } from './ask-provider.ts';
import { openCase } from './cases.ts';
import { losePayment } from './fail-capture.ts';
import { type PaymentRow, readPayment, readRefund } from './payments.store.ts';
import { advanceRefund, orderOf } from './send-refund.ts';
import { noteTaken } from './settle-capture.ts';
import { failRefund, noteGivenBack } from './settle-refund.ts';

/**
 * Looks how a payment stands at its provider, and writes down what has become of it there: paid without us having heard, captured or given
 * back by hand, disputed, run out. What is held is believed only where key, sum, currency, account and environment are those that we asked
 * for; all else is put before the staff and changes nothing. Doing it any number of times comes to the same.
 * @throws ProviderError when the provider cannot be asked
 */
export async function refreshPayment(ctx: Ctx, { paymentId }: { readonly paymentId: string }): Promise<void> {
  const payment = await readPayment(ctx, { id: paymentId });
  if (!payment || payment.reference === null) return goOnWithCart(ctx, payment);
  const held = await look(ctx, payment);
  if (!held) return;
  const wrong = differencesOf(payment, held);
  if (wrong.length > 0) return tellDifference(ctx, payment, { wrong, held });
  if (payment.orderId === null) return goOnUnordered(ctx, payment, held);
  if (held.state === 'awaiting_transfer') return; // people say what has come
  await followDispute(ctx, payment, held);
  await followCaptures(ctx, payment, held);
  await followRefunds(ctx, payment);
}

/** Null when the provider knows nothing of it, or the shop has other settings now: of these, and of other keys or another account, staff is told. */
async function look(ctx: Ctx, payment: PaymentRow): Promise<HeldPayment | null> {
  const { id: key, reference, amount, currency, provider, environment, orderId } = payment;
  const which = { key, amount: { amount, currency }, ...(reference !== null && { reference }) };
  try {
    return await askAbout(ctx, payment, (asked, call) => asked.find(which, call));
  } catch (error) {
    if (!(error instanceof ProviderError) || error.kind !== 'auth') throw error;
    if (environment !== 'offline')
      await openCase(ctx, { kind: 'environment', provider, subject: key, paymentId: key, orderId, detail: { said: error.userMessage } });
    if (error instanceof OtherSettings) return null;
    throw error;
  }
}

async function tellDifference(ctx: Ctx, payment: PaymentRow, { wrong, held }: { wrong: string[]; held: HeldPayment }): Promise<void> {
  const { id, provider, orderId } = payment;
  const detail = { wrong, reference: held.reference, amount: held.amount, payee: held.payee, live: held.live };
  await openCase(ctx, { kind: 'differs', provider, subject: `${id}:${wrong.join('+')}`, paymentId: id, orderId, detail });
}

/** A payment that was begun and of which the reference is not known yet: checkout goes on where it stopped. */
async function goOnWithCart(ctx: Ctx, payment: PaymentRow | undefined): Promise<void> {
  if (payment?.orderId === null && isUnderWay(payment)) await placeOrder(ctx, { cartId: payment.cartId, mayBegin: false });
}

const isUnderWay = ({ state }: PaymentRow): boolean => state !== 'declined' && state !== 'cancelled';

/** Before there is an order. What was given up and is paid or promised all the same is set free, or put before the staff. */
async function goOnUnordered(ctx: Ctx, payment: PaymentRow, held: HeldPayment): Promise<void> {
  if (isUnderWay(payment)) return goOnWithCart(ctx, payment);
  const { id, provider, reference, amount, currency } = payment;
  if (held.captured > 0) {
    const detail = { said: 'It was given up here, and money was taken all the same.', captured: held.captured, currency };
    await openCase(ctx, { kind: 'theirs_only', provider, subject: held.reference, paymentId: id, detail });
  } else if ((held.state === 'authorised' || held.state === 'approved') && reference !== null) {
    const order = { key: `cancel:${id}`, payment: id, reference, amount: { amount, currency } };
    await askAbout(ctx, payment, (asked, call) => asked.cancel(order, call));
  }
}

async function followDispute(ctx: Ctx, payment: PaymentRow, { disputed }: HeldPayment): Promise<void> {
  const { id, orderId, orderCode: code, provider } = payment;
  if (disputed === payment.disputed || orderId === null) return;
  await inTransaction(ctx, async (ctx) => {
    const changed = await ctx.db
      .updateTable('payment')
      .set({ disputed })
      .where('shop_id', '=', ctx.shop.id)
      .where('id', '=', id)
      .where('disputed', '=', !disputed)
      .returning('id')
      .executeTakeFirst();
    if (!changed) return;
    await appendOrderChange(ctx, { orderId, event: 'disputed', detail: { open: disputed } });
    await appendAudit(ctx, { action: 'payment.dispute', subjectId: id, detail: { order: orderId, open: disputed } });
    if (!disputed) return;
    await appendEvent(ctx, { type: 'order.disputed', subjectId: orderId, payload: { code } });
    await openCase(ctx, { kind: 'disputed', provider, subject: id, paymentId: id, orderId, detail: {} });
  });
}

/** What was taken by us is settled by the one who took it; what was taken besides was taken by somebody at the provider. */
async function followCaptures(ctx: Ctx, payment: PaymentRow, held: HeldPayment): Promise<void> {
  const under = await ctx.db
    .selectFrom('payment_capture')
    .select('id')
    .where('shop_id', '=', ctx.shop.id)
    .where('payment_id', '=', payment.id)
    .where('state', '=', 'requested')
    .executeTakeFirst();
  if (under) await advanceCapture(ctx, { captureId: under.id });
  else if (held.captured > payment.captured) await noteCapturedOutside(ctx, payment.id, held);
  else if (held.captured < payment.captured) await tellDifference(ctx, payment, { wrong: ['captured'], held });
  else if (held.state === 'cancelled' || held.state === 'declined') await noteLost(ctx, payment.id, held);
}

async function noteCapturedOutside(ctx: Ctx, paymentId: string, held: HeldPayment): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const { orderId } = (await readPayment(ctx, { id: paymentId })) ?? {};
    if (!orderId) return;
    await lockOrder(ctx, orderId);
    const payment = await readPayment(ctx, { id: paymentId });
    const amount = held.captured - (payment?.captured ?? held.captured);
    if (!payment || amount <= 0 || payment.captured !== payment.captureClaimed) return; // ours meanwhile
    const id = newId();
    const now = ctx.clock.now().toString();
    const isFinal = held.captured >= payment.amount;
    await ctx.db
      .insertInto('payment_capture')
      .values({
        ...{
          shop_id: ctx.shop.id,
          id,
          payment_id: paymentId,
          amount,
          final: isFinal,
          state: 'done',
          actor: `provider:${payment.provider}`,
        },
        ...{ message: null, look_at: null, created_at: now, settled_at: now },
      })
      .execute();
    await ctx.db
      .updateTable('payment')
      .set((set) => ({ capture_claimed: set('capture_claimed', '+', amount) }))
      .where('shop_id', '=', ctx.shop.id)
      .where('id', '=', paymentId)
      .execute();
    await noteTaken(ctx, { paymentId, amount, isFinal, held });
  });
}

/** A promise that ran out, or was called off at the provider, before anything was taken. */
async function noteLost(ctx: Ctx, paymentId: string, held: HeldPayment): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const { orderId } = (await readPayment(ctx, { id: paymentId })) ?? {};
    if (!orderId) return;
    const order = await lockOrder(ctx, orderId);
    const payment = await readPayment(ctx, { id: paymentId });
    const isPromised = payment?.state === 'authorised' || payment?.state === 'approved' || payment?.state === 'processing';
    if (!payment || !isPromised || payment.captureClaimed > 0) return;
    await losePayment(ctx, {
      paymentId,
      order,
      message: held.userMessage ?? 'What was promised has run out, or was called off at the provider.',
    });
  });
}

/** Refunds of ours are settled first; what was given back beyond them was given back by somebody at the provider. */
async function followRefunds(ctx: Ctx, { id: paymentId }: PaymentRow): Promise<void> {
  const ours = await ctx.db
    .selectFrom('refund')
    .select(['id', 'state'])
    .where('shop_id', '=', ctx.shop.id)
    .where('payment_id', '=', paymentId)
    .where('credit', '=', 0)
    .where('state', '<>', 'failed')
    .execute();
  for (const { id, state } of ours) if (state !== 'done') await advanceRefund(ctx, { refundId: id });
  const payment = await readPayment(ctx, { id: paymentId });
  const held = payment && (await look(ctx, payment));
  if (!held || differencesOf(payment, held).length > 0) return;
  if (held.refunded > payment.refunded) await noteRefundedOutside(ctx, paymentId, held);
  else if (held.refunded < payment.refunded)
    await findFailed(
      ctx,
      payment,
      ours.filter(({ state }) => state === 'done').map(({ id }) => id),
    );
}

async function noteRefundedOutside(ctx: Ctx, paymentId: string, held: HeldPayment): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const { orderId } = (await readPayment(ctx, { id: paymentId })) ?? {};
    if (!orderId) return;
    await lockOrder(ctx, orderId);
    const payment = await readPayment(ctx, { id: paymentId });
    const amount = held.refunded - (payment?.refunded ?? held.refunded);
    if (!payment || amount <= 0 || payment.refundClaimed !== payment.refunded) return; // one of ours is under way: it is looked at with that
    const id = newId();
    const now = ctx.clock.now().toString();
    await ctx.db
      .updateTable('payment')
      .set((set) => ({ refund_claimed: set('refund_claimed', '+', amount), refunded: set('refunded', '+', amount), changed_at: now }))
      .where('shop_id', '=', ctx.shop.id)
      .where('id', '=', paymentId)
      .execute();
    await ctx.db
      .insertInto('refund')
      .values({
        ...{ shop_id: ctx.shop.id, id, order_id: orderId, payment_id: paymentId, amount, currency: payment.currency, reason: '' },
        ...{
          lines: '[]',
          state: 'done',
          reference: null,
          message: null,
          actor: `provider:${payment.provider}`,
          created_at: now,
          settled_at: now,
        },
      })
      .execute();
    await appendAudit(ctx, { action: 'refund.outside', subjectId: id, detail: { order: orderId, amount } });
    await noteGivenBack(ctx, { refundId: id, orderId, amount });
  });
}

/** A bank may send money back days after it was given: the provider says then that the refund failed. */
async function findFailed(ctx: Ctx, payment: PaymentRow, refundIds: readonly string[]): Promise<void> {
  for (const id of refundIds) {
    const refund = await readRefund(ctx, id);
    if (!refund) continue;
    const held = await askAbout(ctx, payment, (provider, call) => provider.findRefund(orderOf(payment, refund), call));
    if (held?.state === 'failed')
      await failRefund(ctx, { refund, payment, message: held.userMessage ?? 'The money did not reach the buyer and came back.' });
  }
}
