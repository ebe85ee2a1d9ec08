import type { Field, Value } from '../fields.ts';
import type { ColumnName } from '../kernel.ts';
import type { Batch, Population } from '../population.ts';
import { GrowingBuffer } from './growing-buffer.ts';
import { placeStep, placeTextRoom, type TextRoom } from './rows.ts';

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

/** How fields are stored: dictionary codes go as they are, numbers as they lie, and texts by the kernel. @param rows - of a batch at most */
export function createParquetColumns(population: Population, fields: readonly Field[], rows: number): ParquetColumn<Batch>[] {
  const room = placeTextRoom(population, rows);
  return fields.map((field) => {
    const [values, defined] = [new GrowingBuffer(), new GrowingBuffer()];
    return { name: field.name, optional: field.optional, values, defined, ...shapeOf({ population, field, room, values, defined }) };
  });
}

type Parts = Pick<ParquetColumn<Batch>, 'values' | 'defined'> & {
  readonly population: Population;
  readonly field: Field;
  readonly room: TextRoom;
};

function shapeOf(parts: Parts): Shape {
  const { field, values, population } = parts;
  const { kernel } = population;
  const cell = field.kernel;
  if (!cell) return madeShape(parts);
  const made = (bytes: number, make: (rows: number, out: number) => void) => {
    return ({ count }: Batch): void => {
      make(count, parts.room.out);
      values.add(kernel.memory.bytes().subarray(parts.room.out, parts.room.out + count * bytes));
    };
  };
  switch (cell.kind) {
    case 'names':
      return codesShape(values, cell.column, pageOfLines(population.model.u8(`${cell.column}Names`)));
    case 'dictionary':
      return field.type === 'text' ? dictionaryShape(parts, cell) : numbersShape(parts, cell);
    case 'index':
      return { physical: PHYSICAL.int64, collect: made(8, kernel.indexes) };
    case 'date':
      return { physical: PHYSICAL.int32, converted: CONVERTED.date, collect: made(4, kernel.days) };
    case 'year':
      return { physical: PHYSICAL.int32, collect: ({ columns, count }) => values.add(bytesOf(columns[cell.column], count)) };
    case 'degrees': {
      const collect = ({ columns, count }: Batch): void => values.add(bytesOf(columns[cell.column], count));
      return { physical: PHYSICAL.int32, converted: CONVERTED.decimal, scale: 4, precision: 7, collect };
    }
    default:
      return textShape(parts);
  }
}

const bytesOf = (numbers: ArrayBufferView, count: number): Uint8Array => {
  const width = numbers instanceof Int32Array ? 4 : numbers instanceof Uint16Array ? 2 : 1;
  return new Uint8Array(numbers.buffer, numbers.byteOffset, count * width);
};

type DictionaryCell = Extract<NonNullable<Field['kernel']>, { texts: unknown }>;

function dictionaryShape({ population, values }: Parts, { column, texts }: DictionaryCell): Shape {
  const known = texts(population.setting);
  const page = new GrowingBuffer();
  for (const text of known) page.addText(String(text ?? ''));
  return codesShape(values, column, { page: page.bytes(), count: known.length });
}

function codesShape(values: GrowingBuffer, column: ColumnName, { page, count }: { page: Uint8Array<ArrayBuffer>; count: number }): Shape {
  const wide = count > 256;
  return {
    ...{ physical: PHYSICAL.bytes, converted: CONVERTED.utf8 },
    dictionary: { page, count, bitWidth: wide ? 16 : 8 },
    collect: (batch) => {
      const codes = batch.columns[column];
      if (!wide && codes.BYTES_PER_ELEMENT === 2) values.add(Uint8Array.from(codes.subarray(0, batch.count)));
      else values.add(bytesOf(codes, batch.count));
    },
  };
}

const NEWLINE = 10;

/** Texts that lie one a line, each after its length instead. */
function pageOfLines(lines: Uint8Array): { page: Uint8Array<ArrayBuffer>; count: number } {
  let count = 1;
  for (let at = 0; at < lines.length; at++) if (lines[at] === NEWLINE) count++;
  const page = new Uint8Array(lines.length + 1 + count * 3);
  const view = new DataView(page.buffer);
  let [start, end] = [0, 4];
  const endText = (): void => {
    view.setUint32(start, end - start - 4, true);
    start = end;
    end += 4;
  };
  for (let at = 0; at < lines.length; at++) {
    if (lines[at] === NEWLINE) endText();
    else page[end++] = lines[at] as number;
  }
  endText();
  return { page, count };
}

/** Numbers by the codes of a column; null is none. */
function numbersShape({ population, field, values, defined }: Parts, { column, texts }: DictionaryCell): Shape {
  const known = texts(population.setting);
  const add = adder(field, values, defined);
  const collect = ({ columns, count }: Batch): void => {
    const codes = columns[column];
    for (let at = 0; at < count; at++) add(known[codes[at] as number] ?? null);
  };
  return { ...storageOf(field.type), collect };
}

/** Texts that the kernel puts together, each after its length. */
function textShape({ population, field, room, values }: Parts): Shape {
  const { kernel } = population;
  const step = placeStep(population, field);
  const collect = ({ count }: Batch): void => {
    const end = kernel.texts(count, step, room.lines, room.stride, room.out);
    values.add(kernel.memory.bytes().subarray(room.out, end));
  };
  return { physical: PHYSICAL.bytes, converted: CONVERTED.utf8, collect };
}

function madeShape({ field, values, defined }: Parts): Shape {
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
