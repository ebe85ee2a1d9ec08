import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Market, openMarket } from '../testing/market.ts';
import { fold, toQuery, toVector, wordsIn } from './search-words.ts';

let market: Market;
beforeAll(async () => {
  market = await openMarket();
});
afterAll(() => market?.world.close());

test('words are compared without accents, points and size', () => {
  expect(wordsIn('Tazza BLÙ, 90ml — Łódź!')).toEqual(['tazza', 'blu', '90ml', 'lodz']);
  expect(fold('Straße Ørsted ﬁne')).toBe('strasse orsted fine');
  expect(wordsIn('جَرّةُ القَمَر')).toEqual(wordsIn('جرة القمر'));
  expect(wordsIn('青い器 mug')).toEqual(['青', 'い', '器', 'mug']);
});

test('what is asked for is all words, and of the last its beginning', () => {
  expect(toQuery('Walnut bo', null)).toBe(`'walnut' & 'bo':*`);
  expect(toQuery('size M', null)).toBe(`'size' & 'm'`);
  expect(toQuery('bowl', ['kitchen', `o'hara`])).toBe(`'bowl':* & ('/kitchen' | '/o''hara')`);
  expect(toQuery(' -- ', null)).toBeNull();
});

test('every text is a tsvector to PostgreSQL, and is found by each of its words and by the beginnings of them', async () => {
  const { db } = market.owner;
  await fc.assert(
    fc.asyncProperty(
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }),
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }).filter((text) => !text.includes('\0')),
      async (text, category) => {
        const vector = toVector([{ weight: 'A', text }], category);
        const words = wordsIn(text);
        const asked = [words.join(' '), ...words.map((word) => [...word].slice(0, 2).join('')).filter((word) => [...word].length > 1)];
        for (const typed of asked.filter((one) => one !== '')) {
          const query = toQuery(typed, [category]);
          const { rows } = await sql<{ found: boolean }>`select ${vector}::tsvector @@ ${query}::tsquery as found`.execute(db);
          expect(rows, `${typed} in ${vector} by ${query}`).toEqual([{ found: true }]);
        }
        const { rows } = await sql<{ found: boolean }>`
          select ${vector}::tsvector @@ ${toQuery('bowl', ['elsewhere-'])}::tsquery as found`.execute(db);
        expect(rows).toEqual([{ found: false }]);
      },
    ),
    { numRuns: 60 },
  );
});
