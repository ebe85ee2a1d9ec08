import { FOUL_WORDS, RESTRICTED_GOODS } from './forbidden-words.ts';
import { matches, type TextRule } from './rule.ts';

/** Invisible characters inside a word belong to it here, or they would hide it. */
const WORD = /[\p{L}\p{M}\p{N}\u200b-\u200d\u2060\ufeff]+/gu;
const INVISIBLE = /[\u200b-\u200d\u2060\ufeff]/g;

export const foulLanguage: TextRule = {
  id: 'foul-language',
  reason: 'It holds a swear word or a slur.',
  find: wordFinder(FOUL_WORDS),
};

const ALCOHOL_OR_TOBACCO =
  '(?:cigarettes?|cigars?|tobacco|vodka|whisk(?:e)?y|rum|gin|tequila|beer|wine|liquor|sigarette|sigari|tabacco|birra|vino|grappa|liquore)';
/** A wine glass is no wine. */
const VESSEL =
  '(?!\\W+(?:glass|mug|cup|tumbler|goblet|jug|carafe|decanter|rack|cooler|holder|stand|stopper|opener|box|case|bag|set|label|cork|barrel))';
const SALE_OF_DRINK = new RegExp(
  `\\b(?:buy|sell|selling|bottles? of|packs? of|cartons? of|compra|vendo|vendiamo|bottigli[ae] di|pacchetti? di)\\W+(?:\\w+\\W+){0,2}?${ALCOHOL_OR_TOBACCO}\\b${VESSEL}`,
  'giu',
);
const SALE_OF_DRINK_ELSEWHERE =
  /(?:بيع|شراء|اشتر)\S*\s+(?:\S+\s+){0,2}(?:خمر|الخمر|كحول|سجائر|السجائر)|(?:शराब|सिगरेट|बीड़ी)\s+(?:\S+\s+){0,2}(?:खरीद|बेच)\S*/gu;

export const restrictedGoods: TextRule = {
  id: 'restricted-goods',
  reason: 'It speaks of goods that most channels forbid or restrict: weapons, drugs, tobacco or alcohol.',
  find: (text) => [...findRestricted(text), ...matches(text, SALE_OF_DRINK), ...matches(text, SALE_OF_DRINK_ELSEWHERE)],
};
const findRestricted = wordFinder(RESTRICTED_GOODS);

/** Glue cures and dogs like treats: only together with an ailment does such a word claim an effect on health. */
const HEALTH_CLAIMS: readonly RegExp[] = [
  /\b(?:cures?|heals?|treats?|prevents?|relieves?)\s+(?:[\w'-]+\s+){0,3}?(?:cancers?|diabetes|arthritis|covid\S*|depression|anxiety|migraines?|infections?|eczema|insomnia|asthma|diseases?|illness(?:es)?)\b/giu,
  /\b(?:clinically|medically) (?:proven|tested)\b|\bmiracle cure\b|\bFDA[- ]approved\b/giu,
  /\b(?:cura|guarisce|previene|combatte|allevia)\s+(?:[\p{L}'’]+\s+){0,3}?(?:[\p{L}]+['’])?(?:cancro|tumor[ei]|diabete|artrite|ansia|depressione|emicrania|infezion[ei]|malatti[ae])\b/giu,
  /(?:يعالج|تعالج|يشفي|تشفي|يقي من|تقي من)\s+(?:\S+\s+){0,2}?(?:السرطان|السكري|الأمراض|المرض|التهاب\S*|الاكتئاب|القلق)/gu,
  /(?:कैंसर|मधुमेह|गठिया|बीमारी|बीमारियों|रोग|रोगों|संक्रमण)\s+(?:\S+\s+){0,2}?(?:इलाज|उपचार|ठीक|बचाव|बचाता)/gu,
];

export const healthClaims: TextRule = {
  id: 'health-claims',
  reason: 'It claims an effect on health, which needs proof and often a licence.',
  find: (text) => HEALTH_CLAIMS.flatMap((pattern) => matches(text, pattern)),
};

/** Finds whole words of a list, however they are capitalised, composed or broken up by invisible characters. */
function wordFinder(words: readonly string[]): (text: string) => string[] {
  const whole = new Set(words.filter((word) => !word.endsWith('*')).map(fold));
  const beginnings = words.filter((word) => word.endsWith('*')).map((word) => fold(word.slice(0, -1)));
  return (text) =>
    matches(text, WORD).filter((written) => {
      const word = fold(written);
      return whole.has(word) || beginnings.some((beginning) => word.startsWith(beginning));
    });
}

function fold(word: string): string {
  return word.replace(INVISIBLE, '').normalize('NFKC').toLowerCase();
}
