import { type Facts, groupBy, numberOf, type Row, type Territory } from './read-facts.ts';
import { scriptOf } from './scripts.ts';

/** A name with how often it is given, in any unit. */
export type Named = readonly [name: string, weight: number];

/** How close a list is to the person: by birth cohort, of the nation, of the same language, or the last resort. */
export type NameSource = 'cohort' | 'national' | 'language' | 'fallback' | 'invented';

/** The names of one country, all in one script. Sexes: 0 male, 1 female. Decades are those of birth, `1950` for 1950 to 1959. */
export type NamePack = {
  readonly script: string;
  readonly source: NameSource;
  readonly given: readonly [Named[], Named[]];
  readonly family: readonly [Named[], Named[]];
  readonly cohorts: ReadonlyMap<string, Named[]>;
};

type LocaleList = { readonly n: readonly string[]; readonly w?: readonly number[] };
type Locale = Partial<Record<'m' | 'f' | 's' | 'sm' | 'sf', LocaleList>>;
type Lists = { given: [Named[], Named[]]; family: [Named[], Named[]] };
/** Lists that stand in for a nation's own. */
type Mate = { readonly lists: Lists; readonly source: NameSource };

const COHORT_COUNTRIES = ['FR', 'GB', 'IL', 'US'];
/** A list with fewer names than this is no list. */
const ENOUGH = 8;
/** And with more than this of one script, the rarest are left out. */
const MOST = 700;

/** The nation that a language's list is of, where the list does not say. Swahili is the list of two. */
const HOME_OF_LANGUAGE: Readonly<Record<string, readonly string[]>> = {
  ...{ cs: ['CZ'], da: ['DK'], de: ['DE'], el: ['GR'], en: ['US'], es: ['ES'], et: ['EE'], fa: ['IR'], fi: ['FI'], fr: ['FR'] },
  ...{ hr: ['HR'], hu: ['HU'], is: ['IS'], it: ['IT'], ja: ['JP'], kk: ['KZ'], ko: ['KR'], nl: ['NL'], no: ['NO'], pl: ['PL'] },
  ...{ pt: ['PT'], ru: ['RU'], sk: ['SK'], sv: ['SE'], tr: ['TR'], uk: ['UA'], zh: ['CN'], az: ['AZ'], sw: ['TZ', 'KE'] },
};

/**
 * Nations without lists whose names are nearer to those of a neighbour than to those of the language of their offices. Our own
 * choice, so the data says `fallback`.
 */
const NEIGHBOURS: Readonly<Record<string, string>> = {
  ...{ BD: 'PK', MV: 'PK', LK: 'IN', BT: 'NP', MY: 'ID', BN: 'ID', TL: 'ID', KH: 'TH', LA: 'TH', MM: 'TH', KP: 'KR' },
  ...{ UG: 'KE', RW: 'KE', BI: 'KE', ET: 'KE', ER: 'KE', SS: 'KE', MW: 'KE', ZM: 'KE', CD: 'KE', CG: 'KE', MG: 'KE', KM: 'KE' },
  ...{ ZW: 'ZA', BW: 'ZA', LS: 'ZA', SZ: 'ZA', NA: 'ZA', MZ: 'ZA', TG: 'GH', BF: 'GH', CI: 'GH' },
  ...{ SL: 'NG', LR: 'NG', GM: 'NG', CM: 'NG', BJ: 'NG', ML: 'NG', NE: 'NG', SN: 'NG', GN: 'NG', CF: 'NG', GA: 'NG', GQ: 'NG' },
};

/** Commas, quotes and line breaks are in no name of ours, so that no writer has to quote one; nor marks of stress on Cyrillic. */
const clean = (name: string): string =>
  name
    .normalize('NFC')
    .replaceAll(/(?<=\p{Script=Cyrillic})\u0301/gu, '')
    .replaceAll(/[",;\\\n\r\t]/g, '')
    .trim();

/** Names of every country, from national lists where there are any, else of its language, else English. */
export function buildNamePacks(facts: Facts, countries: readonly string[], territories: Record<string, Territory>): Map<string, NamePack> {
  const locales = readLocales(facts);
  const tops = readTops(facts);
  const cohorts = readCohorts(facts);
  const nationalOf = (country: string): Lists => nationalLists(tops.get(country), locales.byCountry.get(country) ?? []);
  return new Map(
    countries.map((country) => {
      const national = nationalOf(country);
      const languages = (territories[country]?.langs ?? []).map(([tag]) => tag.split('_')[0] ?? '');
      const mates: Mate[] = languages.map((language) => ({ lists: merge(locales.byLanguage.get(language) ?? []), source: 'language' }));
      const neighbour = NEIGHBOURS[country];
      if (neighbour) mates.unshift({ lists: nationalOf(neighbour), source: 'fallback' });
      const pack = choosePack(national, [...mates, { lists: merge(locales.byLanguage.get('en') ?? []), source: 'fallback' }]);
      return [country, { ...pack, cohorts: ofScript(cohorts.get(country) ?? new Map(), pack.script) }];
    }),
  );
}

/** Where family names differ by sex, the lists that do not tell them apart are left out. */
function nationalLists(top: Lists | undefined, locales: readonly Lists[]): Lists {
  const bySex = locales.filter(({ family: [men, women] }) => men.length > 0 && women.length > 0 && men[0]?.[0] !== women[0]?.[0]);
  if (bySex.length === 0) return merge([top, ...locales]);
  return { given: merge([top, ...locales]).given, family: merge(bySex).family };
}

const ofScript = (cohorts: ReadonlyMap<string, Named[]>, script: string): Map<string, Named[]> =>
  new Map([...cohorts].map(([key, names]) => [key, names.filter(([name]) => scriptOf(name) === script)]));

/** A national list in one script if it is whole; else one that is completed in the same script; else another's altogether. */
function choosePack(national: Lists, mates: readonly Mate[]): Omit<NamePack, 'cohorts'> {
  const whole = bestScript(national);
  if (whole) return { script: whole, source: 'national', ...inScript(national, whole) };
  for (const { lists, source } of mates) {
    const script = bestScript(lists);
    if (!script) continue;
    const [own, other] = [inScript(national, script), inScript(lists, script)];
    const hasGiven = own.given.every((names) => names.length >= ENOUGH);
    const hasFamily = own.family.every((names) => names.length >= ENOUGH);
    return { script, source, given: hasGiven ? own.given : other.given, family: hasFamily ? own.family : other.family };
  }
  throw new Error('The English lists are missing.');
}

const inScript = ({ given, family }: Lists, script: string): Lists => {
  // Beyond the first so many, names are rare; the tables stay small enough for a processor's cache.
  const only = (names: readonly Named[]) => names.filter(([name]) => scriptOf(name) === script).slice(0, MOST);
  return { given: [only(given[0]), only(given[1])], family: [only(family[0]), only(family[1])] };
};

/** The script in which all four lists are whole and together longest. */
function bestScript(lists: Lists): string | undefined {
  const scripts = new Set([...lists.given, ...lists.family].flat().map(([name]) => scriptOf(name)));
  const whole = [...scripts].flatMap((script) => {
    if (script === undefined) return [];
    const { given, family } = inScript(lists, script);
    const sizes = [...given, ...family].map((names) => names.length);
    return sizes.every((size) => size >= ENOUGH) ? [{ script, size: sizes.reduce((sum, size) => sum + Math.min(size, 300), 0) }] : [];
  });
  return whole.toSorted((a, b) => b.size - a.size || (a.script < b.script ? -1 : 1))[0]?.script;
}

/** The names of several lists, each list with the weight of one. */
function merge(parts: readonly (Lists | undefined)[]): Lists {
  const known = parts.filter((part) => part !== undefined);
  const all = (pick: (part: Lists) => Named[]): Named[] => sumUp(known.flatMap((part) => share(pick(part))));
  return {
    given: [all(({ given }) => given[0]), all(({ given }) => given[1])],
    family: [all(({ family }) => family[0]), all(({ family }) => family[1])],
  };
}

function share(names: readonly Named[]): Named[] {
  const sum = names.reduce((total, [, weight]) => total + weight, 0);
  return names.map(([name, weight]) => [name, weight / sum]);
}

function sumUp(names: readonly Named[]): Named[] {
  const sums = new Map<string, number>();
  for (const [name, weight] of names) sums.set(name, (sums.get(name) ?? 0) + weight);
  return [...sums].toSorted((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
}

/**
 * Lists without figures get those of a Zipf-Mandelbrot law over a mixed order: most lists stand in that of the alphabet,
 * and nobody is more common for an early letter.
 */
function weigh({ n, w }: LocaleList): Named[] {
  const names = n.map(clean);
  if (w) return names.flatMap((name, at) => (name === '' ? [] : [[name, w[at] ?? 0] as const])).filter(([, weight]) => weight > 0);
  const mixed = [...new Set(names)].filter((name) => name !== '').toSorted((a, b) => hash(a) - hash(b) || (a < b ? -1 : 1));
  return byRank(mixed);
}

const byRank = (names: readonly string[]): Named[] => names.map((name, rank) => [name, 1 / (rank + 8)]);

/** FNV-1a over UTF-16 units, mixed once more so that neighbours part. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  return Math.imul(value ^ (value >>> 15), 0x735a2d97) >>> 0;
}

function readLocales(facts: Facts): { byCountry: Map<string, Lists[]>; byLanguage: Map<string, Lists[]> } {
  const locales = JSON.parse(facts.text('mit_locale_names.json.gz')) as Record<string, Locale>;
  const byCountry = new Map<string, Lists[]>();
  const byLanguage = new Map<string, Lists[]>();
  for (const [key, locale] of Object.entries(locales)) {
    const [, language = '', country] = /:([a-z]{2})(?:[-_]([A-Za-z]{2}))?$/.exec(key) ?? [];
    const lists = toLists(locale);
    for (const home of country ? [country.toUpperCase()] : (HOME_OF_LANGUAGE[language] ?? [])) push(byCountry, home, lists);
    push(byLanguage, language, lists);
  }
  return { byCountry, byLanguage };
}

/** Lists that do not tell women's names from men's are left out: half of a country would bear a name of the other half. */
function toLists({ m, f, s, sm, sf }: Locale): Lists {
  const of = (...lists: (LocaleList | undefined)[]): Named[] => lists.flatMap((list) => (list ? weigh(list) : []));
  return { given: [of(m), of(f)], family: [of(sm ?? s), of(sf ?? s)] };
}

/** The most common names of a country, by rank, each in its own script and romanised. */
function readTops(facts: Facts): Map<string, Lists> {
  const forenames = groupBy(facts.table('cc0_common_forenames_by_country.csv'), ({ Country = '' }) => Country);
  const surnames = groupBy(facts.table('cc0_common_surnames_by_country.csv'), ({ Country = '' }) => Country);
  const spellings = (rows: readonly Row[]): Named[] => [
    ...byRank(spelled(rows, 'Localized Name')),
    ...byRank(spelled(rows, 'Romanized Name')),
  ];
  return new Map(
    [...new Set([...forenames.keys(), ...surnames.keys()])].map((country) => {
      const rows = forenames.get(country) ?? [];
      const ofSex = (sex: string) => sumUp(spellings(rows.filter(({ Gender }) => Gender === sex)));
      const family = sumUp(spellings(surnames.get(country) ?? []));
      return [country, { given: [ofSex('M'), ofSex('F')], family: [family, family] }];
    }),
  );
}

const spelled = (rows: readonly Row[], column: string): string[] => [
  ...new Set(rows.map((row) => clean(row[column] ?? '')).filter((name) => name !== '')),
];

/** Given names by sex and decade of birth, keyed `M1950`. */
function readCohorts(facts: Facts): Map<string, Map<string, Named[]>> {
  return new Map(
    COHORT_COUNTRIES.map((country) => {
      const rows = facts.table(`names_cohort_${country}.csv.gz`);
      const groups = groupBy(rows, ({ sex, decade }) => `${sex}${decade}`);
      return [country, new Map([...groups].map(([key, group]) => [key, group.map(toNamed)]))];
    }),
  );
}

const toNamed = (row: Row): Named => [clean(row.name ?? ''), numberOf(row, 'count')];

function push<T>(groups: Map<string, T[]>, key: string, item: T): void {
  const group = groups.get(key);
  if (group) group.push(item);
  else groups.set(key, [item]);
}
