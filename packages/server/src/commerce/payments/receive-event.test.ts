import { type PaymentEvent, ProviderError } from '@bottega/contracts';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { addToCart, createCart, getCart, giveUpCheckout, getOrder, placeOrder, setCheckoutDetails } from '../index.ts';
import { ADDRESS, eventsOf, fillCart, sellBowl, stockOf } from '../testing/market.ts';
import { lookAfterPayments } from './look-after-payments.ts';
import { receivePaymentEvent } from './receive-event.ts';
import { refreshPayment } from './refresh-payment.ts';
import { buy, openTill, paymentOf, SIGNATURE, type Till } from './testing/till.ts';

let till: Till;
beforeAll(async () => {
  till = await openTill();
});
beforeEach(() => {
  till.company.answer = { state: 'authorised' };
  till.company.place = null;
});
afterAll(() => till?.close());

let count = 0;
/** Tells the shop something, as the company would. */
const tell = (about: Partial<PaymentEvent>, signature = SIGNATURE) => {
  const event: PaymentEvent = { id: `evt-${++count}`, type: 'payment.changed', key: null, reference: null, live: false, ...about };
  const body = new TextEncoder().encode(JSON.stringify(event));
  return receivePaymentEvent(till.guest, { provider: 'fake-payment', headers: { signature }, body });
};
const statesOf = async (): Promise<string[]> => {
  const rows = await till.owner.db
    .selectFrom('payment_event')
    .select('state')
    .where('shop_id', '=', till.owner.shop.id)
    .orderBy('received_at')
    .execute();
  return rows.map(({ state }) => state);
};
const looked = () => expect.poll(async () => (await statesOf()).filter((state) => state === 'waiting').length, { timeout: 8_000 }).toBe(0);
const casesOf = (paymentId: string) =>
  till.owner.db.selectFrom('payment_case').select(['kind', 'detail']).where('payment_id', '=', paymentId).orderBy('id').execute();

/** A cart whose buyer has to do something at the company, and the payment that was begun. */
async function beginPaying() {
  const { owner, guest, company } = till;
  company.answer = { state: 'requires_action' };
  const { variantId } = await sellBowl(owner, { title: `Slow ${++count}` });
  const cart = await fillCart(guest, [{ variantId, quantity: 1 }]);
  await placeOrder(guest, { cartId: cart.id });
  const { id } = await owner.db.selectFrom('payment').select('id').where('cart_id', '=', cart.id).executeTakeFirstOrThrow();
  return { cartId: cart.id, paymentId: id, variantId };
}

test('a buyer who pays and never comes back gets the order, by the word of the company', async () => {
  const { owner, company } = till;
  const { cartId, paymentId } = await beginPaying();
  await tell({ key: paymentId });
  await looked();
  expect((await getCart(owner, { cartId })).state).toBe('paying'); // the word alone pays nothing
  company.become(paymentId, { state: 'authorised' });
  await Promise.all([tell({ key: paymentId, id: 'same' }), tell({ key: paymentId, id: 'same' }), tell({ reference: `fake-${paymentId}` })]);
  await expect.poll(async () => (await getCart(owner, { cartId })).state, { timeout: 8_000 }).toBe('completed');
  await looked();
  const orders = await owner.db.selectFrom('orders').select('id').where('cart_id', '=', cartId).execute();
  expect(orders).toHaveLength(1);
  await expect.poll(async () => (await paymentOf(owner, orders[0]!.id)).captured, { timeout: 8_000 }).toBe(5690);
  const same = await owner.db.selectFrom('payment_event').select('id').where('event_id', '=', 'same').execute();
  expect(same).toHaveLength(1);
});

test('the company’s word that comes as the buyer gives the payment up begins no other', async () => {
  const { owner, guest, company } = till;
  const { cartId, paymentId } = await beginPaying();
  const find = company.find.bind(company);
  company.find = async (which, call) => {
    const held = await find(which, call);
    company.find = find;
    await giveUpCheckout(guest, { cartId }); // between the look and what follows from it
    return held;
  };
  await refreshPayment(owner, { paymentId });
  expect((await getCart(owner, { cartId })).state).toBe('open');
  const payments = await owner.db.selectFrom('payment').select(['id', 'state']).where('cart_id', '=', cartId).execute();
  expect(payments).toEqual([{ id: paymentId, state: 'cancelled' }]);
});

test('an event that nobody signed, of other money, or for a company that tells nothing changes nothing', async () => {
  const { company, guest } = till;
  const { cartId, paymentId } = await beginPaying();
  company.become(paymentId, { state: 'authorised' });
  const before = (await statesOf()).length;
  const forged = tell({ key: paymentId }, 'of-somebody-else');
  await expect(forged).rejects.toMatchObject({ code: 'unauthenticated', message: 'This event was not believed.' });
  await expect(tell({ key: paymentId, live: true })).rejects.toMatchObject({ code: 'unauthenticated' });
  await expect(receivePaymentEvent(guest, { provider: 'nobody', headers: {}, body: new Uint8Array() })).rejects.toMatchObject({
    code: 'not_found',
  });
  expect(await statesOf()).toHaveLength(before);
  expect((await getCart(till.owner, { cartId })).state).toBe('paying');
});

test('an event that cannot be checked now is to be sent again', async () => {
  const { company } = till;
  const read = company.readEvent;
  Object.assign(company, { readEvent: () => Promise.reject(new ProviderError('temporary', 'The certificate is away.')) });
  await expect(tell({})).rejects.toMatchObject({ code: 'provider_failed' });
  Object.assign(company, { readEvent: read });
});

test('an event of a payment that is not there is kept, looked at again, and in the end left', async () => {
  const { owner } = till;
  const own = await owner.db.selectFrom('payment_event').select('id').execute();
  await tell({ reference: 'not-ours', id: 'unknown' });
  const read = () => owner.db.selectFrom('payment_event').select(['state', 'tries']).where('event_id', '=', 'unknown').executeTakeFirst();
  await expect.poll(read, { timeout: 8_000 }).toEqual({ state: 'waiting', tries: 1 });
  await lookAfterPayments({ ...owner, clock: { now: () => Temporal.Now.instant().add({ hours: 1 }) } });
  expect(await read()).toEqual({ state: 'waiting', tries: 2 });
  await lookAfterPayments({ ...owner, clock: { now: () => Temporal.Now.instant().add({ hours: 100 }) } });
  expect(await read()).toEqual({ state: 'unknown', tries: 2 });
  expect(own.length).toBeGreaterThan(0);
});

test.each([
  ['another amount', { amount: { amount: 100, currency: 'EUR' } }, ['amount']],
  ['another currency', { amount: { amount: 5690, currency: 'USD' } }, ['currency']],
  ['another account', { payee: 'somebody-else' }, ['payee']],
  ['the key of another payment', { key: crypto.randomUUID() }, ['key']],
])('a payment of %s pays nothing, and the staff is told once', async (_, change, wrong) => {
  const { owner, company } = till;
  const { orderId, paymentId } = await buy(till);
  await expect.poll(async () => (await paymentOf(owner, orderId)).captured, { timeout: 8_000 }).toBe(5690);
  company.become(paymentId, { ...change, refunded: 5690, disputed: true });
  await tell({ key: paymentId });
  await tell({ key: paymentId });
  await looked();
  expect(await casesOf(paymentId)).toMatchObject([{ kind: 'differs', detail: { wrong } }]);
  expect(await paymentOf(owner, orderId)).toMatchObject({ refunded: 0, disputed: false });
});

test('a company that takes the shop’s keys for another’s is put before the staff, and asked again', async () => {
  const { owner, company } = till;
  company.place = 'sandbox';
  const { orderId, paymentId } = await buy(till);
  await expect.poll(async () => (await paymentOf(owner, orderId)).captured, { timeout: 8_000 }).toBe(5690);
  const find = company.find;
  company.find = () => Promise.reject(new ProviderError('auth', 'The payment goes to another account.'));
  await tell({ key: paymentId, id: 'of-another' });
  await expect.poll(() => casesOf(paymentId), { timeout: 8_000 }).toMatchObject([{ kind: 'environment' }]);
  company.find = find;
  const state = () => owner.db.selectFrom('payment_event').select('state').where('event_id', '=', 'of-another').executeTakeFirst();
  expect(await state()).toEqual({ state: 'waiting' });
  await lookAfterPayments({ ...owner, clock: { now: () => Temporal.Now.instant().add({ hours: 1 }) } });
  expect(await state()).toEqual({ state: 'done' });
});

test('money of another environment pays nothing', async () => {
  const { owner, company } = till;
  company.place = 'live';
  const { orderId, paymentId } = await buy(till);
  await expect.poll(async () => (await paymentOf(owner, orderId)).captured, { timeout: 8_000 }).toBe(5690);
  expect(await paymentOf(owner, orderId)).toMatchObject({ environment: 'live' });
  company.become(paymentId, { live: false, refunded: 5690 });
  await refreshPayment(owner, { paymentId });
  expect(await casesOf(paymentId)).toMatchObject([{ kind: 'differs', detail: { wrong: ['environment'] } }]);
  expect(await paymentOf(owner, orderId)).toMatchObject({ refunded: 0 });
});

test('a shop that goes from the sandbox to real money leaves nothing of the one to the other', async () => {
  const { owner, guest, company } = till;
  company.place = 'sandbox';
  const { orderId, paymentId } = await buy(till);
  await expect.poll(async () => (await paymentOf(owner, orderId)).captured, { timeout: 8_000 }).toBe(5690);
  const paying = await beginPaying();
  company.become(paying.paymentId, { state: 'authorised' });
  company.place = 'live';
  const refused = await placeOrder(guest, { cartId: paying.cartId });
  expect(refused).toMatchObject({ state: 'refused', reason: 'payment_declined' });
  expect(await stockOf(owner, paying.variantId)).toBe(5);
  expect((await getCart(guest, { cartId: paying.cartId })).state).toBe('open');
  company.become(paymentId, { refunded: 5690 });
  await refreshPayment(owner, { paymentId });
  expect(await casesOf(paymentId)).toMatchObject([{ kind: 'environment' }]);
  expect(await paymentOf(owner, orderId)).toMatchObject({ refunded: 0, environment: 'sandbox' });
  company.answer = { state: 'authorised' };
  expect(await placeOrder(guest, { cartId: paying.cartId })).toMatchObject({ state: 'placed' });
});

test('what was done by hand at the company is written down once: taken, given back, disputed, called off', async () => {
  const { owner, company } = till;
  const { orderId, paymentId } = await buy(till);
  await expect.poll(async () => (await paymentOf(owner, orderId)).captured, { timeout: 8_000 }).toBe(5690);
  company.become(paymentId, { refunded: 1000, disputed: true });
  await Promise.all(Array.from({ length: 5 }, () => refreshPayment(owner, { paymentId })));
  expect(await paymentOf(owner, orderId)).toMatchObject({ refunded: 1000, refundClaimed: 1000, disputed: true });
  expect(await getOrder(owner, { id: orderId })).toMatchObject({ refundState: 'part' });
  expect((await eventsOf(owner, orderId)).filter((type) => /disputed|refunded/.test(type)).sort()).toEqual([
    'order.disputed',
    'order.refunded',
  ]);
  company.become(paymentId, { disputed: false });
  await refreshPayment(owner, { paymentId });
  expect(await paymentOf(owner, orderId)).toMatchObject({ disputed: false });

  await owner.db
    .insertInto('payment_way')
    .values({ shop_id: owner.shop.id, provider: 'fake-payment', position: 0, label: null, take: 'when_sent' })
    .execute();
  const byHand = await buy(till);
  company.become(byHand.paymentId, { state: 'captured', captured: 5690 });
  await Promise.all(Array.from({ length: 5 }, () => refreshPayment(owner, { paymentId: byHand.paymentId })));
  expect(await getOrder(owner, { id: byHand.orderId })).toMatchObject({ paymentState: 'paid' });
  expect(await paymentOf(owner, byHand.orderId)).toMatchObject({ captured: 5690, captureClaimed: 5690 });
  const lapsed = await buy(till);
  company.become(lapsed.paymentId, { state: 'cancelled' });
  await refreshPayment(owner, { paymentId: lapsed.paymentId });
  expect(await getOrder(owner, { id: lapsed.orderId })).toMatchObject({ state: 'cancelled', paymentState: 'failed' });
  await owner.db.deleteFrom('payment_way').where('shop_id', '=', owner.shop.id).execute();
});

test('a payment that was given up and is promised all the same is set free; one that was taken is put before the staff', async () => {
  const { guest, company } = till;
  const [promised, taken] = [await beginPaying(), await beginPaying()];
  for (const { cartId, paymentId } of [promised, taken]) {
    company.become(paymentId, { state: 'declined' });
    expect(await placeOrder(guest, { cartId })).toMatchObject({ state: 'refused' });
  }
  company.become(promised.paymentId, { state: 'authorised' });
  company.become(taken.paymentId, { state: 'captured', captured: 5690 });
  for (const { paymentId } of [promised, taken]) await tell({ key: paymentId });
  await looked();
  expect(company.payments.get(promised.paymentId)).toMatchObject({ state: 'cancelled' });
  expect(await casesOf(taken.paymentId)).toMatchObject([{ kind: 'theirs_only' }]);
});

test('fifty who complete one cart at once make one order, one payment and one taking', async () => {
  const { owner, guest, company } = till;
  const { variantId } = await sellBowl(owner, { title: `Crowd ${++count}` });
  const { id: cartId } = await createCart(guest);
  await addToCart(guest, { cartId, variantId, quantity: 1 });
  await setCheckoutDetails(guest, { cartId, email: 'ada@example.com', address: ADDRESS });
  const results = await Promise.all(Array.from({ length: 50 }, () => placeOrder(guest, { cartId })));
  expect(new Set(results.map((result) => (result.state === 'placed' ? result.order.code : result.state))).size).toBe(1);
  const payments = await owner.db.selectFrom('payment').select(['id', 'order_id']).where('cart_id', '=', cartId).execute();
  expect(payments).toHaveLength(1);
  await expect.poll(async () => (await paymentOf(owner, payments[0]!.order_id!)).captured, { timeout: 8_000 }).toBe(5690);
  const taken = company.calls.filter(
    ({ operation, input }) => operation === 'capture' && (input as { payment: string }).payment === payments[0]!.id,
  );
  expect(taken).toHaveLength(1);
});
