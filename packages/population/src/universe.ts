import { badInput, nearestWord, oneOf } from './errors.ts';
import { type Clock, createClock, ERAS, type EraName, LAST_YEAR } from './eras.ts';
import type { Model } from './model.ts';
import { createRanges, type Ranges } from './ranges.ts';
import { AGES, createSeats, type Seats, stratum } from './seats.ts';
import { SPECIES, type Species } from './species.ts';
import { TIMELINES, type Timeline } from './timelines.ts';

/**
 * Who a person is, whatever they are counted by: country and sex (`group`), the year on whose 1 July they are of age 0
 * (`cohort`), and a place among those (`slot`).
 */
export type Identity = { readonly group: number; readonly cohort: number; readonly slot: number };

/** How people are counted: by rank of birth among all ever born, or by seat among the living of a year. */
export type Space = 'birth rank' | 'seat';

/** Which people are meant. Ages are whole years on 1 July of the year; birth years count from 2 July of the year before. */
export type Filter = {
  readonly country?: string | undefined;
  readonly sex?: 'female' | 'male' | undefined;
  readonly ages?: readonly [first: number, last: number] | undefined;
  readonly era?: EraName | undefined;
  readonly born?: readonly [first: number, last: number] | undefined;
};

/** All people of one timeline and species, by rank of birth or by seat. */
export type Universe = {
  readonly space: Space;
  readonly year: number | null;
  readonly timeline: Timeline;
  readonly species: Species;
  readonly clock: Clock;
  /** Null where people are counted by rank of birth. */
  readonly seats: Seats | null;
  readonly size: number;
  readonly identityOf: (index: number) => Identity;
  readonly indexOf: (identity: Identity) => number | null;
  /** The rank of birth of an identity; null for who moved to the country after birth, and so has none there. */
  readonly rankOf: (identity: Identity) => number | null;
  /** The stretches of indexes that a filter leaves. */
  readonly select: (filter: Filter) => Ranges;
};

export type UniverseOptions = {
  readonly year?: number | undefined;
  readonly timeline?: string | undefined;
  readonly species?: string | undefined;
};

/** @throws PopulationError for an unknown timeline or species, or a year in which nobody of it lives */
export function createUniverse(model: Model, options: UniverseOptions): Universe {
  const timeline = TIMELINES.find(
    ({ name }) =>
      name ===
      oneOf(
        'timeline',
        options.timeline ?? 'ours',
        TIMELINES.map((row) => row.name),
      ),
  ) as Timeline;
  const species = SPECIES.find(
    ({ name }) =>
      name ===
      oneOf(
        'species',
        options.species ?? 'sapiens',
        SPECIES.map((row) => row.name),
      ),
  ) as Species;
  const clock = createClock(model, species);
  const parts = { model, timeline, species, clock };
  return options.year === undefined ? rankUniverse(parts) : seatUniverse(parts, options.year);
}

type Parts = { readonly model: Model; readonly timeline: Timeline; readonly species: Species; readonly clock: Clock };

function rankUniverse(parts: Parts): Universe {
  const { clock, timeline } = parts;
  const size = timeline.last >= clock.last ? clock.size : clock.bornBefore(timeline.last + 1);
  if (size === 0)
    throw badInput(`${timeline.name} ends in ${timeline.last}, before the first ${parts.species.name} is born (${clock.first}).`);
  const identityOf = (rank: number): Identity => {
    const cohort = clock.yearOf(rank);
    const nth = rank - clock.bornBefore(cohort);
    const group = clock.groupOf(cohort, nth);
    return { group, cohort, slot: nth - clock.bornBeforeGroup(cohort, group) };
  };
  const rankOf = rankIn(clock);
  return {
    ...{ space: 'birth rank', year: null, timeline, species: parts.species, clock, seats: null, size },
    ...{ identityOf, indexOf: rankOf, rankOf },
    select: (filter) => selectRanks(parts, filter, size),
  };
}

const rankIn =
  (clock: Clock) =>
  ({ group, cohort, slot }: Identity): number | null => {
    if (cohort < clock.first || cohort > clock.last || slot >= clock.births(cohort, group)) return null;
    return clock.bornBefore(cohort) + clock.bornBeforeGroup(cohort, group) + slot;
  };

function seatUniverse(parts: Parts, year: number): Universe {
  const { model, clock, timeline, species } = parts;
  if (year < species.first || year > species.last)
    throw badInput(`No ${species.name} lived in ${year}: the species is here from ${species.first} to ${species.last}.`);
  if (year > timeline.last) throw badInput(`${timeline.name} ends in ${timeline.last}; ${year} is after it.`);
  const seats = createSeats(model, clock, { year, byTables: species.people === null });
  return {
    ...{ space: 'seat', year, timeline, species, clock, seats, size: seats.size },
    identityOf: (seat) => {
      const at = seats.stratumOf(seat);
      const group = Math.floor(at / AGES);
      return { group, cohort: year - (at - group * AGES), slot: seat - (seats.prefix[at] ?? 0) };
    },
    indexOf: seatIn(seats),
    rankOf: rankIn(clock),
    select: (filter) => selectSeats(parts, filter, seats),
  };
}

/** The seat of an identity: who has one of the first slots of a cohort lives as long as the cohort is at least so large. */
export const seatIn =
  (seats: Seats) =>
  ({ group, cohort, slot }: Identity): number | null => {
    const age = seats.year - cohort;
    if (age < 0 || age >= AGES) return null;
    const at = stratum(group, age);
    return slot < seats.sizeOf(at) ? (seats.prefix[at] ?? 0) + slot : null;
  };

// -- filters: which stretches of indexes they are ------------------------------------------------------------------------------

function selectSeats({ model }: Parts, filter: Filter, seats: Seats): Ranges {
  const [youngest, oldest] = agesOf(filter, seats.year);
  const groups = groupsOf(model, filter);
  const stretches = groups.flatMap((group) => {
    if (youngest > oldest) return [];
    return [seats.prefix[stratum(group, youngest)] ?? 0, seats.prefix[stratum(group, oldest) + 1] ?? 0];
  });
  return createRanges(stretches);
}

/** Ages that an age filter, birth years and an era leave together. */
function agesOf({ ages, born, era }: Filter, year: number): [number, number] {
  const [firstBorn, lastBorn] = bornOf({ born, era });
  const [youngest, oldest] = checkAges(ages);
  return [Math.max(youngest, year - lastBorn), Math.min(oldest, year - firstBorn, AGES - 1)];
}

function checkAges(ages: Filter['ages']): readonly [number, number] {
  const [youngest, oldest] = ages ?? [0, AGES - 1];
  if (!Number.isInteger(youngest) || !Number.isInteger(oldest) || youngest < 0 || oldest < youngest)
    throw badInput(`Ages are two whole numbers, the lower first, such as 18-65; not ${youngest}-${oldest}.`);
  return [youngest, oldest];
}

/** Birth years that a filter allows. @throws PopulationError where they run backwards */
function bornOf({ born, era }: Pick<Filter, 'born' | 'era'>): [number, number] {
  const [first, last] = born ?? [-Infinity, LAST_YEAR];
  if (first > last) throw badInput(`Birth years begin with the earlier one; ${first} is after ${last}.`);
  const [eraFirst, eraLast] = era ? ERAS[oneOf('era', era, Object.keys(ERAS) as EraName[])] : [-Infinity, LAST_YEAR];
  return [Math.max(first, eraFirst), Math.min(last, eraLast)];
}

function groupsOf(model: Model, { country, sex }: Filter): number[] {
  const countries = country === undefined ? [...model.countries.keys()] : [countryNumber(model, country)];
  const sexes = sex === undefined ? [0, 1] : [oneOf('sex', sex, ['male', 'female'] as const) === 'male' ? 0 : 1];
  return countries.flatMap((at) => sexes.map((one) => at * 2 + one));
}

/** @throws PopulationError that suggests the nearest code, by code or by name */
export function countryNumber(model: Model, country: string): number {
  const wanted = country.toLowerCase();
  const at = model.countries.findIndex(({ code, iso3, name }) => [code, iso3, name].some((word) => word.toLowerCase() === wanted));
  if (at >= 0) return at;
  const known = country.length <= 2 ? model.countries.map(({ code }) => code) : model.countries.map(({ name }) => name);
  throw badInput(
    `There is no country "${country}". Did you mean "${nearestCountry(model, country, known)}"? \`bottega people countries\` lists them.`,
  );
}

function nearestCountry(model: Model, country: string, known: readonly string[]): string {
  const at = known.indexOf(nearestWord(country, known) ?? '');
  const { code, name } = model.countries[at] ?? { code: 'IN', name: 'India' };
  return `${code} (${name})`;
}

/** 32 MB of stretches. */
const MOST_STRETCHES = 2_000_000;

/**
 * Without a country or sex, birth years are one stretch of ranks. With one, each year has a stretch of its own: up to a third of
 * a million, found once.
 */
function selectRanks({ model, clock }: Parts, filter: Filter, size: number): Ranges {
  if (filter.ages) throw badInput('Ages need a year to count to: add a year, or give birth years instead.');
  const [bornFirst, bornLast] = bornOf(filter);
  const [first, last] = [Math.max(clock.first, bornFirst), Math.min(clock.last, bornLast)];
  if (first > last) return createRanges([]);
  if (filter.country === undefined && filter.sex === undefined)
    return createRanges([clock.bornBefore(first), Math.min(size, clock.bornBefore(last + 1))]);
  const groups = groupsOf(model, filter);
  if ((last - first + 1) * groups.length > MOST_STRETCHES)
    throw badInput('That is too many small groups to address: name a country, or fewer birth years, or a year.');
  const stretches = new Float64Array((last - first + 1) * groups.length * 2);
  let at = 0;
  for (let year = first; year <= last; year++) {
    const before = clock.bornBefore(year);
    for (const group of groups) {
      const start = before + clock.bornBeforeGroup(year, group);
      stretches[at++] = Math.min(size, start);
      stretches[at++] = Math.min(size, start + clock.births(year, group));
    }
  }
  return createRanges(stretches);
}
