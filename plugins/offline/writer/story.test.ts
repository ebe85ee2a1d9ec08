import { formatMoney, type ProductFacts, SCENE_ROLES, type SceneRole, type Story } from '@bottega/contracts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { claimsNotTold } from './claims.ts';
import { measure } from './fit.ts';
import { languageFor } from './languages/index.ts';
import { composeStory, countWords } from './story.ts';
import { anyFacts, LANGUAGE_CODES, WALNUT_BOWL } from './testing.ts';

const tell = (language: string, seconds: number, seed = 1, facts: ProductFacts = WALNUT_BOWL) =>
  composeStory({ facts, language, seconds, seed });
const sceneOf = ({ scenes }: Story, role: SceneRole) => scenes.find((scene) => scene.role === role)!;
const wordsOf = (story: ReturnType<typeof tell>): number => story.scenes.reduce((sum, { narration }) => sum + countWords(narration), 0);

test.each(LANGUAGE_CODES)('in %s the narration takes about the time that was asked for', (language) => {
  const { wordsPerSecond } = languageFor(language);
  for (const notes of [WALNUT_BOWL.notes, '']) {
    for (const seconds of [15, 20, 30, 45, 60, 90]) {
      for (let seed = 0; seed < 10; seed++) {
        const spoken = wordsOf(tell(language, seconds, seed, { ...WALNUT_BOWL, notes })) / wordsPerSecond + 5 * 0.8;
        expect(Math.abs(spoken - seconds) / seconds, `${seconds} s, seed ${seed}, ${spoken} s`).toBeLessThan(0.12);
      }
    }
  }
});

test.each(LANGUAGE_CODES)('in %s a film of six seconds has three to six words a scene', (language) => {
  for (let seed = 0; seed < 20; seed++) {
    for (const { narration } of tell(language, 6, seed).scenes) {
      expect(countWords(narration)).toBeGreaterThanOrEqual(3);
      expect(countWords(narration)).toBeLessThanOrEqual(6);
    }
  }
});

test('five scenes in order, the name on the first card, the price on the last', () => {
  const { scenes } = tell('it', 30);
  expect(scenes.map(({ role }) => role)).toEqual(SCENE_ROLES);
  expect(scenes.map(({ card }) => card)).toEqual([
    'Walnut bowl',
    'Marrone, castagna e avorio · 24 cm',
    'hand-turned, oiled, 24 cm',
    'Per la tavola',
    `${formatMoney(WALNUT_BOWL.price, 'it')} · Fornace`,
  ]);
});

test('a story of a few seconds leaves out the close look', () => {
  expect(tell('en', 11).scenes.map(({ role }) => role)).toEqual(['hook', 'making', 'use', 'call_to_action']);
  expect(tell('en', 12).scenes).toHaveLength(5);
});

test('the close look shows the colours, a measure where the maker told one, and neither where there is none', () => {
  const cardFor = (changes: Partial<ProductFacts>) => sceneOf(tell('en', 30, 1, { ...WALNUT_BOWL, ...changes }), 'detail').card;
  expect(cardFor({})).toBe('Brown, chestnut and ivory · 24 cm');
  expect(cardFor({ notes: 'signed by 2 makers, oiled' })).toBe('Brown, chestnut and ivory');
  expect(cardFor({ notes: 'oiled; 3,5 mm thick', palette: [] })).toBe('3,5 mm thick');
  expect(cardFor({ notes: '', palette: [] })).toBe('A closer look');
});

test.each(LANGUAGE_CODES)('in %s the close look and the making say nothing twice where only the photo speaks', (language) => {
  for (let seed = 0; seed < 20; seed++) {
    const story = tell(language, 90, seed, { ...WALNUT_BOWL, notes: '' });
    const sentences = (['detail', 'making'] as const).flatMap((role) => sceneOf(story, role).narration.split(/(?<=[.।؟])\s/u));
    expect(new Set(sentences).size).toBe(sentences.length);
  }
});

test.each(LANGUAGE_CODES)("in %s the maker's words are told as they were written", (language) => {
  for (let seed = 0; seed < 10; seed++) expect(sceneOf(tell(language, 30, seed), 'making').narration).toContain(WALNUT_BOWL.notes);
});

test('long notes are told as far as there is time', () => {
  const notes = Array.from({ length: 300 }, (_, at) => `fact ${at}`).join(', ');
  const { narration, card } = sceneOf(tell('en', 30, 1, { ...WALNUT_BOWL, notes }), 'making');
  expect(narration).toMatch(/fact 0, fact 1, .*fact \d+\./u);
  expect(countWords(narration)).toBeLessThan(40);
  expect(card).toBe('fact 0, fact 1, fact 2, fact 3, fact 4');
});

test('narration and cards can be spoken and drawn, and claim nothing', () => {
  const anyStory = fc.record({
    facts: anyFacts,
    language: fc.constantFrom(...LANGUAGE_CODES),
    seconds: fc.integer({ min: 6, max: 90 }),
    seed: fc.nat(),
  });
  fc.assert(
    fc.property(anyStory, (request) => {
      for (const { narration, card } of composeStory(request).scenes) {
        expect(narration).not.toBe('');
        expect(card).not.toBe('');
        expect(measure(card)).toBeLessThanOrEqual(40);
        for (const text of [narration, card]) {
          expect(text).not.toMatch(/[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069\n#]|\p{Extended_Pictographic}/u);
          expect(claimsNotTold(text, request.language, request.facts)).toEqual([]);
        }
      }
    }),
    { numRuns: 150 },
  );
});

test('addresses, emoji and hashtags of the maker are not read out', () => {
  const facts = { ...WALNUT_BOWL, name: 'Walnut bowl ❤️', notes: 'oiled 🌿, see https://fornace.example/bowl, #walnut' };
  const told = tell('en', 60, 1, facts)
    .scenes.map(({ narration }) => narration)
    .join(' ');
  expect(told).toContain('Walnut bowl');
  expect(told).not.toMatch(/❤|🌿|https|#/u);
});

test.each(LANGUAGE_CODES)('in %s another seed tells it otherwise', (language) => {
  const stories = Array.from({ length: 40 }, (_, seed) => JSON.stringify(tell(language, 30, seed)));
  expect(new Set(stories).size).toBeGreaterThan(30);
  expect(JSON.stringify(tell(language, 30, 5))).toBe(stories[5]);
});
