/** Whose the failure is: of what was asked for, or of the run (a full disk, a damaged file). */
export type FailureKind = 'bad_input' | 'run_failed';

/** A failure with a sentence that a reader can act on. */
export class PopulationError extends Error {
  override readonly name = 'PopulationError';
  readonly kind: FailureKind;

  constructor(kind: FailureKind, sentence: string, options?: ErrorOptions) {
    super(sentence, options);
    this.kind = kind;
  }
}

export const badInput = (sentence: string, cause?: unknown): PopulationError => new PopulationError('bad_input', sentence, { cause });

export const runFailed = (sentence: string, cause?: unknown): PopulationError => new PopulationError('run_failed', sentence, { cause });

/** The known word that is nearest to a word, for a sentence that suggests one. */
export function nearestWord(word: string, known: readonly string[]): string | undefined {
  const wanted = word.toLowerCase();
  const scored = known.map((candidate) => ({ candidate, distance: editDistance(wanted, candidate.toLowerCase()) }));
  return scored.toSorted((a, b) => a.distance - b.distance)[0]?.candidate;
}

/** How many letters are to be changed, added or taken away (Levenshtein). */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1];
    for (let j = 0; j < b.length; j++) {
      const changed = (row[j] ?? 0) + (letter === b[j] ? 0 : 1);
      next.push(Math.min(changed, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

/** One of the known words. @throws PopulationError that names them all, and suggests the nearest where half of its letters stand */
export function oneOf<T extends string>(what: string, word: string, known: readonly T[]): T {
  const found = known.find((candidate) => candidate.toLowerCase() === word.toLowerCase());
  if (found !== undefined) return found;
  const nearest = nearestWord(word, known) ?? '';
  const isNear = editDistance(word.toLowerCase(), nearest.toLowerCase()) * 2 <= word.length;
  throw badInput(`There is no ${what} "${word}".${isNear ? ` Did you mean "${nearest}"?` : ''} Known: ${known.join(', ')}.`);
}
