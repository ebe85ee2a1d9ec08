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

function startsPage(page: readonly WordTime[], word: WordTime): boolean {
  const last = page.at(-1);
  if (last === undefined) return false;
  const characters = page.reduce((sum, { word: text }) => sum + text.length + 1, word.word.length);
  const isFull = page.length >= MOST_WORDS || characters > MOST_CHARACTERS;
  const isPhrase = SENTENCE_END.test(last.word) || (page.length >= ENOUGH_WORDS && CLAUSE_END.test(last.word));
  return isFull || isPhrase || word.start - last.end > PAUSE;
}

/**
 * Groups the words of one scene into pages, in the words' own seconds. A page ends with a sentence, at a pause, or when it is
 * full; none outlasts `end`, the scene's own end.
 */
export function captionPages(words: readonly WordTime[], end: number): CaptionPage[] {
  const groups: WordTime[][] = [];
  for (const word of words) {
    const page = groups.at(-1);
    if (page === undefined || startsPage(page, word)) groups.push([word]);
    else page.push(word);
  }
  return groups.map((page, index) => {
    const due = groups[index + 1]?.[0]?.start ?? end;
    return { start: page[0]!.start, end: Math.min(page.at(-1)!.end + LINGER, due, end), words: page };
  });
}
