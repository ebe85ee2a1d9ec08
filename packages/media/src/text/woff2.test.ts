import { readFileSync } from 'node:fs';
import { createCanvas, GlobalFonts } from '@napi-rs/canvas';
import { expect, it } from 'vitest';
import { besleyFiles, notoFiles } from './font-files.ts';
import { missingGlyphs } from './glyphs.ts';
import { characterMapOf, codePointsIn } from './woff2.ts';

it('reads the character maps that the canvas draws with', () => {
  const [latin, extended] = notoFiles(700).map(({ path }) => codePointsIn(characterMapOf(readFileSync(path))));
  const points = (text: string): number[] => [...text].map((character) => character.codePointAt(0)!);
  expect(points('Aaz09€è').every((point) => latin!.has(point))).toBe(true);
  expect(points('₹漢ع').some((point) => latin!.has(point))).toBe(false);
  expect(points('₹őŽ').every((point) => extended!.has(point))).toBe(true);
  expect(() => characterMapOf(Buffer.from('not a font'))).toThrow('not a WOFF2 font');
});

it('agrees with what the canvas can draw', () => {
  const [latin] = notoFiles(700);
  GlobalFonts.registerFromPath(latin!.path, 'checked');
  const context = createCanvas(60, 60).getContext('2d');
  const drawn = (character: string): string => {
    context.clearRect(0, 0, 60, 60);
    context.font = '40px checked';
    context.fillText(character, 5, 45);
    return context.getImageData(0, 0, 60, 60).data.join();
  };
  const nothing = drawn('漢');
  const known = codePointsIn(characterMapOf(readFileSync(latin!.path)));
  for (const character of ['A', 'ß', '€', '–', '“', '·', '½'])
    expect([character, drawn(character) !== nothing]).toEqual([character, known.has(character.codePointAt(0)!)]);
});

it('finds nothing missing in the languages that films are made in, digits and currencies in every line', () => {
  expect(
    missingGlyphs([
      'Città perché più ÀÉÌ',
      'Straße œuvre señor',
      'مصنوع يدويًا، ٤٨؟',
      'हिन्दी क्षत्रिय ज़रूर।',
      'Größe 1,234.50 € £ $ ₹ ₺ ₽ ¥ %',
    ]),
  ).toEqual([]);
  expect(missingGlyphs(['नमस्ते\u200d\n', 'e\u0301', 'मैं ₹48', 'سعر 48.00 €'])).toEqual([]);
});

it('names what is missing once, in order', () => {
  expect(missingGlyphs(['漢字 and 漢', '😀👍🏽'])).toEqual(['漢', '字', '😀', '👍', '🏽']);
});

it('has no character in Besley that Noto lacks', () => {
  const noto = notoFiles(500).reduce((all, { path }) => all.union(codePointsIn(characterMapOf(readFileSync(path)))), new Set<number>());
  for (const { path } of besleyFiles()) {
    const letters = [...codePointsIn(characterMapOf(readFileSync(path)))].filter((point) =>
      /[\p{L}\p{N}\p{Sc}]/u.test(String.fromCodePoint(point)),
    );
    expect(letters.filter((point) => !noto.has(point)).map((point) => String.fromCodePoint(point))).toEqual([]);
  }
});
