import { setTimeout as wait } from 'node:timers/promises';
import { testCall } from '@bottega/contracts/fakes';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { offlineFlite } from './offline-flite.ts';

const voice = offlineFlite();
const PARAGRAPH = 'Meet the Conca walnut bowl, turned by hand from one piece of wood and oiled three times. '.repeat(4);

test('says words where they are heard: after the pauses, and none in no time', async () => {
  await using call = await testCall();
  const { value } = await voice.speak({ text: 'Oiled walnut. It costs €48.00!', language: 'en-GB', seed: 1, pace: 1 }, call);
  const [oiled, walnut, it, , price] = value.words;
  for (const { start, end } of value.words) expect(end - start).toBeGreaterThan(0.05);
  expect(oiled!.start).toBeGreaterThan(0.1);
  expect(it!.start - walnut!.end, 'a pause between the sentences').toBeGreaterThan(0.2);
  expect(price!.end - price!.start, '"forty eight euros" takes its time').toBeGreaterThan(0.8);
});

test('gives the same recording for the same text', async () => {
  await using call = await testCall();
  const speak = () => voice.speak({ text: 'One walnut bowl', language: 'en', seed: 1, pace: 1 }, call);
  expect((await speak()).value).toEqual((await speak()).value);
});

test('does not keep the thread of its caller busy', async () => {
  await using call = await testCall();
  let longest = 0;
  let speaking = true;
  const watching = (async () => {
    for (let before = performance.now(); speaking; before = performance.now()) {
      await wait(5);
      longest = Math.max(longest, performance.now() - before);
    }
  })();
  const started = performance.now();
  await voice.speak({ text: PARAGRAPH.repeat(2), language: 'en', seed: 1, pace: 1 }, call);
  const whole = performance.now() - started;
  speaking = false;
  await watching;
  expect(longest).toBeLessThan(whole / 2);
});

test('stops in the middle when the caller gives up', async () => {
  await using call = await testCall();
  const speaking = voice.speak({ text: PARAGRAPH.repeat(10), language: 'en', seed: 1, pace: 1 }, call);
  setTimeout(() => call.abort(new Error('enough')), 60);
  const started = performance.now();
  await expect(speaking).rejects.toThrow('enough');
  expect(performance.now() - started).toBeLessThan(2_000);
});

test('reads whatever is written, in order and inside the recording', async () => {
  const token = fc.oneof(
    fc.constantFrom('bowl', 'The', 'U.S.', '24', '"', 'I', 'II', 'read', '?!', 'e.g.', 'Dr', 'x'),
    fc.string({ unit: 'grapheme' }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(token, { maxLength: 30 }), async (tokens) => {
      await using call = await testCall();
      const { value } = await voice.speak({ text: `${tokens.join(' ')} bowl`, language: 'en', seed: 1, pace: 1 }, call);
      const times = value.words.flatMap(({ start, end }) => [start, end]);
      expect(times).toEqual(times.toSorted((a, b) => a - b));
      expect(times.at(-1)).toBeLessThanOrEqual(value.seconds);
    }),
    { numRuns: 25 },
  );
}, 30_000);
