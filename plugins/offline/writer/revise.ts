import type { Revision, TextLimits } from '@bottega/contracts';
import { measure } from './fit.ts';

/** So many ways of saying it are drawn before the one that repeats the least is taken. */
const TRIES = 32;
/** A prime far from the seeds that people choose, so that a draw is no neighbour's first. */
const STRIDE = 7_919;

/** The first drawing that says nothing of what was sent back, or the one that says the least of it. */
export function drawAnew<T>(revision: Revision | undefined, seed: number, draw: (seed: number) => T, wordsOf: (drawn: T) => string): T {
  const first = draw(seed);
  if (!revision) return first;
  const rejected = new Set(revision.rejected.flatMap(sentencesOf));
  let best = { drawn: first, repeats: Number.POSITIVE_INFINITY };
  for (let attempt = 0; attempt < TRIES && best.repeats > 0; attempt++) {
    const drawn = attempt === 0 ? first : draw((seed + attempt * STRIDE) % 2 ** 31);
    const repeats = sentencesOf(wordsOf(drawn)).filter((sentence) => rejected.has(sentence)).length;
    if (repeats < best.repeats) best = { drawn, repeats };
  }
  return best.drawn;
}

const sentencesOf = (text: string): string[] =>
  text
    .split(/(?<=[.!?…।؟])\s+|\n+/u)
    .map((sentence) => sentence.trim().toLowerCase())
    .filter(Boolean);

/** "Shorter, please", in the languages that the writer knows: the one reason that a grammar can follow to the letter. */
const SHORTER =
  /\b(?:short(?:er)?|brief(?:er)?|too long|accorci\w*|più (?:corto|breve|corta)|troppo lung\w)\b|أقصر|طويل|اختصر|छोटा|छोटी|लंबा|लंबी/iu;
const SHARE_LEFT = 0.7;
/** Sentences are left out, never cut: over a shortest length there must be room for one more. */
const ROOM_OVER_LEAST = 200;

/** The room for a text that was sent back as too long: less than it took, where the channel allows that. */
export function tighten(limits: TextLimits, revision: Revision | undefined): TextLimits {
  const { description } = limits;
  if (!description || !revision || !SHORTER.test(revision.reason) || revision.rejected.length === 0) return limits;
  const shortest = Math.min(...revision.rejected.map((text) => measure(text, description.unit)));
  const least = description.min === undefined ? 0 : description.min + ROOM_OVER_LEAST;
  const max = Math.min(description.max, Math.max(least, Math.floor(shortest * SHARE_LEFT)));
  return { ...limits, description: { ...description, max } };
}
