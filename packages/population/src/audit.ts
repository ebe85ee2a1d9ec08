import { badInput } from './errors.ts';
import { checkYear, REFERENCE_YEAR } from './eras.ts';
import type { Value } from './fields.ts';
import type { Model } from './model.ts';
import { cellsOf } from './seats.ts';

/** How far a file is from one table. Distances are total variations: half of the sum of the differences of all shares, 0 to 1. */
export type TableDistance = {
  readonly table: string;
  readonly cells: number;
  /** Rows that the table could count. */
  readonly rows: number;
  /** Null where the file has nothing to compare. */
  readonly distance: number | null;
  /** What a fair draw of as many rows would be off in the mean, by chance alone. */
  readonly noise: number;
};

export type AuditReport = { readonly year: number; readonly rows: number; readonly tables: readonly TableDistance[] };

const GROUPS = 21;
/** Names that other datasets have for the same columns. */
const COUNTRY = ['country_code', 'countryCode', 'country', 'nationality'];
const SEX = ['sex', 'gender'];
const BIRTH = ['birth_date', 'date_of_birth', 'dob', 'birthdate', 'birth_year', 'born'];
const OTHER_AGES = 60;

/** A table: the published shares, and the cell that a row falls into. */
type Table = { readonly name: string; readonly shares: Float64Array; readonly cellOf: (facts: Facts) => number | null };

type Facts = { readonly country: number | null; readonly sex: 0 | 1 | null; readonly group: number | null };

/**
 * Compares rows with the published people of a year by country, sex and five-year age group, and with what those add up to.
 * @throws PopulationError for a year without tables, or where there are no rows
 */
export function auditRows(model: Model, rows: Iterable<Readonly<Record<string, Value>>>, year = REFERENCE_YEAR): AuditReport {
  if (checkYear(year) < 1950 || year > 2100) throw badInput(`The tables cover 1950 to 2100; there are none of ${year}.`);
  const tables = tablesOf(model, year).map((table) => ({ ...table, counts: new Float64Array(table.shares.length), rows: 0 }));
  const factsOf = factReader(model, year);
  let count = 0;
  for (const row of rows) {
    count++;
    const facts = factsOf(row);
    for (const table of tables) {
      const cell = table.cellOf(facts);
      if (cell === null) continue;
      table.rows++;
      table.counts[cell]! += 1;
    }
  }
  if (count === 0) throw badInput('There are no rows to compare.');
  return { year, rows: count, tables: tables.map(measure) };
}

function measure({ name, shares, counts, rows }: Table & { readonly counts: Float64Array; readonly rows: number }): TableDistance {
  const distance = rows === 0 ? null : variation(shares, counts, rows);
  const noise = rows === 0 ? 0 : shares.reduce((sum, share) => sum + Math.sqrt((2 * share * (1 - share)) / (Math.PI * rows)), 0) / 2;
  return { table: name, cells: shares.length, rows, distance, noise };
}

/** Half of the sum of the differences between shares and counted shares. */
export function variation(shares: Float64Array, counts: Float64Array, total: number): number {
  let sum = 0;
  for (let cell = 0; cell < shares.length; cell++) sum += Math.abs((counts[cell] as number) / total - (shares[cell] as number));
  return sum / 2;
}

function tablesOf(model: Model, year: number): Table[] {
  const cells = cellsOf(model, year);
  const total = cells.reduce((sum, people) => sum + people, 0);
  const fold = (size: number, to: (cell: number) => number): Float64Array => {
    const shares = new Float64Array(size);
    for (const [cell, people] of cells.entries()) shares[to(cell)]! += people / total;
    return shares;
  };
  const full = ({ country, sex, group }: Facts): number | null =>
    country === null || sex === null || group === null ? null : (country * 2 + sex) * GROUPS + group;
  const ofWorld = ({ sex, group }: Facts): number | null => (sex === null || group === null ? null : sex * GROUPS + group);
  return [
    { name: 'country × sex × age', shares: fold(cells.length, (cell) => cell), cellOf: full },
    { name: 'country', shares: fold(model.countries.length, (cell) => Math.floor(cell / (2 * GROUPS))), cellOf: ({ country }) => country },
    { name: 'sex × age', shares: fold(2 * GROUPS, (cell) => cell % (2 * GROUPS)), cellOf: ofWorld },
    { name: 'sex', shares: fold(2, (cell) => Math.floor(cell / GROUPS) % 2), cellOf: ({ sex }) => sex },
  ];
}

function factReader(model: Model, year: number): (row: Readonly<Record<string, Value>>) => Facts {
  const countries = new Map(
    model.countries.flatMap(({ code, iso3, name }, at) => [code, iso3, name].map((word) => [word.toLowerCase(), at] as const)),
  );
  return (row) => {
    const country = firstOf(row, COUNTRY);
    const sex = String(firstOf(row, SEX) ?? '').toLowerCase();
    const age = ageOf(row, year);
    return {
      country: country === null ? null : (countries.get(String(country).toLowerCase()) ?? null),
      sex: /^(f|female|woman|girl)$/.test(sex) ? 1 : /^(m|male|man|boy)$/.test(sex) ? 0 : null,
      group: age === null || age < 0 || age > OTHER_AGES * 2 ? null : Math.min(GROUPS - 1, Math.floor(age / 5)),
    };
  };
}

const firstOf = (row: Readonly<Record<string, Value>>, names: readonly string[]): Value => {
  const found = names.find((name) => row[name] !== undefined && row[name] !== null && row[name] !== '');
  return found === undefined ? null : (row[found] ?? null);
};

/** The age in the file, or else whole years from birth to 1 July of the year. */
function ageOf(row: Readonly<Record<string, Value>>, year: number): number | null {
  const age = firstOf(row, ['age']);
  if (age !== null && Number.isFinite(Number(age))) return Math.floor(Number(age));
  const [, birthYear, month, day] = /^([+-]?\d{4,6})(?:-(\d\d)-(\d\d))?/.exec(String(firstOf(row, BIRTH) ?? '')) ?? [];
  if (birthYear === undefined) return null;
  const isLater = month !== undefined && `${month}-${day}` > '07-01';
  return year - Number(birthYear) - (isLater ? 1 : 0);
}
