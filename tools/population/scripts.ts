/** Scripts that names are written in. Japanese mixes three in one name, and Chinese is one of them. */
const SCRIPTS: readonly (readonly [name: string, letters: RegExp])[] = [
  ['Latin', /^[\p{Script=Latin}\p{M}]+$/u],
  ['Cyrillic', /^[\p{Script=Cyrillic}\p{M}]+$/u],
  ['Greek', /^[\p{Script=Greek}\p{M}]+$/u],
  ['Arabic', /^[\p{Script=Arabic}\p{M}\u0640]+$/u],
  ['Hebrew', /^[\p{Script=Hebrew}\p{M}]+$/u],
  ['Devanagari', /^[\p{Script=Devanagari}\p{M}]+$/u],
  ['Bengali', /^[\p{Script=Bengali}\p{M}]+$/u],
  ['Gujarati', /^[\p{Script=Gujarati}\p{M}]+$/u],
  ['Oriya', /^[\p{Script=Oriya}\p{M}]+$/u],
  ['Tamil', /^[\p{Script=Tamil}\p{M}]+$/u],
  ['Thai', /^[\p{Script=Thai}\p{M}]+$/u],
  ['Georgian', /^[\p{Script=Georgian}]+$/u],
  ['Armenian', /^[\p{Script=Armenian}]+$/u],
  ['Hangul', /^[\p{Script=Hangul}]+$/u],
  ['CJK', /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー々]+$/u],
];

/** Marks between the letters of a name that belong to no script: spaces, hyphens, apostrophes of all kinds, zero-width joiners. */
const BETWEEN = /[\s\-–'’‘ʻʼ`´.·\u200c\u200d]/gu;

/** The one script of a name, or nothing for a name that mixes scripts. */
export function scriptOf(name: string): string | undefined {
  const letters = name.replaceAll(BETWEEN, '');
  return SCRIPTS.find(([, pattern]) => pattern.test(letters))?.[0];
}
