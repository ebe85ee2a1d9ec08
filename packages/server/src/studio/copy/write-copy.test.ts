import { type ChannelCopy, type ProductFacts, ProviderError, type TextLimits, type TextProvider } from '@bottega/contracts';
import { type Fake, fakeText } from '@bottega/contracts/fakes';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CHANNELS } from '#channels';
import { type Ctx, listEvidence, newId } from '#platform';
import { openTestWorld, type TestWorld } from '../../testing/test-world.ts';
import { checkCopy } from './check-copy.ts';
import { listCopy } from './copy.store.ts';
import { writableLanguages, writeCopy } from './write-copy.ts';

const FACTS: ProductFacts = {
  name: 'Walnut bowl',
  notes: 'oiled',
  price: { amount: 4800, currency: 'EUR' },
  palette: ['brown'],
  category: 'tableware',
  season: 'autumn',
  shopName: 'Fornace',
};

describe('writing', () => {
  let world: TestWorld;
  let ctx: Ctx;
  let talker: Fake<TextProvider>;
  beforeAll(async () => {
    const plain = fakeText({ languages: ['en', 'de'] });
    const writeWithinNothing: TextProvider['writeCopy'] = async (request, call) => {
      const made = await plain.writeCopy(request, call);
      return { ...made, value: { ...made.value, title: made.value.title.padEnd(150, '!') } };
    };
    talker = Object.assign({ ...plain, writeCopy: writeWithinNothing }, { id: 'talker', offline: false });
    world = await openTestWorld([talker, fakeText()]);
    ctx = await world.createCtx();
  });
  afterAll(() => world?.close());

  const write = (subjectId: string, changes: { languages?: string[]; seed?: number; channels?: typeof CHANNELS } = {}) =>
    writeCopy(ctx, { subjectId, facts: FACTS, channels: CHANNELS, languages: ['en', 'ar'], seed: 1, ...changes });

  test('gives every channel a text in every language, each inside its limits, with its evidence', async () => {
    const subjectId = newId();
    const reported: number[] = [];
    const input = { subjectId, facts: FACTS, channels: CHANNELS, languages: ['en', 'ar'], seed: 1 };
    expect(await writeCopy(ctx, { ...input, onProgress: (done) => void reported.push(done) })).toEqual({
      provider: 'fake-text',
      texts: 20,
    });
    expect(reported.at(-1)).toBe(1);
    const copy = await listCopy(ctx, subjectId);
    expect(copy.map(({ channel, language }) => `${channel} ${language}`).sort()).toEqual(
      CHANNELS.flatMap(({ id }) => [`${id} ar`, `${id} en`]).sort(),
    );
    for (const text of copy) expect(checkCopy(text, CHANNELS.find(({ id }) => id === text.channel)?.text ?? {})).toEqual([]);
    const evidence = await listEvidence(ctx, subjectId);
    expect(evidence).toHaveLength(20);
    expect(evidence.find(({ asset }) => asset === 'copy etsy en')).toMatchObject({
      provider: 'fake-text',
      licence: 'CC0-1.0',
      cost: { micros: 0, currency: 'USD' },
    });
  });

  test('passes over a provider whose text breaks the limits, and keeps the other’s', async () => {
    const subjectId = newId();
    await write(subjectId, { languages: ['en'] });
    const copy = await listCopy(ctx, subjectId);
    const provider = (channel: string) => copy.find((text) => text.channel === channel)?.provider;
    expect(provider('etsy')).toBe('fake-text'); // 150 characters where 140 are allowed
    expect(provider('snapdeal')).toBe('talker'); // 150 are
  });

  test('fails with what was wrong where nobody keeps to the limits', async () => {
    const channels = [{ ...(CHANNELS[0] as (typeof CHANNELS)[number]), text: { title: { max: 20, min: 20 } } }];
    const refused = write(newId(), { languages: ['de'], channels });
    await expect(refused).rejects.toBeInstanceOf(ProviderError);
    await expect(refused).rejects.toThrow('Fake writer: facebook, de: The title has 150 of 20 characters: cut 130.');
  });

  test('replaces the texts when it is repeated; another seed gives others', async () => {
    const subjectId = newId();
    await write(subjectId);
    const before = await listCopy(ctx, subjectId);
    await write(subjectId);
    expect(await listCopy(ctx, subjectId)).toEqual(before);
    await write(subjectId, { seed: 2 });
    const after = await listCopy(ctx, subjectId);
    expect(after).toHaveLength(before.length);
    expect(after).not.toEqual(before);
    expect(await listCopy(await world.createCtx(), subjectId)).toEqual([]);
  });

  test('knows the languages of all writers together', async () => {
    expect(await writableLanguages(ctx)).toEqual(['en', 'de', 'it', 'ar', 'hi']);
  });
});

describe('checking', () => {
  const copy = (changes: Partial<ChannelCopy>): ChannelCopy => ({
    channel: 'etsy',
    language: 'en',
    title: 'Bowl',
    description: 'Turned.',
    hashtags: [],
    tags: [],
    altText: '',
    seoTitle: '',
    seoDescription: '',
    ...changes,
  });

  test.each<[string, Partial<ChannelCopy>, TextLimits, string[]]>([
    ['all is well', { title: 'x'.repeat(10) }, { title: { max: 10, min: 10 } }, []],
    ['a title too long', { title: 'x'.repeat(11) }, { title: { max: 10 } }, ['The title has 11 of 10 characters: cut 1.']],
    ['a title too short', { title: 'xx' }, { title: { max: 10, min: 3 } }, ['The title has 2 characters, etsy asks for 3.']],
    ['emoji are one each', { title: '👩🏽‍🎨' }, { title: { max: 4 } }, []],
    [
      'or two in UTF-16',
      { description: '🎁🎁' },
      { description: { max: 3, unit: 'utf16' } },
      ['The description has 4 of 3 characters: cut 1.'],
    ],
    [
      'or four in bytes',
      { description: '🎁' },
      { description: { max: 3, unit: 'bytes' } },
      ['The description has 4 of 3 characters: cut 1.'],
    ],
    ['too many hashtags', { hashtags: ['#a', '#b'] }, { hashtags: { max: 1 } }, ['There are 2 hashtags, 1 are allowed.']],
    ['too many tags', { tags: ['a', 'b'] }, { tags: { max: 1, maxLength: 9 } }, ['There are 2 tags, 1 are allowed.']],
    ['a tag too long', { tags: ['walnut'] }, { tags: { max: 1, maxLength: 5 } }, ['The tag "walnut" is longer than 5 characters.']],
  ])('%s', (_, changes, limits, problems) => {
    expect(checkCopy(copy(changes), limits)).toEqual(problems);
  });
});
