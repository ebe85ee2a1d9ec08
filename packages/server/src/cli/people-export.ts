import path from 'node:path';
import { createCensus, DEFAULT_COLUMNS, FILE_FORMATS, type FileFormat, type Job, type OrderName, planJob } from '@bottega/population';
import { createPartWriter, loadModel, openPopulation, runJob, writeStream } from '@bottega/population/node';
import { BottegaError } from '#errors';
import { createPeopleProgress } from './people-progress.ts';
import {
  countingNumber,
  filterOf,
  namesOf,
  orderOf,
  populationOf,
  type SliceFlags,
  wholeNumber,
  withEnvironment,
  withSentences,
} from './people-settings.ts';
import { grouped, printAnswer } from './terminal.ts';

export type GenerateOptions = SliceFlags & { readonly count: string; readonly out: string };
export type ExportOptions = SliceFlags & { readonly from: string; readonly to: string; readonly out: string; readonly shards: string };

/** `bottega people generate`: the first so many of an order, in one file. Killed and run again, it goes on where it was. */
export function runPeopleGenerate(flags: GenerateOptions): Promise<void> {
  return withSentences(async () => {
    const options = withEnvironment(flags);
    const format = formatOf(options.format, options.out);
    const population = openPopulation(populationOf(options));
    const count = countingNumber('--count', options.count);
    const job = planJob(population, { ...sliceOf(options, 'balanced'), from: 0, to: count, format, shards: 1 });
    if (options.out === '-') return writeStream(population, job, process.stdout);
    const progress = createPeopleProgress(count, options);
    let rows = 0;
    const finished = await createPartWriter(population, job)(options.out, job, (more) => {
      rows += more;
      progress.show(rows);
    }).finally(progress.end);
    printAnswer(options, { file: options.out, ...finished }, `${options.out}: ${sizeOf(finished.rows, finished.bytes)}`);
  });
}

/** `bottega people export`: a slice in parts, with a manifest. What a run before this one finished is kept. */
export function runPeopleExport(flags: ExportOptions): Promise<void> {
  return withSentences(async () => {
    const options = withEnvironment(flags);
    const census = createCensus(loadModel(), populationOf(options)); // the threads make the people
    const slice = { from: wholeNumber('--from', options.from), to: wholeNumber('--to', options.to) };
    const format = checkFormat(options.format ?? 'csv');
    const job = planJob(census, { ...sliceOf(options, 'seat'), ...slice, format, shards: countingNumber('--shards', options.shards) });
    const stopping = new AbortController();
    const stop = (): void => stopping.abort();
    process.once('SIGINT', stop).once('SIGTERM', stop);
    const progress = createPeopleProgress(slice.to - slice.from, options);
    const workers = options.workers === undefined ? undefined : countingNumber('--workers', options.workers);
    const manifest = await runJob(job, { folder: options.out, workers, onProgress: progress.show, signal: stopping.signal }).finally(() => {
      progress.end();
      process.off('SIGINT', stop).off('SIGTERM', stop);
    });
    const bytes = manifest.parts.reduce((sum, part) => sum + (part.bytes ?? 0), 0);
    printAnswer(
      options,
      { folder: options.out, ...manifest },
      `${options.out}: ${sizeOf(manifest.rows, bytes)} in ${manifest.parts.length} parts`,
    );
  });
}

type Slice = Pick<Job, 'filter' | 'order' | 'columns' | 'guarded'>;

const sliceOf = (options: SliceFlags, order: OrderName): Slice => ({
  filter: filterOf(options),
  order: orderOf(options, order),
  columns: options.columns ? namesOf(options.columns) : DEFAULT_COLUMNS,
  guarded: options.guardFormulas === true,
});

/** The format that is asked for, or else that of the file's name; CSV for the standard output. */
export function formatOf(format: string | undefined, file: string): FileFormat {
  if (format !== undefined) return checkFormat(format);
  return file === '-' ? 'csv' : checkFormat(path.extname(file).slice(1).toLowerCase() || 'csv');
}

function checkFormat(format: string): FileFormat {
  const found = FILE_FORMATS.find((known) => known === format);
  if (found) return found;
  throw new BottegaError('invalid_input', `There is no format "${format}"; there are ${FILE_FORMATS.join(', ')}.`);
}

const sizeOf = (rows: number, bytes: number): string => `${grouped(rows)} people, ${(bytes / 1e6).toFixed(1)} MB`;
