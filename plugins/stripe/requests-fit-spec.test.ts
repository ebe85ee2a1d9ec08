import { afterAll, beforeAll, expect, test } from 'vitest';
import { stripePayment } from './stripe-payment.ts';
import { NEWER } from './testing/newer-than-spec.ts';
import { hasSpec, type Judge, readSpec } from './testing/spec.ts';
import { openWorld, requestOf, submit, type World } from './testing/world.ts';

if (!hasSpec) console.warn('Stripe’s specification is not here (BOTTEGA_SPECS): no request was held against it.');

let world: World;
let judge: Judge;
beforeAll(async () => {
  if (!hasSpec) return;
  world = await openWorld();
  judge = await readSpec();
}, 180_000);
afterAll(() => world?.[Symbol.asyncDispose]());

/** Everything that the plugin ever sends. */
async function useAll(): Promise<void> {
  const stripe = stripePayment();
  const { call } = world;
  const held = await stripe.begin(requestOf('spec-1'), call);
  if (held.action?.type !== 'redirect') throw new Error('there is no page to pay on');
  await submit(world, held.action.url, { card: 'approved', do: 'pay' });
  const order = (act: string, amount: number) => ({
    key: `spec-1:${act}`,
    payment: 'spec-1',
    reference: held.reference,
    amount: { amount, currency: 'EUR' },
  });
  await stripe.begin(requestOf('spec-1'), call);
  await stripe.find({ key: 'spec-1', amount: held.amount }, call);
  await stripe.capture({ ...order('capture 1', 1_000), final: false }, call);
  await stripe.capture({ ...order('capture 2', 2_000), final: true }, call);
  await stripe.refund(order('refund', 500), call);
  await stripe.refund(order('refund', 500), call);
  await stripe.findRefund(order('refund', 500), call);
  const hour = 3_600_000;
  await stripe.listMovements?.({ from: new Date(Date.now() - hour).toISOString(), to: new Date(Date.now() + hour).toISOString() }, call);
  const other = await stripe.begin(requestOf('spec-2', { amount: { amount: 480, currency: 'JPY' } }), call);
  await stripe.cancel({ ...order('cancel', 480), key: 'spec-2:cancel', payment: 'spec-2', reference: other.reference }, call);
}

test.skipIf(!hasSpec)('every request is one that Stripe’s specification allows', async () => {
  await useAll();
  const operations = new Set(world.sent.map(({ method, url }) => `${method} ${url.pathname.replace(/(pi|re)_[a-z0-9]+/, ':id')}`));
  expect([...operations].sort()).toEqual([
    'GET /v1/balance_transactions',
    'GET /v1/payment_intents',
    'GET /v1/payment_intents/:id',
    'GET /v1/payment_intents/search',
    'GET /v1/refunds',
    'GET /v1/refunds/:id',
    'POST /v1/payment_intents',
    'POST /v1/payment_intents/:id/cancel',
    'POST /v1/payment_intents/:id/capture',
    'POST /v1/refunds',
  ]);
  const verdicts = world.sent.map((sent) => judge(sent));
  expect(verdicts.flatMap(({ wrong }) => wrong)).toEqual([]);
  expect(new Set(verdicts.flatMap(({ newer }) => newer))).toEqual(new Set(NEWER.map(({ field }) => field.join('.'))));
  // What is called newer it must not know: otherwise the list hides something.
  for (const entry of NEWER) {
    const others = NEWER.filter((other) => other !== entry);
    expect(world.sent.flatMap((sent) => judge(sent, others).wrong)).not.toEqual([]);
  }
});

test.skipIf(!hasSpec)('the specification notices a wrong request', () => {
  const judged = (method: string, path: string, body = '') =>
    judge({ method, url: new URL(`https://api.stripe.com${path}`), headers: new Headers(FORM), body }).wrong;
  expect(judged('POST', '/v1/payment_intents', 'amount=4800&currency=eur')).toEqual([]);
  expect(judged('POST', '/v1/payment_intents', 'amount=much&currency=eur').length).toBeGreaterThan(0);
  expect(judged('POST', '/v1/payment_intents', 'amount=4800').length).toBeGreaterThan(0);
  expect(judged('POST', '/v1/payment_intents', 'amount=4800&currency=eur&colour=red').length).toBeGreaterThan(0);
  expect(judged('POST', '/v1/payment_intents', 'amount=4800&currency=eur&capture_method=later').length).toBeGreaterThan(0);
  expect(judged('POST', '/v1/payment_intents', 'amount=4800&currency=eur&payment_method_options[card][colour]=red')).toEqual([
    expect.stringContaining('/payment_method_options/card/colour'),
  ]);
  expect(judged('POST', '/v1/refunds', 'reason=boredom').length).toBeGreaterThan(0);
  expect(judged('GET', '/v1/balance_transactions?size=3').length).toBeGreaterThan(0);
  expect(judged('GET', '/v1/payments').length).toBeGreaterThan(0);
});

const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
