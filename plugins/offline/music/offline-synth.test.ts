import { readFile } from 'node:fs/promises';
import { testCall } from '@bottega/contracts/fakes';
import { expect, test } from 'vitest';
import { offlineSynth } from './offline-synth.ts';

const synth = offlineSynth();

test('the same seed gives the same bytes, another seed others', async () => {
  await using call = await testCall();
  const bytesOf = async (seed: number) => readFile((await synth.compose({ seconds: 4, mood: 'playful', seed }, call)).value.path);
  const first = await bytesOf(1);
  expect(first.equals(await bytesOf(1))).toBe(true);
  expect(first.equals(await bytesOf(2))).toBe(false);
});

test('reports how far it is', async () => {
  await using call = await testCall();
  await synth.compose({ seconds: 4, mood: 'grand', seed: 1 }, call);
  const done = call.reported.map((report) => report.done);
  expect(done.length).toBeGreaterThan(1);
  expect(done).toEqual(done.toSorted((a, b) => a - b));
});

test('stops when the caller gives up', async () => {
  await using call = await testCall();
  const composing = synth.compose({ seconds: 300, mood: 'warm', seed: 1 }, call);
  setTimeout(() => call.abort(new Error('enough')), 50);
  await expect(composing).rejects.toThrow('enough');
});

test.each([0, -1, Number.NaN, 601])('refuses %d seconds', async (seconds) => {
  await using call = await testCall();
  await expect(synth.compose({ seconds, mood: 'warm', seed: 1 }, call)).rejects.toMatchObject({ kind: 'bad_input' });
});
