import assert from 'node:assert/strict';
import type { HeldPayment, PaymentProvider, PaymentRequest } from '../payment.ts';
import { type Check, selfDescription } from './check.ts';

const requestOf = (key: string): PaymentRequest => ({
  key,
  amount: { amount: 4_800, currency: 'EUR' },
  orderCode: 'FRN7K2M4XB',
  shopName: 'Fornace',
  buyer: { email: 'ada@example.com', country: 'IT', language: 'en' },
  returnUrl: 'https://fornace.example/checkout/return',
  cancelUrl: 'https://fornace.example/checkout',
});

/** Before the buyer has done anything, no money is ours. */
function requireUntouched(held: HeldPayment): HeldPayment {
  assert.equal(held.captured, 0, 'beginning a payment captures nothing');
  assert.equal(held.refunded, 0);
  assert.deepEqual(held.amount, requestOf('any').amount);
  assert.ok(held.reference.length > 0);
  if (held.state === 'requires_action') assert.ok(held.action, 'the buyer is told what to do');
  if (held.state === 'declined') assert.ok(held.userMessage, 'the buyer is told why');
  return held;
}

/** Promises of whoever takes money, as far as they can be kept without a buyer. */
export const paymentConformance: readonly Check<PaymentProvider>[] = [
  selfDescription('payment'),
  {
    name: 'begins one payment for one key, and takes nothing by it',
    run: async (provider, call) => {
      const first = requireUntouched(await provider.begin(requestOf('payment-once'), call));
      const again = await provider.begin(requestOf('payment-once'), call);
      assert.equal(again.reference, first.reference);
    },
  },
  {
    name: 'tells payments of different keys apart',
    run: async (provider, call) => {
      const held = await Promise.all(['payment-a', 'payment-b'].map((key) => provider.begin(requestOf(key), call)));
      assert.notEqual(held[0]!.reference, held[1]!.reference);
    },
  },
  {
    name: 'finds again what it began, by the key and by its own reference',
    run: async (provider, call) => {
      const { reference, state, amount } = await provider.begin(requestOf('payment-found'), call);
      const own = { key: 'payment-found', amount };
      for (const which of [own, { ...own, reference }]) {
        const found = await provider.find(which, call);
        assert.equal(found?.reference, reference);
        assert.equal(found?.state, state);
        assert.deepEqual(found?.amount, requestOf('any').amount);
      }
    },
  },
  {
    name: 'claims no money under a key it was never given',
    run: async (provider, call) => {
      const found = await provider.find({ key: 'payment-never-made', amount: requestOf('any').amount }, call);
      assert.ok(found === null || found.state === 'awaiting_transfer', `it claims to hold a payment that is ${found?.state}`);
    },
  },
  {
    name: 'gives a payment up, however often it is asked to',
    run: async (provider, call) => {
      const { reference, amount, state } = await provider.begin(requestOf('payment-cancelled'), call);
      if (state === 'declined' || state === 'captured') return;
      const order = { key: 'payment-cancelled:cancel', payment: 'payment-cancelled', reference, amount };
      assert.equal((await provider.cancel(order, call)).state, 'cancelled');
      assert.equal((await provider.cancel(order, call)).state, 'cancelled');
    },
  },
];
