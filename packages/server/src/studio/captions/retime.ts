import type { WordTime } from '@bottega/contracts';

/**
 * Gives an edited caption the times of the voice that says the words of before: words that are still there at the beginning and the
 * end keep theirs, and what was changed between them shares the time of what it stands for, by length.
 */
export function retime(spoken: readonly WordTime[], caption: string): readonly WordTime[] {
  const words = caption.split(/\s+/u).filter(Boolean);
  if (spoken.length === 0 || words.length === 0) return [];
  const least = Math.min(spoken.length, words.length);
  const same = (from: (index: number) => boolean): number => {
    let count = 0;
    while (count < least && from(count)) count++;
    return count;
  };
  const head = same((index) => spoken[index]?.word === words[index]);
  const tail = Math.min(
    least - head,
    same((index) => spoken.at(-1 - index)?.word === words.at(-1 - index)),
  );
  const changed = words.slice(head, words.length - tail);
  // Where words were only added, they take their time from the neighbour before them, or behind where there is none.
  const free = spoken.slice(head, spoken.length - tail);
  const given =
    free.length > 0 || changed.length === 0 ? { head, tail } : { head: Math.max(0, head - 1), tail: head > 0 ? tail : tail - 1 };
  const middle = words.slice(given.head, words.length - given.tail);
  return [
    ...spoken.slice(0, given.head),
    ...shareTime(spoken.slice(given.head, spoken.length - given.tail), middle),
    ...spoken.slice(spoken.length - given.tail),
  ];
}

function shareTime(spoken: readonly WordTime[], words: readonly string[]): WordTime[] {
  const [first, last] = [spoken[0], spoken.at(-1)];
  if (!first || !last) return [];
  if (spoken.length === words.length) return words.map((word, index) => ({ ...(spoken[index] as WordTime), word }));
  const total = words.reduce((sum, word) => sum + word.length, 0);
  let at = first.start;
  return words.map((word) => {
    const start = at;
    at += ((last.end - first.start) * word.length) / total;
    return { word, start, end: at };
  });
}
