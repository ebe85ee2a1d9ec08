import type { PaymentEnvironment } from '@bottega/contracts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fromPayPal, TAKEN, toPayPal, WHOLE } from './amounts.ts';
import { heldOf, type PayPalOrder } from './order.ts';
import { readSettings } from './settings.ts';

const settingsOf = (environment: PaymentEnvironment) =>
  readSettings({
    settings: { environment, clientId: 'client', clientSecret: 'secret', webhookId: 'WH1', merchantId: 'S2MULATEDSHEP' },
  });

const amount = { currency_code: 'EUR', value: '48.00' };
type Payments = NonNullable<PayPalOrder['purchase_units'][0]['payments']>;

const orderOf = (status: PayPalOrder['status'], payments: Payments = {}, more: Partial<PayPalOrder> = {}): PayPalOrder => ({
  id: '5O190127TN364715T',
  intent: 'CAPTURE',
  status,
  purchase_units: [{ amount, custom_id: 'payment-1', payments }],
  ...more,
});
const capture = (status: NonNullable<Payments['captures']>[0]['status']) => ({ captures: [{ id: 'C1', status, amount }] });
const authorization = (status: NonNullable<Payments['authorizations']>[0]['status']) => ({
  authorizations: [{ id: 'A1', status, amount }],
});

test.each([
  [orderOf('CREATED'), 'requires_action', 0],
  [orderOf('SAVED'), 'requires_action', 0],
  [orderOf('PAYER_ACTION_REQUIRED'), 'requires_action', 0],
  [orderOf('APPROVED'), 'approved', 0],
  [orderOf('VOIDED'), 'cancelled', 0],
  [orderOf('COMPLETED', authorization('CREATED')), 'authorised', 0],
  [orderOf('COMPLETED', authorization('PENDING')), 'processing', 0],
  [orderOf('COMPLETED', authorization('DENIED')), 'declined', 0],
  [orderOf('COMPLETED', authorization('VOIDED')), 'cancelled', 0],
  [orderOf('COMPLETED', authorization('EXPIRED')), 'cancelled', 0],
  [orderOf('COMPLETED', { ...authorization('CAPTURED'), ...capture('PENDING') }), 'processing', 0],
  [orderOf('COMPLETED', { ...authorization('PARTIALLY_CAPTURED'), ...capture('COMPLETED') }), 'captured', 4_800],
  [orderOf('COMPLETED', { ...authorization('VOIDED'), ...capture('COMPLETED') }), 'captured', 4_800],
  [orderOf('COMPLETED', capture('COMPLETED')), 'captured', 4_800],
  [orderOf('COMPLETED', capture('PARTIALLY_REFUNDED')), 'captured', 4_800],
  [orderOf('COMPLETED', capture('REFUNDED')), 'captured', 4_800],
  [orderOf('COMPLETED', capture('PENDING')), 'processing', 0],
  [orderOf('COMPLETED', capture('DECLINED')), 'declined', 0],
  [orderOf('COMPLETED', capture('FAILED')), 'declined', 0],
] as const)('%j is %s', (order, state, captured) => {
  expect(heldOf(order, settingsOf('live'))).toMatchObject({ state, captured, key: 'payment-1', live: true });
});

test('a refund counts when it is done', () => {
  const made = (id: string, status: 'COMPLETED' | 'PENDING' | 'FAILED') => ({ id, status, amount: { ...amount, value: '10.00' } });
  const refunds = [made('R1', 'COMPLETED'), made('R2', 'PENDING'), made('R3', 'FAILED')];
  const order = orderOf('COMPLETED', { ...capture('PARTIALLY_REFUNDED'), refunds });
  expect(heldOf(order, settingsOf('live'))).toMatchObject({ captured: 4_800, refunded: 1_000 });
});

const pageOf = (href: string) => orderOf('PAYER_ACTION_REQUIRED', {}, { links: [{ rel: 'payer-action', href }] });

test.each([
  ['live', 'https://www.paypal.com/checkoutnow?token=1', true],
  ['live', 'https://www.sandbox.paypal.com/checkoutnow?token=1', false],
  ['live', 'https://www.paypal.com.evil.example/checkoutnow?token=1', false],
  ['live', 'https://evilpaypal.com/checkoutnow?token=1', false],
  ['live', 'http://www.paypal.com/checkoutnow?token=1', false],
  ['sandbox', 'https://www.sandbox.paypal.com/checkoutnow?token=1', true],
  ['sandbox', 'https://www.paypal.com/checkoutnow?token=1', false],
] as const)('in %s a buyer is sent to %s: %s', (environment, href, isAllowed) => {
  const look = () => heldOf(pageOf(href), settingsOf(environment));
  if (isAllowed) expect(look().action).toEqual({ type: 'redirect', url: href });
  else expect(look).toThrow(expect.objectContaining({ kind: 'auth' }));
});

test('an order that names no page has PayPal’s usual one', () => {
  expect(heldOf(orderOf('CREATED'), settingsOf('sandbox')).action).toEqual({
    type: 'redirect',
    url: 'https://www.sandbox.paypal.com/checkoutnow?token=5O190127TN364715T',
  });
});

test('an order for another account is refused, one that names none is not', () => {
  const [unit] = orderOf('APPROVED').purchase_units;
  const paidTo = (merchant_id: string) => orderOf('APPROVED', {}, { purchase_units: [{ amount, ...unit, payee: { merchant_id } }] });
  expect(heldOf(paidTo('S2MULATEDSHEP'), settingsOf('live')).payee).toBe('S2MULATEDSHEP');
  expect(() => heldOf(paidTo('ANTHERSHEP222'), settingsOf('live'))).toThrow(expect.objectContaining({ kind: 'auth' }));
  expect(heldOf(orderOf('APPROVED'), settingsOf('live')).payee).toBeNull();
});

test('every amount that PayPal takes comes back as it went', () => {
  fc.assert(
    fc.property(fc.constantFrom(...TAKEN), fc.integer({ min: 1, max: 10 ** 11 }), (currency, amount) => {
      const money = { currency, amount: WHOLE.has(currency) ? amount * 100 : amount };
      const written = toPayPal(money);
      expect(written.value.includes('.')).toBe(!WHOLE.has(currency));
      expect(fromPayPal(written)).toEqual(money);
      expect(fromPayPal({ ...written, value: written.value.includes('.') ? written.value : `${written.value}.00` })).toEqual(money);
    }),
  );
});
