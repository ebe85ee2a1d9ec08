import type { CaptionPage, WordTime } from '@bottega/contracts';

const MOST_WORDS = 6;
const MOST_CHARACTERS = 34;
/** A pause this long ends a page, in seconds. */
const PAUSE = 0.45;
/** How long a page stays after its last word, unless the next one is due. */
const LINGER = 0.35;

/** A page of this many words may end at a comma, so that phrases stay together. */
const ENOUGH_WORDS = 3;

const SENTENCE_END = /[.!?…।॥؟]["'”’»)]*$/u;
const CLAUSE_END = /[,;:،؛–—]["'”’»)]*$/u;

function endsPhrase(phrase: readonly WordTime[], next: WordTime): boolean {
  const last = phrase.at(-1)!;
  return SENTENCE_END.test(last.word) || (phrase.length >= ENOUGH_WORDS && CLAUSE_END.test(last.word)) || next.start - last.end > PAUSE;
}

const lengthOf = (words: readonly WordTime[]): number => words.reduce((sum, { word }) => sum + word.length + 1, -1);
const fits = (page: readonly WordTime[]): boolean => page.length === 1 || (page.length <= MOST_WORDS && lengthOf(page) <= MOST_CHARACTERS);

/** A phrase on as few pages as hold it, of about the same length: no word is left alone on the last one. */
function share(phrase: readonly WordTime[]): WordTime[][] {
  for (let count = 1; ; count++) {
    const pages = divide(phrase, count);
    if (pages.every(fits)) return pages;
  }
}

function divide(words: readonly WordTime[], count: number): WordTime[][] {
  const pages: WordTime[][] = [[]];
  const each = lengthOf(words) / count;
  let before = 0;
  for (const word of words) {
    const middle = before + word.word.length / 2;
    if (middle > each * pages.length && pages.length < count && pages.at(-1)!.length > 0) pages.push([]);
    pages.at(-1)!.push(word);
    before += word.word.length + 1;
  }
  return pages;
}

/**
 * Groups the words of one scene into pages, in the words' own seconds. A page ends with a phrase, or where a long phrase is shared
 * out; none outlasts `end`, the scene's own end.
 */
export function captionPages(words: readonly WordTime[], end: number): CaptionPage[] {
  const phrases: WordTime[][] = [];
  for (const word of words) {
    const phrase = phrases.at(-1);
    if (phrase === undefined || endsPhrase(phrase, word)) phrases.push([word]);
    else phrase.push(word);
  }
  const groups = phrases.flatMap(share);
  return groups.map((page, index) => {
    const due = groups[index + 1]?.[0]?.start ?? end;
    return { start: page[0]!.start, end: Math.min(page.at(-1)!.end + LINGER, due, end), words: page };
  });
}
