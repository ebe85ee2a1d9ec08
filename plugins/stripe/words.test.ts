import { readFile } from 'node:fs/promises';
import { isCurrency, type Money, type ProviderError } from '@bottega/contracts';
import fc from 'fast-check';
import Stripe from 'stripe';
import { describe, expect, test } from 'vitest';
import { readBundledManifest } from '../../packages/server/src/platform/plugins/manifest.ts';
import { SENTENCES, sentenceFor } from './declines.ts';
import { BY_CODE, NoAnswer, toProviderError } from './failures.ts';
import { manifest } from './manifest.ts';
import { statementSuffix } from './statement-suffix.ts';
import { fromStripeAmount, toStripeAmount } from './stripe-amount.ts';

describe('amounts', () => {
  const known: readonly [Money, number][] = [
    [{ amount: 4_800, currency: 'EUR' }, 4_800],
    [{ amount: 480, currency: 'JPY' }, 480],
    [{ amount: 500, currency: 'ISK' }, 50_000],
    [{ amount: 500, currency: 'MGA' }, 5],
    [{ amount: 5_120, currency: 'KWD' }, 5_120],
  ];
  test.each(known)('%o is %i at Stripe', (money, counted) => {
    expect(toStripeAmount(money)).toBe(counted);
    expect(fromStripeAmount(counted, money.currency.toLowerCase())).toEqual(money);
  });

  test('come back as they went, in every currency that can be charged', () => {
    const currencies = Intl.supportedValuesOf('currency').filter((currency) => isCurrency(currency) && currency !== 'UGX');
    fc.assert(
      fc.property(fc.constantFrom(...currencies), fc.integer({ min: 1, max: 99_999_999 }), (currency, tens) => {
        const money = { currency, amount: tens * 100 };
        expect(fromStripeAmount(toStripeAmount(money), currency.toLowerCase())).toEqual(money);
      }),
    );
  });

  test('that Stripe cannot hold are refused, and so is a currency that it counts unclearly', () => {
    const kindOf = (money: Money): unknown => {
      try {
        return toStripeAmount(money);
      } catch (error) {
        return (error as ProviderError).kind;
      }
    };
    expect(kindOf({ amount: 5_124, currency: 'KWD' })).toBe('bad_input');
    expect(kindOf({ amount: 501, currency: 'MGA' })).toBe('bad_input');
    expect(kindOf({ amount: 5_000, currency: 'UGX' })).toBe('unsupported');
  });
});

describe('the statement of the bank', () => {
  test.each([
    ['Fornace', 'FORNACE'],
    ['Caffè & Co.', 'CAFFE & CO'],
    ['La Bottega della Ceramica', 'LA BOTTEGA'],
    ['O\'Hara "best" <shop>*', 'O HARA BES'],
    ['فخار', 'FRN7K2M4XB'],
    ['123', 'FRN7K2M4XB'],
  ])('calls %s %s', (name, suffix) => expect(statementSuffix(name, 'FRN7K2M4XB')).toBe(suffix));

  test('is never given what banks do not print', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (name) => {
        expect(statementSuffix(name, 'FRN7K2M4XB')).toMatch(/^(?=.*[A-Z])[A-Z\d&./-]([A-Z\d &./-]{0,8}[A-Z\d&./-])?$/);
      }),
    );
  });
});

describe('failures', () => {
  type Raw = { type?: string; code?: string; param?: string; decline_code?: string };
  const errorOf = (statusCode: number, raw: Raw, headers: Record<string, string> = {}) =>
    Stripe.errors.StripeError.generate({ message: 'Stripe’s words', statusCode, headers, ...raw } as never);

  const table: readonly [string, number, Raw, string, number?][] = [
    ['a wrong key', 401, {}, 'auth'],
    ['a key without the right', 403, {}, 'auth'],
    ['a key that ran out', 401, { code: 'api_key_expired' }, 'auth'],
    ['too many requests', 429, { code: 'rate_limit' }, 'rate_limited'],
    ['too many requests, without a code', 429, {}, 'rate_limited'],
    ['a lock', 429, { code: 'lock_timeout' }, 'temporary', 2],
    ['a key used for something else', 400, { type: 'idempotency_error' }, 'bad_input'],
    ['too small an amount', 400, { code: 'amount_too_small', param: 'amount' }, 'bad_input'],
    ['too large an amount', 400, { code: 'amount_too_large', param: 'amount' }, 'bad_input'],
    ['a missing payment', 404, { code: 'resource_missing', param: 'intent' }, 'bad_input'],
    ['a second capture', 400, { code: 'charge_already_captured' }, 'refused'],
    ['a capture that comes too late', 400, { code: 'charge_expired_for_capture' }, 'refused'],
    ['a refund beyond what is there', 400, { param: 'amount' }, 'refused'],
    ['a disputed charge', 400, { code: 'charge_disputed' }, 'refused'],
    ['an empty balance', 400, { code: 'balance_insufficient' }, 'refused'],
    ['a second part where there is one', 400, { param: 'final_capture' }, 'unsupported'],
    ['a country without cards', 400, { code: 'country_unsupported' }, 'unsupported'],
    ['an unknown parameter', 400, { code: 'parameter_unknown', param: 'shape' }, 'bad_input'],
    ['a declined card', 402, { type: 'card_error', code: 'card_declined' }, 'refused'],
  ];
  test.each(table)('%s is met alike whether money moves or not', (_, status, raw, kind, retryAfterSeconds) => {
    for (const movesMoney of [true, false]) {
      const met = toProviderError(errorOf(status, raw), { movesMoney });
      expect(met).toMatchObject({ kind, ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }) });
      expect(met.userMessage).toMatch(/^[A-Z].+[.’]$|Stripe’s words/);
    }
  });

  const lost: readonly [string, unknown][] = [
    ['an error of Stripe’s own', errorOf(500, { type: 'api_error' })],
    ['a gateway', errorOf(503, {})],
    ['a broken connection', new Stripe.errors.StripeConnectionError({ detail: new NoAnswer(new Error('ECONNRESET')) } as never)],
    ['an answer that is no JSON', new Stripe.errors.StripeAPIError({ message: 'Invalid JSON received from the Stripe API' } as never)],
    ['a bug', new TypeError('undefined is not a function')],
  ];
  test.each(lost)('%s leaves it open whether money moved', (_, error) => {
    expect(toProviderError(error, { movesMoney: true }).kind).toBe('unknown_outcome');
    expect(toProviderError(error, { movesMoney: false }).kind).toBe('temporary');
  });

  test('an error of Stripe’s own is one whatever it says, and so is a request that is still at work', () => {
    expect(toProviderError(errorOf(500, { code: 'charge_already_captured' }), { movesMoney: true }).kind).toBe('unknown_outcome');
    const inUse = errorOf(409, { code: 'idempotency_key_in_use' });
    expect(toProviderError(inUse, { movesMoney: true }).kind).toBe('unknown_outcome');
    expect(toProviderError(inUse, { movesMoney: false })).toMatchObject({ kind: 'temporary', retryAfterSeconds: 2 });
  });

  test('the documentation lists what the code knows, and nothing else', async () => {
    const page = await readFile(new URL('../../docs/payments-stripe.md', import.meta.url), 'utf8');
    const listed = page.split('\n').filter((line) => /^\| `\w+` \|/.test(line));
    const errors = Object.entries(BY_CODE).map(([code, { kind, sentence }]) => `| \`${code}\` | ${kind} | ${sentence} |`);
    const declines = Object.entries(SENTENCES).map(([code, sentence]) => `| \`${code}\` | ${sentence} |`);
    expect(listed).toEqual([...declines, ...errors]);
  });

  test('what Stripe asks us to wait is passed on', () => {
    expect(toProviderError(errorOf(429, {}, { 'retry-after': '12' }), { movesMoney: false }).retryAfterSeconds).toBe(12);
  });

  test('a thief is told nothing that the owner would not be', () => {
    const plain = sentenceFor({ code: 'card_declined', decline_code: 'generic_decline' });
    for (const decline_code of ['fraudulent', 'lost_card', 'stolen_card', 'pickup_card', 'merchant_blacklist', 'never_heard_of']) {
      expect(sentenceFor({ code: 'card_declined', decline_code })).toBe(plain);
    }
    expect(sentenceFor({ code: 'card_declined', decline_code: 'insufficient_funds' })).not.toBe(plain);
    expect(sentenceFor({ code: 'incorrect_cvc' })).toContain('security code');
  });
});

test('the manifest is one that the server takes, and keeps the secrets', () => {
  const { settings } = readBundledManifest({ id: 'stripe', version: '0.1.0', bottega: manifest });
  const secrets = Object.entries(settings.properties).filter(([, setting]) => setting.type === 'string' && setting.writeOnly);
  expect(secrets.map(([name]) => name)).toEqual(['secretKey', 'webhookSecret', 'previousWebhookSecret']);
  expect(settings.required).toEqual(['environment']);
  expect(settings.properties.environment).not.toHaveProperty('default');
});
