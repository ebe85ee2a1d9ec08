import { createHash } from 'node:crypto';
import type { PaymentProvider, PaymentResult } from '@bottega/contracts';

/**
 * Payment by bank transfer, settled by hand when the money has come. It keeps nothing: all that it answers follows from the payment's
 * key, so asking again, or looking up after a lost answer, gives the same.
 */
export const manualPayment = (): PaymentProvider => ({
  id: 'manual',
  kind: 'payment',
  label: 'Bank transfer',
  offline: true,
  pay: async ({ idempotencyKey }) => awaitTransfer(idempotencyKey),
  find: async (idempotencyKey) => awaitTransfer(idempotencyKey),
});

function awaitTransfer(idempotencyKey: string): PaymentResult {
  const reference = referenceFor(idempotencyKey);
  const written = reference.replace(/.{4}(?=.)/g, '$& ');
  const instructions = `Transfer the total of the order to the shop’s bank account, with the reference ${written}. The order is sent as soon as the money has arrived.`;
  return { state: 'awaiting_transfer', reference, instructions };
}

/** Letters and digits that nobody confuses on paper: no I, O, 0, 1. */
const ALPHABET = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';
const LENGTH = 12;

/** A creditor reference of ISO 11649, which banks check for slips of the pen: RF, two check digits, and 60 bits of the key's hash. */
function referenceFor(idempotencyKey: string): string {
  const hash = createHash('sha256').update(idempotencyKey).digest();
  const own = Array.from(hash.subarray(0, LENGTH), (byte) => ALPHABET[byte % ALPHABET.length]).join('');
  const check = 98n - (asNumber(`${own}RF00`) % 97n);
  return `RF${String(check).padStart(2, '0')}${own}`;
}

/** Letters count from 10, as the standard has it. */
const asNumber = (text: string): bigint => BigInt(Array.from(text, (character) => Number.parseInt(character, 36)).join(''));
