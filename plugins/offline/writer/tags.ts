import type { TextLimits } from '@bottega/contracts';
import type { Desk } from './description.ts';
import { measure, wordsThatFit } from './fit.ts';
import { capitalise, fill } from './grammar.ts';
import { phrasesOf } from './notes.ts';

/** Longer ones are not searched by anybody. */
const LONGEST_HASHTAG = 30;

/** Arabic vowel signs, which search does not expect. */
const VOWEL_SIGN = /[\u064B-\u0652]/gu;

/** Hashtags of the facts: letters, digits and underscore only, the name and the shop first, no two alike. */
export function hashtagsOf(limits: TextLimits['hashtags'], desk: Desk): string[] {
  const tags = subjectsOf(desk).map(hashtag);
  return distinct(tags).slice(0, limits?.max ?? 0);
}

/** Search tags of the facts, each within `maxLength` code points, no two alike. Only the name may lose words; the rest is taken whole or not. */
export function tagsOf(limits: TextLimits['tags'], desk: Desk): string[] {
  if (!limits) return [];
  const [name, ...others] = subjectsOf(desk).map(plainWords);
  const tags = [wordsThatFit(name!, limits.maxLength), ...others.filter((tag) => measure(tag) <= limits.maxLength)];
  return distinct(tags).slice(0, limits.max);
}

function subjectsOf({ facts, language, dice }: Desk): string[] {
  const { tags, kind } = language.categories[facts.category];
  const colours = [...new Set(facts.palette)].map((colour) => fill(language.colourTag, { tints: language.colours[colour] }));
  const others = [...phrasesOf(facts.notes), ...tags, ...colours, language.seasons[facts.season].name];
  return [facts.name, facts.shopName, kind, ...dice.shuffle(others)];
}

/** "Walnut bowl" → "#WalnutBowl"; scripts without capitals take an underscore. Starts with no digit: platforms do not link "#24cm" alike. */
function hashtag(subject: string): string {
  const words = plainWords(subject).match(/[\p{L}\p{M}\p{N}_]+/gu) ?? [];
  const hasCase = /\p{Lu}|\p{Ll}/u.test(subject);
  let tag = '';
  for (const word of words) {
    const longer = hasCase ? tag + (words.length > 1 ? capitalise(word) : word) : `${tag}${tag && '_'}${word}`;
    if (measure(longer) >= LONGEST_HASHTAG) break;
    tag = longer;
  }
  return /^\p{L}/u.test(tag) ? `#${tag}` : '';
}

/** Words, digits, hyphens and apostrophes: what every shop's search takes. */
function plainWords(subject: string): string {
  return subject
    .replace(VOWEL_SIGN, '')
    .replace(/[^\p{L}\p{M}\p{N}'\-_]+/gu, ' ')
    .trim();
}

function distinct(tags: readonly string[]): string[] {
  const byKey = new Map(tags.filter(Boolean).map((tag) => [tag.normalize('NFKC').toLowerCase(), tag]));
  return [...byKey.values()];
}
