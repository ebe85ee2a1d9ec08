import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createClock, ERAS } from './eras.ts';
import { loadModel, openPopulation } from './node.ts';
import { SPECIES } from './species.ts';
import { TIMELINES } from './timelines.ts';

const model = loadModel();
const ours = openPopulation({ seed: 42 });
const { clock } = ours.universe;

/** Population Reference Bureau, as the sources of the model say: year, ever born. */
const BENCHMARKS = [
  ...([
    [-50_000, 7_856_100_002],
    [-8000, 8_993_889_771],
    [1, 55_019_222_125],
    [1200, 81_610_565_125],
    [1650, 94_392_567_578],
  ] as const),
  ...([
    [1750, 97_564_499_091],
    [1850, 101_610_739_100],
    [1900, 104_510_976_956],
    [1950, 107_901_175_171],
    [2000, 113_966_170_055],
  ] as const),
  ...([
    [2010, 115_330_173_460],
    [2022, 117_020_448_575],
    [2035, 118_779_027_464],
    [2050, 120_847_437_072],
  ] as const),
];

test.each(BENCHMARKS)('by %i, as many were ever born as is published: %i', (year, born) => {
  expect(clock.bornBefore(year)).toBe(born);
});

test('the universe is a trillion people, from −233000 to 100000', () => {
  expect(ours.size).toBe(1e12);
  expect(clock.yearOf(0)).toBe(-233_000);
  expect(clock.yearOf(1e12 - 1)).toBe(100_000);
});

test('a rank leads to a person and back, and years never go down', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1e12 - 2 }), (rank) => {
      const identity = ours.universe.identityOf(rank);
      expect(ours.universe.indexOf(identity)).toBe(rank);
      expect(ours.universe.identityOf(rank + 1).cohort).toBeGreaterThanOrEqual(identity.cohort);
    }),
    { numRuns: 500 },
  );
});

test('the groups of a year fill it without a gap', () => {
  for (const year of [-120_000, -9000, 1234, 1955, 2026, 2500, 50_000]) {
    const groups = Array.from({ length: model.countries.length * 2 }, (_, group) => group);
    let before = 0;
    for (const group of groups) {
      expect(clock.bornBeforeGroup(year, group)).toBe(before);
      before += clock.births(year, group);
    }
    expect(before).toBe(clock.bornBefore(year + 1) - clock.bornBefore(year));
  }
});

test('who has a seat and a rank is one person', () => {
  const living = openPopulation({ seed: 42, year: 2026 });
  let both = 0;
  for (let seat = 0; seat < living.size; seat += 30_000_001) {
    const rank = living.universe.rankOf(living.universe.identityOf(seat));
    if (rank === null) continue;
    both++;
    const columns = ['name', 'birth_date', 'sex', 'gender', 'country', 'nearest_city', 'phone', 'four_words_name', 'ocean_openness'];
    expect(ours.person(rank, columns)).toEqual(living.person(seat, columns));
    expect(ours.person(rank, ['status']).status).toBe('living');
  }
  expect(both).toBeGreaterThan(230);
});

test.each(Object.entries(ERAS))('the era "%s" is one stretch of ranks', (era, [first, last]) => {
  const selection = ours.select({ era: era as 'past' });
  const years = [0, selection.size - 1].map((place) => clock.yearOf(selection.ranges.indexAt(place)));
  expect(years).toEqual([first, last]);
});

test('without a year, a country is addressed by its stretch of every year', () => {
  const selection = ours.select({ country: 'IS', born: [1900, 1999] });
  for (const batch of selection.batches(0, 200)) for (let at = 0; at < batch.count; at++) expect(batch.row(at).country.code).toBe('IS');
  const counted = Array.from({ length: 100 }, (_, year) => 1900 + year).reduce((sum, year) => {
    const island = model.countries.findIndex(({ code }) => code === 'IS');
    return sum + clock.births(year, island * 2) + clock.births(year, island * 2 + 1);
  }, 0);
  expect(selection.size).toBe(counted);
});

describe('timelines', () => {
  test('ours up to the year of the branch, others after it', () => {
    const branch = openPopulation({ seed: 42, timeline: 'RCP 8.5' });
    const [before, after] = [clock.bornBefore(1999) + 5, clock.bornBefore(2020) + 5];
    expect(branch.person(before, ['name', 'email'])).toEqual(ours.person(before, ['name', 'email']));
    expect(branch.person(after, ['name', 'phone'])).not.toEqual(ours.person(after, ['name', 'phone']));
  });

  test.each(TIMELINES.map(({ name, last }) => [name, last] as const))('%s ends in %i', (timeline, last) => {
    const population = openPopulation({ timeline });
    expect(population.universe.clock.yearOf(population.size - 1)).toBe(last);
    if (last < 100_000) expect(() => openPopulation({ timeline, year: last + 1 })).toThrow(`${timeline} ends in ${last}`);
  });
});

describe('species', () => {
  test.each(SPECIES.map(({ name, first, last, countries }) => [name, first, last, countries] as const))(
    '%s lives from %i to %i',
    (species, first, last, countries) => {
      const population = openPopulation({ species });
      const { clock: own } = population.universe;
      expect([own.yearOf(0), own.yearOf(population.size - 1)]).toEqual([first, last]);
      const home = population.person(Math.floor(population.size / 2), ['country_code', 'species']);
      if (countries.length > 0) expect(countries).toContain(home.country_code);
      expect(home.species).toBe(species);
      const living = openPopulation({ species, year: first + 500 });
      expect(living.size).toBe(own.peopleIn(first + 500));
      expect(living.person(living.size - 1, ['age']).age).not.toBeNull();
    },
  );

  test('one that did not live then is refused with its years', () => {
    expect(() => openPopulation({ species: 'floresiensis', year: 2026 })).toThrow('No floresiensis lived in 2026');
    expect(() => openPopulation({ species: 'AI', timeline: 'ODNI2040' })).toThrow('ends in 2040');
  });

  test('every clock counts up', () => {
    for (const species of SPECIES) {
      const own = createClock(model, species);
      for (let year = own.first; year < own.last; year += 1009)
        expect(own.bornBefore(year + 1)).toBeGreaterThanOrEqual(own.bornBefore(year));
    }
  });
});
