import path from 'node:path';
import type { ModerationSubject, ProductFacts } from '@bottega/contracts';
import { drawProduct, fakeImage, fakeModeration, fakeText } from '@bottega/contracts/fakes';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Ctx, decideReviewItem, listEvidence, listReviewItems, newId, receivePhoto } from '#platform';
import { openTestWorld, type TestWorld } from '../../testing/test-world.ts';
import { writeCopy } from '../copy/write-copy.ts';
import { writeStory } from '../stories/write-story.ts';
import { moderate } from './moderate.ts';

const judge = fakeModeration();
let world: TestWorld;
let ctx: Ctx;
let pictureId: string;
beforeAll(async () => {
  world = await openTestWorld([judge, fakeText(), fakeImage()]);
  ctx = await world.createCtx();
  const photo = path.join(world.folder, 'bowl.png');
  await drawProduct(photo, { size: 120, seed: 1 });
  pictureId = (await receivePhoto(ctx, { path: photo })).pictureId;
});
afterAll(() => world?.close());

const prepare = (name: string) => prepareAgain(newId(), name);

async function prepareAgain(subjectId: string, name: string) {
  const facts: ProductFacts = {
    name,
    notes: 'oiled',
    price: { amount: 4800, currency: 'EUR' },
    palette: [],
    category: 'tableware',
    season: 'autumn',
    shopName: 'Fornace',
  };
  const languages = ['en', 'ar'];
  const channels = [{ id: 'shop', text: { title: { max: 140 }, description: { max: 2_000 } } }];
  await writeCopy(ctx, { subjectId, facts, channels, languages, seed: 1 });
  for (const language of languages) await writeStory(ctx, { subjectId, facts, language, seconds: 20, seed: 1 });
  return { subjectId, pictureIds: [pictureId], languages, name, notes: 'oiled' };
}

test('what was told, every text, every scene and the photo are judged; all of it may pass', async () => {
  const input = await prepare('Walnut bowl');
  const verdict = await moderate(ctx, input);
  expect(verdict).toEqual({ provider: 'fake-moderation', judged: 1 + 2 + 10 + 1, findings: [] });
  const subjects = judge.calls.at(-1)?.input as ModerationSubject[];
  expect(subjects.map(({ where }) => where)).toEqual([
    'what you told us',
    'the text for shop (ar)',
    'the text for shop (en)',
    ...['en', 'ar'].flatMap((language) => [1, 2, 3, 4, 5].map((scene) => `scene ${scene} of the film (${language})`)),
    'photo 1',
  ]);
  expect(await listReviewItems(ctx, { subjectId: input.subjectId })).toEqual([]);
  expect((await listEvidence(ctx, input.subjectId)).map(({ asset }) => asset)).toContain('moderation');
});

test('a finding waits in the review queue once, however often the gate is passed', async () => {
  const input = await prepare('Forbidden bowl');
  for (let time = 0; time < 2; time++) expect((await moderate(ctx, input)).findings).toHaveLength(1);
  const items = await listReviewItems(ctx, { subjectId: input.subjectId });
  expect(items).toHaveLength(1);
  expect(items[0]).toMatchObject({ subject: 'what you told us', rule: 'fake-forbidden', excerpt: 'Forbidden', state: 'open' });
  expect(items[0]?.place).toEqual({ kind: 'told' });
});

test('what a person allowed holds nothing back again; what was mended leaves the queue, and is back in it when it is back', async () => {
  const input = await prepare('Forbidden bowl');
  const [found] = (await moderate(ctx, input)).findings;
  await moderate(ctx, { ...input, name: 'Bowl', notes: '' });
  const states = async () => (await listReviewItems(ctx, { subjectId: input.subjectId })).map(({ state, decision }) => [state, decision]);
  // The texts written before still say it: only when they are written again is it mended.
  expect(await states()).toEqual([['open', null]]);
  await prepareAgain(input.subjectId, 'Bowl');
  expect((await moderate(ctx, { ...input, name: 'Bowl', notes: '' })).findings).toEqual([]);
  expect(await states()).toEqual([['decided', 'mended']]);
  expect((await moderate(ctx, input)).findings).toHaveLength(1);
  await decideReviewItem(ctx, { id: found?.id as string, decision: 'allowed', note: 'It is the name of the model.' });
  expect((await moderate(ctx, input)).findings).toEqual([]);
  expect(await states()).toEqual([['decided', 'allowed']]);
});
