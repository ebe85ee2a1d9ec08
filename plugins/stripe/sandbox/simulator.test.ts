import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openWorld, type World } from '../testing/world.ts';
import { readForm } from './form.ts';

let world: World;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world[Symbol.asyncDispose]());

type Said = {
  readonly status: number;
  readonly headers: Headers;
  readonly body: { readonly error?: Record<string, string> } & Record<string, unknown>;
};

async function ask(method: string, path: string, body = '', headers: Record<string, string> = {}): Promise<Said> {
  const init = { method, headers: { authorization: 'Bearer sk_test_simulator', ...headers }, ...(method === 'POST' ? { body } : {}) };
  const answer = await world.simulator.fetch(new Request(`https://api.stripe.com${path}`, init));
  return { status: answer.status, headers: answer.headers, body: (await answer.json()) as Said['body'] };
}

const NEW = 'amount=4800&currency=eur&capture_method=manual&allowed_payment_method_types[0]=card';

test('an error has Stripe’s form: type, code, parameter', async () => {
  const wrong: readonly [string, string][] = [
    [`${NEW}&colour=red`, 'parameter_unknown'],
    [NEW.replace('amount=4800&', ''), 'parameter_missing'],
    [NEW.replace('4800', 'much'), 'parameter_invalid_integer'],
    [NEW.replace('4800', '49'), 'amount_too_small'],
    [NEW.replace('4800', '100000000'), 'amount_too_large'],
    [`${NEW}&receipt_email=ada`, 'email_invalid'],
  ];
  for (const [body, code] of wrong) {
    expect(await ask('POST', '/v1/payment_intents', body)).toMatchObject({
      status: 400,
      body: { error: { type: 'invalid_request_error', code } },
    });
  }
  expect((await ask('POST', '/v1/payment_intents', `${NEW}&metadata[a]=${'x'.repeat(501)}`)).status).toBe(400);
  expect((await ask('POST', '/v1/payment_intents', `${NEW}&statement_descriptor_suffix=1*2`)).body.error?.param).toBe(
    'statement_descriptor_suffix',
  );
  expect(await ask('GET', '/v1/payment_intents/pi_none')).toMatchObject({ status: 404, body: { error: { code: 'resource_missing' } } });
  expect((await ask('GET', '/v1/customers')).status).toBe(404);
  expect((await ask('GET', '/v1/payment_intents', '', { authorization: 'Bearer sk_live_real' })).status).toBe(401);
});

test('a key repeats its answer, refuses other parameters, and is forgotten after a day', async () => {
  const headers = { 'idempotency-key': 'key-1' };
  const first = await ask('POST', '/v1/payment_intents', NEW, headers);
  const again = await ask('POST', '/v1/payment_intents', NEW, headers);
  expect(again.body).toEqual(first.body);
  expect([first, again].map((said) => said.headers.get('idempotent-replayed'))).toEqual([null, 'true']);
  const other = await ask('POST', '/v1/payment_intents', NEW.replace('4800', '4900'), headers);
  expect(other).toMatchObject({ status: 400, body: { error: { type: 'idempotency_error' } } });
  world.wait(24 * 3_600 + 1);
  expect((await ask('POST', '/v1/payment_intents', NEW, headers)).body.id).not.toBe(first.body.id);
});

test('what the parameters alone refuse is not kept under the key, what was begun is', async () => {
  const headers = { 'idempotency-key': 'key-2' };
  expect((await ask('POST', '/v1/payment_intents', NEW.replace('4800', '1'), headers)).status).toBe(400);
  const { body } = await ask('POST', '/v1/payment_intents', NEW, headers);
  expect(body.object).toBe('payment_intent');
  const early = await ask('POST', `/v1/payment_intents/${body.id}/capture`, '', { 'idempotency-key': 'key-3' });
  expect(early).toMatchObject({ status: 400, body: { error: { code: 'payment_intent_unexpected_state' } } });
  expect(
    (await ask('POST', `/v1/payment_intents/${body.id}/capture`, '', { 'idempotency-key': 'key-3' })).headers.get('idempotent-replayed'),
  ).toBe('true');
});

test('fifty requests of one key at once make one payment', async () => {
  const said = await Promise.all(Array.from({ length: 50 }, () => ask('POST', '/v1/payment_intents', NEW, { 'idempotency-key': 'key-4' })));
  const made = said.filter(({ status }) => status === 200);
  expect(new Set(made.map(({ body }) => body.id)).size).toBe(1);
  expect(said.filter(({ status }) => status !== 200).map(({ body }) => body.error?.code)).toEqual(
    Array.from({ length: 50 - made.length }, () => 'idempotency_key_in_use'),
  );
  expect(((await ask('GET', '/v1/payment_intents')).body.data as unknown[]).length).toBe(1);
});

test('a list is paged from the newest on, forwards and backwards', async () => {
  const ids: unknown[] = [];
  for (let at = 0; at < 5; at++) ids.unshift((await ask('POST', '/v1/payment_intents', NEW)).body.id);
  const page = async (query: string) => {
    const { body } = await ask('GET', `/v1/payment_intents?${query}`);
    return [(body.data as { id: string }[]).map(({ id }) => id), body.has_more];
  };
  expect(await page('limit=2')).toEqual([ids.slice(0, 2), true]);
  expect(await page(`limit=2&starting_after=${ids[1]}`)).toEqual([ids.slice(2, 4), true]);
  expect(await page(`limit=2&starting_after=${ids[3]}`)).toEqual([ids.slice(4), false]);
  expect(await page(`limit=2&ending_before=${ids[4]}`)).toEqual([ids.slice(2, 4), true]);
  expect(await page('created[gt]=4000000000')).toEqual([[], false]);
});

test('a fault is used up as often as it was planned, and spares other operations', async () => {
  await world.plan({ fault: 'server_error', on: 'create', times: 2 });
  expect((await ask('GET', '/v1/payment_intents')).status).toBe(200);
  const statuses = [];
  for (let at = 0; at < 3; at++) statuses.push((await ask('POST', '/v1/payment_intents', NEW)).status);
  expect(statuses).toEqual([500, 500, 200]);
});

test('a form is read as it was meant, whatever stands in it', () => {
  expect(readForm('a[b][0]=1&a[b][1]=2&c[]=x&c[]=y&d=&__proto__[polluted]=1')).toMatchObject({
    a: { b: ['1', '2'] },
    c: ['x', 'y'],
    d: '',
  });
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  fc.assert(
    fc.property(fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), fc.string()), (metadata) => {
      const query = new URLSearchParams(Object.entries(metadata).map(([name, value]) => [`metadata[${name}]`, value]));
      expect(readForm(query.toString())).toEqual(Object.keys(metadata).length === 0 ? {} : { metadata: { ...metadata } });
    }),
  );
});
