import { FIRST_YEAR, LAST_YEAR } from '../eras.ts';
import type { Value } from '../fields.ts';
import type { Model } from '../model.ts';
import { SPECIES } from '../species.ts';
import { TIMELINES } from '../timelines.ts';
import { readBorn } from './born.ts';
import type { Sorted } from './old-files.ts';

/** The columns of a migrated file. `original` is the row as it was, as a JSON array of its cells: nothing is lost. */
export const MIGRATED_COLUMNS: readonly (readonly [name: string, type: 'text' | 'whole'])[] = [
  ...([
    ['name', 'text'],
    ['born', 'text'],
    ['birth_year', 'whole'],
    ['birth_date', 'text'],
    ['gender', 'text'],
    ['species', 'text'],
  ] as const),
  ...([
    ['timeline', 'text'],
    ['realness', 'text'],
    ['latitude', 'text'],
    ['longitude', 'text'],
    ['nearest_city', 'text'],
  ] as const),
  ...([
    ['country_code', 'text'],
    ['backstory', 'text'],
    ['four_words_name', 'text'],
    ['image_url', 'text'],
    ['source', 'text'],
  ] as const),
  ...([
    ['status', 'text'],
    ['comments', 'text'],
    ['extra', 'text'],
    ['remarks', 'text'],
    ['original', 'text'],
  ] as const),
];

export type Migrated = Readonly<Record<string, Value>>;

/** A row that was loaded, with remarks on what was not as it should be; or the reason why it was not. */
export type Outcome = { readonly row: Migrated } | { readonly reason: string };

const UNKNOWN_COUNTRY = /^(UNK|XX|XXX|ZZ|unknown|)$/i;

/** Reads a row of an old file. What is odd but harmless is loaded with a remark; what makes no person is not. */
export function migrateRow(model: Model, { known, rest }: Sorted, cells: readonly string[]): Outcome {
  const remarks: string[] = [];
  const text = (field: string): string | null => known[field]?.trim() || null;
  const name = text('name');
  if (name === null) return { reason: 'there is no name' };
  const born = readBorn(known.born ?? '');
  if (!born) return { reason: `the birth "${known.born}" is not understood` };
  if (born.year !== null && (born.year < FIRST_YEAR || born.year > LAST_YEAR))
    return { reason: `${born.year} is not within ${FIRST_YEAR} to ${LAST_YEAR}` };
  if (cells.some((cell) => cell.includes('\uFFFD'))) remarks.push('a letter was no UTF-8');
  if (!born.certain && born.year !== null) remarks.push(`born about ${born.year}`);
  const place = readPlace(text('latitude'), text('longitude'), remarks);
  if (typeof place === 'string') return { reason: place };
  const row = {
    ...{ name, born: text('born'), birth_year: born.year, birth_date: born.date, gender: text('gender')?.toLowerCase() ?? null },
    species: knownWord('species', text('species')?.replace(/^homo /i, '') ?? null, SPECIES, remarks),
    timeline: knownWord('timeline', text('timeline'), TIMELINES, remarks),
    realness: text('realness')?.toLowerCase() ?? null,
    ...place,
    ...{ nearest_city: text('nearest_city'), country_code: readCountry(model, text('country_code'), remarks) },
    ...{ backstory: known.backstory || null, four_words_name: text('four_words_name'), image_url: readImage(text('image')) },
    ...{ source: text('source'), status: text('status'), comments: known.comments || null },
    extra: Object.keys(rest).length > 0 ? JSON.stringify(rest) : null,
    original: JSON.stringify(cells),
  };
  return { row: { ...row, remarks: remarks.join('; ') || null } };
}

/** Coordinates as they were written; one alone is kept with a remark. A sentence for those that are nowhere. */
function readPlace(
  latitude: string | null,
  longitude: string | null,
  remarks: string[],
): { latitude: string | null; longitude: string | null } | string {
  for (const [name, value, most] of [
    ['latitude', latitude, 90],
    ['longitude', longitude, 180],
  ] as const) {
    if (value === null) continue;
    if (Number.isNaN(Number(value))) return `the ${name} "${value}" is no number`;
    if (Math.abs(Number(value)) > most) return `the ${name} ${value} is beyond ${most}`;
  }
  if ((latitude === null) !== (longitude === null)) remarks.push(`the ${latitude === null ? 'latitude' : 'longitude'} is missing`);
  return { latitude, longitude };
}

/** The word as the tables spell it; a word that they have not stays, with a remark. */
function knownWord(what: string, word: string | null, table: readonly { readonly name: string }[], remarks: string[]): string | null {
  if (word === null) return null;
  const found = table.find(({ name }) => name.toLowerCase().replaceAll(' ', '') === word.toLowerCase().replaceAll(' ', ''));
  if (!found) remarks.push(`the ${what} "${word}" is in no table`);
  return found?.name ?? word;
}

function readCountry(model: Model, country: string | null, remarks: string[]): string | null {
  if (country === null || UNKNOWN_COUNTRY.test(country)) {
    if (country !== null) remarks.push(`the country was "${country}"`);
    return null;
  }
  const wanted = country.toLowerCase();
  const found = model.countries.find(({ code, iso3, name }) => [code, iso3, name].some((word) => word.toLowerCase() === wanted));
  if (!found) remarks.push(`the country "${country}" is not known`);
  return found?.code ?? null;
}

/** The address in an `<img …>`, or the text itself. */
const readImage = (image: string | null): string | null => /<img\b[^>]*\bsrc\s*=\s*["']?([^"'\s>]+)/i.exec(image ?? '')?.[1] ?? image;
