import { prepareWorkflows } from '#platform';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { getOrder } from '../index.ts';
import { workflows } from '../module.ts';
import { eventsOf, type Market, openMarket } from '../testing/market.ts';
import { advanceCapture } from './advance-capture.ts';
import { advanceRefund } from './send-refund.ts';
import { lookAfterPayments } from './look-after-payments.ts';
import { requestRefund } from './refund-payment.ts';
import { buy, type Company, fakeCompany, paymentOf } from './testing/till.ts';

// Workflows are queued and nobody runs them: what a process left when it was killed is made by hand, step by step.

let market: Market;
let company: Company;
beforeAll(async () => {
  company = fakeCompany();
  market = await openMarket(company);
  await prepareWorkflows(market.world.ground, workflows);
});
afterAll(() => market?.world.close());

const later = (seconds: number) => ({ ...market.owner, clock: { now: () => Temporal.Now.instant().add({ seconds }) } });
const at = (moment: Temporal.Instant) => ({ ...market.owner, clock: { now: () => moment } });
const asked = (operation: string, paymentId: string) =>
  company.calls.filter((call) => call.operation === operation && (call.input as { payment: string }).payment === paymentId);

/** The ledger as a process leaves it that died while an act was on its way, and when that was. */
async function dieWhileSending(key: string, state: 'sending' | 'accepted', reference: string | null = null): Promise<Temporal.Instant> {
  const { owner } = market;
  const died = Temporal.Now.instant().round('millisecond'); // as the database keeps it
  const past = died.toString();
  const left = state === 'sending' ? { claim: crypto.randomUUID(), out_until: past } : { claim: null, out_until: past, settled_at: past };
  await owner.db
    .insertInto('delivery')
    .values({ shop_id: owner.shop.id, key, service: 'fake-payment', state, reference, ...left })
    .execute();
  return died;
}

const took = (paymentId: string) => company.become(paymentId, { state: 'captured', captured: 5690 });

test('killed before anything was sent: the chore takes the money', async () => {
  const { owner } = market;
  const { orderId, paymentId } = await buy(market);
  expect(asked('capture', paymentId)).toEqual([]);
  await lookAfterPayments(later(60));
  expect(asked('capture', paymentId)).toEqual([]); // the workflow may be at it
  await lookAfterPayments(later(180));
  expect(await paymentOf(owner, orderId)).toMatchObject({ captured: 5690 });
  await lookAfterPayments(later(400));
  expect(asked('capture', paymentId)).toHaveLength(1);
});

test('killed while it was sent, and it arrived: it is found there and not sent again', async () => {
  const { owner } = market;
  const { orderId, paymentId } = await buy(market);
  took(paymentId);
  await dieWhileSending(`capture:${paymentId}`, 'sending');
  expect(await advanceCapture(owner, { captureId: paymentId })).toBe('settled');
  expect(asked('capture', paymentId)).toEqual([]);
  expect(await getOrder(owner, { id: orderId })).toMatchObject({ paymentState: 'paid' });
});

test('killed while it was sent, and it never arrived: it is sent once the provider can no longer be at it', async () => {
  const { owner } = market;
  const { orderId, paymentId } = await buy(market);
  const died = await dieWhileSending(`capture:${paymentId}`, 'sending');
  expect(await advanceCapture(at(died), { captureId: paymentId })).toBe('later');
  expect(asked('capture', paymentId)).toEqual([]);
  expect(await advanceCapture(later(1), { captureId: paymentId })).toBe('settled');
  expect(asked('capture', paymentId)).toHaveLength(1);
  expect(await getOrder(owner, { id: orderId })).toMatchObject({ paymentState: 'paid' });
});

test('killed after it was taken and before it was written down: it is written down once, however many do it', async () => {
  const { owner } = market;
  const { orderId, paymentId } = await buy(market);
  took(paymentId);
  await dieWhileSending(`capture:${paymentId}`, 'accepted', `fake-${paymentId}`);
  await Promise.all(Array.from({ length: 10 }, () => advanceCapture(owner, { captureId: paymentId })));
  expect(asked('capture', paymentId)).toEqual([]);
  expect(await paymentOf(owner, orderId)).toMatchObject({ captured: 5690, captureClaimed: 5690 });
  expect(await eventsOf(owner, orderId)).toEqual(['order.placed', 'order.paid']);
});

test('a refund that was killed on its way is found, or sent once', async () => {
  const { owner } = market;
  const { orderId, paymentId } = await buy(market);
  await advanceCapture(owner, { captureId: paymentId });
  const [lost] = await requestRefund(owner, { orderId, amount: 1000 });
  const died = await dieWhileSending(`refund:${lost?.id}`, 'sending');
  expect(await advanceRefund(at(died), { refundId: lost?.id as string })).toBe('later');
  expect(asked('refund', paymentId)).toEqual([]);
  expect(await advanceRefund(later(1), { refundId: lost?.id as string })).toBe('settled');
  await Promise.all(Array.from({ length: 5 }, () => advanceRefund(owner, { refundId: lost?.id as string })));
  expect(asked('refund', paymentId)).toHaveLength(1);
  expect(await paymentOf(owner, orderId)).toMatchObject({ refunded: 1000, refundClaimed: 1000 });
});

test('what nobody can tell for a day is put before the staff, once', async () => {
  const { owner } = market;
  const { paymentId } = await buy(market);
  await dieWhileSending(`capture:${paymentId}`, 'sending');
  company.become(paymentId, { state: 'processing' });
  expect(await advanceCapture(owner, { captureId: paymentId })).toBe('later');
  for (const hours of [25, 26, 27]) expect(await advanceCapture(later(hours * 3600), { captureId: paymentId })).toBe('later');
  const opened = await owner.db.selectFrom('payment_case').select('kind').where('payment_id', '=', paymentId).execute();
  expect(opened).toEqual([{ kind: 'stuck' }]);
  expect(asked('capture', paymentId)).toEqual([]);
});
