import { type CallContext, ProviderError } from '@bottega/contracts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { payPalPayment as payment } from './payment.ts';
import type { Fault } from './sandbox/index.ts';
import type { KeptOrder } from './sandbox/state.ts';
import { actOn, EUR, openWorld, paymentRequest } from './testing/world.ts';

/** Faults as they may strike a payment from its beginning to its refund, in any order and number. */
const anyFault: fc.Arbitrary<Fault> = fc.record({
  on: fc.constantFrom('token', 'create', 'find', 'authorise', 'capture', 'refund'),
  what: fc.constantFrom('lost_before', 'lost_after', 'error_before', 'error_after', 'busy'),
  times: fc.integer({ min: 1, max: 3 }),
});

const AGAIN: ReadonlySet<string> = new Set(['unknown_outcome', 'temporary', 'rate_limited']);

/** As a durable workflow does: the same act under the same key until it is answered. */
async function insist<T>(work: () => Promise<T>): Promise<T> {
  for (let turn = 0; turn < 60; turn++) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof ProviderError && AGAIN.has(error.kind))) throw error;
    }
  }
  throw new Error('it never came to an end');
}

const capturedOf = (order: KeptOrder | undefined): string[] => (order?.captures ?? []).map(({ amount }) => amount.value);
const refundedOf = (order: KeptOrder | undefined): number =>
  (order?.refunds ?? []).reduce((sum, { amount }) => sum + Math.round(Number(amount.value) * 100), 0);

test.each(['at_once', 'when_sent'])('whatever is lost, the money is taken once and given back once (%s)', async (take) => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyFault, { maxLength: 8 }), fc.integer({ min: 1, max: 4_800 }), async (faults, part) => {
      const at = await openWorld({ take }, { lends: true });
      const call: CallContext = at.call;
      for (const fault of faults) await at.demand(fault);
      const asked = paymentRequest();
      const { reference } = await insist(() => payment.begin(asked, call));
      await at.decide(reference, { choice: 'pay', act: 'go' });
      const rest = 4_800 - part;
      // Taken in two parts where PayPal allows it, then a part is given back, then the rest.
      const parts = take === 'when_sent' && rest > 0 ? [part, rest] : [4_800];
      for (const [index, amount] of parts.entries()) {
        const act = { ...actOn(asked, reference, `capture-${index}`, EUR(amount)), final: index === parts.length - 1 };
        await insist(() => payment.capture(act, call));
      }
      for (const [index, amount] of [part, rest].entries()) {
        if (amount > 0) await insist(() => payment.refund(actOn(asked, reference, `refund-${index}`, EUR(amount)), call));
      }
      const orders = await at.host.records.list<KeptOrder>('order/');
      expect(orders).toHaveLength(1);
      const [order] = orders.map(({ value }) => value);
      expect(capturedOf(order)).toEqual(parts.map((amount) => (amount / 100).toFixed(2)));
      expect(refundedOf(order)).toBe(4_800);
      expect(order?.authorizations.length).toBe(take === 'when_sent' ? 1 : 0);
      const held = await insist(() => payment.find({ key: asked.key, reference, amount: asked.amount }, call));
      expect(held).toMatchObject({ captured: 4_800, refunded: 4_800 });
    }),
    { numRuns: 150 },
  );
});
