/**
 * The media worker: one MediaRequest a line on standard input, MediaAnswer lines on standard output, nothing else there. It
 * ends when its input closes, and takes its children with it.
 */
import { createInterface } from 'node:readline';
import type { MediaAnswer, MediaRequest } from '@bottega/contracts';
import { runOnce } from './children.ts';
import { badInput, failureOf } from './failure.ts';
import { renderFilm } from './render/render-film.ts';
import { checkRequest, idOf } from './request.ts';
import { missingGlyphs } from './text/glyphs.ts';

type Work = Exclude<MediaRequest, { do: 'cancel' }>;
type Done = Extract<MediaAnswer, { type: 'done' }>['result'];

const running = new Map<string, AbortController>();

function answer(message: MediaAnswer): void {
  process.stdout.write(`${JSON.stringify(message)}\n`);
}

async function carryOut(request: Work, signal: AbortSignal): Promise<Done> {
  switch (request.do) {
    case 'render':
      return renderFilm(request, (done, note) => answer({ id: request.id, type: 'progress', done, note }), signal);
    case 'voice':
      return runOnce('voice', request, signal);
    case 'thumbnail':
      return runOnce('thumbnail', request, signal);
    case 'paper':
      return runOnce('paper', request, signal);
    case 'measure':
      return runOnce('measure', request, signal);
    case 'check-glyphs':
      return { missing: missingGlyphs(request.texts) };
  }
}

function cancel(id: string): void {
  const request = running.get(id);
  if (request === undefined) console.error(`media: nothing to cancel under ${id}`);
  else request.abort();
}

async function accept(value: unknown, id: string): Promise<void> {
  const stop = new AbortController();
  try {
    const request = checkRequest(value);
    if (request.do === 'cancel') return cancel(id);
    if (running.has(id)) throw badInput(`A request ${id} is already at work. Give each request an id of its own.`);
    running.set(id, stop);
    const result = await carryOut(request, stop.signal);
    answer({ id, type: 'done', result });
  } catch (error) {
    const failure = failureOf(error);
    if (failure.kind === 'internal') console.error(error);
    const cancelled = { kind: 'cancelled', message: 'The request was cancelled.' } as const;
    answer({ id, type: 'failed', ...(stop.signal.aborted ? cancelled : failure) });
  } finally {
    if (running.get(id) === stop) running.delete(id);
  }
}

function readLine(line: string): void {
  if (line.trim() === '') return;
  try {
    const value: unknown = JSON.parse(line);
    const id = idOf(value);
    if (id === undefined) throw new Error('it has no id');
    void accept(value, id);
  } catch (error) {
    console.error(`media: a line was not understood (${error instanceof Error ? error.message : error}): ${line.slice(0, 200)}`);
  }
}

function stop(): never {
  for (const request of running.values()) request.abort();
  process.exit(0);
}

process.on('SIGINT', stop).on('SIGTERM', stop);
// Whoever asked is gone: there is nobody left to answer.
process.stdout.on('error', stop);
createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY }).on('line', readLine).on('close', stop);
