import { expect, it } from 'vitest';
import { readAnswer } from './upload.ts';

it('reads what the server accepted', () => {
  expect(readAnswer({ status: 202, body: '{"launchId":"a","url":"/x"}' })).toEqual({ state: 'accepted', launchId: 'a' });
});

it('reads what the server refused, field by field', () => {
  const body = { detail: 'No.', errors: [{ path: 'price', message: 'Too low.' }, 'nonsense', { path: 3, message: 'x' }] };
  expect(readAnswer({ status: 422, body: JSON.stringify(body) })).toEqual({
    state: 'refused',
    detail: 'No.',
    problems: [{ path: 'price', message: 'Too low.' }],
  });
  expect(readAnswer({ status: 507, body: '{"detail":"The disk is full."}' })).toEqual({
    state: 'refused',
    detail: 'The disk is full.',
    problems: [],
  });
});

it.each([
  [502, '<html>Bad gateway</html>'],
  [202, '{}'],
  [200, 'null'],
  [0, ''],
])('takes %i %s for no answer', (status, body) => {
  expect(readAnswer({ status, body })).toEqual({ state: 'lost' });
});
