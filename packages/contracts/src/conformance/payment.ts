import assert from 'node:assert/strict';
import type { PaymentProvider, PaymentRequest } from '../payment.ts';
import { type Check, selfDescription } from './check.ts';

const paymentOf = (idempotencyKey: string): PaymentRequest => ({
  idempotencyKey,
  amount: { amount: 4_800, currency: 'EUR' },
  orderCode: 'FRN-7K2M',
});

/** Promises of whoever takes money. */
export const paymentConformance: readonly Check<PaymentProvider>[] = [
  selfDescription('payment'),
  {
    name: 'charges once for one key',
    run: async (provider, call) => {
      const first = await provider.pay(paymentOf('payment-once'), call);
      assert.deepEqual(await provider.pay(paymentOf('payment-once'), call), first);
    },
  },
  {
    name: 'tells payments of different keys apart',
    run: async (provider, call) => {
      const results = await Promise.all(['payment-a', 'payment-b'].map((key) => provider.pay(paymentOf(key), call)));
      const references = results.map((result) => (result.state === 'declined' ? assert.fail(result.userMessage) : result.reference));
      assert.equal(new Set(references).size, 2);
    },
  },
  {
    name: 'finds again what it answered',
    run: async (provider, call) => {
      const paid = await provider.pay(paymentOf('payment-found'), call);
      assert.deepEqual(await provider.find('payment-found', call), paid);
    },
  },
  {
    name: 'claims no money under a key it was never given',
    run: async (provider, call) => {
      const found = await provider.find('payment-never-made', call);
      assert.ok(found === null || found.state === 'awaiting_transfer', `it claims to hold a payment that is ${found?.state}`);
    },
  },
];
