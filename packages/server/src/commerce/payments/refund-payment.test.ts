import { ProviderError } from '@bottega/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addCartCode } from '../carts/cart-codes.ts';
import { getGiftCard, issueGiftCard } from '../credit/gift-cards.ts';
import { fulfilOrder, getOrder, placeOrder } from '../index.ts';
import { eventsOf, fillCart, sellBowl, stockOf } from '../testing/market.ts';
import { lookAfterPayments } from './look-after-payments.ts';
import { paymentMail } from './mail-payment.ts';
import { requestRefund } from './refund-payment.ts';
import { refreshPayment } from './refresh-payment.ts';
import { buy, openTill, paymentOf, type Till } from './testing/till.ts';

let till: Till;
beforeAll(async () => {
  till = await openTill();
});
afterAll(() => till?.close());

async function buyPaid(quantity = 1) {
  const bought = await buy(till, quantity);
  await expect.poll(async () => (await paymentOf(till.owner, bought.orderId)).captured, { timeout: 8_000 }).toBeGreaterThan(0);
  return bought;
}
const refundedOf = (orderId: string) => async () => (await paymentOf(till.owner, orderId)).refunded;
const sent = (paymentId: string) =>
  till.company.calls.filter(({ operation, input }) => operation === 'refund' && (input as { payment: string }).payment === paymentId);

test('a part and then the rest go back, each once, and the order tells of both', async () => {
  const { owner, company } = till;
  const { orderId, paymentId, code } = await buyPaid();
  const [refund] = await requestRefund(owner, { orderId, amount: 1500, reason: 'A scratch.' });
  expect(refund).toMatchObject({ state: 'requested', amount: { amount: 1500, currency: 'EUR' }, reason: 'A scratch.' });
  await expect.poll(refundedOf(orderId), { timeout: 8_000 }).toBe(1500);
  expect(await getOrder(owner, { id: orderId })).toMatchObject({ refundState: 'part', refunded: { amount: 1500 } });
  await requestRefund(owner, { orderId, amount: 4190 });
  await expect.poll(refundedOf(orderId), { timeout: 8_000 }).toBe(5690);
  expect(await getOrder(owner, { id: orderId })).toMatchObject({ refundState: 'whole', paymentState: 'paid' });
  expect(sent(paymentId).map(({ input }) => input)).toMatchObject([{ key: `refund:${refund?.id}` }, { amount: { amount: 4190 } }]);
  expect(company.payments.get(paymentId)).toMatchObject({ refunded: 5690 });
  const events = (await eventsOf(owner, orderId)).filter((type) => type === 'order.refunded');
  expect(events).toHaveLength(2);
  await expect(requestRefund(owner, { orderId, amount: 1 })).rejects.toMatchObject({ code: 'conflict' });
  await paymentMail.hear(owner, { id: crypto.randomUUID(), type: 'order.refunded', subjectId: orderId, payload: { code, amount: 1500 } });
  const mail = await owner.db.selectFrom('mail').select(['subject', 'to_address']).where('kind', '=', 'order.refunded').execute();
  expect(mail).toEqual([{ subject: `Test shop: money back for your order ${code}`, to_address: 'ada@example.com' }]);
});

test('fifty who give back at once never give more than was taken', async () => {
  const { owner, company } = till;
  const { orderId, paymentId } = await buyPaid();
  const asked = await Promise.allSettled(Array.from({ length: 50 }, () => requestRefund(owner, { orderId, amount: 1000 })));
  expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(5);
  await expect.poll(refundedOf(orderId), { timeout: 10_000 }).toBe(5000);
  expect(company.payments.get(paymentId)).toMatchObject({ refunded: 5000 });
  expect(sent(paymentId)).toHaveLength(5);
});

test('a refund whose answer is lost is looked up and not sent again', async () => {
  const { owner, company } = till;
  const { orderId, paymentId } = await buyPaid();
  const ask = company.refund.bind(company);
  let isLost = false;
  company.refund = async (order, call) => {
    const answer = await ask(order, call);
    if (isLost) return answer;
    isLost = true;
    throw new ProviderError('unknown_outcome', 'No answer.');
  };
  await requestRefund(owner, { orderId, amount: 700 });
  await expect.poll(refundedOf(orderId), { timeout: 8_000 }).toBe(700);
  company.refund = ask;
  expect(sent(paymentId)).toHaveLength(1);
});

test('one that fails gives its claim back and is put before the staff; one that is pending is followed', async () => {
  const { owner, company } = till;
  const { orderId, paymentId } = await buyPaid();
  const ask = company.refund.bind(company);
  company.refund = async ({ key, amount }) => ({ state: 'failed', reference: `no-${key}`, amount, userMessage: 'The account is closed.' });
  const [refund] = await requestRefund(owner, { orderId, amount: 5690 });
  await expect.poll(async () => (await getOrder(owner, { id: orderId })).history.at(-1)?.event, { timeout: 8_000 }).toBe('refund_failed');
  expect(await paymentOf(owner, orderId)).toMatchObject({ refunded: 0, refundClaimed: 0 });
  expect(await owner.db.selectFrom('payment_case').select(['kind', 'subject']).where('payment_id', '=', paymentId).execute()).toEqual([
    { kind: 'refund_failed', subject: refund?.id },
  ]);
  company.refund = async (order, call) => ({ ...(await ask(order, call)), state: 'pending' });
  const [second] = await requestRefund(owner, { orderId, amount: 690 });
  const state = async () =>
    (
      await owner.db
        .selectFrom('refund')
        .select('state')
        .where('id', '=', second?.id as string)
        .executeTakeFirst()
    )?.state;
  await expect.poll(state, { timeout: 8_000 }).toMatch(/pending|done/);
  await lookAfterPayments({ ...owner, clock: { now: () => Temporal.Now.instant().add({ hours: 2 }) } });
  await expect.poll(refundedOf(orderId), { timeout: 8_000 }).toBe(690);
  company.refund = ask;
});

test('units are worth what was paid for them; unsent ones are not sent any more, sent ones come back on hand', async () => {
  const { owner } = till;
  const { orderId } = await buyPaid(3);
  const line = await owner.db.selectFrom('order_line').select('variant_id').where('order_id', '=', orderId).executeTakeFirstOrThrow();
  expect(await stockOf(owner, line.variant_id)).toBe(4);
  const [unsent] = await requestRefund(owner, { orderId, lines: [{ position: 0, quantity: 1 }] });
  expect(unsent).toMatchObject({ amount: { amount: 4800 }, lines: [{ position: 0, quantity: 1 }] });
  expect(await stockOf(owner, line.variant_id)).toBe(5);
  await fulfilOrder(owner, { id: orderId });
  await requestRefund(owner, { orderId, lines: [{ position: 0, quantity: 1 }], shipping: 890, restock: true });
  expect(await stockOf(owner, line.variant_id)).toBe(6);
  await requestRefund(owner, { orderId, lines: [{ position: 0, quantity: 1 }] });
  expect(await stockOf(owner, line.variant_id)).toBe(6);
  await expect.poll(refundedOf(orderId), { timeout: 8_000 }).toBe(3 * 4800 + 890);
  await expect(requestRefund(owner, { orderId, lines: [{ position: 0, quantity: 1 }] })).rejects.toMatchObject({ code: 'conflict' });
  const { sum } = await owner.db
    .selectFrom('stock_movement')
    .select(({ fn }) => fn.sum<string>('change').as('sum'))
    .where('variant_id', '=', line.variant_id)
    .executeTakeFirstOrThrow();
  const { on_hand } = await owner.db
    .selectFrom('stock')
    .select('on_hand')
    .where('variant_id', '=', line.variant_id)
    .executeTakeFirstOrThrow();
  expect(Number(sum)).toBe(on_hand);
});

test('a refund that had seemed done and came back is undone', async () => {
  const { owner, company } = till;
  const { orderId, paymentId } = await buyPaid();
  await requestRefund(owner, { orderId, amount: 900 });
  await expect.poll(refundedOf(orderId), { timeout: 8_000 }).toBe(900);
  const find = company.findRefund.bind(company);
  company.findRefund = async ({ key, amount }) => ({ state: 'failed', reference: key, amount, userMessage: 'The bank sent it back.' });
  company.become(paymentId, { refunded: 0 });
  await refreshPayment(owner, { paymentId });
  await refreshPayment(owner, { paymentId });
  company.findRefund = find;
  expect(await paymentOf(owner, orderId)).toMatchObject({ refunded: 0, refundClaimed: 0 });
  expect(await getOrder(owner, { id: orderId })).toMatchObject({ refundState: 'none' });
});

test('what was not paid is not given back, and viewers give nothing back', async () => {
  const { owner, guest, company } = till;
  company.answer = { state: 'awaiting_transfer' };
  const { orderId } = await buy(till);
  company.answer = { state: 'authorised' };
  await expect(requestRefund(owner, { orderId, amount: 1 })).rejects.toMatchObject({ code: 'conflict' });
  await expect(requestRefund(guest, { orderId, amount: 1 })).rejects.toMatchObject({ code: 'unauthenticated' });
  await expect(requestRefund(owner, { orderId })).rejects.toMatchObject({ code: 'invalid_input' });
  await expect(requestRefund(owner, { orderId, amount: 1.5 })).rejects.toMatchObject({ code: 'invalid_input' });
});

test('an order that a gift card paid in part gives back through the company first, and the rest to the card', async () => {
  const { owner, guest, company } = till;
  const { card, code } = await issueGiftCard(owner, { value: { amount: 3000, currency: 'EUR' } });
  const balance = async () => (await getGiftCard(owner, { id: card.id })).balance.amount;
  const { variantId } = await sellBowl(owner, { title: 'By card and card' });
  const buyWithCard = async () => {
    const cart = await fillCart(guest, [{ variantId, quantity: 1 }]);
    await addCartCode(guest, { cartId: cart.id, code });
    const placed = await placeOrder(guest, { cartId: cart.id });
    if (placed.state !== 'placed') throw new Error(JSON.stringify(placed));
    return placed.order.id;
  };
  const ask = company.capture.bind(company);
  company.capture = async ({ payment }) => ({ ...company.payments.get(payment)!, state: 'declined', userMessage: 'No.' });
  const lost = await buyWithCard();
  await expect.poll(async () => (await getOrder(owner, { id: lost })).state, { timeout: 8_000 }).toBe('cancelled');
  company.capture = ask;
  expect(await balance()).toBe(3000);

  const orderId = await buyWithCard();
  await expect.poll(async () => (await paymentOf(owner, orderId)).captured, { timeout: 8_000 }).toBe(2690);
  expect(await balance()).toBe(0);
  const refunds = await requestRefund(owner, { orderId, amount: 4000 });
  expect(refunds.map(({ amount, credit }) => [amount.amount, credit.amount])).toEqual([
    [2690, 0],
    [1310, 1310],
  ]);
  expect(await balance()).toBe(1310);
  await expect(requestRefund(owner, { orderId, amount: 1691 })).rejects.toMatchObject({ code: 'conflict' });
  await requestRefund(owner, { orderId, amount: 1690 });
  expect(await balance()).toBe(3000);
  await expect.poll(async () => (await getOrder(owner, { id: orderId })).refundState, { timeout: 8_000 }).toBe('whole');
});
