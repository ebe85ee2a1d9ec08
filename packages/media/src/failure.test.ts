import { expect, it } from 'vitest';
import { badInput, failureOf } from './failure.ts';

it('names the kind of what was thrown', () => {
  expect(failureOf(badInput('No.'))).toEqual({ kind: 'bad_input', message: 'No.' });
  const full = Object.assign(new Error('write ENOSPC'), { code: 'ENOSPC' });
  expect(failureOf(full)).toMatchObject({ kind: 'disk_full', message: expect.stringContaining('Free some space') });
  expect(failureOf(Object.assign(new Error('av_write'), { code: -28 })).kind).toBe('disk_full');
  expect(failureOf(new TypeError('x is not a function'))).toEqual({ kind: 'internal', message: 'x is not a function' });
  expect(failureOf('odd')).toEqual({ kind: 'internal', message: 'odd' });
});
