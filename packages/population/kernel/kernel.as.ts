/**
 * People by the thousand (AssemblyScript with SIMD; `npm run kernel` builds it).
 *
 * A batch is a set of columns in memory. `walk` writes seats, `decode` turns seats into identities (country and sex, age, cohort,
 * slot), `draw` turns identities into names, places, dates and work, `rows` and `texts` turn columns into bytes. A person is a pure
 * function of the seed and the identity; nothing is carried from one row to the next.
 *
 * Columns lie at fixed addresses, so that none of them has to be kept in a register or added to; where each table lies stands in a
 * directory before them. src/kernel.ts repeats both. Rows are written column by column, some at once, each on a line of its own, so
 * that what kind of cell comes is asked once for all of them and many texts are under way; then the lines are joined.
 *
 * Texts are copied sixteen bytes or more at a time, so up to thirty-one bytes after a text may be read, and up to sixty-three after
 * what was written last be overwritten: the writer of the next text puts them right.
 */

const DIRECTORY: usize = 64;

/** Rows of a batch at most. */
const ROWS: usize = 8192;

// Columns of a batch, one behind the other.
const SEAT: usize = 256; // f64
const KEY: usize = SEAT + 8 * ROWS; // u64: entropy for what is made outside
const COHORT: usize = KEY + 8 * ROWS; // i32: the year on whose 1 July the person is of age 0
const SLOT: usize = COHORT + 4 * ROWS; // u32: the place among those of the same group and cohort
const BIRTH_YEAR: usize = SLOT + 4 * ROWS; // i32
const LATITUDE: usize = BIRTH_YEAR + 4 * ROWS; // i32, ten-thousandths of a degree
const LONGITUDE: usize = LATITUDE + 4 * ROWS; // i32
const PHONE: usize = LONGITUDE + 4 * ROWS; // u32: up to seven digits
const GROUP: usize = PHONE + 4 * ROWS; // u16: country times two, plus sex
const GIVEN: usize = GROUP + 2 * ROWS; // u16
const FAMILY: usize = GIVEN + 2 * ROWS; // u16
const CITY: usize = FAMILY + 2 * ROWS; // u16
const DAY: usize = CITY + 2 * ROWS; // u16: day of a leap year, from 0
const AGE: usize = DAY + 2 * ROWS; // u8, 255 where there is no year to count to
const OCCUPATION: usize = AGE + ROWS; // u8
const NATIONALITY: usize = OCCUPATION + ROWS; // u8
const GENDER: usize = NATIONALITY + ROWS; // u8
const SEX: usize = GENDER + ROWS; // u8
const COUNTRY: usize = SEX + ROWS; // u8

/** Rows that are looked up together. */
const BLOCK: usize = 256;

// Look-ups under way, of a block: see `seek`.
const GIVEN_SOUGHT: usize = COUNTRY + ROWS; // u64
const FAMILY_SOUGHT: usize = GIVEN_SOUGHT + 8 * BLOCK; // u64
const CITY_SOUGHT: usize = FAMILY_SOUGHT + 8 * BLOCK; // u64
const STRAYING: usize = CITY_SOUGHT + 8 * BLOCK; // u32: bits by which a person is beside the middle of the city

/** Rows that are written together. */
const LINES: usize = 64;
const ENDS: usize = STRAYING + 4 * BLOCK; // u32: of lines

// Tables.
const PREFIX: i32 = 20; // f64: the first seat of each stratum, and one more, with WHOLE_BITS added
const GUIDE: i32 = 21; // u16: a stratum at or before that of the first seat of each block
const GIVEN_LISTS: i32 = 22; // u32 by group and decade: first entry (20 bits), number of entries (12 bits)
const GIVEN_ENTRIES: i32 = 23; // u32 pairs: chance to stay and value, other value
const FAMILY_LISTS: i32 = 24;
const FAMILY_ENTRIES: i32 = 25;
const CITY_LISTS: i32 = 26;
const CITY_ENTRIES: i32 = 27;
const CITY_PLACES: i32 = 28; // i32 by city: latitude, longitude, spread, nothing
const OCCUPATION_LISTS: i32 = 29;
const OCCUPATION_ENTRIES: i32 = 30;
const BAND: i32 = 31; // u8 by age
const NATIONALITIES: i32 = 32; // u8, 4096 of them
const DIGITS: i32 = 33; // u32: four digits of each number below 10,000
const MONTH_DAYS: i32 = 34; // u64 by day: `-MM-DD`
const GIVEN_CELLS: i32 = 35; // u64 by name: address, length, length of the slug that follows it
const FAMILY_CELLS: i32 = 36;
const DOMAINS: i32 = 37; // short texts
const PHONE_PREFIXES: i32 = 38; // short texts by country
const NAME_ORDERS: i32 = 39; // u8 by country
const WHOLE_DEGREES: i32 = 40; // short texts: `0.` to `180.`, and the same with a minus

/** Ages that have a stratum: 0 to 109. */
const AGES: u32 = 110;
const AGE_UNKNOWN: u32 = 255;
const BUCKETS: i32 = 17;
const BANDS: i32 = 6;
/** Writing begins; names before it are invented. */
const FIRST_NAMES: i32 = -3000;
const FIRST_FARMERS: i32 = -8000;
const FIRST_FACTORIES: i32 = 1800;
/** 3.5% live outside the country of their nationality: of 2^32. */
const ABROAD: u32 = 150323855;
/** Parts of 2^32 for whom gender is neither, or the other: 0.14% and 0.19% (see src/gender.ts). */
const NON_BINARY: u32 = 6012954;
const TRANSGENDER: u32 = 8160437;
/** Whole degrees, 0 to 180, before those below zero. */
const DEGREES_END: u32 = 181;
/** Days from 2 July to the end of a year. */
const SECOND_HALF: i32 = 183;

let seed: u64 = 0;
let branchSeed: u64 = 0;
let branch: i32 = 0;
let guideShift: u64 = 0;
let year: i32 = 0;
let inventedFamily: i32 = 0;

/** @param shift - a block of the guide holds 2^shift seats; @param invented - the list of invented family names */
export function configure(shift: u32, ofYear: i32, invented: i32): void {
  guideShift = shift;
  year = ofYear;
  inventedFamily = invented;
}

/** Seeds, each in two halves: of people up to a year, and of those from it on. */
export function setSeeds(low: u32, high: u32, branchLow: u32, branchHigh: u32, branchYear: i32): void {
  seed = ((<u64>high) << 32) | low;
  branchSeed = ((<u64>branchHigh) << 32) | branchLow;
  branch = branchYear;
}

// @ts-ignore: decorator
@inline
function at(slot: i32): usize {
  return load<u32>(DIRECTORY + ((<usize>slot) << 2));
}

/** The finisher of SplitMix64 (Steele, Lea and Flood, 2014). */
// @ts-ignore: decorator
@inline
function mix(state: u64): u64 {
  let z = state;
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
  z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
  return z ^ (z >> 31);
}

/**
 * One value of a list, by 32 bits: which entry from the upper ones, and from what remains whether it stays with its first value.
 * Answers the entry's number in the upper half, and what remains in the lower.
 *
 * To look at the entry is the work of `find`, in a loop of its own: the large tables are not in the nearest cache, and where a loop
 * does nothing else, many look-ups are under way at once.
 */
// @ts-ignore: decorator
@inline
function seek(lists: usize, list: usize, bits: u32): u64 {
  const span = load<u32>(lists + (list << 2));
  return (<u64>bits) * (span & 0xfff) + ((<u64>(span >> 12)) << 32);
}

// @ts-ignore: decorator
@inline
function find(entries: usize, sought: u64): u32 {
  const entry = entries + (<usize>(sought >> 32) << 3), first = load<u32>(entry);
  return select<u32>(first & 0xffff, load<u32>(entry, 4), (<u32>sought) >> 16 < first >> 16);
}

/** Seats `first`, and each next by a step further, round and round. */
export function walk(n: u32, first: f64, step: f64, size: f64): void {
  const forward = <i64>step, back = forward - <i64>size;
  let place = <i64>first;
  for (let j: usize = 0; j < <usize>n; j++) {
    store<f64>(j << 3, <f64>place, SEAT);
    place += select<i64>(back, forward, place + back >= 0);
  }
}

/** Whole numbers from 0 to 2^52 that are added to it stand in the lower bits, and are compared as they lie. */
const WHOLE_BITS: f64 = 4503599627370496;

/** Seats to identities. */
export function decode(n: u32): void {
  const prefix = at(PREFIX), guide = at(GUIDE), shift = guideShift, ofYear = year;
  for (let j: usize = 0; j < <usize>n; j++) {
    const seat = reinterpret<u64>(load<f64>(j << 3, SEAT) + WHOLE_BITS);
    let stratum = <usize>load<u16>(guide + (<usize>((seat & 0xfffffffffffff) >> shift) << 1));
    // Many a seat is of the stratum after that of its block's first: to guess whether would be wrong too often.
    stratum += <usize>(load<u64>(prefix + (stratum << 3), 8) <= seat);
    while (load<u64>(prefix + (stratum << 3), 8) <= seat) stratum++;
    const group = <u32>stratum / AGES, age = <u32>stratum - group * AGES;
    store<u16>(j << 1, group, GROUP);
    store<u8>(j, age, AGE);
    store<i32>(j << 2, ofYear - age, COHORT);
    store<u32>(j << 2, <u32>(seat - load<u64>(prefix + (stratum << 3))), SLOT);
  }
}

// @ts-ignore: decorator
@inline
function stateOf(j: usize): u64 {
  const group = <u64>load<u16>(j << 1, GROUP), cohort = load<i32>(j << 2, COHORT), slot = <u64>load<u32>(j << 2, SLOT);
  const identity = (group << 52) | ((<u64>(cohort + 0x40000)) << 33) | slot;
  return identity * 0xd1342543de82ef95 + select<u64>(seed, branchSeed, cohort < branch);
}

/** 1 for a leap year. Without a branch: years come in no order, and a wrong guess costs more than the arithmetic. */
// @ts-ignore: decorator
@inline
function isLeap(ofYear: i32): i32 {
  return <i32>((ofYear & select<i32>(3, 15, ofYear % 25 != 0)) == 0);
}

/** Identities to what a person is called, where and when they were born, and what they do. */
export function draw(n: u32): void {
  for (let from: usize = 0; from < <usize>n; from += BLOCK) {
    const to = min<usize>(n, from + BLOCK);
    drawNames(from, to);
    drawPlaces(from, to);
    findAll(from, to);
    placeAll(from, to);
  }
}

function drawNames(from: usize, to: usize): void {
  const givenLists = at(GIVEN_LISTS), familyLists = at(FAMILY_LISTS), invented = inventedFamily;
  const workLists = at(OCCUPATION_LISTS), workEntries = at(OCCUPATION_ENTRIES), bands = at(BAND);
  for (let j = from; j < to; j++) {
    const group = <i32>load<u16>(j << 1, GROUP), cohort = load<i32>(j << 2, COHORT), age = <usize>load<u8>(j, AGE);
    const bits = mix(stateOf(j));
    const leap = isLeap(cohort);
    const day = <i32>((<u64>(<u32>((bits * 0xc4ceb9fe1a85ec53) >> 32)) * <u64>(365 + leap)) >> 32);
    const isBefore = <i32>(day < SECOND_HALF), early = day - SECOND_HALF;
    const birthYear = cohort - isBefore;
    // The calendar is that of a leap year: after 28 February, other years skip a day.
    store<u16>(j << 1, early + isBefore * 366 + (<i32>(early >= 59) & (1 - leap)), DAY);
    store<i32>(j << 2, birthYear, BIRTH_YEAR);
    store<u8>(j, group & 1, SEX);
    store<u8>(j, group >> 1, COUNTRY);
    const isNamed = <i32>(cohort >= FIRST_NAMES);
    const decade = min<i32>(15, <i32>(<u32>max<i32>(0, birthYear - 1900) / 10));
    const look = (j - from) << 3;
    store<u64>(look, seek(givenLists, <usize>(group * BUCKETS + isNamed * (decade + 1)), <u32>bits), GIVEN_SOUGHT);
    store<u64>(look, seek(familyLists, <usize>select<i32>(group, invented, isNamed != 0), <u32>(bits >> 32)), FAMILY_SOUGHT);
    const band = <i32>load<u8>(bands + age);
    const work = cohort < FIRST_FARMERS ? band : cohort < FIRST_FACTORIES ? BANDS + band : (group + 2) * BANDS + band;
    store<u8>(j, find(workEntries, seek(workLists, <usize>work, <u32>((bits * 0xff51afd7ed558ccd) >> 32))), OCCUPATION);
  }
}

function drawPlaces(from: usize, to: usize): void {
  const lists = at(CITY_LISTS), nationalities = at(NATIONALITIES);
  for (let j = from; j < to; j++) {
    const country = <usize>load<u16>(j << 1, GROUP) >> 1;
    const bits = mix(stateOf(j) + 0x9e3779b97f4a7c15);
    store<u64>((j - from) << 3, seek(lists, country, <u32>bits), CITY_SOUGHT);
    store<u32>((j - from) << 2, <u32>(bits >> 32), STRAYING);
    store<u32>(j << 2, <u32>((((bits * 0x9fb21c651e98df25) >> 32) * 10000000) >> 32), PHONE);
    const abroad = <u32>((bits * 0xd6e8feb86659fd93) >> 32);
    store<u8>(j, abroad < ABROAD ? load<u8>(nationalities + <usize>(abroad & 4095)) : <u8>country, NATIONALITY);
  }
}

function findAll(from: usize, to: usize): void {
  const givenEntries = at(GIVEN_ENTRIES), familyEntries = at(FAMILY_ENTRIES), cityEntries = at(CITY_ENTRIES);
  for (let j = from; j < to; j++) {
    const look = (j - from) << 3;
    store<u16>(j << 1, find(givenEntries, load<u64>(look, GIVEN_SOUGHT)), GIVEN);
    store<u16>(j << 1, find(familyEntries, load<u64>(look, FAMILY_SOUGHT)), FAMILY);
    store<u16>(j << 1, find(cityEntries, load<u64>(look, CITY_SOUGHT)), CITY);
  }
}

function placeAll(from: usize, to: usize): void {
  const places = at(CITY_PLACES);
  for (let j = from; j < to; j++) {
    const record = places + (<usize>load<u16>(j << 1, CITY) << 4), straying = load<u32>((j - from) << 2, STRAYING);
    const spread = load<i32>(record, 8), side = <u32>(2 * spread + 1);
    const north = <i32>(((straying & 0xffff) * side) >> 16), east = <i32>(((straying >> 16) * side) >> 16);
    store<i32>(j << 2, load<i32>(record) + north - spread, LATITUDE);
    store<i32>(j << 2, load<i32>(record, 4) + east - spread, LONGITUDE);
  }
}

/** Entropy for fields that are made outside, and the gender. */
export function drawExtras(n: u32): void {
  for (let j: usize = 0; j < <usize>n; j++) {
    const state = stateOf(j);
    store<u64>(j << 3, mix(state + 0x3c6ef372fe94f82a), KEY);
    const part = <u32>mix(state + 0xdaa66d2c7ddf743f), sex = <u32>load<u16>(j << 1, GROUP) & 1;
    store<u8>(j, part < NON_BINARY ? 2 : part < NON_BINARY + TRANSGENDER ? 1 - sex : sex, GENDER);
  }
}

// -- bytes ---------------------------------------------------------------------------------------------------------------------

// Kinds of cells; src/formats/rows.ts repeats them.
const BY_U8: u32 = 0; // a text of a dictionary, by a column of bytes
const BY_U16: u32 = 1;
const SHORT: u32 = 2; // a short text, by a column of bytes
const BY_ROW: u32 = 3; // a text of this batch, by the row
const INDEX: u32 = 4;
const YEAR: u32 = 5; // a whole number, from i32
const DATE: u32 = 6;
const DEGREES: u32 = 7;
const EMAIL: u32 = 8;
const PHONE_NUMBER: u32 = 9;
const NAME: u32 = 10;
const NOTHING: u32 = 11; // only what stands before it
const FILL: u32 = 12; // spaces, up to a place of the row

/** A step of a program: kind, length of the text before the cell, column (or place), dictionary; then that text. */
const STEP: usize = 48;
const TEXT_BEFORE: usize = 16;

const FAMILY_FIRST: u32 = 1;
const FAMILY_SOLID: u32 = 2;

/** What is left of a text after thirty-two bytes. */
function copyRest(to: usize, from: usize, length: usize): void {
  for (let done: usize = 32; done < length; done += 16) v128.store(to + done, v128.load(from + done));
}

/** Thirty-two bytes at once: to guess whether sixteen are enough would be wrong too often. */
// @ts-ignore: decorator
@inline
function copy(to: usize, from: usize, length: usize): usize {
  v128.store(to, v128.load(from));
  v128.store(to, v128.load(from, 16), 16);
  if (length > 32) copyRest(to, from, length);
  return to + length;
}

/** The text of a dictionary's cell. */
// @ts-ignore: decorator
@inline
function copyCell(to: usize, cells: usize, code: usize): usize {
  const cell = cells + (code << 3);
  return copy(to, load<u32>(cell), load<u16>(cell, 4));
}

/** The slug that follows a cell's text. */
// @ts-ignore: decorator
@inline
function copySlug(to: usize, cells: usize, code: usize): usize {
  const cell = cells + (code << 3);
  return copy(to, load<u32>(cell) + load<u16>(cell, 4), load<u16>(cell, 6));
}

/** A text of up to fourteen bytes, which has its length in the sixteenth. */
// @ts-ignore: decorator
@inline
function copyShort(to: usize, texts: usize, code: usize): usize {
  const text = texts + (code << 4);
  v128.store(to, v128.load(text));
  return to + load<u8>(text, 15);
}

/** A number below 10,000 without the zeros before it. */
// @ts-ignore: decorator
@inline
function putFour(to: usize, value: u32, digits: usize): usize {
  const length = 1 + <u32>(value > 9) + <u32>(value > 99) + <u32>(value > 999);
  store<u32>(to, load<u32>(digits + (<usize>value << 2)) >> ((4 - length) << 3));
  return to + length;
}

/** Eight digits of a number below 10^8. */
// @ts-ignore: decorator
@inline
function eightDigits(value: u32, digits: usize): u64 {
  const upper = value / 10000, lower = value - upper * 10000;
  return (<u64>load<u32>(digits + (<usize>upper << 2))) | ((<u64>load<u32>(digits + (<usize>lower << 2))) << 32);
}

/** A number below 10^12: there are no more people. */
// @ts-ignore: decorator
@inline
function putWhole(to: usize, value: u64, digits: usize): usize {
  if (value < 10000) return putFour(to, <u32>value, digits);
  const upper = <u32>(value / 100000000), lower = eightDigits(<u32>(value - <u64>upper * 100000000), digits);
  if (upper == 0) {
    const zeros = ctz(lower ^ 0x3030303030303030) >> 3;
    store<u64>(to, lower >> (zeros << 3));
    return to + 8 - <usize>zeros;
  }
  const end = putFour(to, upper, digits);
  store<u64>(end, lower);
  return end + 8;
}

// @ts-ignore: decorator
@inline
function indexOf(j: usize): u64 {
  return reinterpret<u64>(load<f64>(j << 3, SEAT) + WHOLE_BITS) & 0xfffffffffffff;
}

/** ISO 8601: four digits, or a sign and six for years before 0 and after 9999. */
// @ts-ignore: decorator
@inline
function putDate(to: usize, j: usize, digits: usize): usize {
  const ofYear = load<i32>(j << 2, BIRTH_YEAR);
  let end = to;
  if (<u32>ofYear > 9999) {
    const size = ofYear < 0 ? -ofYear : ofYear;
    store<u8>(end, ofYear < 0 ? 45 : 43);
    store<u32>(end, load<u32>(digits + (<usize>(size / 10000) << 2)) >> 16, 1);
    store<u32>(end, load<u32>(digits + (<usize>(size % 10000) << 2)), 3);
    end += 7;
  } else {
    store<u32>(end, load<u32>(digits + (<usize>ofYear << 2)));
    end += 4;
  }
  store<u64>(end, load<u64>(at(MONTH_DAYS) + (<usize>load<u16>(j << 1, DAY) << 3)));
  return end + 6;
}

/** Ten-thousandths as a number with four decimals. */
// @ts-ignore: decorator
@inline
function putDegrees(to: usize, value: i32, digits: usize): usize {
  const size = <u32>(value < 0 ? -value : value), whole = size / 10000;
  const end = copyShort(to, at(WHOLE_DEGREES), whole + <u32>(value < 0) * DEGREES_END);
  store<u32>(end, load<u32>(digits + (<usize>(size - whole * 10000) << 2)));
  return end + 4;
}

/** What is the same for all numbers of a country, which has in its fifteenth byte how many digits follow. */
// @ts-ignore: decorator
@inline
function putPhone(to: usize, j: usize, digits: usize): usize {
  const prefixes = at(PHONE_PREFIXES), country = <usize>load<u8>(j, COUNTRY);
  const end = copyShort(to, prefixes, country), kept = <usize>load<u8>(prefixes + (country << 4), 14);
  store<u64>(end, eightDigits(load<u32>(j << 2, PHONE), digits) >> (<u64>(8 - kept) << 3));
  return end + kept;
}

// @ts-ignore: decorator
@inline
function putEmail(to: usize, j: usize, digits: usize): usize {
  let end = copySlug(to, at(GIVEN_CELLS), load<u16>(j << 1, GIVEN));
  store<u8>(end, 46);
  end = copySlug(end + 1, at(FAMILY_CELLS), load<u16>(j << 1, FAMILY));
  end = putWhole(end, indexOf(j), digits);
  return copyShort(end, at(DOMAINS), load<u32>(j << 2, PHONE) & 3);
}

// @ts-ignore: decorator
@inline
function putName(to: usize, j: usize): usize {
  const given = <usize>load<u16>(j << 1, GIVEN), family = <usize>load<u16>(j << 1, FAMILY);
  const style = load<i32>(j << 2, COHORT) < FIRST_NAMES ? 0 : <u32>load<u8>(at(NAME_ORDERS) + <usize>load<u8>(j, COUNTRY));
  const familyLeads = style != 0;
  let end = familyLeads ? copyCell(to, at(FAMILY_CELLS), family) : copyCell(to, at(GIVEN_CELLS), given);
  store<u8>(end, 32);
  if (style != FAMILY_SOLID) end++;
  return familyLeads ? copyCell(end, at(GIVEN_CELLS), given) : copyCell(end, at(FAMILY_CELLS), family);
}

/** Where each of the lines under way ends. */
// @ts-ignore: decorator
@inline
function endOf(line: usize): usize {
  return load<u32>(line << 2, ENDS);
}

// @ts-ignore: decorator
@inline
function endAt(line: usize, end: usize): void {
  store<u32>(line << 2, <u32>end, ENDS);
}

function beginLines(count: usize, lines: usize, stride: usize): void {
  for (let k: usize = 0; k < count; k++) endAt(k, lines + k * stride);
}

/** What stands before a cell, of up to sixteen bytes. */
// @ts-ignore: decorator
@inline
function lead(line: usize, before: v128, length: usize): usize {
  const end = endOf(line);
  v128.store(end, before);
  return end + length;
}

/** One step for `n` rows from `first` on; lines lie `stride` bytes apart. */
function putColumn(first: usize, n: usize, step: usize, lines: usize, stride: usize): void {
  const column = <usize>load<u32>(step, 8), cells = <usize>load<u32>(step, 12), digits = at(DIGITS);
  let length = <usize>load<u32>(step, 4);
  let before = v128.load(step, TEXT_BEFORE);
  if (length > 16) {
    for (let k: usize = 0; k < n; k++) endAt(k, lead(k, before, 16));
    before = v128.load(step, TEXT_BEFORE + 16);
    length -= 16;
  }
  switch (load<u32>(step)) {
    case BY_U8:
      for (let k: usize = 0; k < n; k++) endAt(k, copyCell(lead(k, before, length), cells, load<u8>(column + first + k)));
      break;
    case BY_U16:
      for (let k: usize = 0; k < n; k++) endAt(k, copyCell(lead(k, before, length), cells, load<u16>(column + ((first + k) << 1))));
      break;
    case SHORT:
      for (let k: usize = 0; k < n; k++) endAt(k, copyShort(lead(k, before, length), cells, load<u8>(column + first + k)));
      break;
    case BY_ROW:
      for (let k: usize = 0; k < n; k++) {
        const cell = cells + ((first + k) << 3);
        endAt(k, copy(lead(k, before, length), load<u32>(cell), load<u32>(cell, 4)));
      }
      break;
    case INDEX:
      for (let k: usize = 0; k < n; k++) endAt(k, putWhole(lead(k, before, length), indexOf(first + k), digits));
      break;
    case YEAR:
      for (let k: usize = 0; k < n; k++) {
        const value = load<i32>(column + ((first + k) << 2)), end = lead(k, before, length);
        store<u8>(end, 45);
        endAt(k, putWhole(end + <usize>(value < 0), <u64>(value < 0 ? -value : value), digits));
      }
      break;
    case DATE:
      for (let k: usize = 0; k < n; k++) endAt(k, putDate(lead(k, before, length), first + k, digits));
      break;
    case DEGREES:
      for (let k: usize = 0; k < n; k++)
        endAt(k, putDegrees(lead(k, before, length), load<i32>(column + ((first + k) << 2)), digits));
      break;
    case EMAIL:
      for (let k: usize = 0; k < n; k++) endAt(k, putEmail(lead(k, before, length), first + k, digits));
      break;
    case PHONE_NUMBER:
      for (let k: usize = 0; k < n; k++) endAt(k, putPhone(lead(k, before, length), first + k, digits));
      break;
    case NAME:
      for (let k: usize = 0; k < n; k++) endAt(k, putName(lead(k, before, length), first + k));
      break;
    case FILL:
      for (let k: usize = 0; k < n; k++) {
        const end = endOf(k), to = lines + k * stride + column;
        memory.fill(end, 32, to - end);
        endAt(k, to);
      }
      break;
    default:
      for (let k: usize = 0; k < n; k++) endAt(k, lead(k, before, length));
  }
}

/** A line to its place. */
// @ts-ignore: decorator
@inline
function copyLine(to: usize, from: usize, length: usize): void {
  for (let done: usize = 0; done < length; done += 64) {
    v128.store(to + done, v128.load(from + done));
    v128.store(to + done, v128.load(from + done, 16), 16);
    v128.store(to + done, v128.load(from + done, 32), 32);
    v128.store(to + done, v128.load(from + done, 48), 48);
  }
}

/** Rows `from` to `to` by a program of `steps` steps. @param lines - room for LINES lines. Answers where the bytes end. */
export function rows(from: u32, to: u32, program: usize, steps: u32, lines: usize, stride: usize, out: usize): usize {
  const programEnd = program + <usize>steps * STEP;
  let end = out;
  for (let first = <usize>from; first < <usize>to; first += LINES) {
    const count = min<usize>(LINES, <usize>to - first);
    beginLines(count, lines, stride);
    for (let step = program; step < programEnd; step += STEP) putColumn(first, count, step, lines, stride);
    for (let k: usize = 0; k < count; k++) {
      const line = lines + k * stride, length = endOf(k) - line;
      copyLine(end, line, length);
      end += length;
    }
  }
  return end;
}

/** The cells of one step, each after its length in four bytes (Parquet's plain byte arrays). Answers where the bytes end. */
export function texts(n: u32, step: usize, lines: usize, stride: usize, out: usize): usize {
  let end = out;
  for (let first: usize = 0; first < <usize>n; first += LINES) {
    const count = min<usize>(LINES, <usize>n - first);
    beginLines(count, lines, stride);
    putColumn(first, count, step, lines, stride);
    for (let k: usize = 0; k < count; k++) {
      const line = lines + k * stride, length = endOf(k) - line;
      store<u32>(end, <u32>length);
      copy(end + 4, line, length);
      end += 4 + length;
    }
  }
  return end;
}

/** Indexes as whole numbers of 64 bits. */
export function indexes(n: u32, out: usize): void {
  for (let j: usize = 0; j < <usize>n; j++) store<u64>(out + (j << 3), indexOf(j));
}

/** Years in which the calendar repeats itself, often enough to come before the first people; and their days. */
const CYCLES: i32 = 400 * 1000;
const CYCLES_DAYS: i32 = 146097 * 1000;
const DAYS_TO_1970: i32 = 719162;

/** Birth dates as days since 1 January 1970, by the Gregorian calendar. */
export function days(n: u32, out: usize): void {
  for (let j: usize = 0; j < <usize>n; j++) {
    const ofYear = load<i32>(j << 2, BIRTH_YEAR), day = <i32>load<u16>(j << 1, DAY), before = <u32>(ofYear - 1 + CYCLES);
    const first = <i32>(before * 365 + before / 4 - before / 100 + before / 400) - CYCLES_DAYS - DAYS_TO_1970;
    store<i32>(out + (j << 2), first + day - (<i32>(day > 59) & (1 - isLeap(ofYear))));
  }
}
