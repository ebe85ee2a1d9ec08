import {
  type Codec,
  createPartMaker,
  createRowWriter,
  csvFormat,
  type FileFormat,
  fieldsOf,
  type OrderName,
  type Population,
} from '@bottega/population';

/** The fourteen columns that everybody writes. */
export const COLUMNS = [
  ...['index', 'given_name', 'family_name', 'sex', 'birth_date', 'age', 'country_code', 'nearest_city', 'latitude', 'longitude'],
  ...['email', 'phone', 'occupation', 'nationality'],
];

/** CPU seconds that some work takes. */
export function cpuSeconds(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

/** Makes people in memory, as columns; every column that the rows of a file need. */
export function makeColumns(population: Population, rows: number): void {
  for (const batch of population.select().batches(0, rows, { extras: false })) if (batch.count === 0) throw new Error('An empty batch.');
}

/** Writes CSV to nowhere. Answers bytes, so that nothing is left out as unused. */
export function csvMaker(population: Population, order: OrderName): (from: number, rows: number) => number {
  const writer = createRowWriter(population, fieldsOf(COLUMNS), csvFormat());
  const selection = population.select({}, order);
  return (from, rows) => {
    let bytes = 0;
    for (const batch of selection.batches(from, from + rows, { extras: writer.extras }))
      for (const piece of writer.write(batch)) bytes += piece.length;
    return bytes;
  };
}

/** Writes a whole file in some format to nowhere. */
export function fileMaker(population: Population, format: FileFormat, codec: Codec): (rows: number) => number {
  const job = {
    population: population.options,
    filter: {},
    order: 'balanced',
    from: 0,
    to: 1,
    format,
    columns: COLUMNS,
    guarded: false,
  } as const;
  const maker = createPartMaker(population, job, codec);
  return (rows) => {
    let bytes = 0;
    for (const piece of maker(0, rows)) bytes += piece.length;
    return bytes;
  };
}
