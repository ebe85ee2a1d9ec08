import type { Field } from '../fields.ts';
import type { Batch, Population } from '../population.ts';
import { createParquetColumn, type ParquetColumn } from './parquet-columns.ts';
import { THRIFT, ThriftWriter } from './thrift.ts';

/** How pages are compressed: Parquet's number for it, and the work. */
export type Codec = { readonly id: number; readonly compress: (bytes: Uint8Array<ArrayBuffer>) => Uint8Array };

export const UNCOMPRESSED: Codec = { id: 0, compress: (bytes) => bytes };

/** Rows of one row group: their columns are in memory together, so this bounds the memory. */
const GROUP_ROWS = 131_072;
/** Rows of a batch: few enough that their longest texts fit the kernel's room for output. */
export const PARQUET_BATCH = 2048;

const MARK = new TextEncoder().encode('PAR1');
const ENCODING = { plain: 0, rle: 3, rleDictionary: 8 } as const;
const PAGE = { data: 0, dictionary: 2 } as const;

/** Where a column of a row group lies, for the file's foot. */
type Chunk = {
  readonly start: number;
  readonly dictionary: number | null;
  readonly data: number;
  readonly plain: number;
  readonly packed: number;
};
type Group = { readonly rows: number; readonly chunks: readonly Chunk[] };

/** Writes a Parquet file batch by batch. Its buffers are kept from one row group to the next, and from one file to the next. */
export type ParquetWriter<Rows> = {
  readonly file: (batches: Iterable<{ readonly rows: Rows; readonly count: number }>) => Generator<Uint8Array>;
};

/** @param population - whose batches come, at most PARQUET_BATCH rows each */
export const createPeopleParquet = (population: Population, fields: readonly Field[], codec: Codec): ParquetWriter<Batch> =>
  createParquetWriter(
    fields.map((field) => createParquetColumn(population, field)),
    codec,
  );

/** A writer of any columns. */
export function createParquetWriter<Rows>(columns: readonly ParquetColumn<Rows>[], codec: Codec = UNCOMPRESSED): ParquetWriter<Rows> {
  // A dictionary is the same in every row group, so it is compressed once.
  const dictionaries = columns.map(({ dictionary }) => (dictionary ? dictionaryPage(dictionary, codec) : null));
  function* file(batches: Iterable<{ readonly rows: Rows; readonly count: number }>): Generator<Uint8Array> {
    const groups: Group[] = [];
    const place = { at: MARK.length };
    const pass = function* (bytes: Uint8Array): Generator<Uint8Array> {
      place.at += bytes.length;
      yield bytes;
    };
    function* group(rows: number): Generator<Uint8Array> {
      const chunks: Chunk[] = [];
      for (const [at, column] of columns.entries()) {
        const start = place.at;
        const dictionary = dictionaries[at] ?? null;
        if (dictionary) yield* pass(dictionary.bytes);
        const [data, page] = [place.at, dataPage(column, rows, codec)];
        yield* pass(page.head);
        yield* pass(page.body);
        const packed = place.at - start;
        const plain = (dictionary?.plain ?? 0) + page.head.length + page.plain;
        chunks.push({ start, dictionary: dictionary ? start : null, data, plain, packed });
        column.values.clear();
        column.defined.clear();
      }
      groups.push({ rows, chunks });
    }
    yield MARK;
    let rows = 0;
    for (const batch of batches) {
      for (const { collect } of columns) collect(batch.rows);
      rows += batch.count;
      if (rows < GROUP_ROWS) continue;
      yield* group(rows);
      rows = 0;
    }
    if (rows > 0) yield* group(rows);
    yield* foot(columns, groups, codec);
  }
  return { file };
}

function dictionaryPage(
  { page, count }: NonNullable<ParquetColumn<never>['dictionary']>,
  codec: Codec,
): { bytes: Uint8Array; plain: number } {
  const body = codec.compress(page);
  const head = pageHead(PAGE.dictionary, page.length, body.length, (thrift) =>
    thrift.struct(7, () => {
      thrift.i32(1, count);
      thrift.i32(2, ENCODING.plain);
    }),
  );
  const bytes = new Uint8Array(head.length + body.length);
  bytes.set(head);
  bytes.set(body, head.length);
  return { bytes, plain: head.length + page.length };
}

function dataPage(column: ParquetColumn<never>, rows: number, codec: Codec): { head: Uint8Array; body: Uint8Array; plain: number } {
  const levels = column.optional ? definitionLevels(column.defined.bytes(), rows) : null;
  const packed = column.dictionary ? codesOf(column, rows) : column.values.bytes();
  const page = levels ? joined([levels, packed]) : packed;
  const body = codec.compress(page);
  const head = pageHead(PAGE.data, page.length, body.length, (thrift) =>
    thrift.struct(5, () => {
      thrift.i32(1, rows);
      thrift.i32(2, column.dictionary ? ENCODING.rleDictionary : ENCODING.plain);
      thrift.i32(3, ENCODING.rle);
      thrift.i32(4, ENCODING.rle);
    }),
  );
  return { head, body, plain: page.length };
}

function pageHead(kind: number, plain: number, packed: number, write: (thrift: ThriftWriter) => void): Uint8Array {
  const thrift = new ThriftWriter();
  thrift.i32(1, kind);
  thrift.i32(2, plain);
  thrift.i32(3, packed);
  write(thrift);
  return thrift.end();
}

/** Codes as one run: the width in bits, how many groups of eight follow, and the codes as they lie, filled up to a whole group. */
function codesOf({ dictionary, values }: ParquetColumn<never>, rows: number): Uint8Array<ArrayBuffer> {
  const width = dictionary?.bitWidth ?? 8;
  const groups = Math.ceil(rows / 8);
  const codes = values.bytes();
  const head = Uint8Array.from([width, ...varint(groups * 2 + 1)]);
  return joined([head, codes, new Uint8Array((groups * 8 * width) / 8 - codes.length)]);
}

/** Whether each row has a value: one bit each, as one run after its length. */
function definitionLevels(defined: Uint8Array, rows: number): Uint8Array<ArrayBuffer> {
  const groups = Math.ceil(rows / 8);
  const head = varint(groups * 2 + 1);
  const levels = new Uint8Array(4 + head.length + groups);
  new DataView(levels.buffer).setUint32(0, levels.length - 4, true);
  levels.set(head, 4);
  for (let row = 0; row < rows; row++) if (defined[row] === 1) levels[4 + head.length + (row >> 3)]! |= 1 << (row & 7);
  return levels;
}

function varint(value: number): number[] {
  return value < 128 ? [value] : [(value % 128) | 128, ...varint(Math.floor(value / 128))];
}

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** The schema, where everything lies, and the mark that ends a file. */
function* foot(columns: readonly ParquetColumn<never>[], groups: readonly Group[], codec: Codec): Generator<Uint8Array> {
  const thrift = new ThriftWriter();
  thrift.i32(1, 1);
  thrift.list(2, THRIFT.struct, columns.length + 1);
  thrift.bareStruct(() => {
    thrift.text(4, 'people');
    thrift.i32(5, columns.length);
  });
  for (const column of columns) thrift.bareStruct(() => writeColumn(thrift, column));
  thrift.i64(
    3,
    groups.reduce((sum, { rows }) => sum + rows, 0),
  );
  thrift.list(4, THRIFT.struct, groups.length);
  for (const group of groups) thrift.bareStruct(() => writeGroup(thrift, columns, group, codec));
  thrift.text(6, 'bottega population');
  const bytes = thrift.end();
  const length = new Uint8Array(4);
  new DataView(length.buffer).setUint32(0, bytes.length, true);
  yield bytes;
  yield length;
  yield MARK;
}

function writeColumn(thrift: ThriftWriter, { name, physical, converted, scale, precision, optional }: ParquetColumn<never>): void {
  thrift.i32(1, physical);
  thrift.i32(3, optional ? 1 : 0);
  thrift.text(4, name);
  if (converted !== undefined) thrift.i32(6, converted);
  if (scale !== undefined) thrift.i32(7, scale);
  if (precision !== undefined) thrift.i32(8, precision);
}

function writeGroup(thrift: ThriftWriter, columns: readonly ParquetColumn<never>[], { rows, chunks }: Group, codec: Codec): void {
  thrift.list(1, THRIFT.struct, chunks.length);
  for (const [at, chunk] of chunks.entries())
    thrift.bareStruct(() => {
      thrift.i64(2, chunk.start);
      thrift.struct(3, () => writeChunk(thrift, columns[at] as ParquetColumn<never>, chunk, { rows, codec }));
    });
  thrift.i64(
    2,
    chunks.reduce((sum, { plain }) => sum + plain, 0),
  );
  thrift.i64(3, rows);
}

function writeChunk(
  thrift: ThriftWriter,
  { physical, name, dictionary }: ParquetColumn<never>,
  chunk: Chunk,
  { rows, codec }: { rows: number; codec: Codec },
): void {
  const encodings = dictionary ? [ENCODING.plain, ENCODING.rle, ENCODING.rleDictionary] : [ENCODING.plain, ENCODING.rle];
  thrift.i32(1, physical);
  thrift.list(2, THRIFT.i32, encodings.length);
  for (const encoding of encodings) thrift.bareI32(encoding);
  thrift.list(3, THRIFT.binary, 1);
  thrift.bareText(name);
  thrift.i32(4, codec.id);
  thrift.i64(5, rows);
  thrift.i64(6, chunk.plain);
  thrift.i64(7, chunk.packed);
  thrift.i64(9, chunk.data);
  if (chunk.dictionary !== null) thrift.i64(11, chunk.dictionary);
}
