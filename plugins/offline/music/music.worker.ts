import { writeFileSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { encodeWav, type MusicRequest } from '@bottega/contracts';
import type { WorkerMessage } from '../run-worker.ts';
import { perform } from './perform.ts';
import { writeScore } from './score.ts';

/** Given to the worker thread. */
export type MusicJob = { readonly request: MusicRequest; readonly path: string };

const { request, path }: MusicJob = workerData;
const post = (message: WorkerMessage<null>): void => parentPort?.postMessage(message);

const sound = perform(writeScore(request), request.seed, (done) => post({ type: 'progress', done }));
writeFileSync(path, encodeWav(sound));
post({ type: 'done', result: null });
