import { type CallContext, type HeldPayment, type HeldRefund, type PaymentProvider, ProviderError } from '@bottega/contracts';

/** What the bank tells of its own accord: that something was done to a payment. The words of `by` prove that it is the bank. */
export const bankEvent = (payment: string, act: string, id: string) => ({ id, type: `bank.${act}`, key: payment, by: 'the bank itself' });

/** The bank of the harness as a way of paying. */
export function bankPayment(url: string): PaymentProvider {
  const ask = async <Answer>(act: string, input: unknown, { fetch, signal }: CallContext): Promise<Answer> => {
    const request = { method: 'POST', body: JSON.stringify(input), signal, headers: { 'content-type': 'application/json' } };
    const response = await fetch(`${url}/${act}`, request).catch((error: unknown) => {
      throw new ProviderError('unknown_outcome', 'The bank did not answer.', { cause: error });
    });
    if (response.status === 503) throw new ProviderError('temporary', 'The bank is busy: try again.');
    if (!response.ok) throw new ProviderError('unknown_outcome', `The bank answered ${response.status}.`);
    return (await response.json()) as Answer;
  };
  return {
    id: 'bank',
    kind: 'payment',
    label: 'Bank of the harness',
    offline: false,
    begin: (request, call) => ask<HeldPayment>('begin', request, call),
    find: (which, call) => ask<HeldPayment | null>('find', which, call),
    capture: (order, call) => ask<HeldPayment>('capture', order, call),
    cancel: (order, call) => ask<HeldPayment>('cancel', order, call),
    refund: (order, call) => ask<HeldRefund>('refund', order, call),
    findRefund: (order, call) => ask<HeldRefund | null>('findRefund', order, call),
    readEvent: async ({ body }) => {
      const { id, type, key, by } = JSON.parse(Buffer.from(body).toString()) as ReturnType<typeof bankEvent>;
      if (by !== bankEvent(key, type, id).by) throw new ProviderError('auth', 'The bank has not written this.');
      return { id, type, key, reference: null, live: false };
    },
  };
}
