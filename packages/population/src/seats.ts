import type { Clock } from './eras.ts';
import type { Model } from './model.ts';
import { lastAtOrBefore } from './ranges.ts';

/** Ages that have seats of their own: 0 to 109. */
export const AGES = 110;
const GROUPS = 21;
const FIRST_TABLE = 1950;
const LAST_TABLE = 2100;
const TABLE_STEP = 5;
/** From this year on, the later revision's totals are known; up to the other, those of the earlier revision stand. */
const RAKED_FROM = 2024;
const RAKED_AFTER = 2019;
/** Of people of 100 and more, this part lives to be a year older. */
const OLD_AGE_SURVIVAL = 0.6;

/**
 * The living of one year, on numbered seats: country by country, men before women, the young before the old. A stratum is one
 * country, sex and age: `(country * 2 + sex) * 110 + age`.
 */
export type Seats = {
  readonly year: number;
  readonly size: number;
  /** The first seat of each stratum, and the size after the last. */
  readonly prefix: Float64Array;
  readonly stratumOf: (seat: number) => number;
  /** How many people a stratum has. */
  readonly sizeOf: (stratum: number) => number;
};

export const stratum = (group: number, age: number): number => group * AGES + age;

/**
 * Seats of a year: from 1950 to 2100 by the UN's tables (the 2019 revision's ages and sexes, raked to the 2024 revision's
 * totals, evenly between the years of the tables); before and after, by the clock's total with the ages of the nearest table.
 */
export function createSeats(model: Model, clock: Clock, { year, byTables }: { year: number; byTables: boolean }): Seats {
  const prefix = byTables && year >= FIRST_TABLE && year <= LAST_TABLE ? tablePrefix(model, year) : shapedPrefix(model, clock, year);
  return {
    ...{ year, prefix },
    size: prefix[prefix.length - 1] ?? 0,
    // Empty strata share their first seat with the next: the last of them has it.
    stratumOf: (seat) => lastAtOrBefore(prefix, seat),
    sizeOf: (at) => (prefix[at + 1] ?? 0) - (prefix[at] ?? 0),
  };
}

/** The cells of one year as the published tables give them, in whole people: country, then sex, then five-year group. */
export function cellsOf(model: Model, year: number): Float64Array {
  const found = earlierCells(model, year);
  const ofCountry = 2 * GROUPS;
  const between = year > RAKED_AFTER && year < RAKED_FROM ? earlierCells(model, RAKED_FROM) : found;
  for (let country = 0; country < model.countries.length; country++) {
    const own = found.subarray(country * ofCountry, (country + 1) * ofCountry);
    const later = between.subarray(country * ofCountry, (country + 1) * ofCountry);
    const factor = rakeFactor(model, country, year, sum(later));
    for (let at = 0; at < ofCountry; at++) own[at] = Math.round((own[at] as number) * factor);
  }
  return found;
}

/** The earlier revision's cells, evenly between table years. */
function earlierCells(model: Model, year: number): Float64Array {
  const cells = model.u32('cells');
  const size = model.countries.length * 2 * GROUPS;
  const earlier = Math.min((LAST_TABLE - FIRST_TABLE) / TABLE_STEP - 1, Math.floor((year - FIRST_TABLE) / TABLE_STEP));
  const part = (year - FIRST_TABLE) / TABLE_STEP - earlier;
  const found = new Float64Array(size);
  for (let at = 0; at < size; at++) {
    const from = cells[earlier * size + at] as number;
    found[at] = from + ((cells[(earlier + 1) * size + at] as number) - from) * part;
  }
  return found;
}

/**
 * By what the earlier revision's cells are to be multiplied; between the last of its estimates and the later totals, in even steps.
 * @param total - the earlier revision's, of the year, or of the first year of the later totals where the year is before it
 */
function rakeFactor(model: Model, country: number, year: number, total: number): number {
  if (year <= RAKED_AFTER) return 1;
  if (year >= RAKED_FROM) return laterTotal(model, country, year, total) / total;
  const factor = laterTotal(model, country, RAKED_FROM, total) / total;
  return 1 + ((factor - 1) * (year - RAKED_AFTER)) / (RAKED_FROM - RAKED_AFTER);
}

function laterTotal(model: Model, country: number, year: number, otherwise: number): number {
  const { totalYears } = model;
  const totals = model.u32('totals').subarray(country * totalYears.length, (country + 1) * totalYears.length);
  if (totals[0] === 0) return otherwise;
  const at = lastAtOrBefore(totalYears, year);
  const [from, to] = [totalYears[at] ?? year, totalYears[at + 1]];
  const total = totals[at] as number;
  return to === undefined ? total : total + (((totals[at + 1] as number) - total) * (year - from)) / (to - from);
}

function tablePrefix(model: Model, year: number): Float64Array {
  const cells = cellsOf(model, year);
  const prefix = new Float64Array((cells.length / GROUPS) * AGES + 1);
  let before = 0;
  for (let at = 0; at < cells.length; at++) {
    const place = at % GROUPS;
    const first = stratum(Math.floor(at / GROUPS), place * 5);
    const cell = cells[at] as number;
    if (place === GROUPS - 1) dealOld(prefix, first, before, cell);
    else dealFive(prefix, first, before, { cell, slope: slopeOf(cells, at) });
    before += cell;
  }
  prefix[prefix.length - 1] = before;
  return prefix;
}

/** Five single ages along a straight line. */
function dealFive(prefix: Float64Array, first: number, before: number, { cell, slope }: { cell: number; slope: number }): void {
  let done = 0;
  for (let step = 0; step < 5; step++) {
    prefix[first + step] = before + Math.floor(cell * done);
    done += (1 + slope * (step - 2)) / 5;
  }
}

function dealOld(prefix: Float64Array, first: number, before: number, cell: number): void {
  let done = 0;
  for (let step = 0; step < OLD_WEIGHTS.length; step++) {
    prefix[first + step] = before + Math.floor(cell * done);
    done += OLD_WEIGHTS[step] as number;
  }
}

/** How steep the line through a five-year group is, by how far its neighbours are apart; no single age falls below two fifths. */
function slopeOf(cells: Float64Array, at: number): number {
  const cell = Math.max(1, cells[at] as number);
  const after = cells[at + 1] as number;
  const apart = at % GROUPS === 0 ? (after - cell) / (5 * cell) : (after - (cells[at - 1] as number)) / (10 * cell);
  return Math.max(-0.3, Math.min(0.3, apart));
}

const OLD_WEIGHTS = normalise(Array.from({ length: AGES - 100 }, (_, years) => OLD_AGE_SURVIVAL ** years));

function normalise(weights: readonly number[]): number[] {
  const total = weights.reduce((all, weight) => all + weight, 0);
  return weights.map((weight) => weight / total);
}

/** The total of a year, dealt to countries by births and to sexes and ages by the country's nearest table. */
function shapedPrefix(model: Model, clock: Clock, year: number): Float64Array {
  const shape = tablePrefix(model, year > LAST_TABLE ? LAST_TABLE : FIRST_TABLE);
  const total = clock.peopleIn(year);
  const prefix = new Float64Array(shape.length);
  const ofCountry = AGES * 2;
  for (let country = 0; country < model.countries.length; country++) {
    const [start, end] = [clock.partBefore(year, country), clock.partBefore(year, country + 1)];
    const [first, all] = [
      shape[country * ofCountry] as number,
      (shape[(country + 1) * ofCountry] as number) - (shape[country * ofCountry] as number),
    ];
    for (let at = country * ofCountry; at < (country + 1) * ofCountry; at++)
      prefix[at] = Math.floor(total * (start + ((end - start) * ((shape[at] as number) - first)) / all));
  }
  prefix[prefix.length - 1] = total;
  return prefix;
}

function sum(values: ArrayLike<number>): number {
  let total = 0;
  for (let at = 0; at < values.length; at++) total += values[at] as number;
  return total;
}
