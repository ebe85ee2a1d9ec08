import type { TextLimits } from '@bottega/contracts';
import type { Desk } from './description.ts';
import { cutAtWord, firstThatFits, measure } from './fit.ts';
import { fill } from './grammar.ts';
import { phrasesOf } from './notes.ts';
import { isolate } from './slots.ts';
import type { TitleStyle } from './voices.ts';

/** Longer phrases of the notes are sentences, which a title of keywords does not take. */
const LONGEST_KEYWORD = 40;
const MOST_PHRASES = 4;

/** A title inside its limit. The name stands whole when it fits, else it alone is cut, at a word, with an ellipsis. */
export function entitle(style: TitleStyle, { max, min = 0 }: NonNullable<TextLimits['title']>, desk: Desk): string {
  const name = desk.facts.name.trim();
  if (measure(name) > max) return cutAtWord(name, max);
  if (style === 'headline' || style === 'film') {
    const headlines = desk.dice.shuffle(desk.language.titles[style]).map((pattern) => fill(pattern, desk.slots));
    const headline = firstThatFits(
      headlines.filter((text) => text && measure(text) >= min),
      max,
    );
    if (headline) return headline;
  }
  const { facts, language, slots, dice } = desk;
  const told = phrasesOf(facts.notes).filter((phrase) => measure(phrase) <= LONGEST_KEYWORD);
  const known = dice.shuffle(language.titles.parts).map((pattern) => fill(pattern, slots));
  const keywords = [...told.slice(0, MOST_PHRASES).map((phrase) => isolate(phrase, language)), ...known];
  const title = extend(name, keywords, { max, enough: style === 'keywords' ? max : min }, desk);
  return extend(
    title,
    language.titles.fillers.map((pattern) => fill(pattern, slots)),
    { max, enough: min },
    desk,
  );
}

/** The title and the parts after it that fit, until it is long enough. A name that stands alone needs no isolate; before other words it does. */
function extend(
  title: string,
  parts: readonly string[],
  { max, enough }: { max: number; enough: number },
  { facts, language }: Desk,
): string {
  const name = facts.name.trim();
  let extended = title;
  for (const part of parts) {
    if (measure(extended) >= enough) break;
    const longer = `${extended === name ? isolate(name, language) : extended}${language.comma}${part}`;
    if (part && !extended.includes(part) && measure(longer) <= max) extended = longer;
  }
  return extended;
}
