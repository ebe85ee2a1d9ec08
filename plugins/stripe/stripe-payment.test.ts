import { type CallContext, type HeldPayment, ProviderError } from '@bottega/contracts';
import { checksOf } from '@bottega/contracts/conformance';
import { afterEach, describe, expect, test } from 'vitest';
import { plugin } from './index.ts';
import type { Dossier } from './sandbox/dossier.ts';
import { stripePayment } from './stripe-payment.ts';
import { openWorld, requestOf, submit, type World, withChange } from './testing/world.ts';

const stripe = stripePayment();
const opened: World[] = [];
const open = async (settings?: Parameters<typeof openWorld>[0]): Promise<World> => {
  const world = await openWorld(settings);
  opened.push(world);
  return world;
};
afterEach(async () => {
  for (const world of opened.splice(0)) await world[Symbol.asyncDispose]();
});

const urlOf = (held: HeldPayment): string => {
  if (held.action?.type !== 'redirect') throw new Error(`the payment is ${held.state}, and leads nowhere`);
  return held.action.url;
};
/** Begins a payment and pays it with a card. */
async function pay(world: World, key: string, card = 'approved', change: Parameters<typeof requestOf>[1] = {}): Promise<HeldPayment> {
  const held = await stripe.begin(requestOf(key, change), world.call);
  await submit(world, urlOf(held), { card, do: 'pay' });
  return look(world, key, held.reference);
}
async function look({ call }: World, key: string, reference: string): Promise<HeldPayment> {
  const held = await stripe.find({ key, reference, amount: requestOf(key).amount }, call);
  if (!held) throw new Error(`there is no payment ${key}`);
  return held;
}
const orderOf = (held: HeldPayment, act: string, amount = held.amount.amount) => ({
  key: `${held.key}:${act}`,
  payment: held.key ?? '',
  reference: held.reference,
  amount: { amount, currency: held.amount.currency },
});
const refused = (work: Promise<unknown>): Promise<ProviderError> =>
  work.then(
    () => Promise.reject(new Error('it went through')),
    (error: unknown) => (error instanceof ProviderError ? error : Promise.reject(error)),
  );

describe('the contract', () => {
  for (const check of checksOf(stripe)) {
    test(check.name, async () => {
      await check.run((await open()).call);
    });
  }
});

describe('paying', () => {
  test('authorises first, and captures nothing by itself', async () => {
    const world = await open();
    const held = await pay(world, 'pay-1');
    expect(held).toMatchObject({ state: 'authorised', key: 'pay-1', captured: 0, refunded: 0, live: false, payee: 'self' });
    const captured = await stripe.capture({ ...orderOf(held, 'capture'), final: true }, world.call);
    expect(captured).toMatchObject({ state: 'captured', captured: 4_800, disputed: false });
  });

  test('sends the buyer back to the shop as Stripe’s own form does', async () => {
    const world = await open();
    const held = await stripe.begin(requestOf('pay-2'), world.call);
    const answer = await submit(world, urlOf(held), { card: 'approved', do: 'pay' });
    expect(answer.status).toBe(303);
    const back = new URL(answer.headers.get('location') ?? '');
    expect(`${back.origin}${back.pathname}`).toBe('https://shop.example/checkout/return');
    expect(Object.fromEntries(back.searchParams)).toMatchObject({
      payment: '1',
      payment_intent: held.reference,
      redirect_status: 'succeeded',
    });
  });

  test('lets the bank ask first', async () => {
    const world = await open();
    const begun = await stripe.begin(requestOf('pay-3'), world.call);
    const asked = await submit(world, urlOf(begun), { card: 'bank', do: 'pay' });
    expect(await asked.text()).toContain('Your bank asks');
    expect(await look(world, 'pay-3', begun.reference)).toMatchObject({ state: 'requires_action' });
    await submit(world, urlOf(begun), { do: 'refuse' });
    expect(await look(world, 'pay-3', begun.reference)).toMatchObject({
      state: 'requires_action',
      userMessage: 'Your bank could not confirm that it was you. Try again, or use another card.',
    });
    await submit(world, urlOf(begun), { card: 'bank', do: 'pay' });
    expect((await submit(world, urlOf(begun), { do: 'approve' })).status).toBe(303);
    expect(await look(world, 'pay-3', begun.reference)).toMatchObject({ state: 'authorised' });
  });

  test('stays open after a decline, and says why without giving a thief away', async () => {
    const world = await open();
    const broke = await pay(world, 'pay-4', 'funds');
    expect(broke).toMatchObject({ state: 'requires_action', userMessage: expect.stringContaining('not enough money') });
    await submit(world, urlOf(broke), { card: 'suspected', do: 'pay' });
    const suspected = await look(world, 'pay-4', broke.reference);
    expect(suspected.userMessage).toBe('The card was declined. Use another card, or ask your bank.');
    await submit(world, urlOf(suspected), { card: 'approved', do: 'pay' });
    expect(await look(world, 'pay-4', broke.reference)).toMatchObject({ state: 'authorised' });
  });

  test('runs out after a week', async () => {
    const world = await open();
    const held = await pay(world, 'pay-5');
    world.wait(7 * 24 * 3_600);
    expect(await look(world, 'pay-5', held.reference)).toMatchObject({ state: 'cancelled', captured: 0, refunded: 0 });
    expect(await stripe.capture({ ...orderOf(held, 'capture'), final: true }, world.call)).toMatchObject({ state: 'cancelled' });
  });

  test('shows Stripe’s own form in a sandbox', async () => {
    const world = await open();
    const settings = { environment: 'sandbox', secretKey: 'sk_test_own', publishableKey: 'pk_test_own' };
    const road: typeof fetch = (input, init) => world.road(input, { ...init, headers: asSimulator(init?.headers) });
    const held = await stripe.begin(requestOf('pay-6'), withChange(world.call, { settings, fetch: road }));
    expect(held).toMatchObject({
      state: 'requires_action',
      action: {
        type: 'form',
        script: 'https://js.stripe.com/v3/',
        publicKey: 'pk_test_own',
        clientSecret: expect.stringMatching(/^pi_.+_secret_/),
      },
    });
    const metadata = new URLSearchParams(world.sent.at(-1)?.body);
    expect([...metadata.keys()].filter((name) => name.startsWith('metadata'))).toEqual([
      'metadata[bottega_payment]',
      'metadata[order_code]',
    ]);
  });
});

/** Lets a request of other settings into the simulator, which takes no key but its own. */
const asSimulator = (given: HeadersInit | undefined): Headers => {
  const headers = new Headers(given);
  headers.set('authorization', 'Bearer sk_test_simulator');
  return headers;
};

describe('capturing', () => {
  test('takes parts, and sets the rest free with the last', async () => {
    const world = await open();
    const held = await pay(world, 'capture-1');
    const first = await stripe.capture({ ...orderOf(held, 'capture:1', 1_000), final: false }, world.call);
    expect(first).toMatchObject({ state: 'captured', captured: 1_000, refunded: 0 });
    const last = await stripe.capture({ ...orderOf(held, 'capture:2', 2_000), final: true }, world.call);
    expect(last).toMatchObject({ state: 'captured', captured: 3_000, refunded: 0 });
    await stripe.refund(orderOf(held, 'refund', 500), world.call);
    expect(await look(world, 'capture-1', held.reference)).toMatchObject({ captured: 3_000, refunded: 500 });
  });

  test('counts the same where Stripe keeps the rest as no refund', async () => {
    const world = await open();
    const held = await pay(world, 'capture-2');
    await stripe.capture({ ...orderOf(held, 'capture', 3_000), final: true }, world.call);
    await stripe.refund(orderOf(held, 'refund', 500), world.call);
    const road: typeof fetch = async (input, init) => {
      const intent = await (await world.road(input, init)).json();
      const { refunds } = intent.latest_charge;
      refunds.data = refunds.data.filter(({ amount }: { amount: number }) => amount !== 1_800);
      intent.latest_charge.amount_refunded = 500;
      return Response.json(intent);
    };
    const call = withChange(world.call, { fetch: road });
    expect(await stripe.find({ key: 'capture-2', reference: held.reference, amount: held.amount }, call)).toMatchObject({ refunded: 500 });
  });

  test('refuses more than was authorised', async () => {
    const world = await open();
    const held = await pay(world, 'capture-3');
    const error = await refused(stripe.capture({ ...orderOf(held, 'capture', 4_801), final: true }, world.call));
    expect(error).toMatchObject({ kind: 'refused', userMessage: expect.stringContaining('smaller amount') });
    expect(await look(world, 'capture-3', held.reference)).toMatchObject({ state: 'authorised', captured: 0 });
  });

  test('happens once, however often it is asked for, and under whichever key', async () => {
    const world = await open();
    const held = await pay(world, 'capture-4');
    const order = { ...orderOf(held, 'capture'), final: true };
    const all = await Promise.all(
      Array.from({ length: 5 }, () => stripe.capture(order, world.call).catch((error: ProviderError) => error.kind)),
    );
    expect(all.filter((one) => one !== 'unknown_outcome').map((one) => (one as HeldPayment).captured)).toContain(4_800);
    expect(await stripe.capture({ ...order, key: 'another' }, world.call)).toMatchObject({ state: 'captured', captured: 4_800 });
    const { movements } = (await stripe.listMovements?.(today(), world.call)) ?? {};
    expect(movements?.map(({ type }) => type)).toEqual(['capture']);
  });

  test('after a lost answer says that nobody knows, and finding tells', async () => {
    const world = await open();
    const held = await pay(world, 'capture-5');
    await world.plan({ fault: 'lost_answer', on: 'capture' });
    const order = { ...orderOf(held, 'capture'), final: true };
    expect(await refused(stripe.capture(order, world.call))).toMatchObject({ kind: 'unknown_outcome' });
    expect(await look(world, 'capture-5', held.reference)).toMatchObject({ state: 'captured', captured: 4_800 });
    expect(await stripe.capture(order, world.call)).toMatchObject({ state: 'captured', captured: 4_800 });
  });

  test('that the bank declines is an answer, no failure', async () => {
    const world = await open();
    const held = await pay(world, 'capture-6');
    const road: typeof fetch = async (input, init) => {
      const error = { type: 'card_error', code: 'card_declined', decline_code: 'insufficient_funds', message: 'Declined.' };
      return String(input).includes('/capture') ? Response.json({ error }, { status: 402 }) : world.road(input, init);
    };
    const answer = await stripe.capture({ ...orderOf(held, 'capture'), final: true }, withChange(world.call, { fetch: road }));
    expect(answer).toMatchObject({ state: 'declined', userMessage: expect.stringContaining('not enough money') });
    expect(answer).not.toHaveProperty('action');
  });
});

describe('cancelling', () => {
  test('gives up what was authorised, and nothing that was captured', async () => {
    const world = await open();
    const held = await pay(world, 'cancel-1');
    expect(await stripe.cancel(orderOf(held, 'cancel'), world.call)).toMatchObject({ state: 'cancelled', captured: 0, refunded: 0 });
    expect(await stripe.cancel(orderOf(held, 'cancel again'), world.call)).toMatchObject({ state: 'cancelled' });
    const other = await pay(world, 'cancel-2');
    await stripe.capture({ ...orderOf(other, 'capture', 100), final: false }, world.call);
    expect(await refused(stripe.cancel(orderOf(other, 'cancel'), world.call))).toMatchObject({ kind: 'refused' });
    expect(await look(world, 'cancel-2', other.reference)).toMatchObject({ captured: 100 });
  });
});

describe('refunding', () => {
  async function capture(world: World, key: string, card = 'approved'): Promise<HeldPayment> {
    const held = await pay(world, key, card);
    return stripe.capture({ ...orderOf(held, 'capture'), final: true }, world.call);
  }

  test('gives parts back, each once for its key, and finds them again', async () => {
    const world = await open();
    const held = await capture(world, 'refund-1');
    const order = orderOf(held, 'refund', 1_000);
    const first = await stripe.refund(order, world.call);
    expect(first).toMatchObject({ state: 'done', amount: { amount: 1_000, currency: 'EUR' } });
    expect(await stripe.refund(order, world.call)).toEqual(first);
    expect(await stripe.findRefund(order, world.call)).toEqual(first);
    expect(await stripe.findRefund(orderOf(held, 'never'), world.call)).toBeNull();
    await stripe.refund(orderOf(held, 'refund again', 500), world.call);
    expect(await look(world, 'refund-1', held.reference)).toMatchObject({ captured: 4_800, refunded: 1_500 });
  });

  test('refuses more than is left, and anything once all is given back', async () => {
    const world = await open();
    const held = await capture(world, 'refund-2');
    expect(await refused(stripe.refund(orderOf(held, 'too much', 4_801), world.call))).toMatchObject({ kind: 'refused' });
    await stripe.refund(orderOf(held, 'all'), world.call);
    const error = await refused(stripe.refund(orderOf(held, 'more', 1), world.call));
    expect(error).toMatchObject({ kind: 'refused', userMessage: 'This payment was given back already.' });
  });

  test('under a key that was used for another amount is refused', async () => {
    const world = await open();
    const held = await capture(world, 'refund-3');
    await stripe.refund(orderOf(held, 'refund', 1_000), world.call);
    expect(await refused(stripe.refund(orderOf(held, 'refund', 2_000), world.call))).toMatchObject({ kind: 'bad_input' });
    expect(await look(world, 'refund-3', held.reference)).toMatchObject({ refunded: 1_000 });
  });

  test('after a lost answer is found, not made again', async () => {
    const world = await open();
    const held = await capture(world, 'refund-4');
    const order = orderOf(held, 'refund', 1_000);
    await world.plan({ fault: 'lost_answer', on: 'refund' });
    expect(await refused(stripe.refund(order, world.call))).toMatchObject({ kind: 'unknown_outcome' });
    expect(await stripe.findRefund(order, world.call)).toMatchObject({ state: 'done' });
    await stripe.refund(order, world.call);
    expect(await look(world, 'refund-4', held.reference)).toMatchObject({ refunded: 1_000 });
  });

  test('tells of one that takes its time, and of one that fails in the end', async () => {
    const world = await open();
    const slow = await capture(world, 'refund-5', 'refund-pending');
    expect(await stripe.refund(orderOf(slow, 'refund'), world.call)).toMatchObject({ state: 'pending' });
    const bad = await capture(world, 'refund-6', 'refund-fails');
    expect(await stripe.refund(orderOf(bad, 'refund'), world.call)).toMatchObject({ state: 'done' });
    world.wait(61);
    expect(await stripe.findRefund(orderOf(slow, 'refund'), world.call)).toMatchObject({ state: 'done' });
    const failed = await stripe.findRefund(orderOf(bad, 'refund'), world.call);
    expect(failed).toMatchObject({ state: 'failed', userMessage: expect.stringContaining('another way') });
    expect(await look(world, 'refund-6', bad.reference)).toMatchObject({ refunded: 0 });
  });

  test('is refused while the buyer disputes the payment', async () => {
    const world = await open();
    const held = await capture(world, 'refund-7', 'dispute');
    expect(await look(world, 'refund-7', held.reference)).toMatchObject({ disputed: true });
    expect(await refused(stripe.refund(orderOf(held, 'refund'), world.call))).toMatchObject({ kind: 'refused' });
  });
});

describe('finding', () => {
  test('knows a payment by our key at once, and after the search has it', async () => {
    const world = await open();
    const { reference, amount } = await stripe.begin(requestOf("it's \\ key"), world.call);
    const which = { key: "it's \\ key", amount };
    expect(await stripe.find(which, world.call)).toMatchObject({ reference });
    expect(world.sent.at(-1)?.url.pathname).toBe('/v1/payment_intents');
    world.wait(61);
    expect(await stripe.find(which, world.call)).toMatchObject({ reference });
    expect(world.sent.at(-1)?.url.pathname).toBe('/v1/payment_intents/search');
  });

  test('manages without the search, which some countries do not have', async () => {
    const world = await open();
    const { reference, amount } = await stripe.begin(requestOf('find-1'), world.call);
    const road: typeof fetch = async (input, init) =>
      String(input).includes('/search')
        ? Response.json({ error: { type: 'invalid_request_error', message: 'Search is not available.' } }, { status: 400 })
        : world.road(input, init);
    expect(await stripe.find({ key: 'find-1', amount }, withChange(world.call, { fetch: road }))).toMatchObject({ reference });
  });

  test('goes through the pages of the last hour', async () => {
    const world = await open();
    const { amount } = await stripe.begin(requestOf('page-0'), world.call);
    for (let at = 1; at <= 100; at++) await stripe.begin(requestOf(`page-${at}`), world.call);
    const before = world.sent.length;
    expect(await stripe.find({ key: 'page-0', amount }, world.call)).toMatchObject({ key: 'page-0' });
    expect(world.sent.slice(before).map(({ url }) => url.pathname)).toEqual([
      '/v1/payment_intents/search',
      '/v1/payment_intents',
      '/v1/payment_intents',
    ]);
  });

  test('knows nothing of a reference that is not there', async () => {
    const world = await open();
    expect(await stripe.find({ key: 'no', reference: 'pi_no', amount: requestOf('no').amount }, world.call)).toBeNull();
  });
});

describe('beginning again', () => {
  test('tells how the payment stands now, not how it stood', async () => {
    const world = await open();
    const held = await pay(world, 'again-1');
    expect(await stripe.begin(requestOf('again-1'), world.call)).toMatchObject({ reference: held.reference, state: 'authorised' });
  });

  test('finds the payment though the shop was renamed meanwhile', async () => {
    const world = await open();
    const held = await stripe.begin(requestOf('again-2'), world.call);
    const renamed = await stripe.begin(requestOf('again-2', { shopName: 'Bottega' }), world.call);
    expect(renamed.reference).toBe(held.reference);
  });

  test('with another amount is refused', async () => {
    const world = await open();
    await stripe.begin(requestOf('again-3'), world.call);
    const error = await refused(stripe.begin(requestOf('again-3', { amount: { amount: 1, currency: 'EUR' } }), world.call));
    expect(error.kind).toBe('bad_input');
    const other = await refused(stripe.begin(requestOf('again-3', { amount: { amount: 9_900, currency: 'EUR' } }), world.call));
    expect(other).toMatchObject({ kind: 'bad_input', userMessage: expect.stringContaining('begin a new one') });
  });
});

describe('the road', () => {
  test('is asked once: the SDK repeats nothing by itself', async () => {
    const world = await open();
    const held = await pay(world, 'road-1');
    const attempts = { count: 0 };
    const broken = (failure: () => Promise<Response>) => {
      attempts.count = 0;
      return withChange(world.call, {
        fetch: () => {
          attempts.count++;
          return failure();
        },
      });
    };
    const reset = Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' });
    const failures: readonly [string, () => Promise<Response>][] = [
      ['a broken connection', () => Promise.reject(reset)],
      ['a limit', () => Promise.resolve(Response.json({ error: { type: 'invalid_request_error', code: 'rate_limit' } }, { status: 429 }))],
      [
        'a fault',
        () => Promise.resolve(Response.json({ error: { type: 'api_error' } }, { status: 500, headers: { 'stripe-should-retry': 'true' } })),
      ],
      ['a conflict', () => Promise.resolve(Response.json({ error: { code: 'idempotency_key_in_use' } }, { status: 409 }))],
    ];
    for (const [name, failure] of failures) {
      const call = broken(failure);
      await refused(stripe.refund(orderOf(held, 'refund'), call));
      expect(attempts.count, name).toBe(1);
    }
  });

  test('keeps its own word on what went wrong, as far as it may be asked again', async () => {
    const world = await open();
    const held = await pay(world, 'road-2');
    const lost = new ProviderError('unknown_outcome', 'The road lost the answer.');
    const call = withChange(world.call, { fetch: () => Promise.reject(lost) });
    expect(await refused(stripe.refund(orderOf(held, 'refund'), call))).toBe(lost);
    expect(await refused(stripe.find({ key: 'road-2', reference: held.reference, amount: held.amount }, call))).toMatchObject({
      kind: 'temporary',
    });
    expect(await refused(stripe.begin(requestOf('road-3'), call))).toMatchObject({ kind: 'temporary' });
  });

  test('carries our key, no card, and nothing of this machine', async () => {
    const world = await open();
    const held = await pay(world, 'road-4');
    await stripe.capture({ ...orderOf(held, 'capture'), final: true }, world.call);
    await stripe.refund(orderOf(held, 'refund', 100), world.call);
    await stripe.cancel(orderOf(await stripe.begin(requestOf('road-5'), world.call), 'cancel'), world.call);
    expect(world.sent.filter(({ method }) => method === 'POST').map(({ headers }) => headers.get('idempotency-key'))).toEqual([
      'road-4',
      'road-4:capture',
      'road-4:refund',
      'road-5',
      'road-5:cancel',
    ]);
    for (const { url, body, headers } of world.sent) {
      const whole = decodeURIComponent(`${url} ${body}`);
      expect(whole).not.toMatch(/card\[(number|cvc|exp)|payment_method_data|\b\d{12,19}\b/);
      expect(headers.has('x-stripe-client-user-agent')).toBe(false);
      expect(headers.has('x-stripe-client-telemetry')).toBe(false);
      expect(headers.get('stripe-version')).toBe('2026-10-28.endive');
    }
  });

  test('stops when the call is over', async () => {
    const world = await open();
    const held = await pay(world, 'road-6');
    await world.plan({ fault: 'slow', on: 'capture', seconds: 60 });
    const order = { ...orderOf(held, 'capture'), final: true };
    const call = withChange(world.call, { signal: AbortSignal.timeout(50) });
    expect(await refused(stripe.capture(order, call))).toMatchObject({ kind: 'unknown_outcome' });
  });

  test('is told to wait, and says how long', async () => {
    const world = await open();
    await world.plan({ fault: 'rate_limited', on: 'create', seconds: 7 });
    expect(await refused(stripe.begin(requestOf('road-7'), world.call))).toMatchObject({ kind: 'rate_limited', retryAfterSeconds: 7 });
    await world.plan({ fault: 'server_error' });
    expect(await refused(stripe.begin(requestOf('road-7'), world.call))).toMatchObject({ kind: 'temporary' });
    expect((await stripe.begin(requestOf('road-7'), world.call)).state).toBe('requires_action');
  });
});

describe('the guard', () => {
  const live = { secretKey: 'sk_live_own', publishableKey: 'pk_live_own' };
  const sandbox = { secretKey: 'rk_test_own', publishableKey: 'pk_test_own' };
  const verdict = async (settings: Record<string, string>) => (await plugin.settings?.['~standard'].validate(settings))?.issues ?? [];

  test('takes a key in its own environment alone', async () => {
    expect(await verdict({ environment: 'live', ...live })).toEqual([]);
    expect(await verdict({ environment: 'sandbox', ...sandbox })).toEqual([]);
    expect(await verdict({ environment: 'simulator' })).toEqual([]);
    expect((await verdict({ environment: 'sandbox', ...live })).map(({ path }) => path)).toEqual([['secretKey'], ['publishableKey']]);
    expect((await verdict({ environment: 'live', ...sandbox })).length).toBe(2);
    expect((await verdict({ environment: 'live', ...live, publishableKey: 'pk_test_own' })).map(({ path }) => path)).toEqual([
      ['publishableKey'],
    ]);
    expect((await verdict({ environment: 'simulator', ...live })).length).toBe(2);
    expect((await verdict({ environment: 'sandbox' })).length).toBe(2);
    expect((await verdict({ environment: 'production' })).length).toBe(1);
  });

  test('sends nothing with a live key in a sandbox', async () => {
    const world = await open({ environment: 'sandbox', ...live });
    expect(await refused(stripe.begin(requestOf('guard-1'), world.call))).toMatchObject({ kind: 'auth' });
    expect(world.sent).toEqual([]);
  });

  test('sends a key of the company to no simulator', async () => {
    const world = await open({ environment: 'simulator', ...sandbox, webhookSecret: 'whsec_own' });
    await pay(world, 'guard-5');
    expect(new Set(world.sent.map(({ headers }) => headers.get('authorization')))).toEqual(new Set(['Bearer sk_test_simulator']));
  });

  test('believes nothing of the other mode', async () => {
    const world = await open();
    const road: typeof fetch = async (input, init) => {
      const answer = await (await world.road(input, { ...init, headers: asSimulator(init?.headers) })).text();
      return new Response(answer.replaceAll('"livemode":false', '"livemode":true'), { headers: { 'content-type': 'application/json' } });
    };
    const call = withChange(world.call, { fetch: road });
    const held = await pay(world, 'guard-2');
    const captured = await stripe.capture({ ...orderOf(held, 'capture'), final: true }, world.call);
    const asks: readonly ((call: CallContext) => Promise<unknown>)[] = [
      (call) => stripe.begin(requestOf('guard-3'), call),
      (call) => stripe.find({ key: 'guard-2', reference: held.reference, amount: held.amount }, call),
      (call) => stripe.refund(orderOf(captured, 'refund'), call),
      (call) => stripe.findRefund(orderOf(captured, 'refund'), call),
      async (call) => stripe.listMovements?.(today(), call),
    ];
    for (const ask of asks) expect(await refused(ask(call))).toMatchObject({ kind: 'auth' });
    const settings = { environment: 'live', ...live };
    const asLive = withChange(world.call, {
      settings,
      fetch: (input, init) => world.road(input, { ...init, headers: asSimulator(init?.headers) }),
    });
    expect(await refused(stripe.begin(requestOf('guard-4'), asLive))).toMatchObject({ kind: 'auth' });
    expect((await stripe.begin(requestOf('guard-4'), withChange(asLive, { fetch: road }))).live).toBe(true);
  });

  test('names another account that gets the money, which differs from its own', async () => {
    const world = await open();
    const { reference, amount } = await pay(world, 'guard-6');
    const find = async () => (await stripe.find({ key: 'guard-6', reference, amount }, world.call))?.payee;
    expect(await find()).toBe('self');
    await world.records.change<Dossier>(`payment/${reference}`, (before) => {
      const dossier = before as Dossier;
      return { ...dossier, intent: { ...dossier.intent, on_behalf_of: 'acct_of_somebody_else' } };
    });
    expect(await find()).toBe('acct_of_somebody_else');
  });

  test('says with whose money a shop works', async () => {
    const { call } = await open();
    expect(stripe.environment?.(call)).toBe('simulator');
    expect(stripe.environment?.(withChange(call, { settings: { environment: 'live', ...live } }))).toBe('live');
  });
});

const today = () => ({ from: new Date(Date.now() - 3_600_000).toISOString(), to: new Date(Date.now() + 3_600_000).toISOString() });

describe('the books', () => {
  test('tell what came and went, the oldest first', async () => {
    const world = await open();
    const held = await pay(world, 'books-1');
    await stripe.capture({ ...orderOf(held, 'capture', 1_000), final: false }, world.call);
    world.wait(2);
    await stripe.capture({ ...orderOf(held, 'capture:2', 2_000), final: true }, world.call);
    world.wait(2);
    const refund = await stripe.refund(orderOf(held, 'refund', 500), world.call);
    world.wait(2);
    const other = await pay(world, 'books-2', 'dispute');
    await stripe.capture({ ...orderOf(other, 'capture'), final: true }, world.call);
    const { movements = [], next } = (await stripe.listMovements?.(today(), world.call)) ?? {};
    expect(next).toBeNull();
    expect(movements.map(({ type, payment, key, amount }) => [type, payment, key, amount.amount])).toEqual([
      ['capture', held.reference, 'books-1', 1_000],
      ['capture', held.reference, 'books-1', 2_000],
      ['refund', held.reference, 'books-1', 500],
      ['capture', other.reference, 'books-2', 4_800],
      ['dispute', other.reference, null, 4_800],
    ]);
    expect(movements[2]?.reference).toBe(refund.reference);
    expect(new Set(movements.map(({ reference }) => reference)).size).toBe(5);
    await winDispute(world, movements.at(-1)?.reference ?? '');
    const after = await stripe.listMovements?.(today(), world.call);
    expect(after?.movements.at(-1)).toMatchObject({ type: 'dispute_won', payment: other.reference });
  });

  test('tell what the buyer paid where the balance is kept in another currency', async () => {
    const world = await open();
    const held = await pay(world, 'books-4');
    await stripe.capture({ ...orderOf(held, 'capture', 3_000), final: true }, world.call);
    await stripe.refund(orderOf(held, 'refund', 500), world.call);
    const road: typeof fetch = async (input, init) => {
      const list = await (await world.road(input, init)).json();
      const converted = list.data.map((transaction: object) => ({ ...transaction, amount: 1, currency: 'gbp', exchange_rate: 0.9 }));
      return Response.json({ ...list, data: converted });
    };
    const page = await stripe.listMovements?.(today(), withChange(world.call, { fetch: road }));
    expect(page?.movements.map(({ amount }) => amount)).toEqual([
      { amount: 3_000, currency: 'EUR' },
      { amount: 500, currency: 'EUR' },
    ]);
  });

  test('are read in slices that leave nothing out and tell nothing twice', async () => {
    const world = await open();
    const held = await pay(world, 'books-3', 'approved', { amount: { amount: 40_000, currency: 'EUR' } });
    await stripe.capture({ ...orderOf(held, 'capture'), final: true }, world.call);
    for (let at = 0; at < 120; at++) {
      if (at % 5 === 0) world.wait(1);
      await stripe.refund(orderOf(held, `refund ${at}`, 100 + at), world.call);
    }
    const seen: number[] = [];
    let cursor: string | undefined;
    let pages = 0;
    do {
      const page = await stripe.listMovements?.({ ...today(), ...(cursor === undefined ? {} : { cursor }) }, world.call);
      seen.push(...(page?.movements ?? []).map(({ amount }) => amount.amount));
      cursor = page?.next ?? undefined;
      pages++;
    } while (cursor !== undefined && pages < 50);
    expect(pages).toBeGreaterThan(1);
    expect(seen).toEqual([40_000, ...Array.from({ length: 120 }, (_, at) => 100 + at)]);
    expect(await refused(Promise.resolve(stripe.listMovements?.({ ...today(), cursor: 'txn_1' }, world.call)))).toMatchObject({
      kind: 'bad_input',
    });
  });
});

async function winDispute({ simulator }: World, id: string): Promise<void> {
  const body = new URLSearchParams({ 'evidence[uncategorized_text]': 'winning_evidence', submit: 'true' });
  const headers = { authorization: 'Bearer sk_test_simulator' };
  const answer = await simulator.fetch(new Request(`https://api.stripe.com/v1/disputes/${id}`, { method: 'POST', headers, body }));
  expect(await answer.json()).toMatchObject({ object: 'dispute', status: 'won' });
}
