/** A sound of speech and when it was heard, in seconds. */
export type TimedPhone = { readonly phone: string; readonly start: number; readonly end: number };
export type Span = { readonly start: number; readonly end: number };

const SKIP = 1;
const VOWEL = /^[aeiou]/;

/**
 * Finds when each word was heard. `words` holds each word's phones as they sound when it is spoken alone; in a sentence they change
 * ("the" before a vowel) and run together, so the two rows are aligned by least edit distance, and a word lasts from its first to
 * its last matched phone. A word none of whose phones was matched has no span.
 */
export function alignWords(words: readonly (readonly string[])[], heard: readonly TimedPhone[]): (Span | undefined)[] {
  const alone = words.flatMap((phones, word) => phones.map((phone) => ({ phone, word })));
  const costs = editCosts(
    alone.map(({ phone }) => phone),
    heard.map(({ phone }) => phone),
  );
  const spans: (Span | undefined)[] = words.map(() => undefined);
  let i = alone.length;
  let j = heard.length;
  while (i > 0 && j > 0) {
    const [own, sound] = [alone[i - 1]!, heard[j - 1]!];
    if (costs.at(i, j) === costs.at(i - 1, j - 1) + mismatch(own.phone, sound.phone)) {
      spans[own.word] = { start: sound.start, end: spans[own.word]?.end ?? sound.end };
      i -= 1;
      j -= 1;
    } else if (costs.at(i, j) === costs.at(i - 1, j) + SKIP) i -= 1;
    else j -= 1;
  }
  return spans;
}

/** A vowel is more readily heard as another vowel than as a consonant; dearer than two skips, a pair would never be matched. */
const mismatch = (a: string, b: string): number => {
  if (a === b) return 0;
  return VOWEL.test(a) === VOWEL.test(b) ? 0.625 : 1.25;
};

function editCosts(from: readonly string[], to: readonly string[]): { at(i: number, j: number): number } {
  const width = to.length + 1;
  const table = new Float64Array((from.length + 1) * width);
  for (let i = 0; i <= from.length; i++) {
    for (let j = 0; j <= to.length; j++) {
      if (i === 0 || j === 0) table[i * width + j] = (i + j) * SKIP;
      else {
        const matched = table[(i - 1) * width + j - 1]! + mismatch(from[i - 1]!, to[j - 1]!);
        table[i * width + j] = Math.min(matched, table[(i - 1) * width + j]! + SKIP, table[i * width + j - 1]! + SKIP);
      }
    }
  }
  return { at: (i, j) => table[i * width + j]! };
}
