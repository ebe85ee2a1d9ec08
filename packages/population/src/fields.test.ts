import { describe, expect, test } from 'vitest';
import { FIELDS, type Person, portrait } from './index.ts';
import { openPopulation } from './node.ts';

const population = openPopulation({ seed: 42, year: 2026 });
const everBorn = openPopulation({ seed: 42 });
const ALL = FIELDS.map(({ name }) => name);
const sample = (count: number): Person[] => {
  const selection = population.select();
  return Array.from({ length: count }, (_, at) => population.person(selection.indexAt(at), ALL));
};
const people = sample(4000);
const share = (test: (person: Person) => boolean, among = people): number => among.filter(test).length / among.length;

test('age, birth date and year agree', () => {
  for (const { birth_date, birth_year, age } of people) {
    expect(Number(String(birth_date).slice(0, 4))).toBe(birth_year);
    expect(age).toBe(2026 - Number(birth_year) - (String(birth_date).slice(5) > '07-01' ? 1 : 0));
  }
});

test('every birth date is in the calendar', () => {
  for (const { birth_date } of people) expect(new Date(`${birth_date}T00:00:00Z`).toISOString().slice(0, 10)).toBe(birth_date);
  for (let rank = 3; rank < 1e12; rank += 3_333_333_337)
    expect(everBorn.person(rank, ['birth_date']).birth_date).toMatch(/^([+-]\d{6}|\d{4})-\d\d-\d\d$/);
});

test('nobody can be reached', () => {
  expect(people.filter(({ email }) => !/@(example\.(com|org|net)|mail\.example)$/.test(String(email)))).toEqual([]);
  expect(people.filter(({ phone }) => !/^\+\d{9,15}$/.test(String(phone)))).toEqual([]);
  const prefixes = new Map(population.model.countries.map(({ code, phone }) => [code, phone.prefix]));
  for (const { phone, country_code } of people) expect(String(phone).startsWith(prefixes.get(String(country_code)) ?? '-')).toBe(true);
  for (const {
    phone: { prefix },
    code,
  } of population.model.countries)
    expect(prefix, code).toMatch(/000$|555\d*$|^\+447700900$|^\+33639980$|^\+6125550$|^\+493023125$|^\+3532091$|^\+467017406$/);
});

test('work, schooling and income go together', () => {
  for (const { age, occupation, education, income_band } of people) {
    if (Number(age) < 6) expect([occupation, education, income_band]).toEqual(['Child', 'none', 'none']);
    if (/professional/.test(String(occupation))) expect(education).toBe('tertiary');
    if (occupation === 'Retired') expect(Number(age)).toBeGreaterThanOrEqual(58);
  }
});

test('gender is a field of its own, by documented shares', () => {
  const counts = { all: 0, nonBinary: 0, other: 0 };
  for (const { columns, count } of population.select().batches(0, 400_000))
    for (let at = 0; at < count; at++) {
      counts.all++;
      if (columns.gender[at] === 2) counts.nonBinary++;
      else if (columns.gender[at] !== columns.sex[at]) counts.other++;
    }
  expect(counts.nonBinary / counts.all).toBeCloseTo(0.0014, 3);
  expect(counts.other / counts.all).toBeCloseTo(0.0019, 3);
});

test('personality is spread around the middle, trait by trait on its own', () => {
  const traits = ALL.filter((name) => name.startsWith('ocean_'));
  expect(traits).toHaveLength(5);
  for (const trait of traits) {
    const mean = people.reduce((sum, person) => sum + Number(person[trait]), 0) / people.length;
    expect(Math.abs(mean - 50)).toBeLessThan(1.5);
    for (const person of people) expect([Number(person[trait]) >= 0, Number(person[trait]) <= 100]).toEqual([true, true]);
  }
  const [a, b] = [traits[0] as string, traits[1] as string];
  const covariance = people.reduce((sum, person) => sum + (Number(person[a]) - 50) * (Number(person[b]) - 50), 0) / people.length;
  expect(Math.abs(covariance / 200)).toBeLessThan(0.08);
});

describe('a backstory', () => {
  test('says of work and family what the fields say', () => {
    for (const { backstory, occupation, spouse_index, children_count, name, nearest_city, birth_year } of people) {
      const story = String(backstory);
      expect(story).toContain(name);
      expect(story).toContain(nearest_city);
      expect(story).toContain(String(birth_year));
      expect(/\b(husband|wife)\b/.test(story)).toBe(spouse_index !== null);
      expect(story.includes('retired')).toBe(occupation === 'Retired');
      if (children_count === 0) expect(story).not.toMatch(/child(ren)?\b(?!\.)/);
      else expect(story).toContain(children_count === 1 ? 'one living child' : `${children_count} living children`);
    }
  });

  test('fits its time', () => {
    const forager = everBorn.person(5_000_000_000, ['backstory', 'occupation', 'languages', 'education']);
    expect(forager.backstory).toMatch(/thousand|,000 years before our era/);
    expect(forager).toMatchObject({ languages: 'und', education: 'none' });
    expect(forager.backstory).not.toMatch(/school|university|ICT/);
  });
});

describe('a portrait', () => {
  test('is the same for the same person, and another for another', () => {
    const sitter = { sex: 'female', age: 30, tone: 2 } as const;
    expect(portrait(7, sitter)).toBe(portrait(7, sitter));
    expect(portrait(7, sitter)).not.toBe(portrait(8, sitter));
    expect(portrait(7e9, sitter)).not.toBe(portrait(7e9 + 2 ** 32, sitter));
  });

  test('ages with the person: the hair greys, lines come, and the rest stays', () => {
    const at = (age: number): string => portrait(11, { sex: 'female', age, tone: 1 });
    expect(at(80)).toContain('opacity=');
    expect(at(30)).not.toContain('opacity=');
    const shirt = /<path d="M14 100[^>]*>/;
    expect(shirt.exec(at(80))?.[0]).toBe(shirt.exec(at(12))?.[0]);
  });

  test('is well-formed at every age and tone', () => {
    for (let age = 0; age < 110; age += 3)
      for (let tone = 0; tone <= 5; tone++)
        for (const sex of ['female', 'male'] as const) {
          const svg = portrait(age * 31 + tone, { sex, age, tone });
          expect(svg).not.toMatch(/NaN|undefined/);
          expect(svg.match(/<[a-z]/g)?.length).toBe((svg.match(/\/>/g)?.length ?? 0) + (svg.match(/<\/[a-z]/g)?.length ?? 0));
        }
  });
});

test('four words are enough to tell most people apart', () => {
  expect(new Set(people.map((person) => person.four_words_name)).size).toBeGreaterThan(people.length - 5);
  expect(share(({ four_words_name }) => /^[a-z]+(-[a-z]+){3}$/.test(String(four_words_name)))).toBe(1);
});

test('draws of one person do not lean on one another: given name and city', () => {
  const [rows, columns] = [8, 8];
  const counts = new Float64Array(rows * columns);
  let all = 0;
  for (const batch of population.select({ country: 'IN', sex: 'female' }).batches(0, 200_000))
    for (let at = 0; at < batch.count; at++) {
      counts[((batch.columns.given[at] as number) % rows) * columns + ((batch.columns.city[at] as number) % columns)]! += 1;
      all++;
    }
  const sum = (pick: (at: number) => boolean): number => counts.reduce((total, count, at) => total + (pick(at) ? count : 0), 0);
  let chi = 0;
  for (let at = 0; at < counts.length; at++) {
    const row = sum((one) => Math.floor(one / columns) === Math.floor(at / columns));
    const column = sum((one) => one % columns === at % columns);
    const expected = (row * column) / all;
    chi += ((counts[at] as number) - expected) ** 2 / expected;
  }
  expect(chi).toBeLessThan(85); // 49 degrees of freedom: one in a thousand is beyond
});
