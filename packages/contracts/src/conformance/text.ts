import assert from 'node:assert/strict';
import type { CallContext } from '../provider.ts';
import {
  type ChannelCopy,
  type CopyRequest,
  type ProductFacts,
  type StoryRequest,
  type TextLimits,
  type TextProvider,
  textLength,
} from '../text.ts';
import { assertFailsWith, assertMade, type Check, selfDescription, UNKNOWN_LANGUAGE } from './check.ts';

const FACTS: ProductFacts = {
  name: 'Conca walnut bowl',
  notes: 'hand-turned, oiled, 24 cm',
  price: { amount: 4_800, currency: 'EUR' },
  palette: ['brown', 'ivory'],
  category: 'tableware',
  season: 'autumn',
  shopName: 'Fornace',
};

const TIGHT: TextLimits = {
  title: { max: 30 },
  description: { max: 90, unit: 'utf16' },
  hashtags: { max: 2 },
  tags: { max: 3, maxLength: 12 },
};
const ROOMY: TextLimits = {
  title: { max: 140, min: 3 },
  description: { max: 5_000, unit: 'bytes' },
  hashtags: { max: 30 },
  tags: { max: 13, maxLength: 20 },
};

const copyRequest = (language: string, limits: TextLimits, seed = 1): CopyRequest => ({
  facts: FACTS,
  channel: 'instagram',
  limits,
  language,
  seed,
});
const storyRequest = (language: string, seed = 1): StoryRequest => ({ facts: FACTS, language, seconds: 30, seed });

/** Promises of whoever writes copy and stories. */
export const textConformance: readonly Check<TextProvider>[] = [
  selfDescription('text'),
  { name: 'names its languages as BCP 47 codes', run: async (provider) => assertLanguageCodes(provider.languages) },
  {
    name: 'keeps tight and roomy limits in every language',
    run: async (provider, call) => {
      for (const language of provider.languages) {
        for (const limits of [TIGHT, ROOMY]) assertInside(await writeCopy(provider, copyRequest(language, limits), call), limits);
      }
    },
  },
  {
    name: 'leaves empty what the channel does not have',
    run: async (provider, call) => {
      const copy = await writeCopy(provider, copyRequest(firstOf(provider), {}), call);
      assert.deepEqual([copy.title, copy.description, copy.hashtags, copy.tags], ['', '', [], []]);
    },
  },
  {
    name: 'keeps the name of the product verbatim in every language',
    run: async (provider, call) => {
      for (const language of provider.languages) {
        const copy = await writeCopy(provider, copyRequest(language, ROOMY), call);
        assert.ok(`${copy.title}\n${copy.description}`.includes(FACTS.name), `the copy in ${language} lost the name`);
      }
    },
  },
  {
    name: 'gives the same copy for the same seed, and varies it with others',
    run: async (provider, call) => {
      const write = (seed: number) => writeCopy(provider, copyRequest(firstOf(provider), ROOMY, seed), call);
      assert.deepEqual(await write(7), await write(7));
      const descriptions = await Promise.all([1, 2, 3, 4, 5].map(async (seed) => (await write(seed)).description));
      assert.ok(new Set(descriptions).size > 1, 'five seeds gave one text');
    },
  },
  { name: 'tells a story with words in every scene and language', run: assertStories },
  {
    name: 'refuses a language it lacks',
    run: async (provider, call) => {
      await assertFailsWith('unsupported', () => provider.writeCopy(copyRequest(UNKNOWN_LANGUAGE, ROOMY), call));
      await assertFailsWith('unsupported', () => provider.writeStory(storyRequest(UNKNOWN_LANGUAGE), call));
    },
  },
];

const firstOf = (provider: TextProvider): string => provider.languages[0] ?? assert.fail('the provider writes no language');

function assertLanguageCodes(languages: readonly string[]): void {
  assert.ok(languages.length > 0);
  for (const language of languages) assert.equal(Intl.getCanonicalLocales(language)[0], language);
}

async function writeCopy(provider: TextProvider, request: CopyRequest, call: CallContext): Promise<ChannelCopy> {
  const made = await provider.writeCopy(request, call);
  assertMade(made);
  assert.equal(made.value.language, request.language);
  assert.equal(made.value.channel, request.channel);
  return made.value;
}

async function assertStories(provider: TextProvider, call: CallContext): Promise<void> {
  for (const language of provider.languages) {
    const made = await provider.writeStory(storyRequest(language), call);
    assertMade(made);
    assert.equal(made.value.language, language);
    assert.ok(made.value.scenes.length > 0);
    for (const scene of made.value.scenes) assert.match(scene.narration, /\p{L}/u, `nothing is said in a scene in ${language}`);
    const again = await provider.writeStory(storyRequest(language), call);
    assert.deepEqual(again.value, made.value, 'the same seed tells the same story');
  }
}

function assertInside(copy: ChannelCopy, limits: TextLimits): void {
  assertLength(copy.title, limits.title, 'title');
  assertLength(copy.description, limits.description, 'description');
  assert.ok(copy.hashtags.length <= (limits.hashtags?.max ?? 0), 'too many hashtags');
  for (const hashtag of copy.hashtags) assert.match(hashtag, /^#[^\s#]+$/u);
  assert.ok(copy.tags.length <= (limits.tags?.max ?? 0), 'too many tags');
  for (const tag of copy.tags) assert.ok(Array.from(tag).length <= (limits.tags?.maxLength ?? 0), `the tag "${tag}" is too long`);
}

function assertLength(text: string, limit: TextLimits['description'], field: string): void {
  if (!limit) {
    assert.equal(text, '', `${field} of a channel that has none`);
    return;
  }
  const length = textLength(text, limit.unit);
  assert.ok(length <= limit.max, `${field} is ${length} long, ${limit.max} are allowed: ${text}`);
  assert.ok(length >= (limit.min ?? 1), `${field} is ${length} long, ${limit.min ?? 1} are wanted`);
}
