import { expect, test } from 'vitest';
import { openPopulation, ZSTD } from '../node.ts';
import { createPartMaker } from '../part.ts';
import { type Codec, UNCOMPRESSED } from './parquet.ts';

// A file of any number of rows and columns takes little memory: row groups are small, and what is written is given back at once.

const living = openPopulation({ seed: 42, year: 2026 });

const makerOf = (columns: readonly string[], codec: Codec) =>
  createPartMaker(
    living,
    { population: living.options, filter: {}, order: 'balanced', from: 0, to: 1, format: 'parquet', guarded: false, columns },
    codec,
  );

test('a row group of long texts ends early', () => {
  const written: number[] = [];
  let rows = 0;
  const count = (more: number): void => {
    rows += more;
  };
  for (const piece of makerOf(['index', 'image_url'], UNCOMPRESSED)(0, 36_000, count)) if (piece.length > 2 ** 20) written.push(rows);
  expect(written.length).toBeGreaterThan(1);
  expect(written[0]).toBeLessThan(32_768);
});

test('a packed page is given back once it is written', () => {
  const columns = ['index', 'given_name', 'email', 'age'];
  const pieces = [...makerOf(columns, ZSTD)(0, 3000)];
  expect(pieces.filter(({ buffer }) => (buffer as ArrayBuffer).detached)).toHaveLength(columns.length);
});

test('a file that was left half written does not get into the next', () => {
  const maker = makerOf(['index', 'given_name', 'age'], UNCOMPRESSED);
  const bytes = (): string => Buffer.concat([...maker(0, 5000)].map((piece) => Buffer.from(piece))).toString('latin1');
  const whole = bytes();
  for (const piece of maker(0, 140_000)) if (piece.length > 1000) break;
  expect(bytes()).toBe(whole);
});
