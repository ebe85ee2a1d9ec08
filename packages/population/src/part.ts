import { badInput } from './errors.ts';
import { type Field, fieldsOf } from './fields.ts';
import { type Codec, createPeopleParquet, PARQUET_BATCH, type Seam, seamless, UNCOMPRESSED } from './formats/parquet.ts';
import { createRowWriter, type RowWriter } from './formats/rows.ts';
import { csvFormat, jsonFormat, jsonLinesFormat, type TextFormat } from './formats/text-format.ts';
import type { Job } from './job.ts';
import type { Population, Selection } from './population.ts';

/**
 * Makes the bytes of any part of a job, in pieces that are overwritten by the next. `onRows` hears how many rows came. With a seam it is
 * a stretch of a file: stretches written one after the other are the file.
 */
export type PartMaker = (from: number, to: number, onRows?: (rows: number) => void, seam?: Seam) => Generator<Uint8Array>;

/** @param codec - for the pages of Parquet files. @throws PopulationError for Excel, which `createPartWriter` of `…/node` writes */
export function createPartMaker(population: Population, job: Omit<Job, 'parts' | 'model'>, codec: Codec = UNCOMPRESSED): PartMaker {
  if (job.format === 'xlsx') throw badInput('Excel files are written by `createPartWriter` or `writeStream` of @bottega/population/node.');
  const fields = fieldsOf(job.columns);
  const selection = population.select(job.filter, job.order);
  return job.format === 'parquet'
    ? parquetMaker(population, selection, fields, codec)
    : textMaker(createRowWriter(population, fields, formatOf(job)), selection);
}

function formatOf({ format, guarded }: Pick<Job, 'format' | 'guarded'>): TextFormat {
  if (format === 'json') return jsonFormat();
  return format === 'jsonl' ? jsonLinesFormat() : csvFormat(guarded);
}

function textMaker(writer: RowWriter, selection: Selection): PartMaker {
  return function* (from, to, onRows, { isFirst, isLast } = seamless()) {
    if (isFirst && writer.head.length > 0) yield writer.head;
    let skip = isFirst ? writer.skipFirst : 0;
    for (const batch of selection.batches(from, to, { rows: writer.batchRows, extras: writer.extras })) {
      for (const bytes of writer.write(batch)) {
        yield bytes.subarray(skip);
        skip = 0;
      }
      onRows?.(batch.count);
    }
    if (isLast && writer.foot.length > 0) yield writer.foot;
  };
}

function parquetMaker(population: Population, selection: Selection, fields: readonly Field[], codec: Codec): PartMaker {
  const writer = createPeopleParquet(population, fields, codec);
  const extras = fields.some(({ kernel, name }) => !kernel || name === 'gender');
  return function* (from, to, onRows, seam) {
    function* counted() {
      for (const batch of selection.batches(from, to, { rows: PARQUET_BATCH, extras })) {
        yield { rows: batch, count: batch.count };
        onRows?.(batch.count);
      }
    }
    yield* writer.file(counted(), seam);
  };
}
