import { badInput, runFailed } from './errors.ts';
import type { Model } from './model.ts';
import { lastAtOrBefore } from './ranges.ts';
import type { Species } from './species.ts';

/** The years that people may be born in. A year counts from 1 July: its children are those of age 0 on that day. */
export const FIRST_YEAR = -233_000;
export const LAST_YEAR = 100_000;

/** The year that "present" is about. */
export const REFERENCE_YEAR = 2026;

/** Stretches of birth years, first and last included: the present is of those who may be alive. */
export const ERAS: Readonly<Record<'past' | 'present' | 'future', readonly [first: number, last: number]>> = {
  past: [FIRST_YEAR, REFERENCE_YEAR - 110],
  present: [REFERENCE_YEAR - 109, REFERENCE_YEAR],
  future: [REFERENCE_YEAR + 1, LAST_YEAR],
};
export type EraName = keyof typeof ERAS;

/**
 * Everybody who is ever born, in the order of their year; within a year by country, then men before women. A group is a
 * country's place in the model times two, plus sex (0 male, 1 female).
 */
export type Clock = {
  /** How many are ever born. */
  readonly size: number;
  readonly first: number;
  readonly last: number;
  /** How many are born before a year: the rank of its first child. */
  readonly bornBefore: (year: number) => number;
  readonly yearOf: (rank: number) => number;
  /** How many are alive in a year, for years that no table covers. */
  readonly peopleIn: (year: number) => number;
  /** The part of the world, 0 to 1, that comes before a country in a year; 1 after the last. */
  readonly partBefore: (year: number, country: number) => number;
  /** How many of a year's children come before those of a country, 0 to 200 (200: all). */
  readonly bornBeforeCountry: (year: number, country: number) => number;
  /** How many children of a year a group has. */
  readonly births: (year: number, group: number) => number;
  /** How many of a year's children come before those of a group. */
  readonly bornBeforeGroup: (year: number, group: number) => number;
  /** The group of a year's nth child. */
  readonly groupOf: (year: number, nth: number) => number;
};

/** Boys among all children: 105 to 100 girls, as the UN assumes where registers are missing. */
const BOYS = 105 / 205;
const WHOLE = 4_294_967_296;

type Calendar = Pick<Clock, 'size' | 'first' | 'last' | 'bornBefore' | 'yearOf' | 'peopleIn'>;
/** The part of the world, of 2^32, that comes before a country in a year. */
type Shares = (year: number, country: number) => number;

/** The clock of a species. */
export function createClock(model: Model, species: Species): Clock {
  const calendar = species.people === null ? benchmarkCalendar(model) : steadyCalendar(species, species.people);
  const shares = species.countries.length === 0 ? worldShares(model) : listedShares(model, species.countries);
  return createClockOf(calendar, shares, model.countries.length);
}

function createClockOf(calendar: Calendar, shares: Shares, countries: number): Clock {
  const bornBeforeCountry = (year: number, country: number): number => {
    const all = calendar.bornBefore(year + 1) - calendar.bornBefore(year);
    return country >= countries ? all : Math.floor((all * shares(year, country)) / WHOLE);
  };
  const partBefore = (year: number, country: number): number => (country >= countries ? 1 : shares(year, country) / WHOLE);
  const boysOf = (children: number): number => Math.floor(children * BOYS);
  const bornBeforeGroup = (year: number, group: number): number => {
    const country = group >> 1;
    const start = bornBeforeCountry(year, country);
    return (group & 1) === 0 ? start : start + boysOf(bornBeforeCountry(year, country + 1) - start);
  };
  const births = (year: number, group: number): number => {
    const country = group >> 1;
    const children = bornBeforeCountry(year, country + 1) - bornBeforeCountry(year, country);
    return (group & 1) === 0 ? boysOf(children) : children - boysOf(children);
  };
  const groupOf = (year: number, nth: number): number => {
    let [low, high] = [0, countries];
    while (low < high - 1) {
      const middle = (low + high) >> 1;
      if (bornBeforeCountry(year, middle) <= nth) low = middle;
      else high = middle;
    }
    return nth < bornBeforeGroup(year, low * 2 + 1) ? low * 2 : low * 2 + 1;
  };
  return { ...calendar, partBefore, bornBeforeCountry, bornBeforeGroup, births, groupOf };
}

/** Our own calendar: births are even between the knots of the model, which hold the published benchmarks exactly. */
function benchmarkCalendar(model: Model): Calendar {
  const [years, born, people] = [model.i32('clockYears'), model.f64('clockBorn'), model.f64('clockPeople')];
  const knotOf = (list: ArrayLike<number>, value: number): number => Math.min(lastAtOrBefore(list, value), years.length - 2);
  const at = (list: ArrayLike<number>, knot: number): number => list[knot] as number;
  const bornBefore = (asked: number): number => {
    const year = Math.min(Math.max(asked, at(years, 0)), at(years, years.length - 1));
    const knot = knotOf(years, year);
    const [from, to] = [at(years, knot), at(years, knot + 1)];
    return at(born, knot) + Math.ceil(((year - from) * (at(born, knot + 1) - at(born, knot))) / (to - from));
  };
  const yearOf = (rank: number): number => {
    const knot = knotOf(born, rank);
    const [from, to] = [at(years, knot), at(years, knot + 1)];
    const guess = from + Math.floor(((rank - at(born, knot)) * (to - from)) / (at(born, knot + 1) - at(born, knot)));
    return settle(bornBefore, guess, rank);
  };
  const peopleIn = (year: number): number => {
    const knot = knotOf(years, year);
    const [from, to] = [at(years, knot), at(years, knot + 1)];
    return Math.round(at(people, knot) + ((year - from) * (at(people, knot + 1) - at(people, knot))) / (to - from));
  };
  return { size: at(born, years.length - 1), first: at(years, 0), last: at(years, years.length - 1) - 1, bornBefore, yearOf, peopleIn };
}

/** The calendar of a species with as many people in each year. */
function steadyCalendar({ first, last, birthRate }: Species, people: number): Calendar {
  const perYear = Math.max(1, Math.floor((people * birthRate) / 1000));
  const years = last - first + 1;
  return {
    ...{ size: years * perYear, first, last },
    bornBefore: (year) => Math.min(years, Math.max(0, year - first)) * perYear,
    yearOf: (rank) => first + Math.floor(rank / perYear),
    peopleIn: (year) => (year >= first && year <= last ? people : 0),
  };
}

/** The year of a rank, from a guess that rounding may have put one off. */
function settle(bornBefore: (year: number) => number, guess: number, rank: number): number {
  let year = guess;
  while (bornBefore(year) > rank) year--;
  while (bornBefore(year + 1) <= rank) year++;
  return year;
}

function worldShares(model: Model): Shares {
  const [years, starts, countries] = [model.i32('shareYears'), model.u32('shareStarts'), model.countries.length];
  return (year, country) => {
    const knot = lastAtOrBefore(years, year);
    const start = starts[knot * countries + country] as number;
    const [from, to] = [years[knot] as number, years[knot + 1]];
    if (to === undefined || year <= from) return start;
    return start + Math.floor((((starts[(knot + 1) * countries + country] as number) - start) * (year - from)) / (to - from));
  };
}

/** Each of a few countries has the same part. @throws PopulationError for a country that the model has not */
function listedShares(model: Model, codes: readonly string[]): Shares {
  const listed = model.countries.map(({ code }) => codes.includes(code));
  if (listed.filter(Boolean).length !== codes.length) throw runFailed(`The model ${model.version} lacks one of ${codes.join(', ')}.`);
  let before = 0;
  const starts = listed.map((isListed) => Math.floor(((isListed ? before++ : before) * WHOLE) / codes.length));
  return (_, country) => starts[country] ?? WHOLE;
}

/** A whole year within the universe. @throws PopulationError for any other */
export function checkYear(year: number): number {
  if (!Number.isInteger(year) || year < FIRST_YEAR || year > LAST_YEAR)
    throw badInput(`A year is a whole number from ${FIRST_YEAR} to ${LAST_YEAR}, not ${year}.`);
  return year;
}
