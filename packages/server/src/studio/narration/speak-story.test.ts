import type { ProductFacts, SpeechProvider, SpeechRequest, StoryRequest, TextProvider } from '@bottega/contracts';
import { type Fake, fakeSpeech, fakeText } from '@bottega/contracts/fakes';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Ctx, listEvidence, newId } from '#platform';
import { openTestWorld, type TestWorld } from '../../testing/test-world.ts';
import { getStory, writeStory } from '../stories/write-story.ts';
import { listNarration, silenceOf, speakStory } from './speak-story.ts';

const FACTS: ProductFacts = {
  name: 'Walnut bowl',
  notes: '',
  price: { amount: 4800, currency: 'EUR' },
  palette: [],
  category: 'tableware',
  season: 'autumn',
  shopName: 'Fornace',
};

let world: TestWorld;
let ctx: Ctx;
/** How many words a scene gets for so many seconds; set by each test. The fake voice takes 0.35 s for each. */
let wordsFor: (seconds: number) => number;
let voice: Fake<SpeechProvider>;
let writer: Fake<TextProvider>;

beforeAll(async () => {
  voice = fakeSpeech({ languages: ['en'] });
  const plain = fakeText();
  writer = Object.assign(plain, {
    writeStory: writeToLength(plain.writeStory),
  });
  world = await openTestWorld([writer, voice]);
  ctx = await world.createCtx();
});
beforeEach(() => {
  (voice.calls as unknown[]).length = 0;
  (writer.calls as unknown[]).length = 0;
});
afterAll(() => world?.close());

/** The fake's story, with narrations of the length that the test wants. */
function writeToLength(plain: TextProvider['writeStory']): TextProvider['writeStory'] {
  return async (request, call) => {
    const made = await plain(request, call);
    const narration = Array.from({ length: wordsFor(request.seconds) }, (_, index) => `word${index}`).join(' ');
    return { ...made, value: { ...made.value, scenes: made.value.scenes.map((scene) => ({ ...scene, narration })) } };
  };
}

async function speak(seconds: number, changes: { language?: string } = {}) {
  const input = { subjectId: newId(), facts: FACTS, language: 'en', seconds, seed: 1, ...changes };
  await writeStory(ctx, input);
  const reported: number[] = [];
  const spoken = await speakStory(ctx, { ...input, onProgress: (done) => void reported.push(done) });
  return { ...spoken, subjectId: input.subjectId, reported };
}
const paces = () => voice.calls.map(({ input }) => (input as SpeechRequest).pace);
const aims = () => writer.calls.map(({ input }) => (input as StoryRequest).seconds);

test('a story that fills its time is spoken once, at the voice’s own pace', async () => {
  wordsFor = (seconds) => Math.round((0.85 * (seconds - 3.75)) / 5 / 0.35);
  const { seconds, provider, subjectId, reported } = await speak(30);
  expect(provider).toBe('fake-speech');
  expect(seconds).toBeGreaterThan(0.72 * 26.25);
  expect(seconds).toBeLessThanOrEqual(26.25);
  expect(paces()).toEqual([1, 1, 1, 1, 1]);
  expect(aims()).toEqual([30]);
  expect(reported).toEqual([...reported].sort());
  const narration = await listNarration(ctx, subjectId);
  expect(narration.map(({ name }) => name)).toEqual([1, 2, 3, 4, 5].map((number) => `scene ${number}`));
  expect(narration.reduce((sum, { details }) => sum + details.seconds, 0)).toBeCloseTo(seconds);
  expect(narration[0]?.details.words[0]).toEqual({ word: 'word0', start: 0, end: expect.any(Number) });
  expect((await listEvidence(ctx, subjectId)).map(({ asset }) => asset)).toContain('narration scene 5');
});

test('a story that is too long is written again, shorter, until it can be said', async () => {
  wordsFor = (seconds) => Math.round(seconds);
  const { seconds, subjectId } = await speak(30);
  expect(aims().length).toBeGreaterThan(1);
  expect(aims()).toEqual([...aims()].sort((one, other) => other - one));
  expect(seconds).toBeLessThanOrEqual(26.25);
  expect(new Set(paces())).toEqual(new Set([1]));
  const { scenes } = await getStory(ctx, subjectId, 'en');
  expect((await listNarration(ctx, subjectId)).map(({ details }) => details.words.length)).toEqual(
    scenes.map(({ narration }) => narration.split(' ').length),
  );
});

test('a story that is too short is written again, longer', async () => {
  wordsFor = (seconds) => Math.round(seconds / 4);
  const { seconds } = await speak(30);
  expect(aims()[1]).toBeGreaterThan(30);
  expect(seconds).toBeGreaterThan(0.72 * 26.25);
});

test('what cannot be said in fewer words is said faster, but never too fast', async () => {
  const time = (seconds: number) => seconds - 5 * (silenceOf(seconds).lead + silenceOf(seconds).tail);
  wordsFor = () => 4; // five scenes of 1.4 s
  await speak(7);
  expect(paces().slice(0, -5)).toEqual(Array.from({ length: 20 }, () => 1));
  for (const pace of paces().slice(-5)) expect(pace).toBeCloseTo(7 / time(7), 5);
  (voice.calls as unknown[]).length = 0;
  wordsFor = () => 20;
  await speak(7);
  expect(paces().slice(-5)).toEqual(Array.from({ length: 5 }, () => 1.3));
});

test('where no length fits, the nearest is taken', async () => {
  wordsFor = (seconds) => (seconds >= 30 ? 19 : 4); // 33 s or 7 s, nothing between
  const { seconds } = await speak(30);
  expect(seconds).toBeCloseTo(33.25);
  expect(paces().at(-1)).toBeCloseTo(33.25 / 26.25, 5);
});

test('a language that no voice speaks is refused', async () => {
  wordsFor = () => 5;
  await expect(speak(30, { language: 'it' })).rejects.toMatchObject({ kind: 'unsupported' });
});
