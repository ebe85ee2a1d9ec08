/** The columns of `people.csv` of the application before this one. */
export const PEOPLE_COLUMNS = [
  ...['name', 'born', 'species', 'timeline', 'realness', 'latitude', 'longitude', 'nearest_city', 'country_code', 'backstory'],
  ...['fourwordsname', 'invisible_comments'],
];

/** What a file is: with the head of `people.csv`, with another head (such as `synthbio`), or without one. */
export type OldFile = { readonly kind: 'people' | 'synthbio' | 'backup'; readonly names: readonly string[] };

/** Fewest and most cells of a row in a backup. */
export const BACKUP_CELLS = { least: 12, most: 16 };

/** Words that begin heads and no rows. */
const HEAD_WORDS = /^(name|full_?name|born|id|birth_?date|date_of_birth|latitude|longitude|gender|species)$/i;

/** Tells by the first row what a file is. A column that comes twice gets a number. */
export function recognise(first: readonly string[]): OldFile {
  const names = first.map((name) => name.trim());
  const heads = names.filter((name) => HEAD_WORDS.test(name)).length;
  if (heads < 2) return { kind: 'backup', names: [] };
  const isPeople = PEOPLE_COLUMNS.every((name) => names.includes(name));
  return { kind: isPeople ? 'people' : 'synthbio', names: numberTwins(names) };
}

/** `longitude`, `longitude` in a head means latitude first, as the rows show; other twins get a number. */
function numberTwins(names: readonly string[]): string[] {
  const isPlace = !names.includes('latitude') && names.filter((name) => name === 'longitude').length === 2;
  const seen = new Map<string, number>();
  return names.map((name) => {
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    if (isPlace && name === 'longitude') return count === 1 ? 'latitude' : 'longitude';
    return count === 1 ? name : `${name}_${count}`;
  });
}

/** Other names that old columns have for the same. */
const SYNONYMS: Readonly<Record<string, readonly string[]>> = {
  name: ['name', 'full_name', 'fullname'],
  born: ['born', 'birth_date', 'birthdate', 'date_of_birth', 'dob', 'birth_year'],
  gender: ['gender', 'sex'],
  species: ['species'],
  timeline: ['timeline'],
  realness: ['realness'],
  latitude: ['latitude', 'lat'],
  longitude: ['longitude', 'lon', 'lng', 'longitude_2'],
  nearest_city: ['nearest_city', 'city', 'place_of_birth', 'birth_place'],
  country_code: ['country_code', 'country', 'nationality'],
  backstory: ['backstory', 'biography', 'bio', 'story', 'synthbio'],
  four_words_name: ['fourwordsname', 'four_words_name', 'fourwords'],
  comments: ['invisible_comments', 'comments', 'notes'],
  image: ['image', 'image_url', 'img', 'photo'],
  status: ['status'],
  source: ['source'],
};

/** Cells by what they mean; what has no meaning here is under `rest`, by its own name. */
export type Sorted = { readonly known: Readonly<Record<string, string>>; readonly rest: Readonly<Record<string, string>> };

/** Sorts the cells of a row under a head. */
export function sortByHead(names: readonly string[], cells: readonly string[]): Sorted {
  const byName = new Map(names.map((name, at) => [name, cells[at] ?? '']));
  const taken = new Set<string>();
  const known = Object.entries(SYNONYMS).flatMap(([field, synonyms]) => {
    const name = synonyms.find((synonym) => names.some((one) => one.toLowerCase() === synonym));
    const own = names.find((one) => one.toLowerCase() === name);
    if (own === undefined) return [];
    taken.add(own);
    return [[field, byName.get(own) ?? ''] as const];
  });
  return { known: Object.fromEntries(known), rest: Object.fromEntries([...byName].filter(([name]) => !taken.has(name))) };
}

const SPECIES = /^(homo )?(sapiens|neanderthalensis|denisovan|floresiensis|ai|cyborg|gmo|novel)$/i;
const TIMELINE = /^(ours|rcp ?8\.5|earth-616|earth-1218|odni ?2040)$/i;
const REALNESS = /^(synthetic|authenticated|fictional)$/i;
const STATUS = /^(published|pending|approved|rejected|draft|living|deceased|unborn|active|inactive)$/i;
const COUNTRY = /^([A-Z]{2}|[A-Z]{3})$/;
const NUMBER = /^[+-]?\d{1,3}(\.\d+)?$/;
const FOUR_WORDS = /^[a-z]+([ .-][a-z]+){3}$/;
const IMAGE = /^(<img\b|https?:\/\/\S+\.(png|jpe?g|webp|svg)|data:image\/)/i;
const GENDER = /^(male|female|non-?binary|other)$/i;

/**
 * Sorts the cells of a backup, which have no head and are not always as many: name and birth come first, then each cell goes by
 * what it looks like. The last long text that is left is the backstory, and a text beside the country is the city.
 */
export function sortByLooks(cells: readonly string[]): Sorted {
  const known: Record<string, string> = {};
  const left: [number, string][] = [];
  const put = (field: string, cell: string): boolean => {
    if (known[field] !== undefined) return false;
    known[field] = cell;
    return true;
  };
  for (const [at, cell] of cells.entries()) {
    const field = at === 0 ? 'name' : at === 1 ? 'born' : fieldOf(cell.trim(), known);
    if (cell !== '' && !(field && put(field, cell))) left.push([at, cell]);
  }
  sortTexts(left, put);
  return { known, rest: Object.fromEntries(left.map(([at, cell]) => [`cell_${at + 1}`, cell])) };
}

const LOOKS: readonly (readonly [string, RegExp])[] = [
  ...([
    ['species', SPECIES],
    ['timeline', TIMELINE],
    ['realness', REALNESS],
    ['gender', GENDER],
  ] as const),
  ...([
    ['status', STATUS],
    ['country_code', COUNTRY],
    ['image', IMAGE],
    ['four_words_name', FOUR_WORDS],
  ] as const),
];

function fieldOf(cell: string, known: Readonly<Record<string, string>>): string | undefined {
  if (NUMBER.test(cell)) return known.latitude === undefined && Math.abs(Number(cell)) <= 90 ? 'latitude' : 'longitude';
  return LOOKS.find(([, pattern]) => pattern.test(cell))?.[0];
}

/** Of the texts that look like nothing, the longest is the backstory, and the first of the short ones the city. */
function sortTexts(left: [number, string][], put: (field: string, cell: string) => boolean): void {
  const longest = left.toSorted(([, a], [, b]) => b.length - a.length)[0];
  const take = (entry: [number, string] | undefined, field: string): void => {
    if (entry && put(field, entry[1])) left.splice(left.indexOf(entry), 1);
  };
  if (longest && longest[1].length > 40) take(longest, 'backstory');
  take(
    left.find(([, cell]) => cell.length <= 40 && /^\p{L}/u.test(cell)),
    'nearest_city',
  );
}
