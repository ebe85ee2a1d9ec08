const LONGEST_WORD = 40;
const MOST_WORDS_ASKED = 8;
const MOST_WORDS_READ = 150;
const MOST_PLACES = 8;
const SHORTEST_BEGINNING = 2;

/** What is written without spaces between words is taken sign by sign. */
const UNSPACED = String.raw`\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}`;
const WORD = new RegExp(String.raw`[${UNSPACED}]|(?:(?![${UNSPACED}])[\p{L}\p{M}\p{N}])+`, 'gu');
/** Letters that are one with a sign and have no other way of being written. */
const PLAIN: Readonly<Record<string, string>> = { ß: 'ss', ø: 'o', ł: 'l', đ: 'd', æ: 'ae', œ: 'oe', ı: 'i', þ: 'th', ð: 'd', ـ: '' };
const SIGNED = /(?<=[\p{sc=Latin}\p{sc=Greek}\p{sc=Cyrillic}\p{sc=Arabic}\p{sc=Hebrew}])\p{Mn}+/gu;

/** A text as it is compared: small letters, without accents, harakat and points. "Łódź" is "lodz". */
export const fold = (text: string): string =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .replace(SIGNED, '')
    .replace(/[ßøłđæœıþðـ]/gu, (letter) => PLAIN[letter] as string)
    .normalize('NFC');

/** The words of a text, folded. */
export const wordsIn = (text: string): string[] => (fold(text).match(WORD) ?? []).map((word) => [...word].slice(0, LONGEST_WORD).join(''));

/** How much a word weighs by where it stands: A a title, B a name or number, C a description. */
export type Weighted = { readonly weight: 'A' | 'B' | 'C'; readonly text: string };

/** The words of texts and a category as a `tsvector` literal. */
export function toVector(texts: readonly Weighted[], category: string): string {
  const places = new Map<string, string[]>();
  let place = 0;
  for (const { weight, text } of texts) {
    for (const word of wordsIn(text).slice(0, MOST_WORDS_READ)) {
      const known = places.get(word) ?? [];
      places.set(word, known);
      place++;
      if (known.length < MOST_PLACES) known.push(`${place}${weight}`);
    }
  }
  const words = [...places].map(([word, found]) => `'${word}':${found.join(',')}`);
  return [...words, quote(categoryWord(category))].join(' ');
}

/**
 * What was typed, as a `tsquery` literal: all words must be there, of the last one the beginning is enough. `categories` are those of which
 * it must be in one. Null when there is no word in it.
 */
export function toQuery(typed: string, categories: readonly string[] | null): string | null {
  const words = wordsIn(typed).slice(0, MOST_WORDS_ASKED);
  if (words.length === 0) return null;
  const asked = words.map((word, index) => {
    const isBegun = index === words.length - 1 && [...word].length >= SHORTEST_BEGINNING;
    return isBegun ? `'${word}':*` : `'${word}'`;
  });
  const among = categories?.map((category) => quote(categoryWord(category))).join(' | ');
  return [...asked, ...(among === undefined ? [] : [`(${among})`])].join(' & ');
}

/** No word begins like this, so a category is never taken for one. */
const categoryWord = (category: string): string => `/${category}`;

const quote = (word: string): string => `'${word.replace(/\\/g, '\\\\').replace(/'/g, "''")}'`;
