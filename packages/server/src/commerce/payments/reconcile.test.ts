import type { PaymentMovement } from '@bottega/contracts';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { eventsOf } from '../testing/market.ts';
import { closePaymentCase, countOpenCases, listPaymentCases } from './cases.ts';
import { reconcilePayments } from './reconcile.ts';
import { requestRefund } from './refund-payment.ts';
import { buy, openTill, paymentOf, type Till } from './testing/till.ts';

let till: Till;
beforeAll(async () => {
  till = await openTill();
});
beforeEach(() => {
  till.company.movements = [];
});
afterAll(() => till?.close());

const now = () => Temporal.Now.instant();
/** As if it were some hours later: all that was done by now is in the books. */
const later = () => ({ ...till.owner, clock: { now: () => now().add({ hours: 3 }) } });
const movement = (of: Partial<PaymentMovement>): PaymentMovement => ({
  ...{ type: 'capture', reference: `txn-${crypto.randomUUID()}`, payment: null, key: null, amount: { amount: 5690, currency: 'EUR' } },
  ...{ at: now().toString(), ...of },
});
async function buyTaken() {
  const bought = await buy(till);
  await expect.poll(async () => (await paymentOf(till.owner, bought.orderId)).captured, { timeout: 8_000 }).toBe(5690);
  return bought;
}

test('books that agree open nothing; every difference opens one case, however often it is found', async () => {
  const { company, owner } = till;
  const good = await buyTaken();
  const [refund] = await requestRefund(owner, { orderId: good.orderId, amount: 500 });
  await expect.poll(async () => (await paymentOf(owner, good.orderId)).refunded, { timeout: 8_000 }).toBe(500);
  company.movements = [
    movement({ key: good.paymentId }),
    movement({ type: 'refund', key: good.paymentId, amount: { amount: 500, currency: 'EUR' }, reference: `fake-refund:${refund?.id}` }),
  ];
  expect((await reconcilePayments(later())).items).toMatchObject([{ provider: 'fake-payment', movements: 2, opened: 0, problem: null }]);

  const [missing, other] = [await buyTaken(), await buyTaken()];
  company.movements.push(
    movement({ key: other.paymentId, amount: { amount: 5600, currency: 'EUR' }, reference: 'txn-other' }),
    movement({ payment: 'never-heard-of', reference: 'txn-theirs' }),
    movement({ type: 'dispute', payment: 'never-heard-of', reference: 'dp-1' }),
  );
  const again = () => reconcilePayments(later());
  expect((await again()).items).toMatchObject([{ opened: 4 }]);
  expect((await again()).items).toMatchObject([{ opened: 0 }]);
  const { items } = await listPaymentCases(owner, { state: 'open' });
  const found = items.map(({ kind, subject, paymentId }) => [kind, paymentId ?? subject]).sort();
  expect(found).toEqual(
    [
      ['differs', other.paymentId],
      ['disputed', 'dp-1'],
      ['ours_only', missing.paymentId],
      ['theirs_only', 'txn-theirs'],
    ].sort(),
  );
  expect(await eventsOf(owner, items[0]!.id)).toEqual(['payment.case_opened']);

  const [first] = items;
  const closed = await closePaymentCase(owner, { id: first!.id, note: 'Seen to.' });
  expect(closed).toMatchObject({ state: 'closed', note: 'Seen to.', closedBy: expect.stringContaining('staff:') });
  expect(await closePaymentCase(owner, { id: first!.id, note: 'Again.' })).toMatchObject({ note: 'Seen to.' });
  expect((await again()).items).toMatchObject([{ opened: 0 }]);
  expect(await countOpenCases(owner)).toBe(3);
  await expect(closePaymentCase(owner, { id: first!.id, note: '' })).rejects.toMatchObject({ code: 'invalid_input' });
  await expect(listPaymentCases(till.guest)).rejects.toMatchObject({ code: 'unauthenticated' });
});

test('money that was given back by hand at the company is learned from its books', async () => {
  const { company, owner } = till;
  const { orderId, paymentId } = await buyTaken();
  company.become(paymentId, { refunded: 690 });
  company.movements = [
    movement({ key: paymentId }),
    movement({ type: 'refund', key: paymentId, amount: { amount: 690, currency: 'EUR' } }),
  ];
  const from = now().subtract({ minutes: 1 }).toString();
  await reconcilePayments(later(), { from });
  expect(await paymentOf(owner, orderId)).toMatchObject({ refunded: 690 });
  const opened = await owner.db.selectFrom('payment_case').select('kind').where('payment_id', '=', paymentId).execute();
  expect(opened).toEqual([]);
});
