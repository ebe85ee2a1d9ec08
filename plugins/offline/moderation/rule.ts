/** A rule for texts. Its id is stable: reviews and statistics refer to it. */
export type TextRule = {
  readonly id: string;
  /** What the person who reviews it is told: one sentence. */
  readonly reason: string;
  /** The parts of the text that break the rule, as they stand there. */
  find(text: string): string[];
};

/** Everything that a pattern matches. */
export const matches = (text: string, pattern: RegExp): string[] => Array.from(text.matchAll(pattern), ([match]) => match.trim());
