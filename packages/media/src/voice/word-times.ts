import type { WordTime } from '@bottega/contracts';

/** A moment that the synthesiser names: the start of a word at a code point of the text (from 0), or the end of a clause. */
export type SpeechMark = { readonly kind: 'word' | 'end'; readonly at: number; readonly seconds: number };

type Token = { readonly text: string; readonly from: number; readonly to: number };

const SPOKEN = /[\p{L}\p{N}]/u;

/** The whitespace-separated tokens that hold a letter or a digit, with where they stand in code points. */
function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  let from = 0;
  for (const part of text.split(/(\s+)/u)) {
    const to = from + [...part].length;
    if (SPOKEN.test(part)) tokens.push({ text: part, from, to });
    from = to;
  }
  return tokens;
}

/** The first mark inside each token; a mark just before one counts as its own, for the synthesiser's count slips at brackets. */
function startsOf(tokens: readonly Token[], marks: readonly SpeechMark[]): (number | undefined)[] {
  return tokens.map((token, index) => {
    const previousEnd = tokens[index - 1]?.to ?? -1;
    const isOwn = ({ kind, at }: SpeechMark): boolean => kind === 'word' && at >= Math.max(previousEnd, token.from - 1) && at < token.to;
    return marks.find(isOwn)?.seconds;
  });
}

/** Fills what the synthesiser left out (it says "of the" in one breath) evenly between its neighbours, and keeps time running forward. */
function fillGaps(starts: readonly (number | undefined)[], total: number): number[] {
  const filled: number[] = [];
  starts.forEach((start, index) => {
    const before = filled.at(-1) ?? 0;
    if (start !== undefined) {
      filled.push(Math.max(before, start));
      return;
    }
    const next = starts.findIndex((other, later) => later > index && other !== undefined);
    const [until, steps] = next === -1 ? [total, starts.length - index + 1] : [starts[next]!, next - index + 1];
    filled.push(index === 0 && next !== 0 ? 0 : before + Math.max(0, until - before) / steps);
  });
  return filled;
}

/** When each token of the text is heard. A word ends where the next one starts, or earlier where its clause ends. */
export function wordTimes(text: string, marks: readonly SpeechMark[], total: number): WordTime[] {
  const tokens = tokensOf(text);
  const starts = fillGaps(startsOf(tokens, marks), total);
  const ends = marks.filter(({ kind }) => kind === 'end').map(({ seconds }) => seconds);
  const toMillisecond = (seconds: number): number => Math.round(seconds * 1000) / 1000;
  return tokens.map((token, index) => {
    const start = starts[index]!;
    const next = starts[index + 1] ?? total;
    const clauseEnd = ends.find((end) => end > start) ?? next;
    return { word: token.text, start: toMillisecond(start), end: toMillisecond(Math.min(next, clauseEnd)) };
  });
}
