import { type CallContext, type HeldPayment, type HeldRefund, type PaymentProvider, ProviderError } from '@bottega/contracts';

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
  };
}
