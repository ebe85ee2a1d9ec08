import { createHash } from 'node:crypto';
import { type HeldPayment, type Money, type PaymentProvider, ProviderError } from '@bottega/contracts';

/**
 * Payment by bank transfer: people of the shop look into the bank's books and say when the money has come or was sent back. It keeps
 * nothing: what it answers follows from the payment's key, so asking again, or looking up after a lost answer, gives the same.
 */
export const manualPayment = (): PaymentProvider => ({
  id: 'manual',
  kind: 'payment',
  label: 'Bank transfer',
  offline: true,
  begin: async ({ key, amount }) => awaitTransfer(key, amount),
  find: async ({ key, amount }) => awaitTransfer(key, amount),
  cancel: async ({ payment, amount }) => ({ ...awaitTransfer(payment, amount), state: 'cancelled' }),
  capture: async () => {
    throw new ProviderError('unsupported', 'A transfer arrives by itself: mark the order as paid when it has.');
  },
  refund: async ({ payment, amount }) => ({ state: 'done', reference: referenceFor(payment), amount }),
  findRefund: async () => null,
});

function awaitTransfer(key: string, amount: Money): HeldPayment {
  const reference = referenceFor(key);
  const written = reference.replace(/.{4}(?=.)/g, '$& ');
  const instructions = `Transfer the total of the order to the shop’s bank account, with the reference ${written}. The order is sent as soon as the money has arrived.`;
  const untouched = { captured: 0, refunded: 0, payee: null, live: true, disputed: false };
  return { state: 'awaiting_transfer', reference, key, amount, instructions, ...untouched };
}

/** Letters and digits that nobody confuses on paper: no I, O, 0, 1. */
const ALPHABET = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';
const LENGTH = 12;

/** A creditor reference of ISO 11649, which banks check for slips of the pen: RF, two check digits, and 60 bits of the key's hash. */
function referenceFor(key: string): string {
  const hash = createHash('sha256').update(key).digest();
  const own = Array.from(hash.subarray(0, LENGTH), (byte) => ALPHABET[byte % ALPHABET.length]).join('');
  const check = 98n - (asNumber(`${own}RF00`) % 97n);
  return `RF${String(check).padStart(2, '0')}${own}`;
}

/** Letters count from 10, as the standard has it. */
const asNumber = (text: string): bigint => BigInt(Array.from(text, (character) => Number.parseInt(character, 36)).join(''));
