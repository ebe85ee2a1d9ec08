import { afterAll, beforeAll, expect, test } from 'vitest';
import { cancelOrder, cancelUnits, changePaymentWay, fulfilOrder, getOrder } from '../index.ts';
import { captureSent } from '../payments/capture-sent.ts';
import { freeCancelled } from '../payments/cancel-payment.ts';
import { buy, openTill, paymentOf, type Till } from '../payments/testing/till.ts';
import { issueInvoices } from './issue-invoice.ts';
import { faultsOfOrders } from './testing/faults-of-orders.ts';

// Where a shop takes money as it sends: a company holds it, and the program's workflows are at work.
let till: Till;
beforeAll(async () => {
  till = await openTill();
  await changePaymentWay(till.owner, { id: 'fake-payment', take: 'when_sent' });
});
afterAll(() => till?.close());

const stateOf = (id: string) => async () => (await getOrder(till.owner, { id })).paymentState;

test('each parcel is paid by itself, and what is cancelled before it is sent is never paid', async () => {
  const { owner, company } = till;
  const { orderId: id, paymentId } = await buy(till, 4);
  await fulfilOrder(owner, { id, lines: [{ position: 0, quantity: 1 }] });
  await captureSent(owner, { orderId: id });
  await expect.poll(stateOf(id), { timeout: 8_000 }).toBe('part');
  const reduced = await cancelUnits(owner, { id, lines: [{ position: 0, quantity: 1 }] });
  expect(reduced).toMatchObject({ refunds: [], fulfilmentState: 'part' });
  expect(reduced.actions).toEqual(['capture', 'fulfil', 'cancel_units', 'refund', 'note']);
  await fulfilOrder(owner, { id });
  await captureSent(owner, { orderId: id });
  await expect.poll(stateOf(id), { timeout: 8_000 }).toBe('paid');
  expect(await getOrder(owner, { id })).toMatchObject({ state: 'completed', fulfilmentState: 'whole', lines: [{ sent: 3, cancelled: 1 }] });
  expect(company.payments.get(paymentId)).toMatchObject({ captured: 3 * 4_800 + 890 });
  await issueInvoices(owner, { orderId: id });
  const { document } = await owner.db.selectFrom('invoice').select('document').where('order_id', '=', id).executeTakeFirstOrThrow();
  expect(document).toMatchObject({ total: 3 * 4_800 + 890, lines: [{ quantity: 3 }] });
  expect(await faultsOfOrders(owner)).toEqual({});
});

test('when the rest is cancelled, what was sent and paid completes the order', async () => {
  const { owner, company } = till;
  const { orderId: id, paymentId } = await buy(till, 3);
  await fulfilOrder(owner, { id, lines: [{ position: 0, quantity: 2 }] });
  await captureSent(owner, { orderId: id });
  await expect.poll(stateOf(id), { timeout: 8_000 }).toBe('part');
  const done = await cancelUnits(owner, { id, lines: [{ position: 0, quantity: 1 }] });
  expect(done).toMatchObject({ state: 'completed', paymentState: 'paid', fulfilmentState: 'whole', refunds: [] });
  expect(company.payments.get(paymentId)).toMatchObject({ captured: 2 * 4_800 + 890 });
  expect(await faultsOfOrders(owner)).toEqual({});
});

test('what is promised for a cancelled order is set free at the company, and nothing of it is taken', async () => {
  const { owner, company } = till;
  company.place = 'sandbox'; // what no company holds need not be set free
  const { orderId: id, paymentId } = await buy(till, 2);
  expect(await cancelOrder(owner, { id })).toMatchObject({ state: 'cancelled', paymentState: 'cancelled', refunds: [] });
  await freeCancelled.hear(owner, { id: crypto.randomUUID(), type: 'order.cancelled', subjectId: id, payload: {} });
  await expect.poll(async () => (await paymentOf(owner, id)).state, { timeout: 8_000 }).toBe('cancelled');
  expect(company.payments.get(paymentId)).toMatchObject({ state: 'cancelled', captured: 0 });
  expect(await faultsOfOrders(owner)).toEqual({});
});
