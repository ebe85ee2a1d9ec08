import { type CaptureOrder, type HeldPayment, type Money, type PaymentRequest, ProviderError } from '@bottega/contracts';
import { checksOf } from '@bottega/contracts/conformance';
import { afterAll, expect, test } from 'vitest';
import { plugin } from './index.ts';
import { payPalPayment as payment } from './payment.ts';
import type { KeptOrder } from './sandbox/state.ts';
import { hasSpecs, readSpecs } from './testing/specs.ts';
import { actOn, EUR, openWorld, paymentRequest, type World } from './testing/world.ts';

const worlds: World[] = [];
async function world(settings: Parameters<typeof openWorld>[0] = {}): Promise<World> {
  const opened = await openWorld(settings, { lends: true });
  worlds.push(opened);
  return opened;
}

/** Everything that these tests sent. The specification of access by OAuth is not among PayPal's files. */
afterAll(async () => {
  const sent = worlds.flatMap(({ asked }) => asked).filter(({ url }) => !/oauth2|\/certs\/|\/simulator\//.test(url.pathname));
  expect(sent.length).toBeGreaterThan(100);
  if (!hasSpecs) return console.warn('PayPal’s specifications are not here (BOTTEGA_SPECS): no request was held against them.');
  const judge = await readSpecs();
  expect([...new Set(sent.flatMap(judge))]).toEqual([]);
});

test.skipIf(!hasSpecs)('the specifications notice a wrong request', async () => {
  const judge = await readSpecs();
  const url = new URL('https://api-m.paypal.com/v2/checkout/orders');
  const headers = new Headers({ 'content-type': 'application/json' });
  const amount = { currency_code: 'EUR', value: '48.00' };
  const right = { intent: 'CAPTURE', purchase_units: [{ amount }] };
  const judged = (body: object) => judge({ method: 'POST', url, headers, body: JSON.stringify(body) });
  expect(judged(right)).toEqual([]);
  expect(judged({ ...right, intent: 'TAKE' })).toHaveLength(1);
  expect(judged({ ...right, purchase_units: [{ amount: { ...amount, value: 48 } }] }).length).toBeGreaterThan(0);
  expect(judged({ ...right, purchase_units: [{ amount, custom: 'x' }] })).toEqual([expect.stringContaining('/purchase_units/0/custom')]);
});

for (const check of checksOf(payment)) {
  test(`as every payment provider: ${check.name}`, async () => {
    await using call = (await world()).call;
    await check.run(call);
  });
}

/** A payment that the buyer has agreed to. */
async function approved(at: World, asked: PaymentRequest, choice = 'pay'): Promise<string> {
  const begun = await payment.begin(asked, at.call);
  await at.decide(begun.reference, { choice, act: 'go' });
  return begun.reference;
}

const captureOf = (asked: PaymentRequest, reference: string, part?: Money, more: Partial<CaptureOrder> = {}): CaptureOrder => ({
  ...actOn(asked, reference, 'capture', part),
  final: true,
  ...more,
});

const find = async (at: World, { key, amount }: PaymentRequest, reference: string): Promise<HeldPayment> => {
  const held = await payment.find({ key, reference, amount }, at.call);
  if (!held) throw new Error('PayPal knows nothing of it');
  return held;
};

test('the buyer agrees, and the money is taken only when it is captured', async () => {
  const at = await world();
  const asked = paymentRequest();
  const begun = await payment.begin(asked, at.call);
  expect(begun).toMatchObject({ state: 'requires_action', key: asked.key, captured: 0, payee: 'S2MULATEDSHEP', live: false });
  expect(begun.action).toEqual({ type: 'redirect', url: expect.stringContaining(`approve?token=${begun.reference}`) });

  const back = new URL(await at.decide(begun.reference, { choice: 'pay', act: 'go' }));
  expect(back.href).toContain('https://fornace.example/checkout/return?cart=7');
  expect(back.searchParams.get('token')).toBe(begun.reference);
  expect(back.searchParams.get('PayerID')).toBeTruthy();
  expect(await find(at, asked, begun.reference)).toMatchObject({ state: 'approved', captured: 0 });

  const taken = await payment.capture(captureOf(asked, begun.reference), at.call);
  expect(taken).toMatchObject({ state: 'captured', captured: 4_800, amount: EUR(4_800), key: asked.key });
  expect(await find(at, asked, begun.reference)).toEqual(taken);
});

test('tells PayPal what the buyer and the bank see', async () => {
  const at = await world();
  await payment.begin(paymentRequest(EUR(1), { shopName: 'Fornace dell’Olmo & figli, Vetri Artistici' }), at.call);
  const sent = at.asked.find(({ method, url }) => method === 'POST' && url.pathname.endsWith('/orders'));
  const body = JSON.parse(sent?.body ?? '{}');
  expect(body).toMatchObject({
    intent: 'CAPTURE',
    purchase_units: [{ amount: { currency_code: 'EUR', value: '0.01' }, soft_descriptor: 'Fornace dellOlmo figli' }],
    payment_source: { paypal: { experience_context: { locale: 'it-IT', user_action: 'PAY_NOW', shipping_preference: 'NO_SHIPPING' } } },
  });
  expect(JSON.stringify(body)).not.toContain('ada@example.com');
});

test('a funding source that is declined at the capture is an answer, and another payment goes through', async () => {
  const at = await world();
  const asked = paymentRequest();
  const reference = await approved(at, asked, 'decline');
  expect(await find(at, asked, reference)).toMatchObject({ state: 'approved' });
  const answer = await payment.capture(captureOf(asked, reference), at.call);
  expect(answer).toMatchObject({ state: 'declined', captured: 0, userMessage: expect.stringContaining('declined') });
  expect(answer.action).toBeUndefined();

  const other = paymentRequest();
  expect(await payment.capture(captureOf(other, await approved(at, other)), at.call)).toMatchObject({ state: 'captured' });
});

test('a buyer who goes back pays nothing, and capturing asks for the buyer again', async () => {
  const at = await world();
  const asked = paymentRequest();
  const { reference } = await payment.begin(asked, at.call);
  expect(await at.decide(reference, { act: 'cancel' })).toBe(`https://fornace.example/checkout?token=${reference}`);
  const answer = await payment.capture(captureOf(asked, reference), at.call);
  expect(answer).toMatchObject({ state: 'requires_action', captured: 0, action: { type: 'redirect' } });
});

test('what is reserved when the order is placed is taken in parts, and the rest set free', async () => {
  const at = await world({ take: 'when_sent' });
  const asked = paymentRequest();
  const reference = await approved(at, asked);
  expect(await find(at, asked, reference)).toMatchObject({ state: 'approved' });

  const reserve = actOn(asked, reference, 'authorise');
  expect(await payment.authorise(reserve, at.call)).toMatchObject({ state: 'authorised', captured: 0 });
  expect(await payment.authorise(reserve, at.call)).toMatchObject({ state: 'authorised', captured: 0 });
  expect(at.countOf('POST', /\/authorize$/)).toBe(1);
  const sent = at.asked.find(({ url }) => url.pathname.endsWith('/authorize'));
  expect(sent?.headers.get('paypal-request-id')).toBe(`${asked.key}:authorise`);

  const first = captureOf(asked, reference, EUR(1_800), { key: 'capture:parcel-1', final: false });
  expect(await payment.capture(first, at.call)).toMatchObject({ state: 'captured', captured: 1_800 });
  expect(await payment.capture(first, at.call)).toMatchObject({ captured: 1_800 });
  const last = captureOf(asked, reference, EUR(2_000), { key: 'capture:parcel-2', final: true });
  expect(await payment.capture(last, at.call)).toMatchObject({ state: 'captured', captured: 3_800 });
  const more = captureOf(asked, reference, EUR(1_000), { key: 'capture:parcel-3' });
  await expect(payment.capture(more, at.call)).rejects.toMatchObject({ kind: 'refused' });
  expect(await find(at, asked, reference)).toMatchObject({ captured: 3_800 });
});

test('capturing reserves first where nobody has, once, though its answer is lost', async () => {
  const at = await world({ take: 'when_sent' });
  const asked = paymentRequest();
  const reference = await approved(at, asked);
  await at.demand({ on: 'authorise', what: 'lost_after', times: 1 });
  const act = captureOf(asked, reference);
  await expect(payment.capture(act, at.call)).rejects.toMatchObject({ kind: 'unknown_outcome' });
  expect(await find(at, asked, reference)).toMatchObject({ state: 'authorised', captured: 0 });
  expect(await payment.capture(act, at.call)).toMatchObject({ state: 'captured', captured: 4_800 });
  expect(at.countOf('POST', /\/authorize$/)).toBe(1);
});

test('a part that was taken is known by its mark when PayPal has forgotten the request', async () => {
  const at = await world({ take: 'when_sent' });
  const asked = paymentRequest();
  const reference = await approved(at, asked);
  const act = captureOf(asked, reference, EUR(2_000), { final: false });
  await payment.capture(act, at.call);
  await at.host.records.change<KeptOrder>(`order/${reference}`, (before) => ({ ...(before as KeptOrder), answers: {} }));
  expect(await payment.capture(act, at.call)).toMatchObject({ state: 'captured', captured: 2_000 });
});

test('how an order is taken stands in the order, whatever the settings say later', async () => {
  const at = await world({ take: 'when_sent' });
  const asked = paymentRequest();
  const reference = await approved(at, asked);
  const changed = at.callWith({ take: 'at_once' });
  const act = captureOf(asked, reference, EUR(100), { final: false });
  expect(await payment.capture(act, changed)).toMatchObject({ captured: 100 });
});

test('reserving what will be declined is an answer', async () => {
  const at = await world({ take: 'when_sent' });
  const asked = paymentRequest();
  const reference = await approved(at, asked, 'decline');
  expect(await payment.authorise(actOn(asked, reference, 'authorise'), at.call)).toMatchObject({ state: 'declined' });
  expect(await payment.capture(captureOf(asked, reference), at.call)).toMatchObject({ state: 'declined', captured: 0 });
});

test('a reservation that has expired takes nothing, and says what to do', async () => {
  const at = await world({ take: 'when_sent' });
  const asked = paymentRequest();
  const reference = await approved(at, asked);
  await payment.authorise(actOn(asked, reference, 'authorise'), at.call);
  at.moveClock(30 * 86_400_000);
  expect(await payment.capture(captureOf(asked, reference), at.call)).toMatchObject({
    ...{ state: 'cancelled', captured: 0 },
    userMessage: expect.stringContaining('29 days'),
  });
});

test('when the rest of a reservation has expired, what was taken of it stays', async () => {
  const at = await world({ take: 'when_sent' });
  const asked = paymentRequest();
  const reference = await approved(at, asked);
  await payment.capture(captureOf(asked, reference, EUR(2_000), { key: 'capture:s1', final: false }), at.call);
  at.moveClock(30 * 86_400_000);
  const rest = captureOf(asked, reference, EUR(2_800), { key: 'capture:s2' });
  await expect(payment.capture(rest, at.call)).rejects.toMatchObject({ kind: 'refused', userMessage: expect.stringContaining('29 days') });
  expect(await find(at, asked, reference)).toMatchObject({ state: 'captured', captured: 2_000 });
});

test('an order at once is taken only as a whole', async () => {
  const at = await world();
  const asked = paymentRequest();
  const reference = await approved(at, asked);
  await expect(payment.capture(captureOf(asked, reference, EUR(100)), at.call)).rejects.toMatchObject({ kind: 'bad_input' });
  expect(at.countOf('POST', /\/capture$/)).toBe(0);
});

test('what is reserved is set free by cancelling, what was captured is not', async () => {
  const at = await world({ take: 'when_sent' });
  const asked = paymentRequest();
  const reference = await approved(at, asked);
  await payment.authorise(actOn(asked, reference, 'authorise'), at.call);
  const act = actOn(asked, reference, 'cancel');
  expect(await payment.cancel(act, at.call)).toMatchObject({ state: 'cancelled', captured: 0 });
  expect(await payment.cancel(act, at.call)).toMatchObject({ state: 'cancelled' });
  expect(at.countOf('POST', /\/void$/)).toBe(1);
  expect(await payment.capture(captureOf(asked, reference), at.call)).toMatchObject({ state: 'cancelled', captured: 0 });

  const paid = paymentRequest();
  const other = await approved(at, paid);
  await payment.capture(captureOf(paid, other), at.call);
  await expect(payment.cancel(actOn(paid, other, 'cancel'), at.call)).rejects.toMatchObject({ kind: 'refused' });
});

test('an order that was given up stays so, though the buyer agrees afterwards, and is never captured', async () => {
  const at = await world();
  const asked = paymentRequest();
  const { reference } = await payment.begin(asked, at.call);
  expect(await payment.cancel(actOn(asked, reference, 'cancel'), at.call)).toMatchObject({ state: 'cancelled', key: asked.key });
  await at.decide(reference, { choice: 'pay', act: 'go' });
  expect(await find(at, asked, reference)).toMatchObject({ state: 'cancelled', key: asked.key, captured: 0 });
  expect(await payment.capture(captureOf(asked, reference), at.call)).toMatchObject({ state: 'cancelled', captured: 0 });
  expect(at.countOf('POST', /\/capture$/)).toBe(0);
});

test('an order that PayPal has dropped is cancelled, and not found', async () => {
  const at = await world();
  const asked = paymentRequest();
  const { reference } = await payment.begin(asked, at.call);
  at.moveClock(4 * 3_600_000);
  await at.withdrawTokens();
  expect(await payment.find({ key: asked.key, reference, amount: asked.amount }, at.call)).toBeNull();
  expect(await payment.cancel(actOn(asked, reference, 'cancel'), at.call)).toMatchObject({ state: 'cancelled', captured: 0 });
  await expect(payment.capture(captureOf(asked, reference), at.call)).rejects.toMatchObject({ kind: 'refused' });
});

test('refunds in parts, under a key once, and never more than was taken', async () => {
  const at = await world();
  const asked = paymentRequest();
  const reference = await approved(at, asked);
  await payment.capture(captureOf(asked, reference), at.call);
  const part = actOn(asked, reference, 'refund', EUR(1_800));
  expect(await payment.findRefund(part, at.call)).toBeNull();
  const given = await payment.refund(part, at.call);
  expect(given).toMatchObject({ state: 'done', amount: EUR(1_800) });
  expect(await payment.refund(part, at.call)).toEqual(given);
  expect(await payment.findRefund(part, at.call)).toEqual(given);
  expect(await find(at, asked, reference)).toMatchObject({ state: 'captured', captured: 4_800, refunded: 1_800 });

  const tooMuch = actOn(asked, reference, 'refund-b', EUR(3_001));
  await expect(payment.refund(tooMuch, at.call)).rejects.toMatchObject({ kind: 'refused', userMessage: expect.stringContaining('left') });
  expect(await payment.refund(actOn(asked, reference, 'refund-c', EUR(3_000)), at.call)).toMatchObject({ state: 'done' });
  await expect(payment.refund(actOn(asked, reference, 'refund-d', EUR(1)), at.call)).rejects.toMatchObject({ kind: 'refused' });
  expect(await find(at, asked, reference)).toMatchObject({ refunded: 4_800 });
});

test('a refund that PayPal shows without its mark is still given back once', async () => {
  const at = await world();
  const asked = paymentRequest();
  const reference = await approved(at, asked);
  await payment.capture(captureOf(asked, reference), at.call);
  const act = actOn(asked, reference, 'refund', EUR(3_000));
  await at.demand({ on: 'refund', what: 'lost_after', times: 1 });
  await expect(payment.refund(act, at.call)).rejects.toMatchObject({ kind: 'unknown_outcome' });
  await at.host.records.change<KeptOrder>(`order/${reference}`, (before) => {
    const order = before as KeptOrder;
    return { ...order, refunds: order.refunds.map((made) => ({ ...made, custom_id: null })) };
  });
  expect(await payment.refund(act, at.call)).toMatchObject({ state: 'done', amount: EUR(3_000) });
  expect(await find(at, asked, reference)).toMatchObject({ refunded: 3_000 });
});

test('a refund of what was taken in parts goes to each, though an answer is lost in between', async () => {
  const at = await world({ take: 'when_sent' });
  const asked = paymentRequest();
  const reference = await approved(at, asked);
  await payment.capture(captureOf(asked, reference, EUR(2_000), { key: 'capture:p1', final: false }), at.call);
  await payment.capture(captureOf(asked, reference, EUR(2_000), { key: 'capture:p2', final: true }), at.call);
  const act = actOn(asked, reference, 'refund', EUR(3_500));
  await at.demand({ on: 'refund', what: 'lost_after', times: 1 });
  await expect(payment.refund(act, at.call)).rejects.toMatchObject({ kind: 'unknown_outcome' });
  expect(await payment.findRefund(act, at.call)).toBeNull(); // a part is missing: asking again gives the rest, and only that
  const done = await payment.refund(act, at.call);
  expect(done).toMatchObject({ state: 'done', amount: EUR(3_500) });
  expect(done.reference.split(' ')).toHaveLength(2);
  expect(await find(at, asked, reference)).toMatchObject({ captured: 4_000, refunded: 3_500 });
});

test('a capture that has its part of a refund is not asked for another when more of it comes free', async () => {
  const at = await world({ take: 'when_sent' });
  const asked = paymentRequest();
  const reference = await approved(at, asked);
  await payment.capture(captureOf(asked, reference, EUR(2_000), { key: 'capture:r1', final: false }), at.call);
  await payment.capture(captureOf(asked, reference, EUR(2_000), { key: 'capture:r2', final: true }), at.call);
  await payment.refund(actOn(asked, reference, 'refund-other', EUR(500)), at.call);
  const act = actOn(asked, reference, 'refund', EUR(3_000));
  await at.demand({ on: 'refund', what: 'lost_after', times: 1 });
  await expect(payment.refund(act, at.call)).rejects.toMatchObject({ kind: 'unknown_outcome' });
  // The other refund fails at PayPal afterwards.
  await at.host.records.change<KeptOrder>(`order/${reference}`, (before) => ({
    ...(before as KeptOrder),
    refunds: (before as KeptOrder).refunds.filter(({ amount }) => amount.value !== '5.00'),
  }));
  expect(await payment.refund(act, at.call)).toMatchObject({ state: 'done', amount: EUR(3_000) });
  expect(await find(at, asked, reference)).toMatchObject({ refunded: 3_000 });
});

test('a refund of which a part is refused is neither done nor failed', async () => {
  const at = await world({ take: 'when_sent' });
  const asked = paymentRequest();
  const reference = await approved(at, asked);
  await payment.capture(captureOf(asked, reference, EUR(2_000), { key: 'capture:q1', final: false }), at.call);
  await payment.capture(captureOf(asked, reference, EUR(2_000), { key: 'capture:q2', final: true }), at.call);
  let refunds = 0;
  const fetch: typeof globalThis.fetch = async (input, init) => {
    if (!String(input).endsWith('/refund') || ++refunds % 2 === 1) return at.call.fetch(input, init);
    return Response.json({ name: 'UNPROCESSABLE_ENTITY', details: [{ issue: 'TRANSACTION_DISPUTED' }] }, { status: 422 });
  };
  const act = actOn(asked, reference, 'refund', EUR(3_500));
  await expect(payment.refund(act, { ...at.call, fetch })).rejects.toMatchObject({ kind: 'unknown_outcome' });
  expect(await payment.findRefund(act, at.call)).toBeNull();
  refunds = 1; // the rest is refused again: still a part is with the buyer
  await expect(payment.refund(act, { ...at.call, fetch })).rejects.toMatchObject({
    kind: 'unknown_outcome',
    userMessage: expect.stringContaining('disputes'),
  });
  expect(await find(at, asked, reference)).toMatchObject({ refunded: 2_000 });
});

test('a lost answer after the capture is unknown, found by looking, and never repeated', async () => {
  const at = await world();
  for (const what of ['lost_after', 'error_after'] as const) {
    const asked = paymentRequest();
    const reference = await approved(at, asked);
    await at.demand({ on: 'capture', what, times: 1 });
    const act = captureOf(asked, reference);
    await expect(payment.capture(act, at.call)).rejects.toMatchObject({ kind: 'unknown_outcome' });
    expect(await find(at, asked, reference)).toMatchObject({ state: 'captured', captured: 4_800 });
    expect(await payment.capture(act, at.call)).toMatchObject({ captured: 4_800 });
  }
  expect(at.countOf('POST', /\/capture$/)).toBe(2);
});

test('what was done and could not be looked at afterwards is unknown, not undone', async () => {
  const at = await world();
  const asked = paymentRequest();
  const reference = await approved(at, asked);
  const busyAfterwards = (what: RegExp): typeof globalThis.fetch => {
    let isDone = false;
    return async (input, init) => {
      if (isDone) return new Response(null, { status: 429 });
      isDone = init?.method !== 'GET' && what.test(String(input));
      return at.call.fetch(input, init);
    };
  };
  const act = captureOf(asked, reference);
  await expect(payment.capture(act, { ...at.call, fetch: busyAfterwards(/capture$/) })).rejects.toMatchObject({ kind: 'unknown_outcome' });
  expect(await find(at, asked, reference)).toMatchObject({ captured: 4_800 });
  const other = paymentRequest();
  const begun = await payment.begin(other, at.call);
  const giveUp = actOn(other, begun.reference, 'cancel');
  await expect(payment.cancel(giveUp, { ...at.call, fetch: busyAfterwards(/orders/) })).rejects.toMatchObject({ kind: 'unknown_outcome' });
  expect(await find(at, other, begun.reference)).toMatchObject({ state: 'cancelled' });
});

test('a capture that never arrived is unknown too, and goes through the second time', async () => {
  const at = await world();
  const asked = paymentRequest();
  const reference = await approved(at, asked);
  await at.demand({ on: 'capture', what: 'lost_before', times: 1 });
  await expect(payment.capture(captureOf(asked, reference), at.call)).rejects.toMatchObject({ kind: 'unknown_outcome' });
  expect(await find(at, asked, reference)).toMatchObject({ state: 'approved', captured: 0 });
  expect(await payment.capture(captureOf(asked, reference), at.call)).toMatchObject({ captured: 4_800 });
});

test('fifty captures at once under one key, and of other keys, take the money once', async () => {
  const at = await world();
  const asked = paymentRequest();
  const reference = await approved(at, asked);
  const keys = Array.from({ length: 50 }, (_, index) => `capture:${asked.key}${index % 2 ? '' : `-${index}`}`);
  const answers = await Promise.all(keys.map((key) => payment.capture(captureOf(asked, reference, EUR(4_800), { key }), at.call)));
  for (const answer of answers) expect(answer).toMatchObject({ state: 'captured', captured: 4_800 });
  expect(at.webhooks.filter(({ body }) => Buffer.from(body).includes('PAYMENT.CAPTURE.COMPLETED'))).toHaveLength(1);
});

test('a lost answer of beginning gives the same order the second time', async () => {
  const at = await world();
  const asked = paymentRequest();
  await at.demand({ on: 'create', what: 'lost_after', times: 1 });
  await expect(payment.begin(asked, at.call)).rejects.toMatchObject({ kind: 'unknown_outcome' });
  expect(await payment.find({ key: asked.key, amount: asked.amount }, at.call)).toBeNull();
  await payment.begin(asked, at.call);
  expect((await at.host.records.list('order/')).length).toBe(1);
  await expect(payment.begin({ ...asked, amount: EUR(1) }, at.call)).rejects.toMatchObject({ kind: 'bad_input' });
});

test('a reading that fails is tried again later, a busy PayPal says when', async () => {
  const at = await world();
  const asked = paymentRequest();
  const { reference } = await payment.begin(asked, at.call);
  await at.demand({ on: 'find', what: 'error_before', times: 1 });
  await expect(find(at, asked, reference)).rejects.toMatchObject({ kind: 'temporary' });
  await at.demand({ on: 'find', what: 'lost_before', times: 1 });
  await expect(find(at, asked, reference)).rejects.toMatchObject({ kind: 'temporary' });
  await at.demand({ on: 'find', what: 'busy', times: 1 });
  await expect(find(at, asked, reference)).rejects.toMatchObject({ kind: 'rate_limited', retryAfterSeconds: 1 });
});

test('a slow answer is waited for, and given up when the caller is', async () => {
  const at = await world();
  const asked = paymentRequest();
  const reference = await approved(at, asked);
  await at.demand({ on: 'find', what: 'slow', times: 1, ms: 40 });
  expect(await find(at, asked, reference)).toMatchObject({ state: 'approved' });
  await at.demand({ on: 'capture', what: 'slow', times: 1, ms: 30_000 });
  const waiting = payment.capture(captureOf(asked, reference), at.call);
  setTimeout(() => at.call.abort(), 100);
  await expect(waiting).rejects.toMatchObject({ kind: 'unknown_outcome' });
});

test('what only asks is never of unknown outcome, though the road outside cannot know that', async () => {
  const at = await world();
  const asked = paymentRequest();
  await payment.begin(asked, at.call);
  await at.withdrawTokens();
  const fetch: typeof globalThis.fetch = async (input, init) => {
    if (String(input).includes('oauth2')) throw new ProviderError('unknown_outcome', 'it broke off');
    return at.call.fetch(input, init);
  };
  await expect(payment.begin(paymentRequest(), { ...at.call, fetch })).rejects.toMatchObject({ kind: 'temporary' });
});

test('one access serves many requests, and one that was withdrawn is fetched anew once', async () => {
  const at = await world();
  const asked = paymentRequest();
  const { reference } = await payment.begin(asked, at.call);
  await find(at, asked, reference);
  expect(at.countOf('POST', /oauth2/)).toBe(1);
  await at.withdrawTokens();
  await find(at, asked, reference);
  expect(at.countOf('POST', /oauth2/)).toBe(2);
  await expect(payment.begin(paymentRequest(), at.callWith({ clientSecret: 'another-secret' }))).rejects.toMatchObject({ kind: 'auth' });
});

test('a payment to another account is refused before the buyer is sent there', async () => {
  const at = await world();
  const asked = paymentRequest();
  const { reference } = await payment.begin(asked, at.call);
  const foreign = at.callWith({ merchantId: 'ANTHERSHEP222' });
  const which = { key: asked.key, reference, amount: asked.amount };
  await expect(payment.find(which, foreign)).rejects.toMatchObject({ kind: 'auth', userMessage: expect.stringContaining('S2MULATEDSHEP') });
  await expect(payment.capture(captureOf(asked, reference), foreign)).rejects.toMatchObject({ kind: 'auth' });
});

test('a reference of another payment, or another currency, is refused', async () => {
  const at = await world();
  const [one, other] = [paymentRequest(), paymentRequest()];
  const reference = await approved(at, one);
  await expect(payment.capture(captureOf(other, reference), at.call)).rejects.toMatchObject({ kind: 'bad_input' });
  await expect(payment.cancel(actOn(other, reference, 'cancel'), at.call)).rejects.toMatchObject({ kind: 'bad_input' });
  const dollars = captureOf(one, reference, { amount: 4_800, currency: 'USD' });
  await expect(payment.capture(dollars, at.call)).rejects.toMatchObject({ kind: 'bad_input' });
  await expect(payment.refund(actOn(other, reference, 'refund'), at.call)).rejects.toMatchObject({ kind: 'bad_input' });
});

test.each([
  [{ amount: 4_800, currency: 'JPY' }, '4800'],
  [{ amount: 480_000, currency: 'HUF' }, '4800'],
  [{ amount: 480_000, currency: 'TWD' }, '4800'],
  [{ amount: 4_805, currency: 'USD' }, '48.05'],
])('%o is %s at PayPal, there and back', async (amount, value) => {
  const at = await world();
  const asked = paymentRequest(amount);
  const reference = await approved(at, asked);
  const sent = at.asked.find(({ method, url }) => method === 'POST' && url.pathname.endsWith('/orders'));
  expect(JSON.parse(sent?.body ?? '{}').purchase_units[0].amount).toEqual({ currency_code: amount.currency, value });
  expect(await payment.capture(captureOf(asked, reference), at.call)).toMatchObject({ amount, captured: amount.amount });
});

test.each([
  [{ amount: 480_050, currency: 'HUF' }, 'whole HUF'],
  [{ amount: 4_800, currency: 'KWD' }, 'KWD'],
  [{ amount: 4_800, currency: 'INR' }, 'INR'],
])('%o is refused in words, before PayPal is asked', async (amount, words) => {
  const at = await world();
  await expect(payment.begin(paymentRequest(amount), at.call)).rejects.toMatchObject({
    kind: 'unsupported',
    userMessage: expect.stringContaining(words),
  });
  expect(at.asked).toEqual([]);
});

test('a disputed payment says so, where the app may look', async () => {
  const at = await world();
  const asked = paymentRequest();
  const reference = await approved(at, asked);
  expect(await payment.capture(captureOf(asked, reference), at.call)).toMatchObject({ disputed: false });
  await at.dispute(reference);
  expect(await find(at, asked, reference)).toMatchObject({ state: 'captured', disputed: true });
});

test('an app that may not look at disputes takes payments all the same', async () => {
  const at = await world();
  const asked = paymentRequest();
  const reference = await approved(at, asked);
  await payment.capture(captureOf(asked, reference), at.call);
  const answers =
    (status: number): typeof globalThis.fetch =>
    async (input, init) =>
      String(input).includes('/disputes') ? Response.json({ name: 'NOT_AUTHORIZED' }, { status }) : at.call.fetch(input, init);
  const which = { key: asked.key, reference, amount: asked.amount };
  expect(await payment.find(which, { ...at.call, fetch: answers(403) })).toMatchObject({ state: 'captured', disputed: false });
  await expect(payment.find(which, { ...at.call, fetch: answers(503) })).rejects.toMatchObject({ kind: 'temporary' });
});

test('asks for shorter windows where PayPal finds too much, and leaves none out', async () => {
  const at = await world();
  const day = 86_400_000;
  const windows: (readonly [number, number])[] = [];
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const url = new URL(String(input));
    if (!url.pathname.includes('reporting')) return at.call.fetch(input, init);
    const [from, to] = ['start_date', 'end_date'].map((name) => Date.parse(url.searchParams.get(name) ?? '')) as [number, number];
    if (to - from > 10 * day) return Response.json({ name: 'RESULTSET_TOO_LARGE' }, { status: 400 });
    windows.push([from, to]);
    return Response.json({ transaction_details: [], total_pages: 0 });
  };
  const span = { from: '2026-01-01T00:00:00Z', to: '2026-03-05T12:30:00Z' };
  for (let cursor: string | undefined, turn = 0; turn < 20; turn++) {
    const page = await payment.listMovements?.(cursor === undefined ? span : { ...span, cursor }, { ...at.call, fetch });
    if (!page || page.next === null) break;
    cursor = page.next;
  }
  expect(windows[0]?.[0]).toBe(Date.parse(span.from));
  expect(windows.at(-1)?.[1]).toBe(Date.parse(span.to));
  for (const [index, [from]] of windows.entries()) if (index > 0) expect(from - (windows[index - 1]?.[1] ?? 0)).toBe(1_000);
});

test('lists what moved, window by window and page by page', async () => {
  const at = await world();
  const asked = paymentRequest();
  const reference = await approved(at, asked);
  await payment.capture(captureOf(asked, reference), at.call);
  await payment.refund(actOn(asked, reference, 'refund', EUR(800)), at.call);
  const list = payment.listMovements;
  if (!list) throw new Error('it lists nothing');
  const from = new Date(Date.now() - 70 * 86_400_000).toISOString();
  const to = new Date(Date.now() + 60_000).toISOString();
  const found = [];
  let cursor: string | undefined;
  for (let turn = 0; turn < 10; turn++) {
    const { movements, next } = await list(cursor === undefined ? { from, to } : { from, to, cursor }, at.call);
    found.push(...movements);
    if (next === null) break;
    cursor = next;
  }
  expect(at.countOf('GET', /reporting/)).toBe(3);
  expect(found.map(({ type, amount, key }) => ({ type, amount, key })).sort((a, b) => a.type.localeCompare(b.type))).toEqual([
    { type: 'capture', amount: EUR(4_800), key: asked.key },
    { type: 'refund', amount: EUR(800), key: asked.key },
  ]);
  await expect(list({ from, to, cursor: 'elsewhere' }, at.call)).rejects.toMatchObject({ kind: 'bad_input' });
});

test('the plugin brings the provider, and the simulator with its page', async () => {
  const at = await world();
  expect((await plugin.providers({ dataFolder: at.call.folder })).map(({ id, kind }) => [id, kind])).toEqual([['paypal', 'payment']]);
  const simulator = plugin.simulator?.(at.host);
  const asked = new Request('https://api-m.paypal.invalid/v2/checkout/orders/UNKNOWN');
  expect((await simulator?.fetch(asked))?.status).toBe(401);
  expect((await simulator?.page(new Request('https://shop.example/style.css'), 'style.css'))?.status).toBe(200);
});

test('sandbox and live want their own keys, and go to their own hosts', async () => {
  const verdict = async (value: object) => (await plugin.settings?.['~standard'].validate(value))?.issues?.map(({ path }) => path?.[0]);
  expect(await verdict({ environment: 'simulator' })).toBeUndefined();
  expect(await verdict({ environment: 'live', clientId: 'a' })).toEqual(['clientSecret', 'webhookId', 'merchantId']);
  const at = await world();
  await expect(payment.begin(paymentRequest(), at.callWith({ environment: 'live' }))).rejects.toMatchObject({ kind: 'auth' });
  await expect(payment.begin(paymentRequest(), at.callWith({ environment: '' }))).rejects.toMatchObject({ kind: 'auth' });
  const keys = { clientSecret: 'secret', webhookId: 'WH1', merchantId: 'S2MULATEDSHEP' };
  for (const [environment, host] of [
    ['sandbox', 'api-m.sandbox.paypal.com'],
    ['live', 'api-m.paypal.com'],
  ]) {
    const call = at.callWith({ ...keys, environment: environment ?? '' });
    await expect(payment.begin(paymentRequest(), call)).rejects.toMatchObject({ kind: 'temporary' });
    expect(at.asked.at(-1)?.url.hostname).toBe(host);
    expect(payment.environment?.(call)).toBe(environment);
  }
});
