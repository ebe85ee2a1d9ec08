import type { HeldPayment, HeldRefund, PaymentOrder, PaymentProvider, PaymentRequest } from '../payment.ts';
import { type CallContext, ProviderError } from '../provider.ts';
import { type Fake, fakeControl } from './control.ts';

/** What the buyer and the bank make of a payment that is begun. */
type Answer = (request: PaymentRequest) => Pick<HeldPayment, 'state' | 'action' | 'instructions' | 'userMessage'>;

/** What a test does in the place of the buyer and of the company. */
type FakePaymentHand = {
  /** The payment of that key as the company would hold it from now on. */
  become(key: string, change: Partial<HeldPayment>): void;
  readonly payments: ReadonlyMap<string, HeldPayment>;
};

/** Authorises every payment and keeps it under its key. `answer` decides otherwise, for instance to decline. */
export function fakePayment(options: { readonly answer?: Answer } = {}): Fake<PaymentProvider> & FakePaymentHand {
  const { control, attempt } = fakeControl();
  const answer = options.answer ?? (() => ({ state: 'authorised' }));
  const payments = new Map<string, HeldPayment>();
  const acts = new Map<string, HeldPayment | HeldRefund>();

  const become = (key: string, change: Partial<HeldPayment>): HeldPayment => {
    const before = payments.get(key);
    if (!before) throw new ProviderError('bad_input', 'There is no such payment.');
    const after = { ...before, ...change };
    payments.set(key, after);
    return after;
  };
  const begin = (request: PaymentRequest): HeldPayment => {
    const known = payments.get(request.key);
    if (known) return requireSame(known, request);
    const answered = answer(request);
    const captured = answered.state === 'captured' ? request.amount.amount : 0;
    const { key, amount } = request;
    const own = { key, amount, captured, refunded: 0, payee: 'fake-account', live: false, disputed: false };
    const held = { reference: `fake-${key}`, ...own, ...answered };
    payments.set(key, held);
    return held;
  };
  const once = <Held extends HeldPayment | HeldRefund>(key: string, act: () => Held): Held => {
    const known = acts.get(key) as Held | undefined;
    if (known) return known;
    const held = act();
    acts.set(key, held);
    return held;
  };
  const capture = (order: PaymentOrder): HeldPayment => {
    const { captured, amount } = requirePayment(payments, order);
    if (captured + order.amount.amount > amount.amount) throw new ProviderError('refused', 'More was to be captured than was authorised.');
    return become(order.payment, { state: 'captured', captured: captured + order.amount.amount });
  };
  const refund = (order: PaymentOrder): HeldRefund => {
    const { captured, refunded } = requirePayment(payments, order);
    if (refunded + order.amount.amount > captured) throw new ProviderError('refused', 'More was to be given back than was captured.');
    become(order.payment, { refunded: refunded + order.amount.amount });
    return { state: 'done', reference: `fake-${order.key}`, amount: order.amount };
  };
  const cancel = (order: PaymentOrder): HeldPayment => {
    const { captured } = requirePayment(payments, order);
    if (captured > 0) throw new ProviderError('refused', 'What was captured is refunded, not cancelled.');
    return become(order.payment, { state: 'cancelled' });
  };
  const gate =
    <Input, Output>(operation: string, work: (input: Input) => Output) =>
    (input: Input, call: CallContext) =>
      attempt({ operation, input, signal: call.signal }, () => work(input));

  return Object.assign(control, {
    become,
    payments,
    id: 'fake-payment',
    kind: 'payment' as const,
    label: 'Fake payments',
    offline: true,
    begin: gate('begin', begin),
    find: gate('find', ({ key }: { key: string }) => payments.get(key) ?? null),
    capture: gate('capture', (order: PaymentOrder) => once(order.key, () => capture(order))),
    cancel: gate('cancel', (order: PaymentOrder) => once(order.key, () => cancel(order))),
    refund: gate('refund', (order: PaymentOrder) => once(order.key, () => refund(order))),
    findRefund: gate('findRefund', ({ key }: PaymentOrder) => (acts.get(key) as HeldRefund | undefined) ?? null),
  });
}

/** A key that comes back with another amount is a mistake of the caller, never a second charge. */
function requireSame(known: HeldPayment, { amount }: PaymentRequest): HeldPayment {
  if (known.amount.amount === amount.amount && known.amount.currency === amount.currency) return known;
  throw new ProviderError('bad_input', 'This payment was begun with another amount: begin a new one.');
}

function requirePayment(payments: ReadonlyMap<string, HeldPayment>, { payment }: PaymentOrder): HeldPayment {
  const held = payments.get(payment);
  if (!held) throw new ProviderError('bad_input', 'There is no such payment.');
  return held;
}
