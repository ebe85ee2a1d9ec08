import { closeSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { WASI } from 'node:wasi';
import { parentPort, workerData } from 'node:worker_threads';
import { decodeWav, secondsOf } from '@bottega/contracts';
import type { WorkerMessage } from '../run-worker.ts';
import type { TimedPhone } from './align.ts';

/** Given to the worker thread. `module` is flite, compiled; it sees `folder` and nothing else of the disk. */
export type FliteJob = {
  readonly module: WebAssembly.Module;
  readonly folder: string;
  /** 1 is the voice's own. */
  readonly pace: number;
  /** Spoken one after the other into `outName`. */
  readonly utterances: readonly string[];
  /** Each spoken alone, for its phones only. */
  readonly words: readonly string[];
  readonly outName: string;
};

/** Phones of each utterance, timed from the start of that utterance; phones of each word; the length of the recording. */
export type FliteAnswer = {
  readonly spoken: readonly (readonly TimedPhone[])[];
  readonly alone: readonly (readonly string[])[];
  readonly seconds: number;
};

/** The most natural of the built-in voices speaks; the quickest one, of the same dictionary, gives the phones of single words. */
const VOICE = 'slt';
const QUICK_VOICE = 'kal';
const GUEST_FOLDER = '/call';

const job: FliteJob = workerData;
const message: WorkerMessage<FliteAnswer> = { type: 'done', result: await speak() };
parentPort?.postMessage(message);

async function speak(): Promise<FliteAnswer> {
  const spoken = await runFlite(job.utterances, [
    '-psdur',
    '-voice',
    VOICE,
    '--setf',
    `duration_stretch=${1 / job.pace}`,
    '-o',
    `${GUEST_FOLDER}/${job.outName}`,
  ]);
  const alone = await runFlite(job.words, ['-ps', '-voice', QUICK_VOICE, '-o', 'none']);
  const seconds = secondsOf(decodeWav(readFileSync(join(job.folder, job.outName))));
  return { spoken: spoken.map(readTimedPhones), alone: alone.map((line) => line.split(' ')), seconds };
}

/** Runs flite on texts, which a blank line keeps apart, and returns the line it prints for each. */
async function runFlite(texts: readonly string[], options: readonly string[]): Promise<string[]> {
  const [textPath, printedPath] = [join(job.folder, 'flite-text.txt'), join(job.folder, 'flite-printed.txt')];
  writeFileSync(textPath, texts.map((text) => `${text}\n\n`).join(''));
  const stdout = openSync(printedPath, 'w');
  try {
    const wasi = new WASI({
      version: 'preview1',
      args: ['flite', ...options, '-f', `${GUEST_FOLDER}/flite-text.txt`],
      preopens: { [GUEST_FOLDER]: job.folder },
      stdout,
    });
    const code = wasi.start(await WebAssembly.instantiate(job.module, wasi.getImportObject() as WebAssembly.Imports));
    if (code !== 0) throw new Error(`flite ended with ${code}`);
    const lines = readFileSync(printedPath, 'utf8')
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line.length > 0);
    if (lines.length !== texts.length) throw new Error(`flite spoke ${lines.length} utterances of ${texts.length}`);
    return lines;
  } finally {
    closeSync(stdout);
    rmSync(textPath, { force: true });
    rmSync(printedPath, { force: true });
  }
}

/** "m:0.250 iy:0.391" names each phone with the time of its end. */
function readTimedPhones(line: string): TimedPhone[] {
  let start = 0;
  return line.split(' ').map((field) => {
    const colon = field.lastIndexOf(':');
    const end = Number(field.slice(colon + 1));
    const timed = { phone: field.slice(0, colon), start, end };
    start = end;
    return timed;
  });
}
