import { type Facts, numberOf } from './read-facts.ts';

type Benchmark = { readonly year: number; readonly people: number; readonly born: number };

/**
 * Beyond the published table: the UN's population of 2100 with 12.5 births per 1,000, then one scenario and no forecast. The
 * population falls by 3000 to the only steady size with which the trillionth person is born at the end of the year 100000.
 */
const SCENARIO: readonly Benchmark[] = [
  { year: 2100, people: 10.2e9, born: 127.4e9 },
  { year: 3000, people: 0.69e9, born: 167e9 },
  { year: 100_001, people: 0.69e9, born: 1e12 },
];

/** The oldest known remains of our species, Omo I: 233,000 years (Vidal et al., Nature, 2022). The table itself begins at −190000. */
const FIRST_YEAR = -233_000;

/** The longest step between two knots of the clock, in years: before the year, at most so many. Inside a step births are even. */
const STEPS: readonly (readonly [before: number, years: number])[] = [
  [-50_000, 1000],
  [-8000, 500],
  [1, 100],
  [1650, 10],
  [1950, 5],
  [2100, 1],
  [3000, 25],
  [Infinity, 1000],
];

/** Years, the people born before each, and the people alive in each. */
export type Clock = { readonly years: number[]; readonly born: number[]; readonly people: number[] };

/** The published benchmarks, with exponential growth between them, as knots between which everything is linear. */
export function buildClock(facts: Facts): Clock {
  const published = facts.table('prb_ever_born.csv').map((row) => ({
    year: numberOf(row, 'year'),
    people: numberOf(row, 'population'),
    born: numberOf(row, 'ever_born_cumulative'),
  }));
  const benchmarks = [{ ...(published[0] as Benchmark), year: FIRST_YEAR }, ...published.slice(1), ...SCENARIO];
  const clock: Clock = { years: [], born: [], people: [] };
  for (const [at, to] of benchmarks.entries()) {
    const from = benchmarks[at - 1];
    if (from) addKnots(clock, from, to);
    else addKnot(clock, to);
  }
  return clock;
}

const addKnot = (clock: Clock, { year, people, born }: Benchmark): void => {
  clock.years.push(year);
  clock.people.push(Math.round(people));
  clock.born.push(Math.round(born));
};

function addKnots(clock: Clock, from: Benchmark, to: Benchmark): void {
  const growth = Math.log(to.people / from.people) / (to.year - from.year);
  const span = Math.expm1(growth * (to.year - from.year));
  for (let year = from.year + stepAt(from.year); year < to.year; year += stepAt(year)) {
    const done = span === 0 ? (year - from.year) / (to.year - from.year) : Math.expm1(growth * (year - from.year)) / span;
    const people = from.people * Math.exp(growth * (year - from.year));
    addKnot(clock, { year, people, born: from.born + (to.born - from.born) * done });
  }
  addKnot(clock, to);
}

const stepAt = (year: number): number => STEPS.find(([before]) => year < before)?.[1] ?? 1000;
