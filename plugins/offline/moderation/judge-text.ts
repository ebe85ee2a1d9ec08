import type { ModerationFinding } from '@bottega/contracts';
import { bankDetails, contactDetails } from './contact-details.ts';
import { disguise, links, shouting } from './manner.ts';
import type { TextRule } from './rule.ts';
import { foulLanguage, healthClaims, restrictedGoods } from './wording.ts';

const TEXT_RULES: readonly TextRule[] = [
  contactDetails,
  bankDetails,
  links,
  foulLanguage,
  restrictedGoods,
  healthClaims,
  shouting,
  disguise,
];

/** Enough for a person to see what is meant. */
const MOST_PER_RULE = 5;
const LONGEST_EXCERPT = 120;

/** What in a text breaks a rule; `where` names the text for the person who reviews it. */
export const judgeText = (text: string, where: string): ModerationFinding[] =>
  TEXT_RULES.flatMap(({ id, reason, find }) => {
    const excerpts = new Set(find(text).map((excerpt) => Array.from(excerpt).slice(0, LONGEST_EXCERPT).join('')));
    return [...excerpts].slice(0, MOST_PER_RULE).map((excerpt) => ({ where, rule: id, reason, excerpt }));
  });
