import { ProviderError } from '@bottega/contracts';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { cancelOrder, fulfilOrder, getOrder, placeOrder } from '../index.ts';
import { eventsOf, fillCart, sellBowl, stockOf } from '../testing/market.ts';
import { capturePayment } from './capture-payment.ts';
import { captureSent } from './capture-sent.ts';
import { lookAfterPayments } from './look-after-payments.ts';
import { buy, openTill, paymentOf, type Till } from './testing/till.ts';
import { changePaymentWay } from './ways.ts';

let till: Till;
beforeAll(async () => {
  till = await openTill();
});
beforeEach(async () => {
  till.company.answer = { state: 'authorised' };
  till.company.place = null;
  await changePaymentWay(till.owner, { id: 'fake-payment', take: 'at_once' });
});
afterAll(() => till?.close());

const stateOf = (orderId: string) => async () => (await getOrder(till.owner, { id: orderId })).paymentState;
const captures = (paymentId: string) =>
  till.company.calls.filter(({ operation, input }) => operation === 'capture' && (input as { payment: string }).payment === paymentId);
const partsOf = (paymentId: string) =>
  till.owner.db
    .selectFrom('payment_capture')
    .select(['id', 'amount', 'state', 'declined', 'message'])
    .where('payment_id', '=', paymentId)
    .orderBy('created_at')
    .execute();

test('promised money is taken once its order is written, and the order says so', async () => {
  const { orderId, paymentId } = await buy(till, 2);
  await expect.poll(stateOf(orderId), { timeout: 8_000 }).toBe('paid');
  expect(await paymentOf(till.owner, orderId)).toMatchObject({ state: 'captured', captured: 10_490, captureClaimed: 10_490 });
  expect(captures(paymentId)).toMatchObject([{ input: { key: `capture:${paymentId}`, amount: { amount: 10_490 }, final: true } }]);
  expect(await eventsOf(till.owner, orderId)).toEqual(['order.placed', 'order.paid']);
  const { history } = await getOrder(till.owner, { id: orderId });
  expect(history).toMatchObject([{ event: 'placed' }, { event: 'paid', actor: 'system:capturePayment', detail: { amount: 10_490 } }]);
});

test('an answer that is lost is looked up, and nothing is taken twice', async () => {
  const { company, owner, guest } = till;
  const { variantId } = await sellBowl(owner, { title: 'Lost on the way' });
  const cart = await fillCart(guest, [{ variantId, quantity: 1 }]);
  // The first failure meets the beginning, the second the capture.
  const lose = company.capture.bind(company);
  let isLost = false;
  company.capture = async (order, call) => {
    const answer = await lose(order, call);
    if (isLost) return answer;
    isLost = true;
    throw new ProviderError('unknown_outcome', 'No answer.');
  };
  const placed = await placeOrder(guest, { cartId: cart.id });
  if (placed.state !== 'placed') throw new Error(placed.state);
  await expect.poll(stateOf(placed.order.id), { timeout: 8_000 }).toBe('paid');
  company.capture = lose;
  const { id } = await paymentOf(owner, placed.order.id);
  expect(captures(id)).toHaveLength(1);
  expect(company.payments.get(id)).toMatchObject({ captured: 5690 });
});

test('a provider that is away for a while is asked again under the same key', async () => {
  const { company } = till;
  const ask = company.capture.bind(company);
  let failures = 2;
  company.capture = (order, call) => (failures-- > 0 ? Promise.reject(new ProviderError('temporary', 'Not now.')) : ask(order, call));
  const { orderId, paymentId } = await buy(till);
  await expect.poll(stateOf(orderId), { timeout: 12_000 }).toBe('paid');
  company.capture = ask;
  expect(captures(paymentId)).toHaveLength(1);
}, 20_000);

test('money that is declined when it is to be taken cancels the order and gives everything back', async () => {
  const { company, owner, guest } = till;
  const { variantId } = await sellBowl(owner, { title: 'Declined', stock: 3 });
  const cart = await fillCart(guest, [{ variantId, quantity: 2 }]);
  const ask = company.capture.bind(company);
  company.capture = async ({ payment }) => ({
    ...company.payments.get(payment)!,
    state: 'declined',
    userMessage: 'The card has no money.',
  });
  const placed = await placeOrder(guest, { cartId: cart.id });
  if (placed.state !== 'placed') throw new Error(placed.state);
  const { id: orderId } = placed.order;
  await expect.poll(stateOf(orderId), { timeout: 8_000 }).toBe('failed');
  company.capture = ask;
  const order = await getOrder(owner, { id: orderId });
  expect(order).toMatchObject({ state: 'cancelled', paymentState: 'failed', lines: [{ cancelled: 2 }] });
  expect(order.history.map(({ event }) => event)).toEqual(['placed', 'payment_failed', 'cancelled']);
  expect(await stockOf(owner, variantId)).toBe(3);
  expect(await eventsOf(owner, orderId)).toEqual(['order.placed', 'order.cancelled', 'order.payment_failed']);
  const payment = await paymentOf(owner, orderId);
  expect(payment).toMatchObject({ state: 'declined', captured: 0, captureClaimed: 0, message: 'The card has no money.' });
});

test('a refusal that is no decline keeps the order, and waits for a person', async () => {
  const { company, owner } = till;
  const ask = company.capture.bind(company);
  company.capture = () => Promise.reject(new ProviderError('bad_input', 'The amount is wrong.'));
  const { orderId, paymentId } = await buy(till);
  await expect.poll(async () => (await partsOf(paymentId))[0]?.state, { timeout: 8_000 }).toBe('failed');
  company.capture = ask;
  expect(await getOrder(owner, { id: orderId })).toMatchObject({ state: 'placed', paymentState: 'authorised' });
  const opened = await owner.db.selectFrom('payment_case').select('kind').where('payment_id', '=', paymentId).execute();
  expect(opened).toEqual([{ kind: 'capture_failed' }]);
  await capturePayment(owner, { orderId });
  await expect.poll(stateOf(orderId), { timeout: 8_000 }).toBe('paid');
});

test('money that is taken when the goods are sent waits until then, and parts of it follow the parcels', async () => {
  const { owner, company } = till;
  await changePaymentWay(owner, { id: 'fake-payment', take: 'when_sent' });
  const { orderId, paymentId } = await buy(till, 4);
  await new Promise((resolve) => setTimeout(resolve, 600));
  expect(captures(paymentId)).toEqual([]);
  await owner.db.updateTable('order_line').set({ sent: 1 }).where('order_id', '=', orderId).execute();
  await owner.db.updateTable('orders').set({ fulfilment_state: 'part' }).where('id', '=', orderId).execute();
  await Promise.all([captureSent(owner, { orderId }), captureSent(owner, { orderId })]);
  await expect.poll(stateOf(orderId), { timeout: 8_000 }).toBe('part');
  expect(await paymentOf(owner, orderId)).toMatchObject({ captured: 4800 + 890, amount: 4 * 4800 + 890 });
  await owner.db.updateTable('order_line').set({ sent: 4 }).where('order_id', '=', orderId).execute();
  await owner.db.updateTable('orders').set({ fulfilment_state: 'whole' }).where('id', '=', orderId).execute();
  await lookAfterPayments(owner);
  await expect.poll(stateOf(orderId), { timeout: 8_000 }).toBe('paid');
  expect(await getOrder(owner, { id: orderId })).toMatchObject({ state: 'completed' });
  expect(captures(paymentId).map(({ input }) => input)).toMatchObject([
    { amount: { amount: 5690 }, final: false, key: `capture:${paymentId}` },
    { amount: { amount: 14_400 }, final: true },
  ]);
  expect(company.payments.get(paymentId)).toMatchObject({ captured: 20_090 });
});

test('fifty who ask for parts at once never take more than there is', async () => {
  const { owner, company } = till;
  await changePaymentWay(owner, { id: 'fake-payment', take: 'when_sent' });
  const { orderId, paymentId } = await buy(till);
  const asked = await Promise.allSettled(Array.from({ length: 50 }, () => capturePayment(owner, { orderId, amount: 3000 })));
  expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  await expect.poll(stateOf(orderId), { timeout: 8_000 }).toBe('part');
  await expect(capturePayment(owner, { orderId, amount: 3000 })).rejects.toMatchObject({ code: 'conflict' });
  await capturePayment(owner, { orderId });
  await expect.poll(stateOf(orderId), { timeout: 8_000 }).toBe('paid');
  expect(company.payments.get(paymentId)).toMatchObject({ captured: 5690 });
  await expect(capturePayment(owner, { orderId })).rejects.toMatchObject({ code: 'conflict' });
});

test('an order that is cancelled before its money was taken takes none; one that is cancelled too late gives it back', async () => {
  const { owner, company } = till;
  await changePaymentWay(owner, { id: 'fake-payment', take: 'when_sent' });
  const early = await buy(till);
  await cancelOrder(owner, { id: early.orderId });
  await expect(capturePayment(owner, { orderId: early.orderId })).rejects.toMatchObject({ code: 'conflict' });
  const late = await buy(till);
  const ask = company.capture.bind(company);
  company.capture = async (order, call) => {
    const answer = await ask(order, call);
    await cancelOrder(owner, { id: late.orderId }); // just as the money is taken
    return answer;
  };
  await capturePayment(owner, { orderId: late.orderId });
  await expect.poll(async () => company.payments.get(late.paymentId)?.refunded, { timeout: 8_000 }).toBe(5690);
  company.capture = ask;
  await expect.poll(async () => (await paymentOf(owner, late.orderId)).refunded, { timeout: 8_000 }).toBe(5690);
  expect(await getOrder(owner, { id: late.orderId })).toMatchObject({ state: 'cancelled', refundState: 'whole' });
  expect(company.payments.get(early.paymentId)).toMatchObject({ captured: 0 });
});

test('an order that was sent before its money came is completed by it', async () => {
  const { owner } = till;
  await changePaymentWay(owner, { id: 'fake-payment', take: 'when_sent' });
  const { orderId } = await buy(till);
  await fulfilOrder(owner, { id: orderId });
  await captureSent(owner, { orderId });
  await expect.poll(async () => (await getOrder(owner, { id: orderId })).state, { timeout: 8_000 }).toBe('completed');
});

test('guests and viewers take no money', async () => {
  const { orderId } = await buy(till);
  const viewer = { ...till.owner, actor: { ...till.owner.actor, role: 'viewer' } as typeof till.owner.actor };
  await expect(capturePayment(till.guest, { orderId })).rejects.toMatchObject({ code: 'unauthenticated' });
  await expect(capturePayment(viewer, { orderId })).rejects.toMatchObject({ code: 'forbidden' });
});
