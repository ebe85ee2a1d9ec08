import type { Field } from '../fields.ts';
import type { Batch, Population } from '../population.ts';
import { GrowingBuffer } from './growing-buffer.ts';
import { createParquetColumn, type ParquetColumn } from './parquet-columns.ts';
import { THRIFT, ThriftWriter } from './thrift.ts';

/** How pages are compressed: Parquet's number for it, and the work. */
export type Codec = { readonly id: number; readonly compress: (bytes: Uint8Array<ArrayBuffer>) => Uint8Array };

export const UNCOMPRESSED: Codec = { id: 0, compress: (bytes) => bytes };

/** Rows of one page, which is packed as soon as it is full. */
const PAGE_ROWS = 65_536;
/** Rows of one row group: their packed pages are in memory together, so this bounds the memory. */
const GROUP_ROWS = 65_536;
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
  const room = new GrowingBuffer();
  const dictionaries = columns.map(({ dictionary }) => (dictionary ? dictionaryPage(dictionary, codec) : null));
  const chunks = columns.map((column, at) => createChunk(column, dictionaries[at] ?? null, { codec, room }));
  function* file(batches: Iterable<{ readonly rows: Rows; readonly count: number }>): Generator<Uint8Array> {
    const groups: Group[] = [];
    let [place, rows, paged] = [MARK.length, 0, 0];
    const endPage = (): void => {
      for (const chunk of chunks) chunk.endPage(rows - paged);
      paged = rows;
    };
    function* endGroup(): Generator<Uint8Array> {
      endPage();
      const lies = chunks.map((chunk) =>
        chunk.end(place + chunks.slice(0, chunks.indexOf(chunk)).reduce((sum, { length }) => sum + length(), 0)),
      );
      for (const chunk of chunks) {
        place += chunk.length();
        yield* chunk.bytes();
        chunk.clear();
      }
      groups.push({ rows, chunks: lies });
      [rows, paged] = [0, 0];
    }
    yield MARK;
    for (const batch of batches) {
      for (const { collect } of columns) collect(batch.rows);
      rows += batch.count;
      if (rows - paged >= PAGE_ROWS) endPage();
      if (rows >= GROUP_ROWS) yield* endGroup();
    }
    if (rows > 0) yield* endGroup();
    yield* foot(columns, groups, codec);
  }
  return { file };
}

type DictionaryPage = ReturnType<typeof dictionaryPage>;

/** The packed pages of one column in the row group so far. */
function createChunk(column: ParquetColumn<never>, dictionary: DictionaryPage | null, parts: Omit<PageParts, 'rows'>) {
  const packed = new GrowingBuffer();
  let plain = 0;
  const length = (): number => (dictionary?.bytes.length ?? 0) + packed.bytes().length;
  return {
    length,
    endPage(rows: number): void {
      if (rows === 0) return;
      const page = dataPage(column, { ...parts, rows });
      packed.add(page.head);
      packed.add(page.body);
      plain += page.head.length + page.plain;
      column.values.clear();
      column.defined.clear();
    },
    /** Where all of it lies, if it begins at a place of the file. */
    end: (start: number): Chunk => ({
      ...{ start, dictionary: dictionary ? start : null, data: start + (dictionary?.bytes.length ?? 0) },
      ...{ plain: plain + (dictionary?.plain ?? 0), packed: length() },
    }),
    *bytes(): Generator<Uint8Array> {
      if (dictionary) yield dictionary.bytes;
      yield packed.bytes();
    },
    clear(): void {
      packed.clear();
      plain = 0;
    },
  };
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

/** What a page is made with; `room` is used again for the next page. */
type PageParts = { readonly rows: number; readonly codec: Codec; readonly room: GrowingBuffer };

function dataPage(column: ParquetColumn<never>, { rows, codec, room }: PageParts): { head: Uint8Array; body: Uint8Array; plain: number } {
  room.clear();
  if (column.optional) addLevels(room, column.defined.bytes(), rows);
  if (column.dictionary) addCodes(room, column, rows);
  else if (column.optional) room.add(column.values.bytes());
  const page = column.optional || column.dictionary ? room.bytes() : column.values.bytes();
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
function addCodes(room: GrowingBuffer, { dictionary, values }: ParquetColumn<never>, rows: number): void {
  const width = dictionary?.bitWidth ?? 8;
  const groups = Math.ceil(rows / 8);
  const codes = values.bytes();
  room.addByte(width);
  for (const byte of varint(groups * 2 + 1)) room.addByte(byte);
  room.add(codes);
  for (let missing = groups * width - codes.length; missing > 0; missing--) room.addByte(0);
}

/** Whether each row has a value: one bit each, as one run after its length. */
function addLevels(room: GrowingBuffer, defined: Uint8Array, rows: number): void {
  const groups = Math.ceil(rows / 8);
  const head = varint(groups * 2 + 1);
  room.addInt32(1, () => head.length + groups);
  for (const byte of head) room.addByte(byte);
  for (let group = 0; group < groups; group++) {
    let bits = 0;
    for (let bit = 0; bit < 8; bit++) if (defined[group * 8 + bit] === 1) bits |= 1 << bit;
    room.addByte(bits);
  }
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
