import type { Field, KernelCell, Value } from '../fields.ts';
import { placeCells } from '../kernel.ts';
import type { Memory } from '../memory.ts';
import type { Batch, Population } from '../population.ts';
import { csvFormat, type TextFormat } from './text-format.ts';

/** Kinds of cells, and the size of a step: kernel/kernel.as.ts repeats them. */
const KINDS = { byU8: 0, byU16: 1, byRow: 2, whole: 3, year: 4, date: 5, degrees: 6, email: 7, phone: 8, name: 9, nothing: 10 };
const STEP_WORDS = 8;
const WIDTH_WORD = 3;
const CELLS_WORD = 5;

/** The most bytes that a batch of rows is written to at once. */
const OUT_BYTES = 2 ** 21;
/** What a copy may write beyond the end of a text. */
const SLACK = 64;
/** Bytes that no row of kernel cells exceeds, but for its dictionaries. */
const PLAIN_CELL = 32;

/** Bytes that no given or family name exceeds; a test holds the model to it. */
export const LONGEST_NAME = 256;

/** Fields whose cells the kernel puts together, and JSON quotes. */
const QUOTED: readonly KernelCell['kind'][] = ['date', 'email', 'phone', 'name', 'names'];

/** Writes batches of a population in one format. */
export type RowWriter = {
  readonly head: Uint8Array;
  readonly foot: Uint8Array;
  /** Bytes of a file's first row that are left out. */
  readonly skipFirst: number;
  /** Whether batches need the fields that are made outside of the kernel. */
  readonly extras: boolean;
  /** Rows of a batch at most, so that texts made outside fit. */
  readonly batchRows: number;
  /** The bytes of a batch, in pieces that are overwritten by the next one. */
  readonly write: (batch: Batch) => Generator<Uint8Array<ArrayBuffer>>;
};

const encoder = new TextEncoder();

/** The kernel's program for these fields. @param widths - bytes of each column, for the fixed format */
export function createRowWriter(
  population: Population,
  fields: readonly Field[],
  format: TextFormat,
  widths?: readonly number[],
): RowWriter {
  const { kernel } = population;
  kernel.prepareTexts();
  const steps = fields.map((field) => createStep(population, field, format));
  const program = placeProgram(kernel.memory, fields, steps, format, widths);
  const out = kernel.memory.reserve(OUT_BYTES + SLACK);
  const room = createRoom(kernel.memory);
  const made = steps.flatMap((step, at) =>
    step.kind === KINDS.byRow ? [{ field: fields[at] as Field, step: program + at * STEP_WORDS * 4 }] : [],
  );
  const madeBytes = made.reduce((sum, { field }) => sum + Math.max(PLAIN_CELL, field.width * 3), 0);
  const rowBytes = madeBytes + steps.reduce((sum, step) => sum + step.most + SLACK, SLACK);
  const rowsAtOnce = Math.max(1, Math.floor(OUT_BYTES / rowBytes));
  function* write(batch: Batch): Generator<Uint8Array<ArrayBuffer>> {
    placeMade(
      kernel.memory,
      room,
      made.map(({ field, step }) => ({ step, texts: textsOf(batch, field, format) })),
    );
    for (let from = 0; from < batch.count; from += rowsAtOnce) {
      const end = kernel.rows(from, Math.min(batch.count, from + rowsAtOnce), program, steps.length + 1, out);
      yield kernel.memory.bytes().subarray(out, end);
    }
  }
  return {
    ...{ head: encoder.encode(format.head(fields)), foot: encoder.encode(format.foot), skipFirst: format.skipFirst, write },
    extras: made.length > 0 || fields.some(({ name }) => name === 'gender'),
    batchRows: madeBytes > 400 ? 1024 : 8192,
  };
}

/** The bytes of the longest of many cells. */
export const longestCell = (values: readonly Value[], cell: TextFormat['cell']): number =>
  values.reduce<number>((longest, value) => Math.max(longest, encoder.encode(cell(value)).length), 0);

/** The step of one field alone, for `texts`, and room for what it puts out. */
export function placeStep(population: Population, field: Field): { step: number; out: number } {
  const { memory } = population.kernel;
  const { kind, column, cells } = createStep(population, field, csvFormat());
  return { step: memory.place(Uint32Array.of(kind, 0, 0, 0, column, cells, 0, 0)), out: memory.reserve(OUT_BYTES + SLACK) };
}

/** A cell of the program; `most`: the bytes that it never exceeds. */
type Step = { readonly kind: number; readonly column: number; readonly cells: number; readonly most: number; readonly opens: boolean };

function createStep(population: Population, field: Field, format: TextFormat): Step {
  const { kernel, setting } = population;
  const cell = field.kernel;
  const opens = format.quotes && cell !== undefined && QUOTED.includes(cell.kind);
  const plain = { column: 0, cells: 0, most: Math.max(PLAIN_CELL, field.width * 2), opens };
  if (!cell) return { ...plain, kind: KINDS.byRow };
  if (cell.kind === 'dictionary') {
    const wide = kernel.columns()[cell.column].BYTES_PER_ELEMENT === 2;
    const { cells, most } = placeDictionary(population, `${field.name}, ${format.cells}`, () => cell.texts(setting).map(format.cell));
    return { ...plain, kind: wide ? KINDS.byU16 : KINDS.byU8, column: kernel.addressOf(cell.column), cells, most };
  }
  if (cell.kind === 'names') {
    const cells = kernel.addressOf(cell.column === 'given' ? 'givenCells' : 'familyCells');
    return { ...plain, kind: KINDS.byU16, column: kernel.addressOf(cell.column), cells, most: LONGEST_NAME };
  }
  const column = 'column' in cell ? kernel.addressOf(cell.column) : 0;
  return { ...plain, kind: KINDS[cell.kind], column, most: cell.kind === 'name' || cell.kind === 'email' ? LONGEST_NAME * 2 : PLAIN_CELL };
}

type Dictionary = { readonly cells: number; readonly most: number };

/** Dictionaries in the memory of a kernel: one that looks the same is not placed twice. */
const placed = new WeakMap<Population, Map<string, Dictionary>>();

function placeDictionary(population: Population, name: string, make: () => readonly string[]): Dictionary {
  const known = placed.get(population) ?? new Map<string, Dictionary>();
  placed.set(population, known);
  const found = known.get(name);
  if (found) return found;
  const texts = make();
  const cells = placeCells(population.kernel.memory, texts);
  const dictionary = { cells, most: texts.reduce((longest, text) => Math.max(longest, text.length * 3), 0) };
  known.set(name, dictionary);
  return dictionary;
}

function placeProgram(
  memory: Memory,
  fields: readonly Field[],
  steps: readonly Step[],
  format: TextFormat,
  widths?: readonly number[],
): number {
  const words = new Uint32Array((steps.length + 1) * STEP_WORDS);
  const literal = (text: string): [number, number] => {
    const bytes = encoder.encode(text);
    return [memory.place(new Uint8Array([...bytes, ...new Uint8Array(16)])), bytes.length];
  };
  for (const [at, { kind, column, cells, opens }] of steps.entries()) {
    const [address, length] = literal(format.before(fields[at] as Field, at, { closes: steps[at - 1]?.opens ?? false, opens }));
    words.set([kind, address, length, widths?.[at] ?? 0, column, cells], at * STEP_WORDS);
  }
  const [address, length] = literal(format.end(steps.at(-1)?.opens ?? false));
  words.set([KINDS.nothing, address, length], steps.length * STEP_WORDS);
  return memory.place(words);
}

const textsOf = (batch: Batch, field: Field, format: TextFormat): string[] =>
  Array.from({ length: batch.count }, (_, at) => format.cell(field.valueFor(batch.row(at))));

/** Room for the texts of one batch, used again for the next. */
type Room = (bytes: number) => number;

function createRoom(memory: Memory): Room {
  let [at, size] = [0, 0];
  return (bytes) => {
    if (bytes > size) {
      size = bytes * 2;
      at = memory.reserve(size);
    }
    return at;
  };
}

type Made = { readonly step: number; readonly texts: readonly string[] };

/** Texts that are made outside: for each row an address and a length, then the texts one after the other. */
function placeMade(memory: Memory, room: Room, made: readonly Made[]): void {
  if (made.length === 0) return;
  const all = made.map(({ texts }) => texts.length * 8 + texts.reduce((sum, text) => sum + text.length * 3, SLACK));
  let at = room(all.reduce((sum, size) => sum + size, 0));
  const bytes = memory.bytes();
  const words = new Uint32Array(bytes.buffer);
  for (const { step, texts } of made) {
    const width = words[step / 4 + WIDTH_WORD] as number;
    const cells = at;
    words[step / 4 + CELLS_WORD] = cells;
    at += texts.length * 8;
    for (const [row, text] of texts.entries()) {
      const { written } = encoder.encodeInto(text, bytes.subarray(at));
      words.set([at, width > 0 && written > width ? wholeLetters(bytes, at, width) : written], cells / 4 + row * 2);
      at += written;
    }
    at = (at + 7) & ~7;
  }
}

/** How many of so many bytes hold whole letters: a letter of UTF-8 is never cut. */
export function wholeLetters(bytes: Uint8Array, start: number, limit: number): number {
  let length = limit;
  while (length > 0 && ((bytes[start + length] as number) & 0xc0) === 0x80) length--;
  return length;
}
