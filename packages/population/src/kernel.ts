import { MAIL_DOMAINS, slugOf } from './phone-and-mail.ts';
import { createMemory, type Memory } from './memory.ts';
import type { Model, NameOrder } from './model.ts';
import { AGES, type Seats } from './seats.ts';
import { putText } from './utf8.ts';

/** Where the kernel looks for its directory, and the tables in it: kernel/kernel.as.ts repeats them. */
const DIRECTORY = 64;
const TABLES = {
  ...{ prefix: 20, guide: 21, givenLists: 22, givenEntries: 23, familyLists: 24, familyEntries: 25, cityLists: 26, cityEntries: 27 },
  ...{ cityPlaces: 28, occupationLists: 29, occupationEntries: 30, band: 31, nationalities: 32, digits: 33, monthDays: 34 },
  ...{ givenCells: 35, familyCells: 36, domains: 37, phonePrefixes: 38, nameOrders: 39, wholeDegrees: 40 },
} as const;
type TableName = keyof typeof TABLES;

/** Rows of one batch at most. */
export const BATCH_ROWS = 8192;
/** The age of who is counted without a year. */
export const AGE_UNKNOWN = 255;
/** What is added to a whole number so that its bits stand in the lower ones of a float. */
const WHOLE_BITS = 2 ** 52;
const NATIONALITY_DRAWS = 4096;
const GUIDE_BLOCKS = 131_072;
const NAME_ORDERS: readonly NameOrder[] = ['given-first', 'family-first', 'family-solid'];

/** The columns of a batch, as they lie in the kernel's memory; the next batch overwrites them. */
export type Columns = {
  /** The index, by rank or by seat. */
  readonly seat: Float64Array;
  readonly group: Uint16Array;
  readonly age: Uint8Array;
  readonly cohort: Int32Array;
  readonly slot: Uint32Array;
  readonly given: Uint16Array;
  readonly family: Uint16Array;
  readonly city: Uint16Array;
  readonly occupation: Uint8Array;
  readonly nationality: Uint8Array;
  readonly gender: Uint8Array;
  /** Day of a leap year, from 0. */
  readonly day: Uint16Array;
  readonly birthYear: Int32Array;
  /** Ten-thousandths of a degree. */
  readonly latitude: Int32Array;
  readonly longitude: Int32Array;
  readonly phone: Uint32Array;
  /** Two words a row. */
  readonly key: Uint32Array;
  readonly sex: Uint8Array;
  readonly country: Uint8Array;
};

/** Columns as they lie one behind the other: kernel/kernel.as.ts repeats them. */
const COLUMN_KINDS = {
  ...{ seat: Float64Array, key: Uint32Array, cohort: Int32Array, slot: Uint32Array, birthYear: Int32Array, latitude: Int32Array },
  ...{ longitude: Int32Array, phone: Uint32Array, group: Uint16Array, given: Uint16Array, family: Uint16Array, city: Uint16Array },
  ...{ day: Uint16Array, age: Uint8Array, occupation: Uint8Array, nationality: Uint8Array, gender: Uint8Array, sex: Uint8Array },
  ...{ country: Uint8Array },
} as const;
export type ColumnName = keyof Columns;

/** Rows that the kernel writes together, each on a line of its own. */
export const LINES = 64;
/** What it keeps behind the columns: where its look-ups of 256 rows have come to, and where its lines end. */
const WORK_BYTES = 28 * 256 + 4 * LINES;

const FIRST_COLUMN = 256;
const { addresses: COLUMNS, end: COLUMNS_END } = layColumns();

function layColumns(): { addresses: Readonly<Record<ColumnName, number>>; end: number } {
  let end = FIRST_COLUMN;
  const addresses = Object.entries(COLUMN_KINDS).map(([name, Kind]) => {
    const at = end;
    end += lengthOf(name as ColumnName) * Kind.BYTES_PER_ELEMENT;
    return [name, at];
  });
  return { addresses: Object.fromEntries(addresses) as Record<ColumnName, number>, end };
}

function lengthOf(name: ColumnName): number {
  return BATCH_ROWS * (name === 'key' ? 2 : 1);
}

type Exports = {
  readonly configure: (shift: number, year: number, invented: number) => void;
  readonly setSeeds: (low: number, high: number, branchLow: number, branchHigh: number, branchYear: number) => void;
  readonly walk: (rows: number, first: number, step: number, size: number) => void;
  readonly decode: (rows: number) => void;
  readonly draw: (rows: number) => void;
  readonly drawExtras: (rows: number) => void;
  readonly rows: (from: number, to: number, program: number, steps: number, lines: number, stride: number, out: number) => number;
  readonly texts: (rows: number, step: number, lines: number, stride: number, out: number) => number;
  readonly indexes: (rows: number, out: number) => void;
  readonly days: (rows: number, out: number) => void;
};

/** The kernel with a model's tables and one batch in its memory. */
export type Kernel = Exports & {
  readonly memory: Memory;
  readonly columns: () => Columns;
  readonly addressOf: (name: ColumnName | TableName) => number;
  /** Lays out what texts need: names with their slugs, dates, digits. Once, when the first text is asked for. */
  readonly prepareTexts: () => void;
  /** Takes in the seats that `decode` is to look up; null where identities come from elsewhere. */
  readonly setSeats: (seats: Seats | null) => void;
};

/** @param module - kernel/kernel.wasm, compiled */
export function createKernel(module: WebAssembly.Module, model: Model): Kernel {
  const memory = createMemory(COLUMNS_END + WORK_BYTES);
  const instance = new WebAssembly.Instance(module, { env: { memory: memory.wasm } });
  const exports = instance.exports as unknown as Exports;
  const directory = (): Uint32Array => new Uint32Array(memory.wasm.buffer, DIRECTORY);
  const addressOf = (name: ColumnName | TableName): number =>
    name in COLUMNS ? COLUMNS[name as ColumnName] : (directory()[TABLES[name as TableName]] as number);
  const enter: Enter = (name, address) => {
    directory()[TABLES[name]] = address;
  };
  placeTables(model, memory, enter);
  const seatRoom = reserveSeats(model, memory, enter);
  let textsReady = false;
  let views = viewColumns(memory);
  return {
    ...exports,
    ...{ memory, addressOf },
    columns: () => {
      // Memory that grew lies elsewhere.
      if (views.seat.buffer !== memory.wasm.buffer) views = viewColumns(memory);
      return views;
    },
    prepareTexts: () => {
      if (!textsReady) placeTexts(model, memory, enter);
      textsReady = true;
    },
    setSeats: (seats) => {
      const shift = seats ? fillSeats(seats, memory, seatRoom) : 0;
      // The list of invented family names stands behind those of all groups.
      exports.configure(shift, seats?.year ?? 0, model.countries.length * 2);
    },
  };
}

type Enter = (name: TableName, address: number) => void;

function viewColumns(memory: Memory): Columns {
  const buffer = memory.wasm.buffer;
  const view = <K extends ColumnName>(name: K) => {
    const Kind = COLUMN_KINDS[name] as unknown as new (buffer: ArrayBufferLike, at: number, length: number) => Columns[K];
    return [name, new Kind(buffer, COLUMNS[name], lengthOf(name))] as const;
  };
  return Object.fromEntries((Object.keys(COLUMN_KINDS) as ColumnName[]).map(view)) as unknown as Columns;
}

function placeTables(model: Model, memory: Memory, enter: Enter): void {
  for (const name of ['given', 'family', 'city', 'occupation'] as const) {
    enter(`${name}Lists`, memory.place(model.u32(`${name}Lists`)));
    enter(`${name}Entries`, memory.place(model.u32(`${name}Entries`)));
  }
  enter('cityPlaces', memory.place(cityPlaces(model)));
  enter('band', memory.place(Uint8Array.from({ length: 256 }, (_, age) => bandOf(model, age))));
  enter('nationalities', memory.place(nationalities(model)));
  enter('nameOrders', memory.place(Uint8Array.from(model.countries, ({ nameOrder }) => NAME_ORDERS.indexOf(nameOrder))));
}

/** What is read of a city together lies together. */
function cityPlaces(model: Model): Int32Array {
  const [latitudes, longitudes, spreads] = [model.i32('cityLatitude'), model.i32('cityLongitude'), model.u16('citySpread')];
  const places = new Int32Array(latitudes.length * 4);
  for (let city = 0; city < latitudes.length; city++) {
    places[city * 4] = latitudes[city] as number;
    places[city * 4 + 1] = longitudes[city] as number;
    places[city * 4 + 2] = spreads[city] as number;
  }
  return places;
}

/** The band of an age; who has none is taken for an adult. */
function bandOf({ bandEnds }: Model, age: number): number {
  const counted = age === AGE_UNKNOWN ? (bandEnds[2] ?? 0) : age;
  const band = bandEnds.findIndex((end) => counted < end);
  return band === -1 ? bandEnds.length : band;
}

/** Countries by their part of the children of 1990, as a fair list to draw foreigners from. */
function nationalities(model: Model): Uint8Array {
  const years = model.i32('shareYears');
  const starts = model.u32('shareStarts').subarray(years.indexOf(1990) * model.countries.length);
  let country = 0;
  return Uint8Array.from({ length: NATIONALITY_DRAWS }, (_, draw) => {
    const part = ((draw + 0.5) / NATIONALITY_DRAWS) * 2 ** 32;
    while (country + 1 < model.countries.length && (starts[country + 1] as number) <= part) country++;
    return country;
  });
}

type SeatRoom = { readonly prefix: number; readonly guide: number };

function reserveSeats(model: Model, memory: Memory, enter: Enter): SeatRoom {
  const strata = model.countries.length * 2 * AGES;
  const prefix = memory.reserve((strata + 2) * 8);
  const guide = memory.reserve((GUIDE_BLOCKS + 2) * 2);
  enter('prefix', prefix);
  enter('guide', guide);
  return { prefix, guide };
}

/** Copies the seats of a year, as `decode` compares them, with a guide that tells for each block of seats where to begin to look. Answers the block's size, as a power of 2. */
function fillSeats({ prefix, size }: Seats, memory: Memory, room: SeatRoom): number {
  let shift = 0;
  while (size / 2 ** shift > GUIDE_BLOCKS) shift++;
  const placed = new Float64Array(memory.wasm.buffer, room.prefix, prefix.length + 1);
  for (let stratum = 0; stratum < prefix.length; stratum++) placed[stratum] = (prefix[stratum] as number) + WHOLE_BITS;
  placed[prefix.length] = 2 * WHOLE_BITS;
  const guide = new Uint16Array(memory.wasm.buffer, room.guide, Math.ceil(size / 2 ** shift) + 1);
  let stratum = 0;
  for (let block = 0; block < guide.length; block++) {
    while (stratum < prefix.length - 2 && (prefix[stratum + 1] as number) <= block * 2 ** shift) stratum++;
    guide[block] = stratum;
  }
  return shift;
}

function placeTexts(model: Model, memory: Memory, enter: Enter): void {
  enter('digits', memory.place(fourDigits()));
  enter('monthDays', memory.place(monthDays()));
  enter('givenCells', placeNames(memory, model.u8('givenNames')));
  enter('familyCells', placeNames(memory, model.u8('familyNames')));
  enter('domains', placeShort(memory, MAIL_DOMAINS));
  enter('wholeDegrees', placeShort(memory, wholeDegrees()));
  const prefixes = placeShort(
    memory,
    model.countries.map(({ phone }) => phone.prefix),
  );
  const bytes = memory.bytes();
  for (const [at, { phone }] of model.countries.entries()) bytes[prefixes + at * SHORT_BYTES + LONGEST_SHORT] = phone.digits;
  enter('phonePrefixes', prefixes);
}

const [encoder, decoder] = [new TextEncoder(), new TextDecoder()];

/** What the kernel may read beyond the end of a text. */
const COPIED_AT_ONCE = 32;

const SHORT_BYTES = 16;
/** Bytes that a short text has at most: the byte behind them is left free, and the last holds the length. */
export const LONGEST_SHORT = 14;

/** Short texts, each in sixteen bytes: one look-up less than by an address. Answers where they begin. */
export function placeShort(memory: Memory, texts: readonly string[]): number {
  const bytes = new Uint8Array(texts.length * SHORT_BYTES);
  for (const [at, text] of texts.entries()) {
    const end = (at + 1) * SHORT_BYTES;
    bytes[end - 1] = encoder.encodeInto(text, bytes.subarray(end - SHORT_BYTES, end - SHORT_BYTES + LONGEST_SHORT)).written;
  }
  return memory.place(bytes);
}

/** Texts, and for each its address and length. Answers where those begin. */
export function placeCells(memory: Memory, texts: readonly string[]): number {
  const cells = memory.reserve(texts.length * 8);
  const at = memory.reserve(texts.reduce((sum, text) => sum + text.length * 3, COPIED_AT_ONCE));
  const bytes = memory.bytes();
  const words = new Uint32Array(bytes.buffer, cells);
  let end = at;
  for (const [number, text] of texts.entries()) {
    const written = putText(text, bytes, end);
    words.set([end, written], number * 2);
    end += written;
  }
  return cells;
}

/** In ASCII; the bit makes a capital letter a small one. */
const [NEWLINE, LOWER, FIRST_LETTER, LAST_LETTER] = [10, 32, 97, 122];

/**
 * Names as they lie in the model, one a line, each followed by its slug; and for each its address and the two lengths. Letter by letter:
 * sixty thousand strings would stay in memory for longer than it takes to write people.
 */
function placeNames(memory: Memory, names: Uint8Array): number {
  let count = 1;
  for (let at = 0; at < names.length; at++) if (names[at] === NEWLINE) count++;
  const cells = memory.reserve(count * 8);
  // A slug has no more letters than its name, but for the one that stands for none.
  let end = memory.reserve(names.length * 2 + count + COPIED_AT_ONCE);
  const bytes = memory.bytes();
  const words = new Uint32Array(bytes.buffer, cells, count * 2);
  let at = 0;
  for (let number = 0; number < count; number++) {
    const start = end;
    while (at < names.length && names[at] !== NEWLINE) bytes[end++] = names[at++] as number;
    at++;
    const slug = putSlug(bytes, start, end);
    words[number * 2] = start;
    words[number * 2 + 1] = (end - start) | (slug << 16);
    end += slug;
  }
  return cells;
}

/** Writes the slug of the name from `start` to `end` behind it. Answers its length. */
function putSlug(bytes: Uint8Array, start: number, end: number): number {
  for (let at = start; at < end; at++) {
    const lower = (bytes[at] as number) | LOWER;
    if (lower < FIRST_LETTER || lower > LAST_LETTER) return putText(slugOf(decoder.decode(bytes.subarray(start, end))), bytes, end);
    bytes[at + end - start] = lower;
  }
  return end - start;
}

function fourDigits(): Uint32Array {
  return Uint32Array.from({ length: 10_000 }, (_, value) => {
    const text = String(value).padStart(4, '0');
    return text.charCodeAt(0) | (text.charCodeAt(1) << 8) | (text.charCodeAt(2) << 16) | (text.charCodeAt(3) << 24);
  });
}

/** What stands before the decimals of a coordinate: of those from 0 to 180, then of those below zero. */
function wholeDegrees(): string[] {
  return ['', '-'].flatMap((sign) => Array.from({ length: 181 }, (_, degrees) => `${sign}${degrees}.`));
}

/** `-MM-DD` of every day of a leap year, in eight bytes each. */
function monthDays(): Uint8Array {
  const bytes = new Uint8Array(366 * 8);
  for (let day = 0; day < 366; day++) bytes.set(encoder.encode(new Date(Date.UTC(2000, 0, day + 1)).toISOString().slice(4, 10)), day * 8);
  return bytes;
}
