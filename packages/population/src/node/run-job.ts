import { mkdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { runFailed } from '../errors.ts';
import type { Job, Part } from '../job.ts';
import type { FromWorker } from './export-worker.ts';
import { explain } from './half-file.ts';
import { type Manifest, manifestOf, readFinished, writeManifest } from './manifest.ts';
import type { Finished } from './write-part.ts';

export type RunOptions = {
  readonly folder: string;
  /** Threads; as many as there are cores, and never more than parts that are missing. */
  readonly workers?: number | undefined;
  readonly onProgress?: ((rows: number) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
};

/**
 * Makes the parts of a job that the folder does not hold yet, each on one of several threads. After each part the manifest is
 * written, so a run that is killed goes on where it was. @throws PopulationError where a part fails; finished ones stay
 */
export async function runJob(job: Job, { folder, workers, onProgress, signal }: RunOptions): Promise<Manifest> {
  const finished = prepare(folder, job);
  const missing = job.parts.filter(({ file }) => !finished.has(file));
  let rows = [...finished.values()].reduce((sum, part) => sum + part.rows, 0);
  const onRows = (more: number): void => {
    rows += more;
    onProgress?.(rows);
  };
  onProgress?.(rows);
  const onFinished = (file: string, part: Finished): void => {
    finished.set(file, part);
    writeManifest(folder, manifestOf(job, finished));
  };
  const count = Math.min(missing.length, Math.max(1, workers ?? availableParallelism()));
  const threads = Array.from({ length: count }, () => work({ job, folder, missing, onRows, onFinished, signal }));
  const outcomes = await Promise.allSettled(threads);
  const failure = outcomes.find((outcome) => outcome.status === 'rejected');
  if (failure) throw failure.reason;
  return manifestOf(job, finished);
}

function prepare(folder: string, job: Job): Map<string, Finished> {
  try {
    mkdirSync(folder, { recursive: true });
    const finished = readFinished(folder, job);
    writeManifest(folder, manifestOf(job, finished));
    return finished;
  } catch (error) {
    throw explain(error, folder);
  }
}

type Work = {
  readonly job: Job;
  readonly folder: string;
  /** Parts that nobody has taken; each thread takes the next one. */
  readonly missing: Part[];
  readonly onRows: (rows: number) => void;
  readonly onFinished: (file: string, part: Finished) => void;
  readonly signal: AbortSignal | undefined;
};

/** Beside this file, with the ending that this file has: `.ts` here, `.js` in the package. */
const EXPORT_WORKER = new URL(import.meta.url.replace('run-job', 'export-worker'));

/**
 * Excel's cells are texts for a moment each, and the collector lets them heap up to twice the memory. What lives is a third of this, in
 * megabytes.
 */
const EXCEL_LIMITS = { maxOldGenerationSizeMb: 64, maxYoungGenerationSizeMb: 12 };

function work({ job, folder, missing, onRows, onFinished, signal }: Work): Promise<void> {
  // Options of this process may be of no use to a thread: one that was given to --eval, say.
  const resourceLimits = job.format === 'xlsx' ? EXCEL_LIMITS : {};
  const worker = new Worker(EXPORT_WORKER, { workerData: { job, folder }, execArgv: [], resourceLimits });
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const stop = (): void => reject(runFailed('The export was stopped. Parts that are finished are kept; run it again to go on.'));
  const next = (): void => {
    const part = missing.shift();
    if (part) worker.postMessage(part);
    else resolve();
  };
  const hear = (message: FromWorker): void => {
    if (message.type === 'rows') onRows(message.rows);
    else if (message.type === 'failed') {
      missing.length = 0; // where one part fails, so will the next
      reject(runFailed(message.sentence));
    } else {
      onFinished(message.file, message.finished);
      next();
    }
  };
  worker.on('message', hear);
  worker.on('error', (error) => reject(explain(error, folder)));
  worker.on('exit', () => reject(runFailed('A thread of the export ended early. Run it again to go on.')));
  signal?.addEventListener('abort', stop, { once: true });
  next();
  return promise.finally(async () => {
    signal?.removeEventListener('abort', stop);
    await worker.terminate();
  });
}
