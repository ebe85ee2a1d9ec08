import { MAIL_DOMAINS, slugOf } from './phone-and-mail.ts';
import { createMemory, type Memory } from './memory.ts';
import type { Model, NameOrder } from './model.ts';
import { AGES, type Seats } from './seats.ts';

/** Where the kernel looks for its directory, and the places in it: kernel/kernel.as.ts repeats them. */
const DIRECTORY = 64;
const DIRECTORY_END = 256;
const PLACES = {
  ...{ seat: 0, group: 1, age: 2, cohort: 3, slot: 4, given: 5, family: 6, city: 7, occupation: 8, nationality: 9, gender: 10, day: 11 },
  ...{ birthYear: 12, latitude: 13, longitude: 14, phone: 15, key: 16, sex: 17, country: 18 },
  ...{ prefix: 20, guide: 21, givenLists: 22, givenEntries: 23, familyLists: 24, familyEntries: 25, cityLists: 26, cityEntries: 27 },
  ...{ cityPlaces: 28, occupationLists: 29, occupationEntries: 30, band: 31, nationalities: 32, digits: 33, monthDays: 34 },
  ...{ givenCells: 35, familyCells: 36, domainCells: 37, phoneCells: 38, nameOrders: 39, scratch: 40 },
} as const;

/** Rows of one batch at most. */
export const BATCH_ROWS = 8192;
/** The age of who is counted without a year. */
export const AGE_UNKNOWN = 255;
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

const COLUMN_KINDS = {
  ...{ seat: Float64Array, group: Uint16Array, age: Uint8Array, cohort: Int32Array, slot: Uint32Array, given: Uint16Array },
  ...{ family: Uint16Array, city: Uint16Array, occupation: Uint8Array, nationality: Uint8Array, gender: Uint8Array, day: Uint16Array },
  ...{ birthYear: Int32Array, latitude: Int32Array, longitude: Int32Array, phone: Uint32Array, key: Uint32Array, sex: Uint8Array },
  ...{ country: Uint8Array },
} as const;
export type ColumnName = keyof Columns;

type Exports = {
  readonly configure: (shift: number, year: number, invented: number) => void;
  readonly setSeeds: (low: number, high: number, branchLow: number, branchHigh: number, branchYear: number) => void;
  readonly decode: (rows: number) => void;
  readonly draw: (rows: number) => void;
  readonly drawExtras: (rows: number) => void;
  readonly rows: (from: number, to: number, program: number, steps: number, out: number) => number;
  readonly texts: (rows: number, step: number, out: number) => number;
};

/** The kernel with a model's tables and one batch in its memory. */
export type Kernel = Exports & {
  readonly memory: Memory;
  readonly columns: () => Columns;
  readonly addressOf: (name: keyof typeof PLACES) => number;
  /** Lays out what texts need: names with their slugs, dates, digits. Once, when the first text is asked for. */
  readonly prepareTexts: () => void;
  /** Takes in the seats that `decode` is to look up; null where identities come from elsewhere. */
  readonly setSeats: (seats: Seats | null) => void;
};

/** @param module - kernel/kernel.wasm, compiled */
export function createKernel(module: WebAssembly.Module, model: Model): Kernel {
  const memory = createMemory(DIRECTORY_END);
  const instance = new WebAssembly.Instance(module, { env: { memory: memory.wasm } });
  const exports = instance.exports as unknown as Exports;
  const addressOf = (name: keyof typeof PLACES): number => new Uint32Array(memory.wasm.buffer)[DIRECTORY / 4 + PLACES[name]] as number;
  const enter = (name: keyof typeof PLACES, address: number): void => {
    new Uint32Array(memory.wasm.buffer)[DIRECTORY / 4 + PLACES[name]] = address;
  };
  for (const [name, Kind] of Object.entries(COLUMN_KINDS)) {
    const perRow = name === 'key' ? 2 : 1;
    enter(name as ColumnName, memory.reserve(BATCH_ROWS * perRow * Kind.BYTES_PER_ELEMENT));
  }
  placeTables(model, memory, enter);
  const seatRoom = reserveSeats(model, memory, enter);
  let textsReady = false;
  let views = viewColumns(memory, addressOf);
  return {
    ...exports,
    ...{ memory, addressOf },
    columns: () => {
      // Memory that grew lies elsewhere.
      if (views.seat.buffer !== memory.wasm.buffer) views = viewColumns(memory, addressOf);
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

type Enter = (name: keyof typeof PLACES, address: number) => void;

function viewColumns(memory: Memory, addressOf: (name: keyof typeof PLACES) => number): Columns {
  const buffer = memory.wasm.buffer;
  const view = <K extends ColumnName>(name: K) => {
    const Kind = COLUMN_KINDS[name] as unknown as new (buffer: ArrayBufferLike, at: number, length: number) => Columns[K];
    return [name, new Kind(buffer, addressOf(name), BATCH_ROWS * (name === 'key' ? 2 : 1))] as const;
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
  enter('scratch', memory.reserve(64));
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

/** Copies the seats of a year, with a guide that tells for each block of seats where to begin to look. Answers the block's size, as a power of 2. */
function fillSeats({ prefix, size }: Seats, memory: Memory, room: SeatRoom): number {
  let shift = 0;
  while (size / 2 ** shift > GUIDE_BLOCKS) shift++;
  const placed = new Float64Array(memory.wasm.buffer, room.prefix, prefix.length + 1);
  placed.set(prefix);
  placed[prefix.length] = Number.MAX_SAFE_INTEGER;
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
  enter('givenCells', placeCells(memory, model.texts('givenNames'), slugOf));
  enter('familyCells', placeCells(memory, model.texts('familyNames'), slugOf));
  enter('domainCells', placeCells(memory, MAIL_DOMAINS));
  const prefixes = model.countries.map(({ phone }) => phone.prefix);
  const phones = placeCells(memory, prefixes);
  const lengths = new Uint16Array(memory.wasm.buffer);
  for (const [at, { phone }] of model.countries.entries()) lengths[(phones + at * 8 + 6) / 2] = phone.digits;
  enter('phoneCells', phones);
}

const encoder = new TextEncoder();

/** What the kernel may read beyond the end of a text. */
const COPIED_AT_ONCE = 32;

/** Texts, each followed by its slug, and for each the address and the two lengths. Answers where those begin. */
export function placeCells(memory: Memory, texts: readonly string[], slug: (text: string) => string = () => ''): number {
  const cells = memory.reserve(texts.length * 8);
  // A letter takes three bytes at most, and a slug no more letters than its text, but for the one that stands for none.
  const room = texts.reduce((sum, text) => sum + text.length * 4 + 1, 0);
  const at = memory.reserve(room + COPIED_AT_ONCE);
  const bytes = memory.bytes();
  const words = new Uint32Array(bytes.buffer);
  let end = at;
  for (let number = 0; number < texts.length; number++) {
    const text = texts[number] as string;
    const letters = slug(text);
    const written = putText(text, bytes, end);
    words[cells / 4 + number * 2] = end;
    words[cells / 4 + number * 2 + 1] = written | (letters.length << 16);
    end += written;
    end += putText(letters, bytes, end);
  }
  return cells;
}

/** Writes a text as UTF-8; most are short and plain, which a loop does faster than the encoder. Answers how many bytes it took. */
function putText(text: string, bytes: Uint8Array, at: number): number {
  for (let letter = 0; letter < text.length; letter++) {
    const code = text.charCodeAt(letter);
    if (code > 127) return encoder.encodeInto(text, bytes.subarray(at)).written;
    bytes[at + letter] = code;
  }
  return text.length;
}

function fourDigits(): Uint32Array {
  return Uint32Array.from({ length: 10_000 }, (_, value) => {
    const text = String(value).padStart(4, '0');
    return text.charCodeAt(0) | (text.charCodeAt(1) << 8) | (text.charCodeAt(2) << 16) | (text.charCodeAt(3) << 24);
  });
}

/** `-MM-DD` of every day of a leap year, in eight bytes each. */
function monthDays(): Uint8Array {
  const bytes = new Uint8Array(366 * 8);
  for (let day = 0; day < 366; day++) bytes.set(encoder.encode(new Date(Date.UTC(2000, 0, day + 1)).toISOString().slice(4, 10)), day * 8);
  return bytes;
}
