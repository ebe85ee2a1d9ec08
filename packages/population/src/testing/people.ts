import { createHash } from 'node:crypto';
import { createPartMaker, type FileFormat, type Filter, type OrderName, type Population } from '../index.ts';

export type SliceToWrite = {
  readonly from?: number;
  readonly to: number;
  readonly format?: FileFormat;
  readonly columns?: readonly string[];
  readonly filter?: Filter;
  readonly order?: OrderName;
  readonly guarded?: boolean;
};

/** A slice as bytes. */
export function bytesOf(population: Population, slice: SliceToWrite): Buffer {
  const { from = 0, to, format = 'csv', columns = DEFAULT, filter = {}, order = 'balanced', guarded = false } = slice;
  const job = { population: population.options, filter, order, from, to, format, columns, guarded };
  const pieces: Buffer[] = [];
  for (const piece of createPartMaker(population, job)(from, to)) pieces.push(Buffer.from(piece)); // the next one overwrites it
  return Buffer.concat(pieces);
}

export const textOf = (population: Population, slice: SliceToWrite): string => bytesOf(population, slice).toString('utf8');

export const sha256 = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex');

const DEFAULT = [
  'index',
  'name',
  'sex',
  'birth_date',
  'age',
  'country_code',
  'nearest_city',
  'latitude',
  'longitude',
  'email',
  'phone',
  'occupation',
];
