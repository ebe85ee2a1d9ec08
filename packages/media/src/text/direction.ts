export type Direction = 'ltr' | 'rtl';

const RIGHT_TO_LEFT_SCRIPTS: ReadonlySet<string> = new Set(['Arab', 'Hebr', 'Syrc', 'Thaa', 'Nkoo', 'Adlm', 'Rohg', 'Mand', 'Samr']);

/** The four-letter script in which a language is usually written. */
export function scriptOf(language: string): string {
  return new Intl.Locale(language).maximize().script ?? 'Latn';
}

export function directionOf(language: string): Direction {
  return RIGHT_TO_LEFT_SCRIPTS.has(scriptOf(language)) ? 'rtl' : 'ltr';
}

const RIGHT_TO_LEFT_LETTER = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;
const LETTER = /\p{L}/u;
/** What money and dates in such a language carry: it has no width and reads from right to left. */
const RIGHT_TO_LEFT_MARK = '\u200F';

/** Whether a line has anything in it that reads from right to left. One that has not, such as a telephone number, stands as it is written. */
export const isRightToLeft = (line: string): boolean => RIGHT_TO_LEFT_LETTER.test(line) || line.includes(RIGHT_TO_LEFT_MARK);

/** The direction a word asks for by its first letter; undefined for numbers and signs, which follow their surroundings. */
function ownDirection(word: string): Direction | undefined {
  const letter = LETTER.exec(word)?.[0];
  if (letter === undefined) return undefined;
  return RIGHT_TO_LEFT_LETTER.test(letter) ? 'rtl' : 'ltr';
}

/**
 * The direction of each word of a line. A word without letters goes with its neighbours where they agree (the 24 in
 * "Walnut 24 cm" inside Arabic), and otherwise with the line.
 */
export function wordDirections(words: readonly string[], line: Direction): Direction[] {
  const own = words.map(ownDirection);
  return own.map((direction, index) => {
    if (direction !== undefined) return direction;
    const before = own.slice(0, index).findLast((other) => other !== undefined) ?? line;
    const after = own.slice(index + 1).find((other) => other !== undefined) ?? line;
    return before === after ? before : line;
  });
}

/** The order in which a line's words stand from left to right: each run of one direction in its own order. */
export function visualOrder(words: readonly string[], line: Direction): number[] {
  const directions = wordDirections(words, line);
  const runs: number[][] = [];
  directions.forEach((direction, index) => {
    if (index > 0 && directions[index - 1] === direction) runs.at(-1)!.push(index);
    else runs.push([index]);
  });
  const leftToRight = runs.map((run) => (directions[run[0]!] === 'rtl' ? run.toReversed() : run));
  return (line === 'rtl' ? leftToRight.toReversed() : leftToRight).flat();
}
