import { badInput } from '../errors.ts';
import type { Value } from '../fields.ts';
import { readThrift, type ThriftStruct, type ThriftValue } from './thrift.ts';

/** A file that is read in any order. */
export type RandomAccess = { readonly size: number; readonly read: (from: number, length: number) => Uint8Array };

/** Unpacks a page by Parquet's number of the codec. */
export type Decompress = (codec: number, packed: Uint8Array) => Uint8Array;

type Column = {
  readonly name: string;
  readonly physical: number;
  readonly converted: number;
  readonly scale: number;
  readonly optional: boolean;
};

const FOOT = 8;
const MILLISECONDS_A_DAY = 86_400_000;
const CONVERTED = { decimal: 5, date: 6 };

const numberAt = (struct: ThriftStruct, field: number, otherwise = -1): number =>
  typeof struct[field] === 'number' ? (struct[field] as number) : otherwise;
const textAt = (struct: ThriftStruct, field: number): string => new TextDecoder().decode(struct[field] as Uint8Array);
const listAt = (struct: ThriftStruct, field: number): ThriftValue[] => (struct[field] as ThriftValue[] | undefined) ?? [];
const structAt = (struct: ThriftStruct, field: number): ThriftStruct => struct[field] as ThriftStruct;

/**
 * The rows of a flat Parquet file, a row group at a time. Reads plain and dictionary pages, versions 1 and 2.
 * @throws PopulationError for a file that is none, or that is written in a way that is not read here
 */
export function* readParquet(file: RandomAccess, decompress: Decompress): Generator<Record<string, Value>> {
  const foot = readFoot(file);
  const columns = readSchema(foot);
  for (const group of listAt(foot, 4) as ThriftStruct[]) {
    const rows = numberAt(group, 3);
    const read = (listAt(group, 1) as ThriftStruct[]).map((chunk, at) =>
      readChunk(file, structAt(chunk, 3), columns[at] as Column, decompress),
    );
    for (let row = 0; row < rows; row++)
      yield Object.fromEntries(columns.map(({ name }, at) => [name, (read[at] as readonly Value[])[row] ?? null]));
  }
}

function readFoot(file: RandomAccess): ThriftStruct {
  const end = file.size < FOOT + 4 ? new Uint8Array(FOOT) : file.read(file.size - FOOT, FOOT);
  if (new TextDecoder().decode(end.subarray(4)) !== 'PAR1') throw badInput('This is no whole Parquet file: it does not end with PAR1.');
  const length = new DataView(end.buffer, end.byteOffset).getUint32(0, true);
  if (length > file.size - FOOT) throw badInput('The Parquet file is damaged: its foot is longer than the file.');
  return readThrift(file.read(file.size - FOOT - length, length), 0).value;
}

function readSchema(foot: ThriftStruct): Column[] {
  const [, ...elements] = listAt(foot, 2) as ThriftStruct[];
  return elements.map((element) => {
    const name = textAt(element, 4);
    if (numberAt(element, 5, 0) > 0 || numberAt(element, 3, 0) === 2)
      throw badInput(`The Parquet column "${name}" is nested; only flat tables are read.`);
    const [physical, converted, scale] = [numberAt(element, 1), numberAt(element, 6), numberAt(element, 7, 0)];
    return { name, physical, converted, scale, optional: numberAt(element, 3, 0) === 1 };
  });
}

function readChunk(file: RandomAccess, meta: ThriftStruct, column: Column, decompress: Decompress): Value[] {
  const start = Math.min(...[numberAt(meta, 11), numberAt(meta, 9)].filter((at) => at > 0));
  const bytes = file.read(start, numberAt(meta, 7));
  const codec = numberAt(meta, 4, 0);
  const values: Value[] = [];
  let dictionary: Value[] = [];
  for (let at = 0; values.length < numberAt(meta, 5) && at < bytes.length; ) {
    const { value: head, end } = readThrift(bytes, at);
    const body = bytes.subarray(end, end + numberAt(head, 3));
    at = end + numberAt(head, 3);
    const kind = numberAt(head, 1);
    if (kind === 2) dictionary = readPlain(decompress(codec, body), numberAt(structAt(head, 7), 1), column);
    else if (kind === 0) append(values, readPage(decompress(codec, body), structAt(head, 5), column, dictionary));
    else if (kind === 3)
      append(values, readPageTwo(body, structAt(head, 8), column, { dictionary, unpack: (packed) => decompress(codec, packed) }));
  }
  return values;
}

function append(values: Value[], more: readonly Value[]): void {
  for (const value of more) values.push(value);
}

/** A page of version 1: levels with their length before them, then values. */
function readPage(bytes: Uint8Array, head: ThriftStruct, column: Column, dictionary: readonly Value[]): Value[] {
  const count = numberAt(head, 1);
  if (!column.optional) return readValues(bytes, { count, encoding: numberAt(head, 2) }, column, dictionary);
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
  const levels = readRuns(bytes.subarray(4, 4 + length), 1, count);
  const present = levels.reduce((sum, level) => sum + level, 0);
  return spread(levels, readValues(bytes.subarray(4 + length), { count: present, encoding: numberAt(head, 2) }, column, dictionary));
}

type PageTwo = { readonly dictionary: readonly Value[]; readonly unpack: (packed: Uint8Array) => Uint8Array };

/** A page of version 2: the levels are never packed, and their length stands in the head. */
function readPageTwo(bytes: Uint8Array, head: ThriftStruct, column: Column, { dictionary, unpack }: PageTwo): Value[] {
  const [count, encoding, length] = [numberAt(head, 1), numberAt(head, 4), numberAt(head, 5, 0)];
  const rest = bytes.subarray(length + numberAt(head, 6, 0));
  const plain = head[7] === 0 ? rest : unpack(rest);
  if (!column.optional) return readValues(plain, { count, encoding }, column, dictionary);
  const levels = readRuns(bytes.subarray(0, length), 1, count);
  return spread(levels, readValues(plain, { count: count - numberAt(head, 2, 0), encoding }, column, dictionary));
}

/** Values at the places that have one. */
function spread(levels: readonly number[], values: readonly Value[]): Value[] {
  let next = 0;
  return levels.map((level) => (level === 1 ? (values[next++] ?? null) : null));
}

function readValues(
  bytes: Uint8Array,
  { count, encoding }: { count: number; encoding: number },
  column: Column,
  dictionary: readonly Value[],
): Value[] {
  if (encoding === 0) return readPlain(bytes, count, column);
  if (encoding !== 2 && encoding !== 8)
    throw badInput(`The Parquet column "${column.name}" has encoding ${encoding}; plain and dictionary pages are read.`);
  return readRuns(bytes.subarray(1), bytes[0] ?? 0, count).map((code) => dictionary[code] ?? null);
}

/** Runs of equal numbers, and numbers packed bit after bit (Parquet's RLE hybrid). */
function readRuns(bytes: Uint8Array, width: number, count: number): number[] {
  const values: number[] = [];
  let at = 0;
  while (values.length < count && at < bytes.length) {
    let [head, scale] = [0, 1];
    for (let byte = 128; byte >= 128; scale *= 128) {
      byte = bytes[at++] ?? 0;
      head += (byte & 127) * scale;
    }
    if (head % 2 === 0) {
      let value = 0;
      for (let byte = 0; byte < Math.ceil(width / 8); byte++) value += (bytes[at++] ?? 0) * 256 ** byte;
      for (let run = head / 2; run > 0 && values.length < count; run--) values.push(value);
      continue;
    }
    const packed = bytes.subarray(at, at + ((head - 1) / 2) * width);
    at += packed.length;
    for (let bit = 0; bit + width <= packed.length * 8 && values.length < count; bit += width) values.push(bitsAt(packed, bit, width));
    if (width === 0) for (let left = (head - 1) * 4; left > 0 && values.length < count; left--) values.push(0);
  }
  while (values.length < count) values.push(0);
  return values;
}

function bitsAt(bytes: Uint8Array, from: number, width: number): number {
  let value = 0;
  for (let done = 0; done < width; ) {
    const byte = bytes[(from + done) >> 3] ?? 0;
    const taken = Math.min(width - done, 8 - ((from + done) & 7));
    value += ((byte >> ((from + done) & 7)) & ((1 << taken) - 1)) * 2 ** done;
    done += taken;
  }
  return value;
}

/** Bytes of one plain value, by physical type; texts have a length before them. */
const PLAIN_BYTES: Readonly<Record<number, number>> = { 1: 4, 2: 8, 4: 4, 5: 8 };

function readPlain(bytes: Uint8Array, count: number, column: Column): Value[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (column.physical === 0) return Array.from({ length: count }, (_, at) => ((bytes[at >> 3] ?? 0) >> (at & 7)) & 1);
  if (column.physical === 6) return readTexts(view, count);
  const size = PLAIN_BYTES[column.physical];
  if (size === undefined) throw badInput(`The Parquet column "${column.name}" is of a type that is not read here.`);
  const numberOf = (at: number): number => {
    if (column.physical === 1) return view.getInt32(at, true);
    if (column.physical === 2) return Number(view.getBigInt64(at, true));
    return column.physical === 4 ? view.getFloat32(at, true) : view.getFloat64(at, true);
  };
  return Array.from({ length: count }, (_, at) => meaning(numberOf(at * size), column));
}

function meaning(value: number, { converted, scale }: Column): Value {
  if (converted === CONVERTED.date) return dateOf(value);
  return converted === CONVERTED.decimal ? value / 10 ** scale : value;
}

/** An ISO date; JavaScript's own writes years outside 0 to 9999 with a sign and six digits. */
const dateOf = (days: number): string => {
  const text = new Date(days * MILLISECONDS_A_DAY).toISOString();
  return text.slice(0, text.indexOf('T'));
};

function readTexts(view: DataView, count: number): string[] {
  const decoder = new TextDecoder();
  let at = 0;
  return Array.from({ length: count }, () => {
    const length = view.getUint32(at, true);
    const text = decoder.decode(new Uint8Array(view.buffer, view.byteOffset + at + 4, length));
    at += 4 + length;
    return text;
  });
}
