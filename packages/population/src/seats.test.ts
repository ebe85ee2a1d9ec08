import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { variation } from './audit.ts';
import { loadModel, openPopulation } from './node.ts';
import { AGES, cellsOf } from './seats.ts';

const model = loadModel();
const GROUPS = 21;

/** People by the published cells, counted from seats. */
function countSeats(year: number): Float64Array {
  const { seats } = openPopulation({ year }).universe;
  const counts = new Float64Array(model.countries.length * 2 * GROUPS);
  if (seats)
    for (let stratum = 0; stratum < seats.prefix.length - 1; stratum++) {
      const [group, age] = [Math.floor(stratum / AGES), stratum % AGES];
      counts[group * GROUPS + Math.min(GROUPS - 1, Math.floor(age / 5))]! += seats.sizeOf(stratum);
    }
  return counts;
}

test.each([1950, 1987, 2020, 2022, 2026, 2063, 2100])('all seats of %i together are exactly the published cells', (year) => {
  const cells = cellsOf(model, year);
  const counts = countSeats(year);
  expect([...counts]).toEqual([...cells]);
  const total = cells.reduce((sum, people) => sum + people, 0);
  expect(
    variation(
      cells.map((people) => people / total),
      counts,
      total,
    ),
  ).toBe(0);
});

test('the totals of countries are those of the later revision', () => {
  const india = model.countries.findIndex(({ code }) => code === 'IN');
  const cells = cellsOf(model, 2026).subarray(india * 2 * GROUPS, (india + 1) * 2 * GROUPS);
  const total = cells.reduce((sum, people) => sum + people, 0);
  const published = model.u32('totals')[india * model.totalYears.length + model.totalYears.indexOf(2026)] as number;
  expect(Math.abs(total - published)).toBeLessThan(30); // each of 42 cells is a whole number
});

test('a million of the balanced order are as near to the tables as promised', { timeout: 120_000 }, () => {
  const cells = cellsOf(model, 2026);
  const total = cells.reduce((sum, people) => sum + people, 0);
  const counts = new Float64Array(cells.length);
  let rows = 0;
  const distances: number[] = [];
  for (const { columns, count } of openPopulation({ year: 2026, seed: 42 }).select().batches(0, 1_000_000, { rows: 4000, extras: false })) {
    for (let at = 0; at < count; at++)
      counts[(columns.group[at] as number) * GROUPS + Math.min(20, Math.floor((columns.age[at] as number) / 5))]! += 1;
    rows += count;
    if (rows === 100_000 || rows === 1_000_000)
      distances.push(
        variation(
          cells.map((people) => people / total),
          counts,
          rows,
        ),
      );
  }
  expect(distances[0]).toBeLessThanOrEqual(0.02);
  expect(distances[1]).toBeLessThanOrEqual(0.0025);
});

describe('a seat', () => {
  const years = fc.oneof(fc.integer({ min: 1950, max: 2100 }), fc.integer({ min: -233_000, max: 100_000 }));

  test('leads to a person and back, in every year', () => {
    fc.assert(
      fc.property(years, fc.double({ min: 0, max: 0.9999999, noNaN: true }), (year, part) => {
        const { universe } = openPopulation({ year });
        const seat = Math.floor(part * universe.size);
        const identity = universe.identityOf(seat);
        expect(universe.indexOf(identity)).toBe(seat);
        expect(year - identity.cohort).toBeGreaterThanOrEqual(0);
        expect(year - identity.cohort).toBeLessThan(AGES);
      }),
      { numRuns: 60 },
    );
  });

  test('is, in the next year, most often the seat of the same person, a year older', () => {
    const [now, next] = [openPopulation({ year: 2026, seed: 42 }), openPopulation({ year: 2027, seed: 42 })];
    let same = 0;
    for (let seat = 0; seat < 400; seat++) {
      const index = seat * 20_000_000;
      const then = next.universe.indexOf(now.universe.identityOf(index));
      if (then === null) continue;
      same++;
      const [before, after] = [now.person(index), next.person(then)];
      expect({ ...after, index: 0, age: 0, email: '', occupation: '' }).toEqual({ ...before, index: 0, age: 0, email: '', occupation: '' });
      expect(after.age).toBe((before.age as number) + 1);
    }
    expect(same).toBeGreaterThan(380);
  });
});

describe('a filter', () => {
  const population = openPopulation({ year: 2026, seed: 7 });
  const filters = fc.record(
    {
      country: fc.constantFrom(...model.countries.map(({ code }) => code)),
      sex: fc.constantFrom('female' as const, 'male' as const),
      ages: fc
        .tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 40 }))
        .map(([first, more]) => [first, first + more] as const),
    },
    { requiredKeys: [] },
  );

  test('leaves exactly those whom it means, and addresses them directly', () => {
    fc.assert(
      fc.property(filters, fc.constantFrom('balanced' as const, 'seat' as const, 'shuffled' as const), (filter, order) => {
        const selection = population.select(filter, order);
        for (const batch of selection.batches(0, Math.min(50, selection.size)))
          for (let at = 0; at < batch.count; at++) {
            const row = batch.row(at);
            if (filter.country) expect(row.country.code).toBe(filter.country);
            if (filter.sex) expect(row.isMale).toBe(filter.sex === 'male');
            if (filter.ages) expect([row.age! >= filter.ages[0], row.age! <= filter.ages[1]]).toEqual([true, true]);
            expect(selection.order.positionOf(selection.ranges.placeOf(row.index))).toBe(at);
          }
      }),
      { numRuns: 60 },
    );
  });

  test('counts whom the tables count', () => {
    const whole = population.select({}).size;
    const byCountry = model.countries.reduce((sum, { code }) => sum + population.select({ country: code }).size, 0);
    const bySex = population.select({ sex: 'female' }).size + population.select({ sex: 'male' }).size;
    const byAge = population.select({ ages: [0, 17] }).size + population.select({ ages: [18, 109] }).size;
    expect([byCountry, bySex, byAge]).toEqual([whole, whole, whole]);
  });
});
