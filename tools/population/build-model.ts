// node tools/population/build-model.ts --facts FOLDER --zones zone.tab
// Makes packages/population/model/v1.bin from the source figures. The same figures always give the same bytes.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { buildBirthShares, type BirthShares } from './birth-shares.ts';
import { type City, readCities, readZones, spreads } from './cities.ts';
import { buildClock } from './clock.ts';
import { type Numbers, packModel, packTexts } from './container.ts';
import { Dictionary } from './dictionary.ts';
import { inventedNames } from './invented-names.ts';
import { buildNamePacks, type Named, type NamePack, type NameSource } from './name-packs.ts';
import { agrarianBands, BAND_ENDS, foragingBands, modernBands, OCCUPATIONS } from './occupations.ts';
import { phonePlan } from './phones.ts';
import { Pools, type Weighted } from './pools.ts';
import { type Facts, groupBy, numberOf, openFacts, readTerritories, type Territory } from './read-facts.ts';

const VERSION = 'v1';
const GROUPS = 21;
const FIRST_TABLE_YEAR = 1950;
const TABLE_YEARS = 31;
/** Decades of birth that names are kept for: before writing, then 1900 (and all before it) to 2050 (and all after it). */
const BUCKETS = 17;
const NAME_SOURCES: readonly NameSource[] = ['cohort', 'national', 'language', 'fallback', 'invented'];
/** Countries where the family name comes first; without a space where the script has none. */
const FAMILY_FIRST = new Set(['CN', 'HK', 'MO', 'TW', 'JP', 'KR', 'KP', 'VN', 'HU']);
const SOLID_SCRIPTS = new Set(['CJK', 'Hangul']);

const { values } = parseArgs({ options: { facts: { type: 'string' }, zones: { type: 'string' } } });
if (!values.facts || !values.zones)
  throw new Error('Say where the figures are, with --facts, and the zones of the tz database, with --zones.');
const facts = openFacts(values.facts);
const territories = readTerritories(facts);
const cells = readCells(facts);
const countries = [...cells.keys()].filter((code) => territories[code]).toSorted();
const territoryOf = (country: string): Territory => territories[country] as Territory;

const file = build(readZones(readFileSync(values.zones, 'utf8')));
const target = path.join(import.meta.dirname, '../../packages/population/model', `${VERSION}.bin`);
writeFileSync(target, file);
process.stdout.write(`${target}: ${countries.length} countries, ${file.length} bytes\n`);

function build(zones: ReturnType<typeof readZones>): Uint8Array {
  const cities = readCities(facts, countries, zones);
  const zoneNames = [...new Set(cities.map(({ zone }) => zone))].toSorted();
  const packs = buildNamePacks(facts, countries, territories);
  const clock = buildClock(facts);
  const shares = buildBirthShares(facts, { countries, territories, census });
  const head = {
    version: VERSION,
    countries: countries.map((code) => describeCountry(code, packs.get(code) as NamePack)),
    zones: zoneNames,
    occupations: OCCUPATIONS,
    bandEnds: BAND_ENDS,
    nameSources: NAME_SOURCES,
    totalYears: totals().years,
  };
  return packModel(head, {
    cells: packCells(),
    totals: totals().people,
    clockYears: Int32Array.from(clock.years),
    clockBorn: Float64Array.from(clock.born),
    clockPeople: Float64Array.from(clock.people),
    ...packShares(shares),
    ...packNames(packs),
    ...packCities(cities, zoneNames),
    ...packOccupations(),
  });
}

function describeCountry(code: string, { script }: NamePack): object {
  const { name, iso3, currency, calling, continent, langs, literacy } = territoryOf(code);
  const nameOrder = FAMILY_FIRST.has(code) ? (SOLID_SCRIPTS.has(script) ? 'family-solid' : 'family-first') : 'given-first';
  const languages = langs.slice(0, 6).map(([tag, percent]) => [tag.replaceAll('_', '-'), percent]);
  const phone = phonePlan(code, calling ?? 999);
  return { code, iso3: iso3 ?? '', name, continent, currency, phone, script, nameOrder, languages, literacy: literacy ?? 86 };
}

// -- people by age, sex and country --------------------------------------------------------------------------------------------

type Cells = { readonly M: number[][]; readonly F: number[][] };

/** For each country and sex, the people (not thousands) of each five-year group in each table year. */
function readCells(source: Facts): Map<string, Cells> {
  const years = Array.from({ length: TABLE_YEARS }, (_, at) => String(FIRST_TABLE_YEAR + 5 * at));
  const found = new Map<string, Cells>();
  for (const [country, rows] of groupBy(source.table('wpp2019_pop_age_sex_5y_thousands.csv.gz'), ({ iso2 = '' }) => iso2)) {
    const ofSex = (sex: string): number[][] =>
      rows
        .filter((row) => row.sex === sex)
        .toSorted((a, b) => groupOf(a.age_group) - groupOf(b.age_group))
        .map((row) => years.map((year) => Math.round(numberOf(row, year) * 1000)));
    found.set(country, { M: ofSex('M'), F: ofSex('F') });
  }
  return found;
}

/** `25-29` is the group 5; `100+` is the last. */
function groupOf(label = ''): number {
  return Math.min(GROUPS - 1, Math.floor(Number.parseInt(label, 10) / 5));
}

function census(country: number, year: number): { young: number; all: number } {
  const at = (year - FIRST_TABLE_YEAR) / 5;
  const { M, F } = cells.get(countries[country] ?? '') as Cells;
  const groups = [...M, ...F].map((group) => group[at] ?? 0);
  return { young: (M[0]?.[at] ?? 0) + (F[0]?.[at] ?? 0), all: groups.reduce((sum, people) => sum + people, 0) };
}

/** Year by year: country, then sex, then group. */
function packCells(): Uint32Array {
  const packed = new Uint32Array(TABLE_YEARS * countries.length * 2 * GROUPS);
  let at = 0;
  for (let year = 0; year < TABLE_YEARS; year++)
    for (const country of countries)
      for (const sex of ['M', 'F'] as const) for (const group of (cells.get(country) as Cells)[sex]) packed[at++] = group[year] ?? 0;
  return packed;
}

/** The totals of the later revision: country, then year; 0 where it has none. */
function totals(): { years: number[]; people: Uint32Array } {
  const rows = facts.table('wpp2024_total_pop_thousands.csv');
  const years = Object.keys(rows[0] ?? {})
    .filter((name) => /^\d{4}$/.test(name))
    .map(Number)
    .toSorted((a, b) => a - b);
  const byCountry = new Map(rows.map((row) => [row.iso2, row]));
  const people = countries.flatMap((country) => {
    const row = byCountry.get(country);
    return years.map((year) => (row ? Math.round(numberOf(row, String(year)) * 1000) : 0));
  });
  return { years, people: Uint32Array.from(people) };
}

/** Where each country's part begins, of 2^32, at each knot. */
function packShares({ years, shares }: BirthShares): Record<string, Numbers> {
  const starts = shares.flatMap((ofYear) => {
    let sum = 0;
    return ofYear.map((part) => {
      const start = Math.min(2 ** 32 - 1, Math.round(sum * 2 ** 32));
      sum += part;
      return start;
    });
  });
  return { shareYears: Int32Array.from(years), shareStarts: Uint32Array.from(starts) };
}

// -- names, cities, occupations ------------------------------------------------------------------------------------------------

/** Names in the order of how many people bear them: what is read often lies together, and stays in a processor's cache. */
function commonFirst(packs: ReadonlyMap<string, NamePack>, namesOf: (pack: NamePack) => readonly Named[]): Dictionary {
  const bearers = new Map<string, number>();
  for (const [at, country] of countries.entries()) {
    const names = namesOf(packs.get(country) as NamePack);
    const part = census(at, 2025).all / names.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [name, weight] of names) bearers.set(name, (bearers.get(name) ?? 0) + weight * part);
  }
  const dictionary = new Dictionary();
  for (const [name] of [...bearers].toSorted((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))) dictionary.numberOf(name);
  return dictionary;
}

function packNames(packs: ReadonlyMap<string, NamePack>): Record<string, Numbers> {
  const given = commonFirst(packs, (pack) => [...pack.given.flat(), ...[...pack.cohorts.values()].flat()]);
  const family = commonFirst(packs, (pack) => pack.family.flat());
  const [givenPools, familyPools] = [new Pools(), new Pools()];
  const list = (dictionary: Dictionary, names: readonly (readonly [string, number])[]): Weighted[] =>
    names.map(([name, weight]) => [dictionary.numberOf(name), weight]);
  const even = (names: string[]) => names.map((name) => [name, 1] as const);
  const inventedGiven = givenPools.add(list(given, even(inventedNames(['']))));
  const inventedFamily = familyPools.add(list(family, even(inventedNames(['re']))));
  const givenLists: number[] = [];
  const sources: number[] = [];
  const familyLists: number[] = [];
  for (const country of countries) {
    const pack = packs.get(country) as NamePack;
    for (const sex of [0, 1] as const) {
      const base = givenPools.add(list(given, pack.given[sex]));
      givenLists.push(inventedGiven);
      sources.push(NAME_SOURCES.indexOf('invented'));
      for (let bucket = 1; bucket < BUCKETS; bucket++) {
        const cohort = cohortOf(pack, sex, 1900 + (bucket - 1) * 10);
        givenLists.push(cohort ? givenPools.add(list(given, cohort)) : base);
        sources.push(NAME_SOURCES.indexOf(cohort ? 'cohort' : pack.source));
      }
      familyLists.push(familyPools.add(list(family, pack.family[sex])));
    }
  }
  familyLists.push(inventedFamily);
  return {
    givenNames: packTexts(given.texts),
    familyNames: packTexts(family.texts),
    givenLists: Uint32Array.from(givenLists),
    givenEntries: givenPools.toEntries(),
    givenSources: Uint8Array.from(sources),
    familyLists: Uint32Array.from(familyLists),
    familyEntries: familyPools.toEntries(),
  };
}

/** The names of a decade, or of the one before or after it. */
function cohortOf({ cohorts }: NamePack, sex: 0 | 1, decade: number): NamePack['given'][0] | undefined {
  const near = [decade, decade - 10, decade + 10].map((one) => cohorts.get(`${sex === 1 ? 'F' : 'M'}${one}`));
  return near.find((names) => names !== undefined && names.length > 0);
}

function packCities(cities: readonly City[], zoneNames: readonly string[]): Record<string, Numbers> {
  const pools = new Pools();
  const numbered = groupBy([...cities.keys()], (at) => cities[at]?.country ?? '');
  const lists = countries.map((country) => {
    const own = numbered.get(country);
    if (!own) throw new Error(`${country} has no city.`);
    return pools.add(own.map((at) => [at, cities[at]?.people ?? 1]));
  });
  return {
    cityNames: packTexts(cities.map(({ name }) => name)),
    cityRegions: packTexts(cities.map(({ region }) => region)),
    cityCountry: Uint8Array.from(cities.map(({ country }) => countries.indexOf(country))),
    cityZone: Uint16Array.from(cities.map(({ zone }) => zoneNames.indexOf(zone))),
    cityLatitude: Int32Array.from(cities.map(({ latitude }) => latitude)),
    cityLongitude: Int32Array.from(cities.map(({ longitude }) => longitude)),
    citySpread: Uint16Array.from(spreads(cities)),
    cityPeople: Uint32Array.from(cities.map(({ people }) => people)),
    cityLists: Uint32Array.from(lists),
    cityEntries: pools.toEntries(),
  };
}

/** First the bands of foragers and of villages, then for each country those of men and of women. */
function packOccupations(): Record<string, Numbers> {
  const pools = new Pools();
  const bands = [
    ...foragingBands(),
    ...agrarianBands(),
    ...countries.flatMap((country) => [0, 1].flatMap((sex) => modernBands(territoryOf(country), sex as 0 | 1))),
  ];
  return { occupationLists: Uint32Array.from(bands.map((band) => pools.add(band))), occupationEntries: pools.toEntries() };
}
