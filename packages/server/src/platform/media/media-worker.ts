import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { createRequire } from 'node:module';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import {
  type GlyphResult,
  type MeasureResult,
  type MediaAnswer,
  type MediaRequest,
  ProviderError,
  type PaperJob,
  type PaperResult,
  type RenderJob,
  type RenderResult,
  type ThumbnailJob,
  type ThumbnailResult,
  type VoiceJob,
  type VoiceResult,
} from '@bottega/contracts';
import type { Logger } from 'pino';
import { BottegaError } from '../errors/bottega-error.ts';

export type MediaCall = { readonly signal: AbortSignal; readonly onProgress?: (done: number, note: string) => void };

/** The media worker: a program of its own (it loads GPL parts), spoken to through pipes. Started when first needed. */
export type MediaWorker = {
  render(job: RenderJob, call: MediaCall): Promise<RenderResult>;
  voice(job: VoiceJob, call: MediaCall): Promise<VoiceResult>;
  thumbnail(job: ThumbnailJob, call: MediaCall): Promise<ThumbnailResult>;
  /** Sets pages and writes them as PDF. */
  paper(job: PaperJob, call: MediaCall): Promise<PaperResult>;
  checkGlyphs(texts: readonly string[], call: MediaCall): Promise<GlyphResult>;
  measure(path: string, call: MediaCall): Promise<MeasureResult>;
  stop(): Promise<void>;
};

type Waiting = {
  readonly resolve: (result: never) => void;
  readonly reject: (error: unknown) => void;
  readonly onProgress: MediaCall['onProgress'];
};
type Child = ChildProcessByStdio<Writable, Readable, Readable>;

/** A worker whose input has closed ends at once; one that does not is killed after this time. */
const PATIENCE_MS = 5_000;

export function createMediaWorker(log: Logger): MediaWorker {
  const waiting = new Map<string, Waiting>();
  let child: Child | undefined;
  let ended: Promise<void> = Promise.resolve();
  let stopped = false;

  function start(): Child {
    const main = path.join(path.dirname(createRequire(import.meta.url).resolve('@bottega/media/package.json')), 'src/main.ts');
    // In a group of its own: Ctrl-C reaches us first, and we close its input in order.
    const started = spawn(process.execPath, ['--no-warnings', main], { stdio: ['pipe', 'pipe', 'pipe'], detached: true });
    createInterface({ input: started.stdout }).on('line', receive);
    createInterface({ input: started.stderr }).on('line', (line) => log.debug({ line }, 'media worker'));
    started.stdin.on('error', () => undefined); // a worker that dies is told of by its exit
    ended = new Promise((resolve) => {
      started.once('error', (error) => fail(started, error, resolve));
      started.once('exit', (code, signal) => {
        // The next call starts another: who asked may ask again.
        fail(started, new ProviderError('temporary', `the media worker ended (${signal ?? code})`), resolve);
      });
    });
    return started;
  }

  function fail(from: Child, error: Error, done: () => void): void {
    if (child === from) child = undefined;
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
    done();
  }

  function receive(line: string): void {
    const answer = JSON.parse(line) as MediaAnswer;
    const entry = waiting.get(answer.id);
    if (!entry) return;
    if (answer.type === 'progress') {
      entry.onProgress?.(answer.done, answer.note);
      return;
    }
    waiting.delete(answer.id);
    if (answer.type === 'done') entry.resolve(answer.result as never);
    else entry.reject(toError(answer));
  }

  function request<T>(message: Record<string, unknown> & { do: MediaRequest['do'] }, { signal, onProgress }: MediaCall): Promise<T> {
    signal.throwIfAborted();
    if (stopped) return Promise.reject(new Error('the media worker was stopped'));
    const id = randomUUID();
    child ??= start();
    const { stdin } = child;
    return new Promise<T>((resolve, reject) => {
      const cancel = () => stdin.write(`${JSON.stringify({ do: 'cancel', id })}\n`);
      signal.addEventListener('abort', cancel, { once: true });
      const settle =
        <A>(then: (value: A) => void) =>
        (value: A) => {
          signal.removeEventListener('abort', cancel);
          then(value);
        };
      waiting.set(id, { resolve: settle(resolve) as (result: never) => void, reject: settle(reject), onProgress });
      stdin.write(`${JSON.stringify({ ...message, id })}\n`);
    });
  }

  return {
    render: (job, call) => request({ do: 'render', ...job }, call),
    voice: (job, call) => request({ do: 'voice', ...job }, call),
    thumbnail: (job, call) => request({ do: 'thumbnail', ...job }, call),
    paper: (job, call) => request({ do: 'paper', ...job }, call),
    checkGlyphs: (texts, call) => request({ do: 'check-glyphs', texts }, call),
    measure: (file, call) => request({ do: 'measure', path: file }, call),
    async stop() {
      stopped = true;
      const leaving = child;
      leaving?.stdin.end();
      const late = setTimeout(() => leaving?.kill('SIGKILL'), PATIENCE_MS);
      await ended;
      clearTimeout(late);
    },
  };
}

function toError(answer: MediaAnswer & { type: 'failed' }): Error {
  if (answer.kind === 'disk_full') return new BottegaError('disk_full', answer.message);
  if (answer.kind === 'bad_input') return new BottegaError('invalid_input', answer.message);
  return new Error(answer.message);
}
