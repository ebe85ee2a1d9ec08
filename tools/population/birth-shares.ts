import { type Facts, groupBy, numberOf, type Territory } from './read-facts.ts';

/** Which part of the world's children is born in each country, at knots between which the parts change evenly. */
export type BirthShares = { readonly years: number[]; readonly shares: number[][] };

/** Young children and all people of a country in one year of the UN's tables. */
export type Census = { readonly young: number; readonly all: number };

type Continent = 'AF' | 'AS' | 'EU' | 'NA' | 'OC' | 'SA';

const CONTINENT_OF: Readonly<Record<string, Continent>> = {
  Africa: 'AF',
  Asia: 'AS',
  Europe: 'EU',
  'North and Central America': 'NA',
  Oceania: 'OC',
  'South America': 'SA',
};

/** Before the first regional figures (−10000): rough parts for the way out of Africa. Our own estimate, and no source's. */
const BEFORE_FIGURES: readonly (readonly [year: number, shares: Readonly<Record<Continent, number>>])[] = [
  [-233_000, { AF: 1, AS: 0, EU: 0, NA: 0, OC: 0, SA: 0 }],
  [-70_000, { AF: 0.95, AS: 0.05, EU: 0, NA: 0, OC: 0, SA: 0 }],
  [-45_000, { AF: 0.6, AS: 0.37, EU: 0.02, NA: 0, OC: 0.01, SA: 0 }],
  [-15_000, { AF: 0.3, AS: 0.55, EU: 0.12, NA: 0.01, OC: 0.015, SA: 0.005 }],
];
const REGIONAL = [
  ...[-10_000, -9000, -8000, -7000, -6000, -5000, -4000, -3000, -2000, -1000, 0],
  ...[200, 400, 600, 800, 1000, 1200, 1300, 1400, 1500, 1600, 1700, 1750],
];
const NATIONAL = [1800, 1820, 1850, 1870, 1900, 1913, 1920, 1930, 1940];

/** Entities of the historical table that the table of territories calls by another name. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  ...{ 'United States': 'US', Russia: 'RU', 'South Korea': 'KR', 'North Korea': 'KP', Iran: 'IR', Syria: 'SY', Vietnam: 'VN', Laos: 'LA' },
  ...{ Bolivia: 'BO', Venezuela: 'VE', Tanzania: 'TZ', Moldova: 'MD', Brunei: 'BN', Palestine: 'PS', 'Cape Verde': 'CV', Czechia: 'CZ' },
  ...{ 'Czech Republic': 'CZ', "Cote d'Ivoire": 'CI', Congo: 'CG', 'Democratic Republic of Congo': 'CD', Timor: 'TL', Macedonia: 'MK' },
  ...{ 'North Macedonia': 'MK', Myanmar: 'MM', Swaziland: 'SZ', Eswatini: 'SZ', Turkey: 'TR', Gambia: 'GM', Bahamas: 'BS' },
};

/** @param census - of a country (by its place in `countries`) in a year that is a multiple of five, 1950 to 2100 */
export function buildBirthShares(facts: Facts, { countries, territories, census }: BuildInput): BirthShares {
  const history = readHistory(facts, territories);
  const young = countries.map((_, at) => census(at, 1950).young);
  const all = countries.map((_, at) => census(at, 1950).all);
  /** Births of a year long ago go by the people of it, and by how young the country was in 1950. */
  const births = (year: number): number[] =>
    countries.map((country, at) => (peopleOf(history.get(country), year) ?? all[at] ?? 0) * ((young[at] ?? 0) / (all[at] || 1)));
  const inRegion = births(1800);
  const byRegion = (regions: Readonly<Record<string, number>>): number[] => {
    const sums = sumBy(countries, inRegion, (country) => territories[country]?.continent ?? 'AS');
    return countries.map((country, at) => {
      const region = territories[country]?.continent ?? 'AS';
      return ((regions[region] ?? 0) * (inRegion[at] ?? 0)) / (sums.get(region) || 1);
    });
  };
  const hyde = readRegions(facts);
  const knots: (readonly [number, number[]])[] = [
    ...BEFORE_FIGURES.map(([year, regions]) => [year, byRegion(regions)] as const),
    ...REGIONAL.map((year) => [year, byRegion(hyde.get(year) ?? {})] as const),
    ...NATIONAL.map((year) => [year, births(year)] as const),
    ...Array.from({ length: 31 }, (_, k) => 1950 + 5 * k).map((year) => [year, countries.map((_, at) => census(at, year).young)] as const),
  ];
  return { years: knots.map(([year]) => year), shares: knots.map(([, shares]) => normalise(shares)) };
}

type BuildInput = {
  readonly countries: readonly string[];
  readonly territories: Record<string, Territory>;
  readonly census: (country: number, year: number) => Census;
};

function normalise(values: readonly number[]): number[] {
  const sum = values.reduce((total, value) => total + value, 0);
  return values.map((value) => value / sum);
}

function sumBy(keys: readonly string[], values: readonly number[], groupOf: (key: string) => string): Map<string, number> {
  const sums = new Map<string, number>();
  for (const [at, key] of keys.entries()) sums.set(groupOf(key), (sums.get(groupOf(key)) ?? 0) + (values[at] ?? 0));
  return sums;
}

/** People by continent and year (HYDE and UN, by way of Our World in Data). */
function readRegions(facts: Facts): Map<number, Record<string, number>> {
  const regions = new Map<number, Record<string, number>>();
  for (const row of facts.table('hyde_un_region_population.csv')) {
    const year = numberOf(row, 'year');
    const continent = CONTINENT_OF[row.region ?? ''];
    if (continent) regions.set(year, { ...regions.get(year), [continent]: numberOf(row, 'population') });
  }
  return regions;
}

type History = readonly (readonly [year: number, people: number])[];

function readHistory(facts: Facts, territories: Record<string, Territory>): Map<string, History> {
  const codes = new Map(Object.entries(territories).map(([code, { name }]) => [name, code]));
  const groups = groupBy(facts.table('gapminder_population_1800_1950.csv'), ({ entity = '' }) => entity);
  return new Map(
    [...groups].flatMap(([entity, rows]) => {
      const code = codes.get(entity) ?? OTHER_NAMES[entity];
      const history = rows.map((row) => [numberOf(row, 'year'), numberOf(row, 'population')] as const).toSorted(([a], [b]) => a - b);
      return code ? [[code, history] as const] : [];
    }),
  );
}

/** The people of a year, evenly between the years that are known; before the first and after the last, those of that year. */
function peopleOf(history: History | undefined, year: number): number | undefined {
  if (!history) return undefined;
  const after = history.findIndex(([known]) => known >= year);
  const [next, last] = [history[after], history[after - 1]];
  if (after === -1) return history.at(-1)?.[1];
  if (!next || !last) return next?.[1];
  return last[1] + ((next[1] - last[1]) * (year - last[0])) / (next[0] - last[0]);
}
