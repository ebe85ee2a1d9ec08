import { badInput, nearestWord } from './errors.ts';
import { REFERENCE_YEAR } from './eras.ts';
import { GENDERS, SEXES } from './gender.ts';
import type { ColumnName } from './kernel.ts';
import { educationOf, incomeBandOf, languagesOf } from './livelihood.ts';
import { MAIL_DOMAINS, slugOf } from './phone-and-mail.ts';
import { portrait } from './portrait.ts';
import type { Row, Setting } from './row.ts';
import { createSeats } from './seats.ts';
import { backstoryOf } from './texts/backstory.ts';
import { fourWordsName } from './texts/four-words.ts';
import { oceanScore, TRAITS } from './texts/ocean.ts';
import { type Identity, seatIn } from './universe.ts';

/** A value as programs see it. Coordinates are degrees; dates are ISO 8601. */
export type Value = string | number | null;

/** How the kernel makes a column's cells. A dictionary's texts stand by the numbers that the column holds; null is an empty cell. */
export type KernelCell =
  | { readonly kind: 'dictionary'; readonly column: ColumnName; readonly texts: (setting: Setting) => readonly Value[] }
  | { readonly kind: 'index' | 'year' | 'degrees'; readonly column: ColumnName }
  | { readonly kind: 'date' | 'email' | 'phone' | 'name' }
  /** Names lie in the kernel's memory once, each beside what a mail address takes of it. */
  | { readonly kind: 'names'; readonly column: 'given' | 'family'; readonly texts: (setting: Setting) => readonly Value[] };

export type Field = {
  readonly name: string;
  readonly type: 'text' | 'whole' | 'degrees' | 'date';
  /** Whether some people have no value. */
  readonly optional: boolean;
  readonly meaning: string;
  /** Bytes that no cell is longer than, for fixed widths. Texts of dictionaries are measured; others may be cut. */
  readonly width: number;
  readonly valueFor: (row: Row) => Value;
  /** Without it, the value is made outside of the kernel, at some microseconds a person. */
  readonly kernel?: KernelCell;
};

type Shape = Omit<Field, 'name' | 'meaning' | 'optional' | 'width'> & { readonly optional?: boolean; readonly width?: number };

const field = (name: string, meaning: string, shape: Shape): Field => ({ optional: false, width: 0, ...shape, name, meaning });

/** A text from a table, by the number that a column holds. */
const fromTable = (name: string, meaning: string, column: ColumnName, texts: (setting: Setting) => readonly Value[]): Field => {
  const known = new WeakMap<object, readonly Value[]>();
  const valueFor = (row: Row): Value => {
    const found = known.get(row.universe) ?? texts(row.setting);
    known.set(row.universe, found);
    return found[row.code(column)] ?? null;
  };
  return field(name, meaning, { type: 'text', valueFor, kernel: { kind: 'dictionary', column, texts } });
};

/** A name by its number. */
const nameField = (name: string, meaning: string, column: 'given' | 'family'): Field => {
  const texts = ({ model }: Pick<Setting, 'model'>): readonly string[] => model.texts(`${column}Names`);
  const valueFor = (row: Row): Value => texts(row.setting)[row.code(column)] ?? null;
  return field(name, meaning, { type: 'text', valueFor, kernel: { kind: 'names', column, texts } });
};

/** One text for everybody of a dataset. Both sexes have it, so the column of sexes finds it. */
const forAll = (name: string, meaning: string, text: (setting: Setting) => string): Field =>
  fromTable(name, meaning, 'sex', (setting) => [text(setting), text(setting)]);

const made = (
  name: string,
  meaning: string,
  type: Field['type'],
  valueFor: (row: Row) => Value,
  more: Pick<Shape, 'optional' | 'width'> = {},
): Field => field(name, meaning, { type, valueFor, ...more });

/** An index of somebody else, in the same space as the person's own. */
const link = (name: string, meaning: string, find: (row: Row) => Identity | null): Field =>
  made(name, meaning, 'whole', (row) => indexOrNull(row, find(row)), { optional: true, width: 13 });

const indexOrNull = (row: Row, who: Identity | null): number | null => (who ? row.universe.indexOf(who) : null);

const codes = <T extends Value>(length: number, valueAt: (code: number) => T): T[] => Array.from({ length }, (_, code) => valueAt(code));

/** Every column there is, in the order of `--columns all`. */
export const FIELDS: readonly Field[] = [
  field('index', 'rank of birth among all ever born, or with a year the seat among the living', {
    ...{ type: 'whole', width: 13, valueFor: (row) => row.index, kernel: { kind: 'index', column: 'seat' } },
  }),
  field('name', 'given and family name in the order of the country', {
    type: 'text',
    width: 96,
    valueFor: (row) => row.name,
    kernel: { kind: 'name' },
  }),
  nameField('given_name', 'by country, sex and, where figures exist, decade of birth', 'given'),
  nameField('family_name', 'by country and sex, in the same script as the given name', 'family'),
  fromTable('sex', 'female or male: what a census counts', 'sex', () => SEXES),
  fromTable('gender', 'female, male or non-binary', 'gender', () => GENDERS),
  field('birth_date', 'ISO 8601; with a sign and six digits of year before 0 and after 9999', {
    ...{ type: 'date', width: 13, valueFor: (row) => row.birthDate, kernel: { kind: 'date' } },
  }),
  field('birth_year', 'negative before the common era, with a year 0', {
    ...{ type: 'whole', width: 7, valueFor: (row) => row.birthYear, kernel: { kind: 'year', column: 'birthYear' } },
  }),
  field('age', 'whole years on 1 July of the year; none without a year', {
    ...{ type: 'whole', optional: true, width: 3, valueFor: (row) => row.age },
    kernel: { kind: 'dictionary', column: 'age', texts: () => codes(256, (age) => (age === 255 ? null : age)) },
  }),
  fromTable('country_code', 'ISO 3166-1 alpha-2, of residence', 'country', ({ model }) => model.countries.map(({ code }) => code)),
  fromTable('country', 'its name in English', 'country', ({ model }) => model.countries.map(({ name }) => name)),
  fromTable('nearest_city', 'the city that the person lives in or nearest to, by people', 'city', ({ model }) => model.texts('cityNames')),
  fromTable('region', "GeoNames' code of the first division of the country", 'city', ({ model }) => model.texts('cityRegions')),
  fromTable('time_zone', 'of the tz database', 'city', ({ model }) => [...model.u16('cityZone')].map((zone) => model.zones[zone] ?? '')),
  field('latitude', 'degrees north, four decimals', {
    ...{ type: 'degrees', width: 8, valueFor: (row) => row.code('latitude') / 10_000, kernel: { kind: 'degrees', column: 'latitude' } },
  }),
  field('longitude', 'degrees east, four decimals', {
    ...{ type: 'degrees', width: 9, valueFor: (row) => row.code('longitude') / 10_000, kernel: { kind: 'degrees', column: 'longitude' } },
  }),
  field('email', 'at a domain that RFC 2606 keeps free', { type: 'text', width: 96, valueFor: emailOf, kernel: { kind: 'email' } }),
  field('phone', 'in a range kept for fiction, or one that no plan assigns', {
    type: 'text',
    width: 16,
    valueFor: phoneOf,
    kernel: { kind: 'phone' },
  }),
  fromTable('occupation', 'a sub-major group of ISCO-08, or work of the time', 'occupation', ({ model }) =>
    model.occupations.map(({ name }) => name),
  ),
  fromTable('nationality', 'ISO 3166-1 alpha-2; 3.5% live abroad', 'nationality', ({ model }) => model.countries.map(({ code }) => code)),
  fromTable('currency', 'ISO 4217, of the country', 'country', ({ model }) => model.countries.map(({ currency }) => currency)),
  made('languages', 'BCP 47 tags', 'text', languagesOf, { width: 16 }),
  made('education', 'finished schooling: none, primary, secondary or tertiary', 'text', educationOf, { width: 9 }),
  made('income_band', "fifth of the country's incomes", 'text', incomeBandOf, { width: 13 }),
  forAll('species', 'which kind of people', ({ universe }) => universe.species.name),
  forAll('timeline', 'which course of history', ({ universe }) => universe.timeline.name),
  forAll('realness', 'synthetic or fictional; authenticated is for people of flesh', ({ universe }) => universe.timeline.realness),
  made('four_words_name', 'four words to call a person by', 'text', (row) => fourWordsName(...row.key), { width: 48 }),
  ...TRAITS.map((trait) =>
    made(`ocean_${trait}`, '0 to 100, 50 in the mean', 'whole', (row) => oceanScore(trait, ...row.key), { width: 3 }),
  ),
  made('backstory', "a few sentences of the person's own facts", 'text', backstoryOf, { width: 480 }),
  made('image_url', 'a portrait as a data URL of SVG', 'text', imageOf, { width: 3400 }),
  forAll('source', 'what made the person', ({ model }) => `bottega population ${model.version}`),
  made('status', 'unborn, living or deceased on 1 July of the year, or of 2026', 'text', statusOf, { width: 8 }),
  link('household_index', 'the one whom the household is named after', (row) => row.households.headOf(row.identity)),
  link('spouse_index', 'husband or wife', (row) => row.households.spouseOf(row.identity)),
  link('mother_index', 'mother', (row) => row.households.motherOf(row.identity)),
  link('father_index', 'father', (row) => row.households.fatherOf(row.identity)),
  made('children_count', 'children; with a year, the living ones', 'whole', (row) => row.households.childrenOf(row.identity).length, {
    width: 2,
  }),
  made('birth_rank', 'rank of birth; none for who moved to the country', 'whole', (row) => row.universe.rankOf(row.identity), {
    ...{ optional: true, width: 13 },
  }),
  made('name_source', 'cohort, national, language, fallback or invented', 'text', (row) => row.nameSource, { width: 8 }),
];

/** What is written where nobody asks for other columns. */
export const DEFAULT_COLUMNS = [
  ...['index', 'name', 'given_name', 'family_name', 'sex', 'gender', 'birth_date', 'birth_year', 'age', 'country_code', 'country'],
  ...['nearest_city', 'latitude', 'longitude', 'email', 'phone', 'occupation'],
];

/** Fields by name; `all` for every one. @throws PopulationError that suggests the nearest name */
export function fieldsOf(names: readonly string[]): Field[] {
  if (names.length === 1 && names[0] === 'all') return [...FIELDS];
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined) throw badInput(`The column "${twice}" is named twice.`);
  return names.map((name) => {
    const found = FIELDS.find((candidate) => candidate.name === name);
    if (found) return found;
    const nearest = nearestWord(
      name,
      FIELDS.map((candidate) => candidate.name),
    );
    throw badInput(`There is no column "${name}". Did you mean "${nearest}"? \`bottega people dictionary\` lists them.`);
  });
}

function emailOf(row: Row): string {
  return `${slugOf(row.givenName)}.${slugOf(row.familyName)}${row.index}${MAIL_DOMAINS[row.code('phone') & 3]}`;
}

function phoneOf(row: Row): string {
  const { prefix, digits } = row.country.phone;
  return (
    prefix +
    String(row.code('phone'))
      .padStart(7, '0')
      .slice(7 - digits)
  );
}

/** A range of tones by continent, and one of them by the person; only so that a crowd looks like one. */
const TONES: Readonly<Record<string, readonly [from: number, to: number]>> = {
  ...{ AF: [3, 5], AS: [1, 3], EU: [0, 1], NA: [0, 4], OC: [1, 4], SA: [1, 4] },
};
const TONE_DRAW = 25;
const GROWN = 30;

function imageOf(row: Row): string {
  const [from, to] = TONES[row.country.continent] ?? [0, 5];
  const tone = from + (row.bits(TONE_DRAW) % (to - from + 1));
  const svg = portrait(row.birthKey, { sex: row.isMale ? 'male' : 'female', age: row.age ?? GROWN, tone });
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}

function statusOf(row: Row): 'unborn' | 'living' | 'deceased' {
  const { universe, identity } = row;
  if (universe.seats) return 'living';
  if (identity.cohort > REFERENCE_YEAR) return 'unborn';
  return seatIn(referenceSeats(row))(identity) === null ? 'deceased' : 'living';
}

const seatsOfReference = new WeakMap<object, ReturnType<typeof createSeats>>();

/** The living of the reference year, made once for a universe. */
function referenceSeats({ model, universe }: Row): ReturnType<typeof createSeats> {
  const known = seatsOfReference.get(universe);
  if (known) return known;
  const seats = createSeats(model, universe.clock, { year: REFERENCE_YEAR, byTables: universe.species.people === null });
  seatsOfReference.set(universe, seats);
  return seats;
}
