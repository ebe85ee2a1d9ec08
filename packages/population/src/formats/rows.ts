import type { Field, KernelCell, Value } from '../fields.ts';
import { type ColumnName, LINES, LONGEST_SHORT, placeCells, placeShort } from '../kernel.ts';
import type { Memory } from '../memory.ts';
import type { Batch, Population } from '../population.ts';
import { csvFormat, type TextFormat } from './text-format.ts';

/** Kinds of cells, and what a step is made of: kernel/kernel.as.ts repeats them. */
const KINDS = {
  ...{ byU8: 0, byU16: 1, short: 2, byRow: 3, index: 4, year: 5, date: 6, degrees: 7, email: 8, phone: 9, name: 10, nothing: 11, fill: 12 },
} as const;
const STEP_BYTES = 48;
const CELLS_WORD = 3;
const TEXT_BEFORE = 16;
const LONGEST_BEFORE = STEP_BYTES - TEXT_BEFORE;

/** The most bytes that a batch of rows is written to at once. */
const OUT_BYTES = 2 ** 21;
/** What a copy may write beyond the end of a text; and what stands before a cell. */
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
  /** Rows of a batch at most: texts made outside are in memory together. */
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
  const steps = createSteps(population, fields, format, widths);
  const program = kernel.memory.place(programOf(steps));
  const out = kernel.memory.reserve(OUT_BYTES + SLACK);
  const [madeRoom, lineRoom] = [createRoom(kernel.memory), createRoom(kernel.memory)];
  const made = steps.flatMap(({ kind, field, width }, at) =>
    kind === KINDS.byRow && field ? [{ field, width, step: program + at * STEP_BYTES }] : [],
  );
  const madeBytes = made.reduce((sum, { field }) => sum + Math.max(PLAIN_CELL, field.width * 3), 0);
  const kernelBytes = steps.reduce((sum, { most, width }) => sum + Math.max(most, width) + SLACK, SLACK);
  function* write(batch: Batch): Generator<Uint8Array<ArrayBuffer>> {
    const texts = made.map(({ field, step, width }) => ({ step, width, texts: textsOf(batch, field, format) }));
    const stride = strideOf(kernelBytes + placeMade(kernel.memory, madeRoom, texts));
    const lines = lineRoom(LINES * stride);
    const rowsAtOnce = Math.floor(OUT_BYTES / stride);
    for (let from = 0; from < batch.count; from += rowsAtOnce) {
      const end = kernel.rows(from, Math.min(batch.count, from + rowsAtOnce), program, steps.length, lines, stride, out);
      yield kernel.memory.bytes().subarray(out, end);
    }
  }
  return {
    ...{ head: encoder.encode(format.head(fields)), foot: encoder.encode(format.foot), skipFirst: format.skipFirst, write },
    extras: made.length > 0 || fields.some(({ name }) => name === 'gender'),
    batchRows: madeBytes > 400 ? 256 : 8192,
  };
}

/** The bytes of the longest of many cells. */
export const longestCell = (values: readonly Value[], cell: TextFormat['cell']): number =>
  values.reduce<number>((longest, value) => Math.max(longest, encoder.encode(cell(value)).length), 0);

/** Where `texts` puts out what it makes: lines of so many bytes for the texts under way, and room for those of a batch. */
export type TextRoom = { readonly lines: number; readonly stride: number; readonly out: number };

/** @param rows - of a batch at most */
export function placeTextRoom({ kernel: { memory } }: Population, rows: number): TextRoom {
  const most = LONGEST_NAME * 2 + SLACK;
  const stride = strideOf(most);
  return { stride, lines: memory.reserve(LINES * stride), out: memory.reserve(rows * most) };
}

/** The step of one field alone, for `texts`. */
export function placeStep(population: Population, field: Field): number {
  population.kernel.prepareTexts();
  return population.kernel.memory.place(programOf([{ ...NOTHING, ...cellOf(population, field, csvFormat()) }]));
}

/** Bytes from one line to the next, so that neighbours do not meet in the processor's cache: an odd number of its lines of 64. */
const strideOf = (bytes: number): number => Math.ceil(bytes / 128) * 128 + 64;

/** What stands in a column; `most`: the bytes that a cell never exceeds, 0 for texts made outside, which are measured. */
type Cell = { readonly kind: number; readonly column: number; readonly cells: number; readonly most: number };
/** One step of the kernel's program; `width` is 0 where cells are as long as their texts. */
type Step = Cell & { readonly before: string; readonly field?: Field; readonly width: number };

const NOTHING: Cell & Pick<Step, 'before' | 'width'> = { kind: KINDS.nothing, column: 0, cells: 0, most: 0, before: '', width: 0 };

function createSteps(population: Population, fields: readonly Field[], format: TextFormat, widths?: readonly number[]): Step[] {
  let [closes, place] = [false, 0];
  const steps = fields.flatMap((field, at): Step[] => {
    const opens = format.quotes && field.kernel !== undefined && QUOTED.includes(field.kernel.kind);
    const before = format.before(field, at, { closes, opens });
    closes = opens;
    const width = widths?.[at] ?? 0;
    const step = { ...cellOf(population, field, format), before, field, width };
    if (!widths) return [step];
    place += before.length + width;
    return [step, { ...NOTHING, kind: KINDS.fill, column: place }];
  });
  return [...steps, { ...NOTHING, before: format.end(closes) }];
}

function cellOf(population: Population, field: Field, format: TextFormat): Cell {
  const { kernel, setting } = population;
  const cell = field.kernel;
  if (!cell) return { ...NOTHING, kind: KINDS.byRow };
  if (cell.kind === 'dictionary') {
    const dictionary = placeDictionary(population, `${field.name}, ${format.cells}`, cell.column, () =>
      cell.texts(setting).map(format.cell),
    );
    return { ...dictionary, column: kernel.addressOf(cell.column) };
  }
  if (cell.kind === 'names') {
    const cells = kernel.addressOf(cell.column === 'given' ? 'givenCells' : 'familyCells');
    return { kind: KINDS.byU16, column: kernel.addressOf(cell.column), cells, most: LONGEST_NAME };
  }
  const column = 'column' in cell ? kernel.addressOf(cell.column) : 0;
  const most = cell.kind === 'name' || cell.kind === 'email' ? LONGEST_NAME * 2 + PLAIN_CELL : PLAIN_CELL;
  return { kind: KINDS[cell.kind], column, cells: 0, most };
}

type Dictionary = Pick<Cell, 'kind' | 'cells' | 'most'>;

/** Dictionaries in the memory of a kernel: one that looks the same is not placed twice. */
const placed = new WeakMap<Population, Map<string, Dictionary>>();

function placeDictionary(population: Population, name: string, column: ColumnName, make: () => readonly string[]): Dictionary {
  const known = placed.get(population) ?? new Map<string, Dictionary>();
  placed.set(population, known);
  const found = known.get(name);
  if (found) return found;
  const { memory, columns } = population.kernel;
  const texts = make();
  const most = texts.reduce((longest, text) => Math.max(longest, text.length * 3), 0);
  const wide = columns()[column].BYTES_PER_ELEMENT === 2;
  const isShort = !wide && texts.every((text) => encoder.encode(text).length <= LONGEST_SHORT);
  const dictionary = isShort
    ? { kind: KINDS.short, cells: placeShort(memory, texts), most }
    : { kind: wide ? KINDS.byU16 : KINDS.byU8, cells: placeCells(memory, texts), most };
  known.set(name, dictionary);
  return dictionary;
}

function programOf(steps: readonly Step[]): Uint8Array {
  const bytes = new Uint8Array(steps.length * STEP_BYTES);
  const words = new Uint32Array(bytes.buffer);
  for (const [at, { kind, column, cells, before }] of steps.entries()) {
    if (before.length > LONGEST_BEFORE) throw new RangeError(`"${before}" is too long to stand before a cell.`);
    const { written } = encoder.encodeInto(before, bytes.subarray(at * STEP_BYTES + TEXT_BEFORE));
    words.set([kind, written, column, cells], (at * STEP_BYTES) / 4);
  }
  return bytes;
}

const textsOf = (batch: Batch, field: Field, format: TextFormat): string[] =>
  Array.from({ length: batch.count }, (_, at) => format.cell(field.valueFor(batch.row(at))));

/** Room for one batch, used again for the next. */
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

type Made = { readonly step: number; readonly width: number; readonly texts: readonly string[] };

/** Texts that are made outside: for each row an address and a length, then the texts one after the other. Answers the bytes of a row at most. */
function placeMade(memory: Memory, room: Room, made: readonly Made[]): number {
  if (made.length === 0) return 0;
  const all = made.map(({ texts }) => texts.length * 8 + texts.reduce((sum, text) => sum + text.length * 3, SLACK));
  let at = room(all.reduce((sum, size) => sum + size, 0));
  const bytes = memory.bytes();
  const words = new Uint32Array(bytes.buffer);
  let most = 0;
  for (const { step, width, texts } of made) {
    let longest = 0;
    const cells = at;
    words[step / 4 + CELLS_WORD] = cells;
    at += texts.length * 8;
    for (const [row, text] of texts.entries()) {
      const { written } = encoder.encodeInto(text, bytes.subarray(at));
      words.set([at, width > 0 && written > width ? wholeLetters(bytes, at, width) : written], cells / 4 + row * 2);
      at += written;
      longest = Math.max(longest, written);
    }
    at = (at + 7) & ~7;
    most += longest;
  }
  return most;
}

/** How many of so many bytes hold whole letters: a letter of UTF-8 is never cut. */
export function wholeLetters(bytes: Uint8Array, start: number, limit: number): number {
  let length = limit;
  while (length > 0 && ((bytes[start + length] as number) & 0xc0) === 0x80) length--;
  return length;
}
