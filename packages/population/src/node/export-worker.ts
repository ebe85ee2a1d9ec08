import { parentPort, workerData } from 'node:worker_threads';
import path from 'node:path';
import type { Job, Part } from '../job.ts';
import { explain } from './half-file.ts';
import { openPopulation } from './open-population.ts';
import { createPartWriter, type Finished } from './write-part.ts';

/** What a worker hears: a part to make. And what it says: rows that were made, a part that is finished, or a failure. */
export type ToWorker = Part;
export type FromWorker =
  | { readonly type: 'rows'; readonly rows: number }
  | { readonly type: 'finished'; readonly file: string; readonly finished: Finished }
  | { readonly type: 'failed'; readonly sentence: string };

const { job, folder } = workerData as { readonly job: Job; readonly folder: string };
const writePart = createPartWriter(openPopulation(job.population, job.model), job);
const say = (message: FromWorker): void => parentPort?.postMessage(message);

/** Rows between two reports. */
const REPORT_ROWS = 65_536;

parentPort?.on('message', async (part: ToWorker) => {
  let unreported = 0;
  const report = (rows: number): void => {
    unreported += rows;
    if (unreported < REPORT_ROWS) return;
    say({ type: 'rows', rows: unreported });
    unreported = 0;
  };
  try {
    const finished = await writePart(path.join(folder, part.file), part, report);
    say({ type: 'rows', rows: unreported });
    say({ type: 'finished', file: part.file, finished });
  } catch (error) {
    say({ type: 'failed', sentence: explain(error, part.file).message });
  }
});
