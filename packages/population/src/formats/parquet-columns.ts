import type { Field, Value } from '../fields.ts';
import type { Batch, Population } from '../population.ts';
import { daysSince1970 } from '../row.ts';
import { GrowingBuffer } from './growing-buffer.ts';
import { placeStep } from './rows.ts';

/** Parquet's physical types, and the annotations that say what they mean. */
export const PHYSICAL = { int32: 1, int64: 2, bytes: 6 } as const;
const CONVERTED = { utf8: 0, decimal: 5, date: 6 } as const;

/** A column as the file's schema tells it. `scale` and `precision`: of decimals. */
export type ParquetColumn<Rows> = {
  readonly name: string;
  readonly physical: number;
  readonly converted?: number;
  readonly scale?: number;
  readonly precision?: number;
  readonly optional: boolean;
  /** The plain values that codes stand for, and how many there are. */
  readonly dictionary?: { readonly page: Uint8Array<ArrayBuffer>; readonly count: number; readonly bitWidth: 8 | 16 };
  /** Values (or codes) of the row group so far; the buffer is used again for the next. */
  readonly values: GrowingBuffer;
  /** For optional columns, one byte a row: whether there is a value. */
  readonly defined: GrowingBuffer;
  readonly collect: (rows: Rows) => void;
};

type Shape = Pick<ParquetColumn<Batch>, 'physical' | 'collect'> & Partial<ParquetColumn<Batch>>;

/** How a field is stored. Dictionary codes go as they are, numbers as they lie, and texts by the kernel. */
export function createParquetColumn(population: Population, field: Field): ParquetColumn<Batch> {
  const values = new GrowingBuffer();
  const defined = new GrowingBuffer();
  const shape = shapeOf(population, field, values, defined);
  return { name: field.name, optional: field.optional, values, defined, ...shape };
}

function shapeOf(population: Population, field: Field, values: GrowingBuffer, defined: GrowingBuffer): Shape {
  const cell = field.kernel;
  if (!cell) return madeShape(field, values, defined);
  switch (cell.kind) {
    case 'names':
      return dictionaryShape(population, cell, values);
    case 'dictionary':
      return field.type === 'text' ? dictionaryShape(population, cell, values) : madeShape(field, values, defined);
    case 'whole':
      return { physical: PHYSICAL.int64, collect: ({ columns, count }) => values.addWholes(columns[cell.column] as Float64Array, count) };
    case 'year':
      return { physical: PHYSICAL.int32, collect: ({ columns, count }) => values.add(bytesOf(columns[cell.column], count)) };
    case 'degrees': {
      const collect = ({ columns, count }: Batch): void => values.add(bytesOf(columns[cell.column], count));
      return { physical: PHYSICAL.int32, converted: CONVERTED.decimal, scale: 4, precision: 7, collect };
    }
    case 'date':
      return { physical: PHYSICAL.int32, converted: CONVERTED.date, collect: (batch) => values.addInt32(batch.count, daysOf(batch)) };
    default:
      return textShape(population, field, values);
  }
}

const daysOf =
  ({ columns: { birthYear, day } }: Batch) =>
  (at: number): number =>
    daysSince1970(birthYear[at] as number, day[at] as number);

const bytesOf = (numbers: ArrayBufferView, count: number): Uint8Array => {
  const width = numbers instanceof Int32Array ? 4 : numbers instanceof Uint16Array ? 2 : 1;
  return new Uint8Array(numbers.buffer, numbers.byteOffset, count * width);
};

type DictionaryCell = Extract<NonNullable<Field['kernel']>, { texts: unknown }>;

function dictionaryShape({ setting }: Population, { column, texts }: DictionaryCell, values: GrowingBuffer): Shape {
  const known = texts(setting);
  const page = new GrowingBuffer();
  for (const text of known) page.addText(String(text ?? ''));
  const wide = known.length > 256;
  return {
    ...{ physical: PHYSICAL.bytes, converted: CONVERTED.utf8 },
    dictionary: { page: page.bytes().slice(), count: known.length, bitWidth: wide ? 16 : 8 },
    collect: ({ columns, count }) => {
      const codes = columns[column];
      if (!wide && codes.BYTES_PER_ELEMENT === 2) values.add(Uint8Array.from(codes.subarray(0, count)));
      else values.add(bytesOf(codes, count));
    },
  };
}

/** Texts that the kernel puts together, each after its length. */
function textShape(population: Population, field: Field, values: GrowingBuffer): Shape {
  const { kernel } = population;
  kernel.prepareTexts();
  const { step, out } = placeStep(population, field);
  const collect = ({ count }: Batch): void => {
    const end = kernel.texts(count, step, out);
    values.add(kernel.memory.bytes().subarray(out, end));
  };
  return { physical: PHYSICAL.bytes, converted: CONVERTED.utf8, collect };
}

function madeShape(field: Field, values: GrowingBuffer, defined: GrowingBuffer): Shape {
  const add = adder(field, values, defined);
  const collect = ({ row, count }: Batch): void => {
    for (let at = 0; at < count; at++) add(field.valueFor(row(at)));
  };
  return { ...storageOf(field.type), collect };
}

const storageOf = (type: Field['type']): Pick<Shape, 'physical' | 'converted'> =>
  type === 'text' ? { physical: PHYSICAL.bytes, converted: CONVERTED.utf8 } : { physical: PHYSICAL.int64 };

function adder(
  { type, optional }: Pick<Field, 'type' | 'optional'>,
  values: GrowingBuffer,
  defined: GrowingBuffer,
): (value: Value) => void {
  return (value) => {
    if (optional) defined.addByte(value === null ? 0 : 1);
    if (value === null) return;
    if (type === 'text') values.addText(String(value));
    else values.addWhole(Number(value));
  };
}

/** A column of rows that came from elsewhere: whole numbers or texts, either of which may be missing. */
export function createTableColumn(name: string, type: 'text' | 'whole'): ParquetColumn<readonly Readonly<Record<string, Value>>[]> {
  const [values, defined] = [new GrowingBuffer(), new GrowingBuffer()];
  const add = adder({ type, optional: true }, values, defined);
  const collect = (rows: readonly Readonly<Record<string, Value>>[]): void => {
    for (const row of rows) add(row[name] ?? null);
  };
  return { name, optional: true, values, defined, ...storageOf(type), collect };
}
