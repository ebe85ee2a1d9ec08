import { describe, expect, it } from 'vitest';
import { measureCopy, overallFit } from './copy-fit.ts';
import { textLength } from './text-length.ts';

const EMPTY = { title: '', description: '', hashtags: [], tags: [], limits: {} };

describe('textLength', () => {
  it('counts code points, UTF-16 units or bytes', () => {
    expect([textLength('Café 🪵'), textLength('Café 🪵', 'utf16'), textLength('Café 🪵', 'bytes')]).toEqual([6, 7, 10]);
  });
});

describe('measureCopy', () => {
  it('leaves out the fields that a channel lacks', () => {
    expect(measureCopy(EMPTY)).toEqual({});
  });

  it('holds each field against its limit, in the unit of the channel', () => {
    const copy = { ...EMPTY, title: 'Bowl', description: '🪵🪵', hashtags: ['#a', '#b'], tags: ['a'] };
    const limits = { title: { max: 3 }, description: { max: 4, unit: 'utf16' as const }, hashtags: { max: 2 } };
    expect(measureCopy({ ...copy, limits })).toEqual({
      title: { count: 4, max: 3, state: 'long' },
      description: { count: 4, max: 4, state: 'fits' },
      hashtags: { count: 2, max: 2, state: 'fits' },
      tags: { count: 1, max: null, state: 'fits' },
    });
  });

  it('tells a text that is too short', () => {
    expect(measureCopy({ ...EMPTY, title: 'ab', limits: { title: { min: 3, max: 9 } } }).title?.state).toBe('short');
  });
});

describe('overallFit', () => {
  it('names the worst', () => {
    const field = (state: 'fits' | 'long' | 'short') => ({ count: 1, max: 1, state });
    expect(overallFit({ title: field('short'), description: field('long') })).toBe('long');
    expect(overallFit({ title: field('short'), description: field('fits') })).toBe('short');
    expect(overallFit({})).toBe('fits');
  });
});
