import { FIRST_YEAR, LAST_YEAR } from './eras.ts';
import type { Value } from './fields.ts';
import { GENDERS, SEXES } from './gender.ts';
import { INCOME_BANDS } from './livelihood.ts';
import type { Model } from './model.ts';
import { SPECIES } from './species.ts';
import { TRAITS } from './texts/ocean.ts';
import { TIMELINES } from './timelines.ts';

/** What is wrong with one row; without a column where several do not agree. */
export type RowProblem = { readonly row: number; readonly column: string | null; readonly problem: string };

/** `faulty`: problems in all; `problems`: the first of them. */
export type ValidationReport = { readonly rows: number; readonly faulty: number; readonly problems: readonly RowProblem[] };

type Values = Readonly<Record<string, Value>>;
/** A sentence about what is wrong with a value, or nothing. */
type Rule = (value: string) => string | undefined;

const KEPT_PROBLEMS = 100;
const REALNESS = ['synthetic', 'authenticated', 'fictional'];

const oneOf =
  (...known: readonly string[]): Rule =>
  (value) =>
    known.includes(value) ? undefined : `"${value}" is none of ${known.slice(0, 8).join(', ')}${known.length > 8 ? ', …' : ''}`;

const number =
  (least: number, most: number, whole = false): Rule =>
  (value) => {
    const found = Number(value);
    if (value.trim() === '' || Number.isNaN(found) || (whole && !Number.isInteger(found)))
      return `"${value}" is no ${whole ? 'whole ' : ''}number`;
    return found < least || found > most ? `${value} is not within ${least} to ${most}` : undefined;
  };

const matches =
  (pattern: RegExp, what: string): Rule =>
  (value) =>
    pattern.test(value) ? undefined : `"${value}" is no ${what}`;

const index = number(0, Number.MAX_SAFE_INTEGER, true);

/** Rules by column; a column without one may hold anything. */
function rulesOf(model: Model): Readonly<Record<string, Rule>> {
  return {
    ...{ index, household_index: index, spouse_index: index, mother_index: index, father_index: index, birth_rank: index },
    ...{ sex: oneOf(...SEXES), gender: oneOf(...GENDERS), realness: oneOf(...REALNESS), status: oneOf('unborn', 'living', 'deceased') },
    ...{ species: oneOf(...SPECIES.map(({ name }) => name)), timeline: oneOf(...TIMELINES.map(({ name }) => name)) },
    ...{ country_code: oneOf(...model.countries.map(({ code }) => code)), nationality: oneOf(...model.countries.map(({ code }) => code)) },
    ...{ latitude: number(-90, 90), longitude: number(-180, 180), age: number(0, 130, true) },
    ...{ birth_year: number(FIRST_YEAR - 1, LAST_YEAR, true), birth_date: dateRule, children_count: number(0, 100, true) },
    ...{ email: matches(/^[^@\s]+@[^@\s]+$/, 'mail address'), phone: matches(/^'?\+\d{7,15}$/, 'phone number of E.164') },
    ...{ four_words_name: matches(/^\S+([-. ]\S+){3}$/, 'four words'), income_band: oneOf(...INCOME_BANDS) },
    ...{ education: oneOf('none', 'primary', 'secondary', 'tertiary'), name_source: oneOf(...model.nameSources) },
    ...Object.fromEntries(TRAITS.map((trait) => [`ocean_${trait}`, number(0, 100)])),
  };
}

function dateRule(value: string): string | undefined {
  const [, year, month, day] = /^([+-]\d{6}|\d{4})-(\d\d)-(\d\d)$/.exec(value) ?? [];
  if (year === undefined) return `"${value}" is no ISO 8601 date`;
  const date = new Date(Date.UTC(2000 + (Number(year) % 400), Number(month) - 1, Number(day)));
  return date.getUTCMonth() + 1 === Number(month) && date.getUTCDate() === Number(day) ? undefined : `${value} is in no calendar`;
}

/** Checks every row of a table, value by value and against one another. */
export function validateRows(model: Model, rows: Iterable<{ readonly number: number; readonly values: Values }>): ValidationReport {
  const rules = rulesOf(model);
  const seen = new Set<Value>();
  const problems: RowProblem[] = [];
  let [count, faulty] = [0, 0];
  for (const { number: row, values } of rows) {
    count++;
    for (const found of problemsOf(values, rules, seen)) {
      faulty++;
      if (problems.length < KEPT_PROBLEMS) problems.push({ row, ...found });
    }
  }
  return { rows: count, faulty, problems };
}

type Found = Omit<RowProblem, 'row'>;

/** Readers put this sign where bytes are no UTF-8. */
const lostLetter = (value: Value): string | undefined => (String(value).includes('\uFFFD') ? 'a letter of it is no UTF-8' : undefined);

function* problemsOf(values: Values, rules: Readonly<Record<string, Rule>>, seen: Set<Value>): Generator<Found> {
  for (const [column, value] of Object.entries(values)) {
    const problem = value === null ? undefined : (lostLetter(value) ?? rules[column]?.(String(value)));
    if (problem) yield { column, problem };
  }
  if ('name' in values && (values.name === null || String(values.name).trim() === ''))
    yield { column: 'name', problem: 'nobody is without a name' };
  yield* disagreements(values);
  if (values.index === undefined || values.index === null) return;
  // Memory for ten million rows; a longer file is checked for twins up to there.
  if (seen.has(values.index)) yield { column: 'index', problem: `${values.index} came before` };
  else if (seen.size < 1e7) seen.add(values.index);
}

/** What two columns of one person say against each other. */
function* disagreements({ birth_date, birth_year, age, species, latitude, longitude }: Values): Generator<Found> {
  const dateYear = birth_date === null || birth_date === undefined ? null : Number(/^[+-]?\d+/.exec(String(birth_date))?.[0]);
  if (dateYear !== null && birth_year !== null && birth_year !== undefined && dateYear !== Number(birth_year))
    yield { column: null, problem: `birth_date is in ${dateYear}, birth_year says ${birth_year}` };
  const born = dateYear ?? (birth_year === null || birth_year === undefined ? null : Number(birth_year));
  const kind = SPECIES.find(({ name }) => name === species);
  if (kind && born !== null && (born < kind.first - 110 || born > kind.last))
    yield { column: null, problem: `no ${kind.name} was born in ${born}` };
  if (age !== null && age !== undefined && born !== null && born + Number(age) > LAST_YEAR + 1)
    yield { column: null, problem: `born in ${born}, nobody is ${age} by ${LAST_YEAR}` };
  if ((latitude ?? null) === null ? (longitude ?? null) !== null : longitude === null)
    yield { column: null, problem: 'one coordinate is missing' };
}
