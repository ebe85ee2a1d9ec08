import { describe, expect, test } from 'vitest';
import { openPopulation } from './node.ts';
import type { Identity } from './index.ts';

const same = (a: Identity, b: Identity | null): boolean => b !== null && a.group === b.group && a.cohort === b.cohort && a.slot === b.slot;

describe.each([
  ['the living of 2026', 2026, 97_003],
  ['the living of 1300', 1300, 5003],
  ['all who are ever born', undefined, 987_654_321],
])('among %s', (_, year, step) => {
  const { universe, households } = openPopulation(year === undefined ? {} : { year });
  const people = Array.from({ length: Math.min(year === undefined ? 1000 : 12_000, Math.floor(universe.size / step)) }, (__, at) =>
    universe.identityOf(at * step),
  );

  test('spouses name each other', () => {
    const married = people.flatMap((who) => {
      const spouse = households.spouseOf(who);
      return spouse ? [[who, spouse] as const] : [];
    });
    expect(married.length).toBeGreaterThan(people.length / 6);
    expect(married.filter(([who, spouse]) => !same(who, households.spouseOf(spouse)))).toEqual([]);
    expect(married.filter(([, spouse]) => universe.indexOf(spouse) === null)).toEqual([]);
  });

  test('parents and children name each other', () => {
    let [mothers, fathers] = [0, 0];
    for (const who of people) {
      for (const parent of [households.motherOf(who), households.fatherOf(who)]) {
        if (!parent) continue;
        expect(households.childrenOf(parent).some((child) => same(child, who))).toBe(true);
        const gap = who.cohort - parent.cohort;
        expect([gap >= 18, gap <= 48]).toEqual([true, true]);
        if ((parent.group & 1) === 1) mothers++;
        else fathers++;
      }
      for (const child of households.childrenOf(who)) {
        const parents = [households.motherOf(child), households.fatherOf(child)];
        expect(parents.some((parent) => same(who, parent))).toBe(true);
      }
    }
    expect(mothers).toBeGreaterThan(people.length / 4);
    expect(fathers).toBeGreaterThan(people.length / 8);
  });
});

test('everybody of a household lives in it, and nobody else', () => {
  const { universe, households } = openPopulation({ year: 2026 });
  let [large, people] = [0, 0];
  for (let seat = 0; seat < universe.size; seat += 4_000_037) {
    const who = universe.identityOf(seat);
    const head = households.headOf(who);
    const members = households.membersOf(head);
    people++;
    if (members.length > 2) large++;
    expect(members.some((member) => same(who, member))).toBe(true);
    for (const member of members) expect(same(head, households.headOf(member))).toBe(true);
  }
  expect(large).toBeGreaterThan(people / 4);
});

test('as many are married as is known of an age', () => {
  const { universe, households } = openPopulation({ year: 2026 });
  const counts = { married: 0, all: 0 };
  for (let seat = 0; seat < universe.size; seat += 500_009) {
    const who = universe.identityOf(seat);
    const age = 2026 - who.cohort;
    if (age < 40 || age > 55) continue;
    counts.all++;
    if (households.spouseOf(who)) counts.married++;
  }
  expect(counts.married / counts.all).toBeGreaterThan(0.6);
  expect(counts.married / counts.all).toBeLessThan(0.82);
});
