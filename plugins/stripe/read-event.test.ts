import { type CallContext, ProviderError } from '@bottega/contracts';
import fc from 'fast-check';
import Stripe from 'stripe';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readEvent } from './read-event.ts';
import { findFault, sign } from './signature.ts';
import { stripeSimulator } from './sandbox/simulator.ts';
import { stripePayment } from './stripe-payment.ts';
import { type Delivered, openWorld, PAGES, requestOf, submit, type World, withChange } from './testing/world.ts';

const stripe = stripePayment();
const SECRETS = { webhookSecret: 'whsec_new', previousWebhookSecret: 'whsec_old' };
let world: World;
beforeEach(async () => {
  world = await openWorld({ environment: 'simulator', ...SECRETS });
});
afterEach(() => world[Symbol.asyncDispose]());

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const read = ({ headers, body }: Delivered, call: CallContext = world.call) => readEvent({ headers, body: bytes(body) }, call);
const signed = (body: string, secret: string, at = new Date()): Delivered => ({
  headers: { 'stripe-signature': sign(body, secret, at) },
  body,
});
const eventOf = (change: object = {}): string =>
  JSON.stringify({
    id: 'evt_1',
    object: 'event',
    type: 'payment_intent.succeeded',
    livemode: false,
    data: { object: { object: 'payment_intent', id: 'pi_1', metadata: { bottega_payment: 'payment-1' } } },
    ...change,
  });
/** Pays until the shop was told of it. */
async function pay(key: string): Promise<string> {
  const held = await stripe.begin(requestOf(key), world.call);
  if (held.action?.type !== 'redirect') throw new Error('there is no page to pay on');
  await submit(world, held.action.url, { card: 'approved', do: 'pay' });
  return held.reference;
}
const arrivals = (count: number) => expect(world.delivered).toHaveLength(count);

test('an event of the simulator is read, and names the payment and our key', async () => {
  const reference = await pay('event-1');
  arrivals(2);
  expect(world.delivered.map((event) => read(event))).toEqual([
    { id: expect.stringMatching(/^evt_/), type: 'charge.succeeded', reference, key: 'event-1', live: false },
    { id: expect.stringMatching(/^evt_/), type: 'payment_intent.amount_capturable_updated', reference, key: 'event-1', live: false },
  ]);
});

test('an event of a refund and of a dispute name the payment too', () => {
  const refund = eventOf({
    data: { object: { object: 'refund', id: 're_1', payment_intent: 'pi_1', metadata: { bottega_payment: 'p' } } },
  });
  expect(read(signed(refund, 'whsec_new'))).toMatchObject({ reference: 'pi_1', key: 'p' });
  const dispute = eventOf({ data: { object: { object: 'dispute', id: 'dp_1', payment_intent: 'pi_1', metadata: {} } } });
  expect(read(signed(dispute, 'whsec_new'))).toMatchObject({ reference: 'pi_1', key: null });
  expect(read(signed(eventOf({ data: { object: { object: 'payout', id: 'po_1' } } }), 'whsec_new'))).toMatchObject({
    reference: null,
    key: null,
  });
});

test('both secrets are good while one takes the place of the other', () => {
  expect(read(signed(eventOf(), 'whsec_new')).id).toBe('evt_1');
  expect(read(signed(eventOf(), 'whsec_old')).id).toBe('evt_1');
  const both = `${sign(eventOf(), 'whsec_gone', new Date())},${sign(eventOf(), 'whsec_old', new Date()).split(',')[1]}`;
  expect(read({ headers: { 'stripe-signature': both }, body: eventOf() }).id).toBe('evt_1');
});

const seconds = (ahead: number) => new Date(Date.now() + ahead * 1_000);
const untrue: readonly [string, Delivered][] = [
  ['signed by somebody else', signed(eventOf(), 'whsec_other')],
  ['not signed at all', { headers: {}, body: eventOf() }],
  ['signed with an empty header', { headers: { 'stripe-signature': '' }, body: eventOf() }],
  [
    'signed by the older scheme alone',
    { headers: { 'stripe-signature': sign(eventOf(), 'whsec_new', new Date()).replace('v1=', 'v0=') }, body: eventOf() },
  ],
  ['changed on the way', { ...signed(eventOf(), 'whsec_new'), body: eventOf({ id: 'evt_2' }) }],
  [
    'of another time than was signed',
    { headers: { 'stripe-signature': `t=1,${sign(eventOf(), 'whsec_new', new Date()).split(',')[1]}` }, body: eventOf() },
  ],
  ['older than five minutes', signed(eventOf(), 'whsec_new', seconds(-301))],
  ['from the future', signed(eventOf(), 'whsec_new', seconds(310))],
  ['of live mode', signed(eventOf({ livemode: true }), 'whsec_new')],
  ['without a mode', signed(eventOf({ livemode: undefined }), 'whsec_new')],
  ['no event', signed('[]', 'whsec_new')],
  ['no JSON', signed('{"id":', 'whsec_new')],
];
for (const [name, event] of untrue) {
  test(`an event that is ${name} is refused`, () => {
    expect(() => read(event)).toThrow(ProviderError);
    expect(() => read(event)).toThrow(expect.objectContaining({ kind: 'auth' }));
  });
}

test('an event of test mode is refused by a shop that is live', () => {
  const settings = { environment: 'live', secretKey: 'sk_live_own', publishableKey: 'pk_live_own', ...SECRETS };
  const call = withChange(world.call, { settings });
  expect(() => read(signed(eventOf(), 'whsec_new'), call)).toThrow(expect.objectContaining({ kind: 'auth' }));
  for (const secret of Object.values(SECRETS)) expect(read(signed(eventOf({ livemode: true }), secret), call).live).toBe(true);
  const without = withChange(world.call, { settings: { ...settings, webhookSecret: '', previousWebhookSecret: '' } });
  expect(() => read(signed(eventOf({ livemode: true }), ''), without)).toThrow(/no signing secret/);
});

test('we sign as Stripe’s library does, and believe what it signs', () => {
  const at = new Date();
  fc.assert(
    fc.property(fc.string({ minLength: 1, unit: 'binary' }), fc.stringMatching(/^whsec_[a-zA-Z0-9]{1,30}$/), (body, secret) => {
      const timestamp = Math.floor(at.getTime() / 1000);
      const theirs = Stripe.webhooks.generateTestHeaderString({ payload: body, secret, timestamp });
      expect(sign(body, secret, at)).toBe(theirs);
      expect(findFault({ header: theirs, body: bytes(body), now: at }, ['whsec_other', secret])).toBeUndefined();
      expect(findFault({ header: theirs, body: bytes(`${body} `), now: at }, [secret])).toBe('its signature is not of our secret');
    }),
  );
});

test('webhooks come twice, forged, late, in another order, or never, on demand', async () => {
  await world.plan({ fault: 'duplicate', on: 'charge.succeeded' }, { fault: 'forged', on: 'payment_intent.amount_capturable_updated' });
  await pay('faults-1');
  arrivals(4);
  const ids = world.delivered.map(({ body }) => JSON.parse(body).id as string);
  expect(ids[0]).toBe(ids[1]);
  expect(() => read(world.delivered[2] as Delivered)).toThrow(expect.objectContaining({ kind: 'auth' }));
  expect(read(world.delivered[3] as Delivered).type).toBe('payment_intent.amount_capturable_updated');

  world.delivered.length = 0;
  await world.plan({ fault: 'reordered' }, { fault: 'dropped', on: 'charge.succeeded' });
  await pay('faults-2');
  arrivals(1);
  expect(read(world.delivered[0] as Delivered).type).toBe('payment_intent.amount_capturable_updated');

  world.delivered.length = 0;
  await world.plan({ fault: 'late', on: 'charge.succeeded', seconds: 3_600 });
  const reference = await pay('faults-3');
  arrivals(1);
  world.wait(3_600);
  await stripe.find({ key: 'faults-3', reference, amount: requestOf('faults-3').amount }, world.call);
  arrivals(2);
  expect(read(world.delivered[1] as Delivered).type).toBe('charge.succeeded');
});

test('an event that the shop does not take is brought again', async () => {
  const tried: string[] = [];
  const clock = { ahead: 0 };
  const simulator = stripeSimulator({
    records: world.records,
    pages: PAGES,
    settings: {},
    now: () => new Date(Date.now() + clock.ahead),
    deliver: async ({ body }) => {
      tried.push(JSON.parse(body).id);
      if (tried.length === 1) throw new Error('the shop is down');
    },
  });
  const call = withChange(world.call, { fetch: (input, init) => simulator.fetch(new Request(input, init)) });
  const held = await stripe.begin(requestOf('again-1'), call);
  await stripe.cancel({ key: 'again-1:cancel', payment: 'again-1', reference: held.reference, amount: held.amount }, call);
  expect(await world.records.get<unknown[]>('outbox')).toHaveLength(1);
  expect(tried).toHaveLength(1);
  clock.ahead = 60_000;
  await simulator.page(new Request(`${PAGES}/style.css`), 'style.css');
  expect(tried).toEqual([tried[0], tried[0]]);
});
