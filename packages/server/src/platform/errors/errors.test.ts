import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ProviderError } from '@bottega/contracts';
import { describe, expect, test } from 'vitest';
import { BottegaError, toBottegaError, toCliText, toProblemJson } from './bottega-error.ts';
import { ERRORS } from './catalogue.ts';
import { renderErrorPage } from './reference.ts';

test('docs/errors.md is what the catalogue says', () => {
  const page = readFileSync(path.join(import.meta.dirname, '../../../../../docs/errors.md'), 'utf8');
  expect(page, 'run node packages/server/src/platform/errors/write-reference.ts').toBe(renderErrorPage());
});

test.each(Object.entries(ERRORS))('%s has a status, an exit code and a remedy that is a sentence', (_, entry) => {
  expect(entry.status).toBeGreaterThanOrEqual(400);
  expect([1, 2]).toContain(entry.exit);
  expect(entry.title).not.toMatch(/\.$/);
  expect(entry.remedy).toMatch(/^[A-Z].*\.$/);
});

describe('what is thrown', () => {
  const failure = (fields: object) => Object.assign(new Error('some words'), fields);

  test.each([
    [failure({ code: 'ENOSPC' }), 'disk_full'],
    [failure({ code: '53100' }), 'disk_full'],
    [failure({ code: '57P01' }), 'database_away'],
    [failure({ code: 'ECONNREFUSED', syscall: 'connect' }), 'database_away'],
    [failure({ code: 'EPIPE' }), 'database_away'],
    [failure({ code: 'EPIPE', syscall: 'open' }), 'internal'],
    [new ProviderError('bad_input', 'no'), 'provider_failed'],
    [failure({ code: '23505' }), 'internal'],
    ['a string', 'internal'],
  ] as const)('%s becomes %s', (thrown, code) => {
    expect(toBottegaError(thrown)).toMatchObject({ name: 'BottegaError', code, cause: thrown });
  });

  test('stays as it is when it is ours', () => {
    const error = new BottegaError('conflict', 'sold');
    expect(toBottegaError(error)).toBe(error);
  });
});

test('a problem for programs and a text for the terminal say the same', () => {
  const error = new BottegaError('invalid_input', 'The product cannot be made.', {
    problems: [{ path: 'price', message: 'Not below zero.' }],
  });
  expect(toProblemJson(error, 'r-1')).toEqual({
    type: 'https://bottega.example/errors/invalid_input',
    title: 'Something in the input is not right',
    status: 422,
    code: 'invalid_input',
    detail: 'The product cannot be made.',
    next: 'Mend the fields that are named and send it again.',
    errors: [{ path: 'price', message: 'Not below zero.' }],
    request_id: 'r-1',
  });
  expect(toCliText(error).split('\n')).toEqual([
    'Something in the input is not right. The product cannot be made.',
    '  price: Not below zero.',
    'Mend the fields that are named and send it again.',
  ]);
});
