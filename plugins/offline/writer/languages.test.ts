import { PRODUCT_CATEGORIES } from '@bottega/contracts';
import { expect, test } from 'vitest';
import { claimsNotTold } from './claims.ts';
import { measure } from './fit.ts';
import { slotsOf } from './grammar.ts';
import { LANGUAGES } from './languages/index.ts';
import { writtenSlots } from './slots.ts';
import { WALNUT_BOWL } from './testing.ts';

/** Every string in a language's tables. */
function stringsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return value && typeof value === 'object' ? Object.values(value).flatMap(stringsIn) : [];
}

test.each(LANGUAGES)('$code asks only for slots that there are', (language) => {
  const slots = Object.keys(writtenSlots(WALNUT_BOWL, language, language.code));
  for (const text of stringsIn(language)) for (const slot of slotsOf(text)) expect(slots, text).toContain(slot);
});

test.each(LANGUAGES)('$code claims nothing in any of its patterns', (language) => {
  const untold = { ...WALNUT_BOWL, name: '', notes: '', shopName: '' };
  const ownWords = stringsIn({ ...language, colours: {} }).join('\n');
  expect(claimsNotTold(ownWords, language.code, untold)).toEqual([]);
});

test.each(LANGUAGES)('$code never lets a verb agree with a name, nor uses a hashtag, address or emoji', (language) => {
  for (const text of stringsIn(language)) {
    expect(text).not.toMatch(/\{name\} (?:is|are|has|comes|makes|è|sono|ha|viene|है|हैं)(?![\p{L}\p{M}])/u);
    expect(text).not.toMatch(/#|https?:|\p{Extended_Pictographic}/u);
  }
});

test.each(LANGUAGES)('$code has at least six openings of each tone, no pattern twice in a list', ({ openings }) => {
  for (const patterns of Object.values(openings)) {
    expect(patterns.length).toBeGreaterThanOrEqual(6);
    expect(new Set(patterns).size).toBe(patterns.length);
  }
});

test.each(LANGUAGES)(
  '$code names each colour differently and each category with tags of at most 20 characters',
  ({ colours, categories }) => {
    expect(new Set(Object.values(colours)).size).toBe(Object.keys(colours).length);
    for (const category of PRODUCT_CATEGORIES) {
      expect(categories[category].moments.length).toBeGreaterThanOrEqual(3);
      expect(measure(categories[category].use)).toBeLessThanOrEqual(40);
      for (const tag of categories[category].tags) expect(measure(tag), tag).toBeLessThanOrEqual(20);
    }
  },
);

test('colours agree with what stands around them', () => {
  const [en, it, ar, hi] = LANGUAGES;
  expect(en!.tones(['brown', 'ivory'])).toBe('brown and ivory');
  expect(it!.tones(['marrone', 'avorio', 'ambra'])).toBe("del marrone, dell'avorio e dell'ambra");
  expect(ar!.tones(['بني', 'أخضر رمادي'])).toBe('البني والأخضر الرمادي');
  expect(hi!.tones(['भूरा'])).toBe('भूरे रंग');
  expect(hi!.tones(['गहरा नीला', 'गेरुआ', 'लाल'])).toBe('गहरे नीले, गेरुए और लाल रंगों');
});
