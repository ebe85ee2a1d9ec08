import type { CopyRequest } from '@bottega/contracts';
import { describe, expect, test } from 'vitest';
import { composeCopy } from './copy.ts';
import { composeStory } from './story.ts';

const FACTS = {
  name: 'Walnut bowl',
  notes: 'hand-turned, oiled, 24 cm',
  price: { amount: 4800, currency: 'EUR' },
  palette: ['brown', 'amber'],
  category: 'tableware',
  season: 'autumn',
  shopName: 'Fornace',
} as const;
const request = (changes: Partial<CopyRequest> = {}): CopyRequest => ({
  facts: FACTS,
  channel: 'facebook',
  limits: { title: { max: 100 }, description: { max: 600 }, hashtags: { max: 5 } },
  language: 'en',
  seed: 7,
  ...changes,
});
const sentences = (text: string) => text.split(/(?<=[.!?।؟])\s+|\n+/u).filter(Boolean);
/** What both say, besides the maker's own words, which always stand. */
const shared = (one: string, other: string) =>
  sentences(one).filter((sentence) => sentences(other).includes(sentence) && !sentence.includes('hand-turned'));

describe('a text that was sent back', () => {
  test.each(['en', 'it', 'ar', 'hi'])('is said otherwise (%s), again and again, and within its limits', (language) => {
    const rejected: string[] = [];
    let before = composeCopy(request({ language }));
    for (let round = 0; round < 3; round++) {
      rejected.unshift(`${before.title}\n${before.description}`);
      const after = composeCopy(request({ language, seed: 100 + round, revision: { reason: 'Too dry', rejected } }));
      expect(after.description).not.toBe(before.description);
      expect(shared(after.description, before.description)).toEqual([]);
      expect(Array.from(after.description).length).toBeLessThanOrEqual(600);
      before = after;
    }
  });

  test('is the same for the same seed, reason and text', () => {
    const revision = { reason: 'no', rejected: [composeCopy(request()).description] };
    expect(composeCopy(request({ revision }))).toEqual(composeCopy(request({ revision })));
  });

  test.each(['Make it shorter', 'È troppo lungo', 'أقصر من فضلك', 'इसे छोटा करें'])('is shorter where that is the reason: %s', (reason) => {
    const before = composeCopy(request());
    const after = composeCopy(request({ revision: { reason, rejected: [`${before.title}\n${before.description}`] } }));
    expect(after.description.length).toBeLessThan(before.description.length * 0.85);
    expect(after.description).not.toBe('');
  });

  test('keeps a shortest length that its channel asks for', () => {
    const limits = { description: { max: 600, min: 200 } };
    const before = composeCopy(request({ limits }));
    const after = composeCopy(request({ limits, revision: { reason: 'shorter', rejected: [before.description] } }));
    expect(after.description.length).toBeGreaterThanOrEqual(200);
  });
});

test('a story that was sent back is told otherwise, in the time that it had', () => {
  const asked = { facts: FACTS, language: 'en', seconds: 30, seed: 7 };
  const before = composeStory(asked).scenes.map(({ narration }) => narration);
  const after = composeStory({ ...asked, seed: 8, revision: { reason: 'Too dry', rejected: [before.join('\n')] } });
  const words = (texts: readonly string[]) => texts.join(' ').split(/\s+/).length;
  const narrations = after.scenes.map(({ narration }) => narration);
  expect(narrations).not.toEqual(before);
  expect(shared(narrations.join('\n'), before.join('\n')).length).toBeLessThanOrEqual(1);
  expect(Math.abs(words(narrations) - words(before))).toBeLessThan(20);
});
