import { formatMoney, OWN_WORK, ProviderError } from '@bottega/contracts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { claimsNotTold } from './claims.ts';
import { composeCopy } from './copy.ts';
import { measure } from './fit.ts';
import { grammarWriter } from './index.ts';
import { anyRequest, CHANNELS, call, LANGUAGE_CODES, requestFor, WALNUT_BOWL } from './testing.ts';

const allText = (copy: ReturnType<typeof composeCopy>): string =>
  [copy.title, copy.description, ...copy.hashtags, ...copy.tags, copy.altText, copy.seoTitle, copy.seoDescription].join('\n');

test('every text keeps inside the limits of its channel', () => {
  fc.assert(
    fc.property(anyRequest, (request) => {
      const copy = composeCopy(request);
      const { title, description, hashtags, tags } = request.limits;
      expect(measure(copy.title)).toBeLessThanOrEqual(title?.max ?? 0);
      expect(measure(copy.title)).toBeGreaterThanOrEqual(title?.min ?? 0);
      const posted = [copy.description, ...(copy.hashtags.length ? [copy.hashtags.join(' ')] : [])].join('\n\n');
      expect(measure(posted, description?.unit)).toBeLessThanOrEqual(description?.max ?? 0);
      expect(measure(copy.description, description?.unit)).toBeGreaterThanOrEqual(description?.min ?? 0);
      expect(copy.hashtags.length).toBeLessThanOrEqual(hashtags?.max ?? 0);
      expect(copy.tags.length).toBeLessThanOrEqual(tags?.max ?? 0);
      for (const tag of copy.tags) expect(measure(tag)).toBeLessThanOrEqual(tags!.maxLength);
      expect(measure(copy.altText)).toBeLessThanOrEqual(125);
      expect(measure(copy.seoTitle)).toBeLessThanOrEqual(60);
      expect(measure(copy.seoDescription)).toBeLessThanOrEqual(155);
      for (const text of [copy.altText, copy.seoTitle, copy.seoDescription]) expect(text).not.toBe('');
    }),
    { numRuns: 150 },
  );
});

test('any limit is kept, however small and however counted', () => {
  const anyLimits = fc.record({
    title: fc.record({ max: fc.integer({ min: 1, max: 200 }) }),
    description: fc.record({ max: fc.integer({ min: 1, max: 400 }), unit: fc.constantFrom('codepoints', 'utf16', 'bytes') }),
    hashtags: fc.record({ max: fc.nat(30) }),
    tags: fc.record({ max: fc.nat(20), maxLength: fc.integer({ min: 1, max: 30 }) }),
  });
  fc.assert(
    fc.property(anyRequest, anyLimits, (request, limits) => {
      const { title, description, hashtags, tags } = composeCopy({ ...request, limits });
      expect(title).not.toBe('');
      expect(measure(title)).toBeLessThanOrEqual(limits.title.max);
      const posted = hashtags.length ? `${description}\n\n${hashtags.join(' ')}` : description;
      expect(measure(posted, limits.description.unit)).toBeLessThanOrEqual(limits.description.max);
      expect(hashtags.length).toBeLessThanOrEqual(limits.hashtags.max);
      expect(tags.length).toBeLessThanOrEqual(limits.tags.max);
      for (const tag of tags) expect(measure(tag)).toBeLessThanOrEqual(limits.tags.maxLength);
    }),
    { numRuns: 200 },
  );
});

test('nothing is claimed that the maker did not tell', () => {
  fc.assert(
    fc.property(anyRequest, (request) => {
      expect(claimsNotTold(allText(composeCopy(request)), request.language, request.facts)).toEqual([]);
    }),
    { numRuns: 150 },
  );
});

test('hashtags are one word of letters, digits and underscores, each once; tags are without #', () => {
  fc.assert(
    fc.property(anyRequest, (request) => {
      const { hashtags, tags } = composeCopy(request);
      for (const hashtag of hashtags) expect(hashtag).toMatch(/^#\p{L}[\p{L}\p{M}\p{N}_]*$/u);
      for (const tag of tags) expect(tag).toMatch(/^[\p{L}\p{M}\p{N}'\-_ ]+$/u);
      for (const list of [hashtags, tags]) expect(new Set(list.map((tag) => tag.toLowerCase())).size).toBe(list.length);
    }),
    { numRuns: 150 },
  );
});

test.each(LANGUAGE_CODES)('name and notes stand verbatim in %s, on every channel', (language) => {
  for (const channel of Object.keys(CHANNELS)) {
    for (let seed = 0; seed < 20; seed++) {
      const { description } = composeCopy(requestFor(channel, language, seed));
      expect(description).toContain(WALNUT_BOWL.name);
      if (channel !== 'tiktok') expect(description).toContain(WALNUT_BOWL.notes);
    }
  }
});

test('Latin words stand between isolates in Arabic and bare in the other languages', () => {
  expect(composeCopy(requestFor('shop', 'ar', 1)).description).toContain('\u2068Walnut bowl\u2069');
  expect(composeCopy(requestFor('shop', 'ar', 1)).description).toContain('\u2068hand-turned, oiled, 24 cm\u2069');
  for (const language of ['en', 'it', 'hi']) expect(allText(composeCopy(requestFor('etsy', language, 1)))).not.toMatch(/[\u2066-\u2069]/u);
  const arabicName = { ...WALNUT_BOWL, name: 'وعاء الجوز' };
  expect(composeCopy(requestFor('shop', 'ar', 1, arabicName)).description).not.toContain('\u2068وعاء');
  expect(composeCopy(requestFor('shop', 'en', 1, arabicName)).description).toContain('\u2068وعاء الجوز\u2069');
});

test.each([
  ['en', 'en'],
  ['it', 'it'],
  ['ar', 'ar-u-nu-latn'],
  ['hi', 'hi-IN'],
])('the price is written as people write it in %s', (language, locale) => {
  const prices = Array.from({ length: 30 }, (_, seed) => composeCopy(requestFor('youtube', language, seed)).description);
  for (const text of prices) expect(text).toContain(formatMoney(WALNUT_BOWL.price, locale));
});

test.each(LANGUAGE_CODES)('the same seed gives the same text, other seeds other openings and orders in %s', (language) => {
  for (const channel of Object.keys(CHANNELS)) {
    const texts = Array.from({ length: 60 }, (_, seed) => composeCopy(requestFor(channel, language, seed)));
    expect(composeCopy(requestFor(channel, language, 7))).toEqual(texts[7]);
    const openings = new Set(texts.map(({ description }) => description.split('\n')[0]!.split(/[.।!?] /u)[0]));
    expect(openings.size, `openings on ${channel}`).toBeGreaterThanOrEqual(6);
    expect(new Set(texts.map(({ description }) => description)).size, `texts on ${channel}`).toBeGreaterThan(20);
  }
});

test('the shop and shopify keep the name as the title, and the shop says two to four sentences', () => {
  for (const language of LANGUAGE_CODES) {
    for (let seed = 0; seed < 30; seed++) {
      expect(composeCopy(requestFor('shopify', language, seed)).title).toBe('Walnut bowl');
      const { title, description } = composeCopy(requestFor('shop', language, seed));
      expect(title).toBe('Walnut bowl');
      const sentences = description.split(/(?<=[.।?])\s/u).length;
      expect(sentences).toBeGreaterThanOrEqual(2);
      expect(sentences).toBeLessThanOrEqual(4);
    }
  }
});

test('a name longer than the title is cut at a word, with an ellipsis, and nowhere else', () => {
  const name = 'Walnut bowl with a rim that was left as the tree grew it and a foot of brass';
  const { title, description } = composeCopy(requestFor('indiamart', 'en', 1, { ...WALNUT_BOWL, name }));
  expect(title).toBe('Walnut bowl with a rim that was left as the tree grew it…');
  expect(description).toContain(name);
});

test('a short name is lengthened with facts where the channel asks for more', () => {
  const bare = { ...WALNUT_BOWL, name: 'B', notes: '', palette: [], category: 'other', shopName: 'X' } as const;
  for (const language of LANGUAGE_CODES) {
    for (let seed = 0; seed < 20; seed++)
      expect(measure(composeCopy(requestFor('meesho', language, seed, bare)).title)).toBeGreaterThanOrEqual(50);
  }
});

test('long notes lose sentences at their end, never a part of a word', () => {
  const sentences = Array.from({ length: 400 }, (_, at) => `Word${at + 1000} stands here.`);
  const facts = { ...WALNUT_BOWL, notes: sentences.join(' ').slice(0, 6_000) };
  for (const language of LANGUAGE_CODES) {
    for (const channel of ['instagram', 'pinterest', 'meesho', 'youtube']) {
      const { description } = composeCopy(requestFor(channel, language, 3, facts));
      const told = description.match(/Word\d+ stands here\./gu) ?? [];
      expect(told.length, `${channel} ${language}`).toBeGreaterThan(5);
      expect(told).toEqual(sentences.slice(0, told.length));
      expect(description.match(/Word\w*/gu)?.length).toBe(told.length);
    }
  }
});

test('notes of several lines stand as they were written, on lines of their own', () => {
  const notes = '- hand-turned\n- oiled\n- 24 cm';
  const { description } = composeCopy(requestFor('facebook', 'it', 1, { ...WALNUT_BOWL, notes }));
  expect(description).toContain(`:\n${notes}\n`);
});

test('a full stop of the maker is not doubled', () => {
  const facts = { ...WALNUT_BOWL, notes: 'Turned from one block, 25 cm, oiled.' };
  for (const language of LANGUAGE_CODES) {
    for (let seed = 0; seed < 10; seed++)
      expect(composeCopy(requestFor('shop', language, seed, facts)).description).not.toMatch(/oiled\.\u2069?[.।]/u);
  }
});

test('a field that the channel lacks is empty', () => {
  const copy = composeCopy({ ...requestFor('shop', 'en', 1), limits: {} });
  expect([copy.title, copy.description, copy.hashtags, copy.tags]).toEqual(['', '', [], []]);
});

test('a language it lacks is refused with those it has', async () => {
  const refused = grammarWriter.writeCopy(requestFor('shop', 'tlh', 1), call);
  await expect(refused).rejects.toThrow(ProviderError);
  await expect(refused).rejects.toMatchObject({
    kind: 'unsupported',
    userMessage: 'The offline writer has no Klingon (tlh). It writes English (en), Italian (it), Arabic (ar) and Hindi (hi).',
  });
  await expect(grammarWriter.writeCopy(requestFor('shop', 'no language!', 1), call)).rejects.toThrow('has no language "no language!"');
});

test('the provider says what it cost and under which licence the text stands, and obeys its signal', async () => {
  const made = await grammarWriter.writeCopy(requestFor('shop', 'en-GB', 1), call);
  expect(made.cost.micros).toBe(0);
  expect(made.evidence.licence).toBe(OWN_WORK);
  expect(made.value.language).toBe('en-GB');
  await expect(grammarWriter.writeCopy(requestFor('shop', 'en', 1), { ...call, signal: AbortSignal.abort() })).rejects.toThrow();
});
