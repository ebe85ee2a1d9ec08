import type { Field } from '../fields.ts';
import type { Batch, Population } from '../population.ts';
import { GrowingBuffer } from './growing-buffer.ts';
import { createParquetColumns, type ParquetColumn } from './parquet-columns.ts';
import { THRIFT, ThriftWriter } from './thrift.ts';

/**
 * How pages are compressed: Parquet's number for it, and the work. What `compress` answers is what it was given, or lies in a buffer
 * of its own, which is given back as soon as it is written.
 */
export type Codec = { readonly id: number; readonly compress: (bytes: Uint8Array<ArrayBuffer>) => Uint8Array<ArrayBuffer> };

export const UNCOMPRESSED: Codec = { id: 0, compress: (bytes) => bytes };

/** Rows of one row group, in which each column has one page. */
const GROUP_ROWS = 65_536;
/** What a row group holds before it is packed: no more than this and a batch, since it is in memory all at once. */
const GROUP_BYTES = 2 ** 25;
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
export type Group = { readonly rows: number; readonly chunks: readonly Chunk[] };

/** A stretch of a file: the first one begins with the file's head, and the last one ends with its foot. */
export type Seam = {
  readonly isFirst: boolean;
  readonly isLast: boolean;
  /** Parquet: the row groups that stand before the stretch, to which it adds its own. */
  readonly groups: Group[];
};

/** The seam of a file that is made at once. */
export const seamless = (): Seam => ({ isFirst: true, isLast: true, groups: [] });

/** Writes a Parquet file batch by batch. Its buffers are kept from one row group to the next, and from one file to the next. */
export type ParquetWriter<Rows> = {
  readonly file: (batches: Iterable<{ readonly rows: Rows; readonly count: number }>, seam?: Seam) => Generator<Uint8Array>;
};

/** @param population - whose batches come, at most PARQUET_BATCH rows each */
export const createPeopleParquet = (population: Population, fields: readonly Field[], codec: Codec): ParquetWriter<Batch> =>
  createParquetWriter(createParquetColumns(population, fields, PARQUET_BATCH), codec);

/** A writer of any columns. */
export function createParquetWriter<Rows>(columns: readonly ParquetColumn<Rows>[], codec: Codec = UNCOMPRESSED): ParquetWriter<Rows> {
  // A dictionary is the same in every row group, so it is compressed once.
  const dictionaries = columns.map(({ dictionary }) => (dictionary ? dictionaryPage(dictionary, codec) : null));
  const room = new GrowingBuffer();
  function* file(batches: Iterable<{ readonly rows: Rows; readonly count: number }>, seam = seamless()): Generator<Uint8Array> {
    const { groups } = seam;
    let [place, rows] = [endOf(groups), 0];
    function* endGroup(): Generator<Uint8Array> {
      const chunks: Chunk[] = [];
      for (const [at, column] of columns.entries()) {
        const dictionary = dictionaries[at] ?? null;
        const page = dataPage(column, { rows, codec, room });
        const chunk = chunkOf(place, dictionary, page);
        if (dictionary) yield dictionary.bytes;
        yield page.head;
        yield page.body;
        page.giveBack();
        empty(column);
        chunks.push(chunk);
        place += chunk.packed;
      }
      groups.push({ rows, chunks });
      rows = 0;
    }
    for (const column of columns) empty(column); // a file before this one may have been left half written
    if (seam.isFirst) yield MARK;
    for (const batch of batches) {
      for (const { collect } of columns) collect(batch.rows);
      rows += batch.count;
      if (rows >= GROUP_ROWS || columns.reduce((sum, { values }) => sum + values.bytes().length, 0) >= GROUP_BYTES) yield* endGroup();
    }
    if (rows > 0) yield* endGroup();
    if (seam.isLast) yield* foot(columns, groups, codec);
  }
  return { file };
}

function empty({ values, defined }: ParquetColumn<never>): void {
  values.clear();
  defined.clear();
}

/** Where the row groups end. */
function endOf(groups: readonly Group[]): number {
  const last = groups.at(-1)?.chunks.at(-1);
  return last ? last.start + last.packed : MARK.length;
}

type Page = { readonly head: Uint8Array; readonly body: Uint8Array; readonly plain: number };

/** Where a column's dictionary and page lie, if they begin at a place of the file. */
function chunkOf(start: number, dictionary: ReturnType<typeof dictionaryPage> | null, { head, body, plain }: Page): Chunk {
  const data = start + (dictionary?.bytes.length ?? 0);
  return {
    ...{ start, dictionary: dictionary ? start : null, data },
    plain: (dictionary?.plain ?? 0) + head.length + plain,
    packed: data - start + head.length + body.length,
  };
}

function dictionaryPage(
  { page, count }: NonNullable<ParquetColumn<never>['dictionary']>,
  codec: Codec,
): { bytes: Uint8Array; plain: number } {
  const { body, giveBack } = pack(page, codec);
  const head = pageHead(PAGE.dictionary, page.length, body.length, (thrift) =>
    thrift.struct(7, () => {
      thrift.i32(1, count);
      thrift.i32(2, ENCODING.plain);
    }),
  );
  const bytes = new Uint8Array(head.length + body.length);
  bytes.set(head);
  bytes.set(body, head.length);
  giveBack();
  return { bytes, plain: head.length + page.length };
}

type Packed = { readonly body: Uint8Array; readonly giveBack: () => void };

/** A packed page, and how its memory is given back at once: the collector would let sixty megabytes of them gather first. */
function pack(page: Uint8Array<ArrayBuffer>, codec: Codec): Packed {
  const body = codec.compress(page);
  return { body, giveBack: () => body.buffer !== page.buffer && void body.buffer.transfer(0) };
}

/** What a page is made with; `room` is used again for the next page. */
type PageParts = { readonly rows: number; readonly codec: Codec; readonly room: GrowingBuffer };

function dataPage(column: ParquetColumn<never>, { rows, codec, room }: PageParts): Page & Packed {
  const cells = column.dictionary ? codesOf(column, rows) : column.values.bytes();
  const page = column.optional ? withLevels(room, column.defined.bytes(), { rows, cells }) : cells;
  const { body, giveBack } = pack(page, codec);
  const head = pageHead(PAGE.data, page.length, body.length, (thrift) =>
    thrift.struct(5, () => {
      thrift.i32(1, rows);
      thrift.i32(2, column.dictionary ? ENCODING.rleDictionary : ENCODING.plain);
      thrift.i32(3, ENCODING.rle);
      thrift.i32(4, ENCODING.rle);
    }),
  );
  return { head, body, giveBack, plain: page.length };
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
  for (let missing = groups * width - values.bytes().length; missing > 0; missing--) values.addByte(0);
  return values.bytesBehind([width, ...varint(groups * 2 + 1)]);
}

type Cells = { readonly rows: number; readonly cells: Uint8Array };

/** Whether each row has a value, one bit each, as one run after its length; then the cells. */
function withLevels(room: GrowingBuffer, defined: Uint8Array, { rows, cells }: Cells): Uint8Array<ArrayBuffer> {
  const groups = Math.ceil(rows / 8);
  const head = varint(groups * 2 + 1);
  room.clear();
  room.addInt32(head.length + groups);
  for (const byte of head) room.addByte(byte);
  for (let group = 0; group < groups; group++) {
    let bits = 0;
    for (let bit = 0; bit < 8; bit++) if (defined[group * 8 + bit] === 1) bits |= 1 << bit;
    room.addByte(bits);
  }
  room.add(cells);
  return room.bytes();
}

function varint(value: number): number[] {
  return value < 128 ? [value] : [(value % 128) | 128, ...varint(Math.floor(value / 128))];
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
