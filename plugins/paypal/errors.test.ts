import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { failureOf, ISSUES, NAMES, readRefusal, standingOf } from './errors.ts';

const answer = (status: number, body: unknown, headers: Record<string, string> = {}) =>
  readRefusal(new Response(typeof body === 'string' ? body : JSON.stringify(body), { status, headers }));

test.each([
  [422, { name: 'UNPROCESSABLE_ENTITY', details: [{ issue: 'DUPLICATE_INVOICE_ID' }] }, 'refused'],
  [422, { name: 'UNPROCESSABLE_ENTITY', details: [{ issue: 'CURRENCY_NOT_SUPPORTED' }] }, 'unsupported'],
  [422, { name: 'UNPROCESSABLE_ENTITY', details: [{ issue: 'PAYEE_ACCOUNT_RESTRICTED' }] }, 'auth'],
  [422, { name: 'UNPROCESSABLE_ENTITY', details: [{ issue: 'A_NEW_ONE' }] }, 'refused'],
  [409, { name: 'RESOURCE_CONFLICT', details: [{ issue: 'PREVIOUS_REQUEST_IN_PROGRESS' }] }, 'unknown_outcome'],
  [400, { name: 'INVALID_REQUEST', details: [{ issue: 'MISSING_REQUIRED_PARAMETER' }] }, 'bad_input'],
  [401, { error: 'invalid_client' }, 'auth'],
  [403, { name: 'NOT_AUTHORIZED', details: [{ issue: 'PERMISSION_DENIED' }] }, 'auth'],
  [403, '<html>no</html>', 'auth'],
  [404, { name: 'RESOURCE_NOT_FOUND', details: [{ issue: 'INVALID_RESOURCE_ID' }] }, 'refused'],
  [429, '', 'rate_limited'],
  [418, 'a teapot', 'refused'],
] as const)('%i %o is %s, whether it acts or asks', async (status, body, kind) => {
  const refusal = await answer(status, body);
  for (const acts of [true, false]) expect(failureOf(refusal, acts)).toMatchObject({ kind, userMessage: expect.stringMatching(/\.$/) });
});

test('an error inside PayPal leaves open whether it acted, whatever it says', async () => {
  for (const status of [500, 502, 503]) {
    const refusal = await answer(status, { name: 'INTERNAL_SERVER_ERROR', details: [{ issue: 'INSTRUMENT_DECLINED' }] });
    expect(failureOf(refusal, true).kind).toBe('unknown_outcome');
    expect(failureOf(refusal, false).kind).toBe('temporary');
    expect(standingOf(refusal)).toBeNull();
  }
});

test('passes on how long to wait, and what PayPal’s support asks for', async () => {
  const failure = failureOf(await answer(429, { name: 'RATE_LIMIT_REACHED', debug_id: 'abc123' }, { 'retry-after': '7' }), true);
  expect(failure.retryAfterSeconds).toBe(7);
  expect((failure.cause as Error).message).toContain('abc123');
});

test('the page about PayPal lists every issue and name, and no other', async () => {
  const page = await readFile(new URL('../../docs/payments-paypal.md', import.meta.url), 'utf8');
  const listed = [...page.matchAll(/^\| `(\w+)` \| (\w+) \|/gm)].map(([, word, kind]) => [word, kind]);
  const table = { ...ISSUES, ...NAMES };
  const kinds = Object.entries(table).map(([word, { kind, state }]) => [word, state ?? kind]);
  expect(listed.sort()).toEqual(kinds.sort());
});
