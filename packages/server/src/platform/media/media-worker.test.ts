import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import pino from 'pino';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createMediaWorker, type MediaWorker } from './media-worker.ts';

// The real worker, whose process the test holds in its hand.
vi.mock('node:child_process', { spy: true });

let folder: string;
let media: MediaWorker;
beforeEach(async () => {
  vi.mocked(spawn).mockClear();
  folder = await mkdtemp(path.join(os.tmpdir(), 'bottega-media-'));
  media = createMediaWorker(pino({ level: 'silent' }));
});
afterEach(async () => {
  await media.stop();
  await rm(folder, { recursive: true, force: true });
});

const children = () => vi.mocked(spawn).mock.results.map(({ value }) => value as ChildProcess);
const call = (signal = new AbortController().signal) => ({ signal });
const speak = (text: string, signal?: AbortSignal) =>
  media.voice({ text, language: 'en', wordsPerMinute: 160, outPath: path.join(folder, 'voice.wav') }, call(signal));
/** So long that nobody waits for its end, and no longer than what is taken. */
const SPEECH = 'The walnut bowl is turned by hand from one block of wood. '.repeat(86);

test('is started when it is first needed, once for all who ask', async () => {
  expect(children()).toHaveLength(0);
  const answers = await Promise.all([media.checkGlyphs(['Walnut'], call()), media.checkGlyphs(['وعاء'], call()), speak('Walnut bowl.')]);
  expect(answers.slice(0, 2)).toEqual([{ missing: [] }, { missing: [] }]);
  expect(answers[2]).toMatchObject({ words: [{ word: 'Walnut' }, { word: 'bowl.' }] });
  expect(children()).toHaveLength(1);
});

test('that dies rejects all who wait, and is started again for the next', async () => {
  const waiting = [speak(SPEECH), speak(SPEECH)];
  const failures = Promise.all(waiting.map((one) => one.catch((error: Error) => error.message)));
  await vi.waitFor(() => expect(children()[0]?.pid).toBeGreaterThan(0));
  children()[0]?.kill('SIGKILL');
  expect(await failures).toEqual(['the media worker ended (SIGKILL)', 'the media worker ended (SIGKILL)']);
  expect(await media.checkGlyphs(['Walnut'], call())).toEqual({ missing: [] });
  expect(children()).toHaveLength(2);
});

test('gives up what its caller no longer wants, and goes on with the rest', async () => {
  await media.checkGlyphs(['Walnut'], call());
  const gone = new AbortController();
  const given = speak(SPEECH, gone.signal).catch((error: Error) => error.message);
  const kept = speak('Walnut bowl.');
  setTimeout(() => gone.abort(), 50);
  expect(await Promise.all([given, kept])).toMatchObject(['The request was cancelled.', { seconds: expect.any(Number) }]);
  await expect((async () => speak('Walnut bowl.', gone.signal))()).rejects.toBe(gone.signal.reason);
  expect(children()).toHaveLength(1);
});

test('says what was wrong with a request, in the words of the catalogue', async () => {
  const wrong = media.measure(path.join(folder, 'nowhere.mp4'), call());
  await expect(wrong).rejects.toMatchObject({ code: 'invalid_input', message: expect.stringContaining('nowhere.mp4') });
});

test('that was stopped is gone, refuses, and rejects those who wait', async () => {
  await media.checkGlyphs(['Walnut'], call());
  const waiting = speak(SPEECH).catch((error: Error) => error.message);
  await media.stop();
  expect(await waiting).toMatch(/^the media worker ended/);
  expect(children()[0]?.exitCode).toBe(0);
  await expect(media.checkGlyphs(['Walnut'], call())).rejects.toThrow('the media worker was stopped');
});
