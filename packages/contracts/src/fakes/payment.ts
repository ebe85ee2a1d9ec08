import type { PaymentProvider, PaymentRequest, PaymentResult } from '../payment.ts';
import { type CallContext, ProviderError } from '../provider.ts';
import { type Fake, fakeControl } from './control.ts';

/** What came of one payment; `declined` is a value, as in the real ones. */
type Answer = (request: PaymentRequest) => PaymentResult;

const capture: Answer = (request) => ({ state: 'captured', reference: `fake-${request.idempotencyKey}` });

/** Takes every payment and remembers it under its key. `answer` decides otherwise, for instance to decline. */
export function fakePayment(options: { readonly answer?: Answer } = {}): Fake<PaymentProvider> {
  const { control, attempt } = fakeControl();
  const answer = options.answer ?? capture;
  const payments = new Map<string, { readonly request: PaymentRequest; readonly result: PaymentResult }>();
  const payOnce = (request: PaymentRequest): PaymentResult => {
    const known = payments.get(request.idempotencyKey);
    if (known) {
      requireSame(known.request, request);
      return known.result;
    }
    const result = answer(request);
    payments.set(request.idempotencyKey, { request, result });
    return result;
  };
  return Object.assign(control, {
    id: 'fake-payment',
    kind: 'payment' as const,
    label: 'Fake payments',
    offline: true,
    pay: (request: PaymentRequest, call: CallContext) =>
      attempt({ operation: 'pay', input: request, signal: call.signal }, () => payOnce(request)),
    find: (idempotencyKey: string, call: CallContext) =>
      attempt({ operation: 'find', input: idempotencyKey, signal: call.signal }, () => payments.get(idempotencyKey)?.result ?? null),
  });
}

/** A key that comes back with another amount is a mistake of the caller, never a second charge. */
function requireSame(known: PaymentRequest, asked: PaymentRequest): void {
  if (known.amount.amount === asked.amount.amount && known.amount.currency === asked.amount.currency) return;
  throw new ProviderError('bad_input', 'This payment was begun with another amount: begin a new one.');
}
