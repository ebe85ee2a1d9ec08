import type { WrongShopCases } from '../../testing/wrong-shop/cases.ts';
import { openCase } from './cases.ts';

export const cases: WrongShopCases = {
  async plant({ owner, canary, ids }) {
    const payment = await owner.db
      .selectFrom('payment')
      .select('id')
      .where('order_id', '=', ids.order as string)
      .executeTakeFirstOrThrow();
    await openCase(owner, { kind: 'stuck', provider: 'manual', subject: canary, paymentId: payment.id });
    const opened = await owner.db.selectFrom('payment_case').select('id').where('subject', '=', canary).executeTakeFirstOrThrow();
    return { payment: payment.id, paymentCase: opened.id };
  },
  parameters: {
    'payments/{id}': 'payment',
    'payment-cases/{id}': 'paymentCase',
    'payment-ways/{way}': { word: 'manual' },
    'payment-webhooks/{provider}': { word: 'manual' },
  },
  fields: {
    'get /api/v1/payments cursor': 'payment',
    'get /api/v1/payment-cases cursor': 'paymentCase',
  },
  bodies: {
    'post /api/v1/orders/{id}/capture': () => ({ amount: 1 }),
    'post /api/v1/orders/{id}/refunds': () => ({ amount: 1 }),
    'patch /api/v1/payment-ways/{way}': () => ({ position: 0 }),
    'post /api/v1/payments/reconcile': () => ({}),
    'post /api/v1/payment-cases/{id}/close': () => ({ note: 'Seen to.' }),
  },
  answers: {
    // A transfer is told of by nobody.
    'post /api/v1/payment-webhooks/{provider}': [404],
  },
};
