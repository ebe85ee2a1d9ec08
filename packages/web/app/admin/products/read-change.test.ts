import { expect, it } from 'vitest';
import { readChange } from './read-change.ts';

function form(fields: Record<string, string>): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.set(name, value);
  return data;
}

it('reads amounts without a float between, with point or comma', () => {
  const change = readChange(form({ title: ' Bowl ', description: '', category: 'kitchen', price: '48,10', stock: '7' }), 'EUR');
  expect(change).toEqual({ title: 'Bowl', description: '', category: 'kitchen', price: { amount: 4810, currency: 'EUR' }, stock: 7 });
});

it.each(['', 'much', '1.234', '1,000.00'])('leaves "%s" as no number for the operation to refuse', (price) => {
  const change = readChange(form({ price, stock: '' }), 'EUR');
  expect(change.price?.amount).toBeNaN();
  expect(change.stock).toBeNaN();
});
