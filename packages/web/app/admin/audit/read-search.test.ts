import { expect, test } from 'vitest';
import { readSearch, searchQuery } from './read-search.ts';

const read = (query: string) => readSearch(new URLSearchParams(query), 'Europe/Rome');

test('days are the shop’s own, from the first hour of the one to the last of the other', () => {
  expect(read('from=2026-10-24&to=2026-10-25')).toEqual({ from: '2026-10-23T22:00:00Z', to: '2026-10-25T23:00:00Z' });
});

test('what is empty or cannot be read is left out', () => {
  expect(read('actor=&action=%20&subjectId=bowl&from=soon&to=2026-02-30')).toEqual({});
});

test('the rest goes on as it is, and back into a query', () => {
  const search = read('actor=staff:u1&action=order.&subjectId=0195e7a2-6b1e-7c3a-9f0e-3d2b1a09f8e7');
  expect(search).toEqual({ actor: 'staff:u1', action: 'order.', subjectId: '0195e7a2-6b1e-7c3a-9f0e-3d2b1a09f8e7' });
  expect(searchQuery({ ...search, format: 'csv' })).toBe(
    'actor=staff%3Au1&action=order.&subjectId=0195e7a2-6b1e-7c3a-9f0e-3d2b1a09f8e7&format=csv',
  );
});
