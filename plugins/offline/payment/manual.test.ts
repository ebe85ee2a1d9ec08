import type { PaymentRequest } from '@bottega/contracts';
import { testCall } from '@bottega/contracts/fakes';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { manualPayment } from './manual.ts';

const payment = manualPayment();
const request = (key: string): PaymentRequest => ({
  key,
  amount: { amount: 4_800, currency: 'EUR' },
  orderCode: 'FRN7K2M4XB',
  shopName: 'Fornace',
  buyer: { email: 'ada@example.com', country: 'IT', language: 'en' },
  returnUrl: 'https://fornace.example/',
  cancelUrl: 'https://fornace.example/',
});

/** As a bank checks it: the first four characters moved to the end, letters as numbers, the rest of dividing by 97 is 1. */
const passesBankCheck = (reference: string): boolean =>
  BigInt(Array.from(`${reference.slice(4)}${reference.slice(0, 4)}`, (character) => Number.parseInt(character, 36)).join('')) % 97n === 1n;

test('gives every key its own reference, which banks can check', async () => {
  await using call = await testCall();
  const references = new Set<string>();
  await fc.assert(
    fc.asyncProperty(fc.uuid(), async (key) => {
      const result = await payment.begin(request(key), call);
      if (result.state !== 'awaiting_transfer') throw new Error(result.state);
      expect(result.reference).toMatch(/^RF\d\d[A-HJ-NP-Z2-9]{12}$/);
      expect(passesBankCheck(result.reference)).toBe(true);
      references.add(`${key} ${result.reference}`);
    }),
  );
  expect(new Set([...references].map((pair) => pair.split(' ')[1])).size).toBe(references.size);
});

test('tells the buyer what to write on the transfer', async () => {
  await using call = await testCall();
  const result = await payment.begin(request('payment-1'), call);
  if (result.state !== 'awaiting_transfer') throw new Error(result.state);
  expect(result.instructions?.replaceAll(' ', '')).toContain(result.reference);
});

test('remembers across restarts, as there is nothing to forget', async () => {
  await using call = await testCall();
  expect(await manualPayment().find(request('payment-1'), call)).toEqual(await payment.begin(request('payment-1'), call));
});
