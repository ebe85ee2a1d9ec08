/**
 * People by the thousand (AssemblyScript with SIMD; `npm run kernel` builds it).
 *
 * A batch is a set of columns in memory. `decode` turns seats into identities (country and sex, age, cohort, slot), `draw` turns
 * identities into names, places, dates and work, `rows` and `texts` turn columns into bytes. A person is a pure function of the
 * seed and the identity; nothing is carried from one row to the next.
 *
 * Where each column and table lies stands in a directory at the beginning of memory: one address each, in the order of the
 * constants below, which src/kernel.ts repeats. Texts are copied sixteen or thirty-two bytes at a time, so up to thirty-one bytes
 * after a text may be read, and after what was written last be overwritten: the writer of the next text puts them right.
 */

const DIRECTORY: usize = 64;

// Columns of a batch.
const SEAT: i32 = 0; // f64
const GROUP: i32 = 1; // u16: country times two, plus sex
const AGE: i32 = 2; // u8, 255 where there is no year to count to
const COHORT: i32 = 3; // i32: the year on whose 1 July the person is of age 0
const SLOT: i32 = 4; // u32: the place among those of the same group and cohort
const GIVEN: i32 = 5; // u16
const FAMILY: i32 = 6; // u16
const CITY: i32 = 7; // u16
const OCCUPATION: i32 = 8; // u8
const NATIONALITY: i32 = 9; // u8
const GENDER: i32 = 10; // u8
const DAY: i32 = 11; // u16: day of a leap year, from 0
const BIRTH_YEAR: i32 = 12; // i32
const LATITUDE: i32 = 13; // i32, ten-thousandths of a degree
const LONGITUDE: i32 = 14; // i32
const PHONE: i32 = 15; // u32: up to seven digits
const KEY: i32 = 16; // u64: entropy for what is made outside
const SEX: i32 = 17; // u8
const COUNTRY: i32 = 18; // u8

// Tables.
const PREFIX: i32 = 20; // f64: the first seat of each stratum, and one more
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
const DOMAIN_CELLS: i32 = 37;
const PHONE_CELLS: i32 = 38; // the slug's length is the number of digits that differ
const NAME_ORDERS: i32 = 39; // u8 by country
const SCRATCH: i32 = 40; // 64 bytes

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

/** One value of a list, by 32 bits: which entry from the upper ones, and from what remains whether it stays with its first value. */
// @ts-ignore: decorator
@inline
function choose(lists: usize, entries: usize, list: usize, bits: u32): u32 {
  const span = load<u32>(lists + (list << 2));
  const scaled = (<u64>bits) * (span & 0xfff);
  const entry = entries + (((<usize>(span >> 12)) + (<usize>(scaled >> 32))) << 3);
  const first = load<u32>(entry);
  return select<u32>(first & 0xffff, load<u32>(entry, 4), (<u32>scaled) >> 16 < first >> 16);
}

/** Seats to identities. */
export function decode(n: u32): void {
  const seats = at(SEAT), groups = at(GROUP), ages = at(AGE), cohorts = at(COHORT), slots = at(SLOT), prefix = at(PREFIX), guide = at(GUIDE);
  for (let j: usize = 0; j < <usize>n; j++) {
    const seat = load<f64>(seats + (j << 3));
    let stratum = <usize>load<u16>(guide + (<usize>((<u64>seat) >> guideShift) << 1));
    while (load<f64>(prefix + (stratum << 3), 8) <= seat) stratum++;
    const group = <u32>stratum / AGES, age = <u32>stratum - group * AGES;
    store<u16>(groups + (j << 1), group);
    store<u8>(ages + j, age);
    store<i32>(cohorts + (j << 2), year - age);
    store<u32>(slots + (j << 2), <u32>(seat - load<f64>(prefix + (stratum << 3))));
  }
}

// @ts-ignore: decorator
@inline
function stateOf(j: usize, groups: usize, cohorts: usize, slots: usize): u64 {
  const group = <u64>load<u16>(groups + (j << 1)), cohort = load<i32>(cohorts + (j << 2)), slot = <u64>load<u32>(slots + (j << 2));
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
  drawNames(n);
  drawPlaces(n);
}

function drawNames(n: u32): void {
  const groups = at(GROUP), ages = at(AGE), cohorts = at(COHORT), slots = at(SLOT);
  const days = at(DAY), years = at(BIRTH_YEAR), given = at(GIVEN), family = at(FAMILY), occupation = at(OCCUPATION), sexes = at(SEX), countries = at(COUNTRY);
  const givenLists = at(GIVEN_LISTS), givenEntries = at(GIVEN_ENTRIES), familyLists = at(FAMILY_LISTS), familyEntries = at(FAMILY_ENTRIES);
  const workLists = at(OCCUPATION_LISTS), workEntries = at(OCCUPATION_ENTRIES), bands = at(BAND);
  for (let j: usize = 0; j < <usize>n; j++) {
    const group = <i32>load<u16>(groups + (j << 1)), cohort = load<i32>(cohorts + (j << 2)), age = <usize>load<u8>(ages + j);
    const bits = mix(stateOf(j, groups, cohorts, slots));
    const leap = isLeap(cohort);
    const day = <i32>((<u64>(<u32>((bits * 0xc4ceb9fe1a85ec53) >> 32)) * <u64>(365 + leap)) >> 32);
    const isBefore = <i32>(day < SECOND_HALF), early = day - SECOND_HALF;
    const birthYear = cohort - isBefore;
    // The calendar is that of a leap year: after 28 February, other years skip a day.
    store<u16>(days + (j << 1), early + isBefore * 366 + (<i32>(early >= 59) & (1 - leap)));
    store<i32>(years + (j << 2), birthYear);
    store<u8>(sexes + j, group & 1);
    store<u8>(countries + j, group >> 1);
    const isNamed = <i32>(cohort >= FIRST_NAMES);
    const decade = max<i32>(0, min<i32>(15, (birthYear - 1900) / 10));
    const givenList = <usize>(group * BUCKETS + isNamed * (decade + 1));
    store<u16>(given + (j << 1), choose(givenLists, givenEntries, givenList, <u32>bits));
    const familyList = <usize>select<i32>(group, inventedFamily, isNamed != 0);
    store<u16>(family + (j << 1), choose(familyLists, familyEntries, familyList, <u32>(bits >> 32)));
    const band = <i32>load<u8>(bands + age);
    const work = cohort < FIRST_FARMERS ? band : cohort < FIRST_FACTORIES ? BANDS + band : (group + 2) * BANDS + band;
    store<u8>(occupation + j, choose(workLists, workEntries, <usize>work, <u32>((bits * 0xff51afd7ed558ccd) >> 32)));
  }
}

function drawPlaces(n: u32): void {
  const groups = at(GROUP), cohorts = at(COHORT), slots = at(SLOT);
  const city = at(CITY), latitude = at(LATITUDE), longitude = at(LONGITUDE), phone = at(PHONE), nationality = at(NATIONALITY);
  const lists = at(CITY_LISTS), entries = at(CITY_ENTRIES), places = at(CITY_PLACES), nationalities = at(NATIONALITIES);
  for (let j: usize = 0; j < <usize>n; j++) {
    const country = <usize>load<u16>(groups + (j << 1)) >> 1;
    const bits = mix(stateOf(j, groups, cohorts, slots) + 0x9e3779b97f4a7c15);
    const place = choose(lists, entries, country, <u32>bits);
    store<u16>(city + (j << 1), <u16>place);
    const record = places + (<usize>place << 4), spread = load<i32>(record, 8), side = <u32>(2 * spread + 1);
    const north = <i32>((((<u32>(bits >> 32)) & 0xffff) * side) >> 16), east = <i32>(((<u32>(bits >> 48)) * side) >> 16);
    store<i32>(latitude + (j << 2), load<i32>(record) + north - spread);
    store<i32>(longitude + (j << 2), load<i32>(record, 4) + east - spread);
    store<u32>(phone + (j << 2), <u32>((((bits * 0x9fb21c651e98df25) >> 32) * 10000000) >> 32));
    const abroad = <u32>((bits * 0xd6e8feb86659fd93) >> 32);
    store<u8>(nationality + j, abroad < ABROAD ? load<u8>(nationalities + <usize>(abroad & 4095)) : <u8>country);
  }
}

/** Entropy for fields that are made outside, and the gender. */
export function drawExtras(n: u32): void {
  const groups = at(GROUP), cohorts = at(COHORT), slots = at(SLOT), keys = at(KEY), genders = at(GENDER);
  for (let j: usize = 0; j < <usize>n; j++) {
    const state = stateOf(j, groups, cohorts, slots);
    store<u64>(keys + (j << 3), mix(state + 0x3c6ef372fe94f82a));
    const part = <u32>mix(state + 0xdaa66d2c7ddf743f), sex = <u32>load<u16>(groups + (j << 1)) & 1;
    store<u8>(genders + j, part < NON_BINARY ? 2 : part < NON_BINARY + TRANSGENDER ? 1 - sex : sex);
  }
}

// -- bytes ---------------------------------------------------------------------------------------------------------------------

// Kinds of cells; src/rows.ts repeats them.
const BY_U8: u32 = 0; // a text of a dictionary, by a column of bytes
const BY_U16: u32 = 1;
const BY_ROW: u32 = 2; // a text of this batch, by the row
const WHOLE: u32 = 3; // a whole number, from f64
const YEAR: u32 = 4; // a whole number, from i32
const DATE: u32 = 5;
const DEGREES: u32 = 6;
const EMAIL: u32 = 7;
const PHONE_NUMBER: u32 = 8;
const NAME: u32 = 9;
const NOTHING: u32 = 10; // only what stands before it

/** A step of a program: kind, text before the cell and its length, width or 0, column, dictionary. */
const STEP: usize = 32;

const FAMILY_FIRST: u32 = 1;
const FAMILY_SOLID: u32 = 2;

// @ts-ignore: decorator
@inline
function copy(to: usize, from: usize, length: usize): usize {
  v128.store(to, v128.load(from));
  for (let done: usize = 16; done < length; done += 16) v128.store(to + done, v128.load(from + done));
  return to + length;
}

/** As `copy`, for texts that are mostly longer or shorter than sixteen bytes as chance would have it: no guess, no wrong one. */
// @ts-ignore: decorator
@inline
function copyText(to: usize, from: usize, length: usize): usize {
  v128.store(to, v128.load(from));
  v128.store(to, v128.load(from, 16), 16);
  for (let done: usize = 32; done < length; done += 16) v128.store(to + done, v128.load(from + done));
  return to + length;
}

/** The text of a dictionary's cell. */
// @ts-ignore: decorator
@inline
function copyCell(to: usize, cells: usize, code: usize): usize {
  const cell = cells + (code << 3);
  return copyText(to, load<u32>(cell), load<u16>(cell, 4));
}

/** The slug that follows a cell's text. */
// @ts-ignore: decorator
@inline
function copySlug(to: usize, cells: usize, code: usize): usize {
  const cell = cells + (code << 3);
  return copyText(to, load<u32>(cell) + load<u16>(cell, 4), load<u16>(cell, 6));
}

/** A whole number of up to sixteen digits: all sixteen are made, and those from the first that counts are copied. */
// @ts-ignore: decorator
@inline
function putWhole(to: usize, value: u64, digits: usize, scratch: usize): usize {
  if (value < 10000) {
    const small = load<u32>(digits + (<usize>value << 2)), zeros: usize = value < 10 ? 3 : value < 100 ? 2 : value < 1000 ? 1 : 0;
    store<u32>(to, small >> (<u32>zeros << 3));
    return to + 4 - zeros;
  }
  const upper = value / 100000000, lower = <u32>(value - upper * 100000000), lowerHigh = lower / 10000, lowerLow = lower - lowerHigh * 10000;
  const upperHigh = <u32>(upper / 10000), upperLow = <u32>upper - upperHigh * 10000;
  store<u32>(scratch, load<u32>(digits + (<usize>upperHigh << 2)));
  store<u32>(scratch, load<u32>(digits + (<usize>upperLow << 2)), 4);
  store<u32>(scratch, load<u32>(digits + (<usize>lowerHigh << 2)), 8);
  store<u32>(scratch, load<u32>(digits + (<usize>lowerLow << 2)), 12);
  const first = load<u64>(scratch) ^ 0x3030303030303030;
  const zeros: usize = first != 0 ? <usize>(ctz(first) >> 3) : 8 + <usize>(ctz(load<u64>(scratch, 8) ^ 0x3030303030303030) >> 3);
  v128.store(to, v128.load(scratch + zeros));
  return to + 16 - zeros;
}

/** ISO 8601: four digits, or a sign and six for years before 0 and after 9999. */
// @ts-ignore: decorator
@inline
function putDate(to: usize, ofYear: i32, monthDay: u64, digits: usize): usize {
  let end = to;
  if (ofYear < 0 || ofYear > 9999) {
    const size = ofYear < 0 ? -ofYear : ofYear;
    store<u8>(end, ofYear < 0 ? 45 : 43);
    store<u32>(end, load<u32>(digits + (<usize>(size / 10000) << 2)) >> 16, 1);
    store<u32>(end, load<u32>(digits + (<usize>(size % 10000) << 2)), 3);
    end += 7;
  } else {
    store<u32>(end, load<u32>(digits + (<usize>ofYear << 2)));
    end += 4;
  }
  store<u64>(end, monthDay);
  return end + 6;
}

/** Ten-thousandths as a number with four decimals. */
// @ts-ignore: decorator
@inline
function putDegrees(to: usize, value: i32, digits: usize): usize {
  store<u8>(to, 45);
  let end = to + <usize>(value < 0);
  const size = value < 0 ? -value : value, whole = size / 10000;
  const length: usize = whole > 99 ? 3 : whole > 9 ? 2 : 1;
  store<u32>(end, load<u32>(digits + (<usize>whole << 2)) >> ((4 - <u32>length) << 3));
  end += length;
  store<u8>(end, 46);
  store<u32>(end, load<u32>(digits + (<usize>(size - whole * 10000) << 2)), 1);
  return end + 5;
}

// @ts-ignore: decorator
@inline
function putPhone(to: usize, j: usize, digits: usize): usize {
  const cells = at(PHONE_CELLS), country = <usize>load<u8>(at(COUNTRY) + j), number = load<u32>(at(PHONE) + (j << 2));
  const end = copyCell(to, cells, country), kept = <usize>load<u16>(cells + (country << 3), 6);
  const upper = number / 10000, lower = number - upper * 10000;
  const all = (<u64>load<u32>(digits + (<usize>upper << 2))) | ((<u64>load<u32>(digits + (<usize>lower << 2))) << 32);
  store<u64>(end, all >> (<u64>(8 - kept) << 3));
  return end + kept;
}

// @ts-ignore: decorator
@inline
function putEmail(to: usize, j: usize, digits: usize): usize {
  let end = copySlug(to, at(GIVEN_CELLS), load<u16>(at(GIVEN) + (j << 1)));
  store<u8>(end, 46);
  end = copySlug(end + 1, at(FAMILY_CELLS), load<u16>(at(FAMILY) + (j << 1)));
  end = putWhole(end, <u64>load<f64>(at(SEAT) + (j << 3)), digits, at(SCRATCH));
  return copyCell(end, at(DOMAIN_CELLS), load<u32>(at(PHONE) + (j << 2)) & 3);
}

// @ts-ignore: decorator
@inline
function putName(to: usize, j: usize): usize {
  const given = <usize>load<u16>(at(GIVEN) + (j << 1)), family = <usize>load<u16>(at(FAMILY) + (j << 1));
  const style = load<i32>(at(COHORT) + (j << 2)) < FIRST_NAMES ? 0 : <u32>load<u8>(at(NAME_ORDERS) + <usize>load<u8>(at(COUNTRY) + j));
  const familyLeads = style != 0;
  let end = familyLeads ? copyCell(to, at(FAMILY_CELLS), family) : copyCell(to, at(GIVEN_CELLS), given);
  store<u8>(end, 32);
  if (style != FAMILY_SOLID) end++;
  return familyLeads ? copyCell(end, at(GIVEN_CELLS), given) : copyCell(end, at(FAMILY_CELLS), family);
}

// @ts-ignore: decorator
@inline
function putCell(to: usize, j: usize, step: usize, digits: usize): usize {
  const column = <usize>load<u32>(step, 16), cells = <usize>load<u32>(step, 20);
  switch (load<u32>(step)) {
    case BY_U8:
      return copyCell(to, cells, load<u8>(column + j));
    case BY_U16:
      return copyCell(to, cells, load<u16>(column + (j << 1)));
    case BY_ROW:
      return copy(to, load<u32>(cells + (j << 3)), load<u32>(cells + (j << 3), 4));
    case WHOLE:
      return putWhole(to, <u64>load<f64>(column + (j << 3)), digits, at(SCRATCH));
    case YEAR: {
      const value = load<i32>(column + (j << 2));
      store<u8>(to, 45);
      return putWhole(to + <usize>(value < 0), <u64>(value < 0 ? -value : value), digits, at(SCRATCH));
    }
    case DATE:
      return putDate(to, load<i32>(at(BIRTH_YEAR) + (j << 2)), load<u64>(at(MONTH_DAYS) + (<usize>load<u16>(at(DAY) + (j << 1)) << 3)), digits);
    case DEGREES:
      return putDegrees(to, load<i32>(column + (j << 2)), digits);
    case EMAIL:
      return putEmail(to, j, digits);
    case PHONE_NUMBER:
      return putPhone(to, j, digits);
    case NAME:
      return putName(to, j);
    default:
      return to;
  }
}

/** Rows `from` to `to` by a program of `steps` steps. Answers where the bytes end. */
export function rows(from: u32, to: u32, program: usize, steps: u32, out: usize): usize {
  const digits = at(DIGITS), programEnd = program + <usize>steps * STEP;
  let end = out;
  for (let j = <usize>from; j < <usize>to; j++) {
    for (let step = program; step < programEnd; step += STEP) {
      end = copy(end, load<u32>(step, 4), load<u32>(step, 8));
      const width = <usize>load<u32>(step, 12), start = end;
      end = putCell(end, j, step, digits);
      if (width != 0) {
        memory.fill(end, 32, start + width - end);
        end = start + width;
      }
    }
  }
  return end;
}

/** The cells of one step, each after its length in four bytes (Parquet's plain byte arrays). Answers where the bytes end. */
export function texts(n: u32, step: usize, out: usize): usize {
  const digits = at(DIGITS);
  let end = out;
  for (let j: usize = 0; j < <usize>n; j++) {
    const start = end + 4;
    end = putCell(start, j, step, digits);
    store<u32>(start - 4, <u32>(end - start));
  }
  return end;
}
