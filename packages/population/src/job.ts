import { type Census, type PopulationOptions, selectRanges } from './census.ts';
import { badInput, oneOf } from './errors.ts';
import { fieldsOf } from './fields.ts';
import { checkExcelRows } from './formats/excel.ts';
import { type OrderName, ORDER_NAMES } from './order.ts';
import type { Filter } from './universe.ts';

export const FILE_FORMATS = ['csv', 'json', 'jsonl', 'parquet', 'xlsx'] as const;
export type FileFormat = (typeof FILE_FORMATS)[number];

/** A slice of a population in files: all that a machine has to know to make any part of it. */
export type Job = {
  readonly model: string;
  readonly population: PopulationOptions;
  readonly filter: Filter;
  readonly order: OrderName;
  /** Positions in the order, the last one excluded. */
  readonly from: number;
  readonly to: number;
  readonly format: FileFormat;
  readonly columns: readonly string[];
  /** Whether cells that a spreadsheet reads as formulas are put out of action; CSV only. */
  readonly guarded: boolean;
  readonly parts: readonly Part[];
};

export type Part = { readonly file: string; readonly from: number; readonly to: number };

export type JobOptions = Omit<Job, 'model' | 'parts' | 'columns' | 'population'> & {
  readonly columns: readonly string[];
  readonly shards: number;
};

/** Most rows that one job may have: the whole universe. */
const MOST_ROWS = 1e12;
const MOST_SHARDS = 100_000;

/**
 * The plan of a job: parts of one length, but for the last, in the order of the rows. It is plain data, for a workflow to keep.
 * @throws PopulationError for a slice outside the selection, unknown columns, or no sensible number of parts
 */
export function planJob(census: Census, { shards, columns, ...job }: JobOptions): Job {
  oneOf('format', job.format, FILE_FORMATS);
  oneOf('order', job.order, ORDER_NAMES);
  checkSlice(selectRanges(census.universe, job.filter).size, job);
  if (!Number.isInteger(shards) || shards < 1 || shards > MOST_SHARDS)
    throw badInput(`A job is cut into 1 to ${MOST_SHARDS.toLocaleString('en')} parts, not ${shards}.`);
  const fields = fieldsOf(columns);
  if (job.format === 'xlsx') checkExcelRows(fields, Math.ceil((job.to - job.from) / shards));
  const parts = cut(job.from, job.to, shards).map(([from, to], at) => ({
    file: `part-${String(at).padStart(5, '0')}.${job.format}`,
    from,
    to,
  }));
  return { model: census.model.version, population: census.options, ...job, columns: fields.map(({ name }) => name), parts };
}

function checkSlice(size: number, { from, to }: Pick<Job, 'from' | 'to'>): void {
  if (!Number.isSafeInteger(from) || !Number.isSafeInteger(to) || from < 0 || to < from)
    throw badInput(`A slice goes from a whole number up to a greater one, not from ${from} to ${to}.`);
  if (to === from) throw badInput('The slice is empty.');
  if (to - from > MOST_ROWS) throw badInput(`${to - from} rows are more than the limit of ${MOST_ROWS.toLocaleString('en')}.`);
  if (to > size) throw badInput(`Only ${size.toLocaleString('en')} people match, so the slice cannot go up to ${to.toLocaleString('en')}.`);
}

/** Stretches whose lengths differ by one at most; none of them is empty. */
function cut(from: number, to: number, shards: number): [number, number][] {
  const parts = Math.min(shards, to - from);
  const border = (at: number): number => from + Number((BigInt(to - from) * BigInt(at)) / BigInt(parts));
  return Array.from({ length: parts }, (_, at) => [border(at), border(at + 1)]);
}
