import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync, zstdDecompressSync } from 'node:zlib';
import { badInput, PopulationError, runFailed } from '../errors.ts';
import type { Value } from '../fields.ts';
import { readCsv } from '../formats/csv-reader.ts';
import { type Decompress, readParquet } from '../formats/parquet-reader.ts';
import { unpackSnappy } from '../formats/snappy.ts';

/** A row of a file by the names of its columns, and its number: the line of a text, or the place in a table, from 1. */
export type TableRow = { readonly number: number; readonly values: Readonly<Record<string, Value>> };

const PIECE = 2 ** 18;

/** The text of a file, piece by piece; letters are never cut. @throws PopulationError for a file that cannot be read */
export function* readText(file: string): Generator<string> {
  const open = openFile(file);
  const decoder = new TextDecoder();
  const piece = new Uint8Array(PIECE);
  try {
    for (let read = readSync(open, piece); read > 0; read = readSync(open, piece))
      yield decoder.decode(checkUtf8(file, piece.subarray(0, read)), { stream: true });
    yield decoder.decode();
  } finally {
    closeSync(open);
  }
}

/** Pairs of bytes with a mark before them: what spreadsheets call "Unicode text". */
function checkUtf8(file: string, piece: Uint8Array): Uint8Array {
  const [first = 0, second = 0] = piece;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) throw badInput(`${file} is UTF-16. Save it as UTF-8.`);
  return piece;
}

function openFile(file: string): number {
  try {
    return openSync(file, 'r');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') throw badInput(`There is no file ${file}.`, error);
    throw runFailed(`${file} cannot be read: ${message}.`, error);
  }
}

/** The rows of a file, by the ending of its name: `.csv`, `.json`, `.jsonl` or `.parquet`. @throws PopulationError for a broken file */
export function* readTable(file: string): Generator<TableRow> {
  const kind = path.extname(file).toLowerCase();
  if (kind === '.parquet') yield* numbered(readParquetFile(file));
  else if (kind === '.jsonl' || kind === '.ndjson') yield* readJsonLines(file);
  else if (kind === '.json') yield* numbered(readJson(file));
  else if (kind === '.csv') yield* readCsvTable(file);
  else if (kind === '.xlsx') throw badInput(`${file}: Excel files are written here, and not read. Save it as CSV.`);
  else throw badInput(`${file} ends in none of .csv, .json, .jsonl and .parquet, so its format is not known.`);
}

function* numbered(rows: Iterable<Readonly<Record<string, Value>>>): Generator<TableRow> {
  let number = 0;
  for (const values of rows) yield { number: ++number, values };
}

function* readCsvTable(file: string): Generator<TableRow> {
  let names: string[] | undefined;
  for (const { line, cells } of readCsv(readText(file))) {
    if (!names) {
      names = cells;
      continue;
    }
    if (cells.length === 1 && cells[0] === '') continue; // a line with nothing in it
    if (cells.length !== names.length)
      throw badInput(`${file} is broken in line ${line}: ${cells.length} cells where the head has ${names.length}.`);
    yield { number: line, values: Object.fromEntries(names.map((name, at) => [name, cells[at] === '' ? null : (cells[at] as string)])) };
  }
  if (!names) throw badInput(`${file} is empty.`);
}

function* readJsonLines(file: string): Generator<TableRow> {
  let [rest, number] = ['', 0];
  for (const piece of readText(file)) {
    const lines = (rest + piece).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      number++;
      if (line.trim() !== '') yield { number, values: parseObject(line, `${file}, line ${number}`) };
    }
  }
  if (rest.trim() !== '') yield { number: number + 1, values: parseObject(rest, `${file}, line ${number + 1}`) };
}

/** One array of objects; a file of this format is held in memory whole. */
function readJson(file: string): readonly Readonly<Record<string, Value>>[] {
  const found = parseJson([...readText(file)].join(''), file);
  if (!Array.isArray(found)) throw badInput(`${file} is not an array of people.`);
  return found as Record<string, Value>[];
}

function parseObject(text: string, where: string): Readonly<Record<string, Value>> {
  const found = parseJson(text, where);
  if (found === null || typeof found !== 'object' || Array.isArray(found)) throw badInput(`${where}: not an object.`);
  return found as Record<string, Value>;
}

function parseJson(text: string, where: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw badInput(`${where} is no JSON: ${(cause as Error).message}.`, cause);
  }
}

function* readParquetFile(file: string): Generator<Record<string, Value>> {
  const open = openFile(file);
  const read = (from: number, length: number): Uint8Array => {
    const bytes = new Uint8Array(length);
    readSync(open, bytes, 0, length, from);
    return bytes;
  };
  try {
    yield* readParquet({ size: fstatSync(open).size, read }, decompress);
  } catch (error) {
    if (error instanceof PopulationError) throw error;
    throw badInput(`${file} is damaged: ${(error as Error).message}.`, error);
  } finally {
    closeSync(open);
  }
}

const decompress: Decompress = (codec, packed) => {
  if (codec === 0) return packed;
  if (codec === 1) return unpackSnappy(packed);
  if (codec === 2) return gunzipSync(packed);
  if (codec === 6) return zstdDecompressSync(packed);
  throw badInput(`The Parquet file is packed by codec ${codec}; none, Snappy, gzip and Zstandard are read.`);
};
