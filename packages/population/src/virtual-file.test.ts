import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createVirtualFile, FIELDS } from './index.ts';
import { openPopulation } from './node.ts';

const columns = ['index', 'name', 'birth_date', 'country', 'nearest_city', 'latitude', 'email', 'four_words_name', 'spouse_index'];
const file = createVirtualFile(openPopulation({ seed: 42 }), { columns });

/** Bytes of the file, put together. */
function read(from: number, to: number, of = file): Buffer {
  const pieces: Buffer[] = [];
  for (const piece of of.read(from, to)) pieces.push(Buffer.from(piece));
  return Buffer.concat(pieces);
}

test('a trillion rows have a size, a head, and rows of one length', () => {
  expect(file.size).toBe(file.headBytes + 1e12 * file.rowBytes);
  const head = read(0, file.headBytes).toString();
  expect(head.split(',').map((name) => name.trim())).toEqual(columns);
  const last = read(file.size - file.rowBytes, file.size).toString();
  expect(last.split(',')[0]?.trim()).toBe('999999999999');
  expect(last.endsWith('\n')).toBe(true);
});

test('row n begins at n times the length of a row', () => {
  for (const row of [0, 1, 8191, 8192, 7_000_000_000, 999_999_999_998]) {
    const start = file.headBytes + row * file.rowBytes;
    const bytes = read(start, start + file.rowBytes);
    expect(bytes.length).toBe(file.rowBytes);
    expect(bytes.toString().split(',')[0]?.trim()).toBe(String(row));
  }
});

test('any range is the same as a part of a longer one', () => {
  const whole = read(0, 200_000);
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 199_000 }), fc.integer({ min: 0, max: 1000 }), (from, length) => {
      expect(read(from, from + length).equals(whole.subarray(from, from + length))).toBe(true);
    }),
    { numRuns: 80 },
  );
});

test('texts that are too long are cut between letters', () => {
  const all = createVirtualFile(openPopulation({ seed: 1, year: 2026 }), {
    columns: FIELDS.map(({ name }) => name),
    filter: { country: 'TH' },
    order: 'balanced',
  });
  const bytes = read(all.headBytes, all.headBytes + 20 * all.rowBytes, all);
  expect(() => new TextDecoder('utf-8', { fatal: true }).decode(bytes)).not.toThrow();
  for (let row = 1; row <= 20; row++) expect(bytes[row * all.rowBytes - 1]).toBe(10);
});

test('beyond the file there is nothing', () => {
  expect(() => read(-1, 5)).toThrow('is not within it');
  expect(() => read(0, file.size + 1)).toThrow('is not within it');
});
