import { matches, type TextRule } from './rule.ts';

const ADDRESS = /\bhttps?:\/\/\S+|\bwww\.[\w-]+\.\S+/gi;
/** Without its https: in small letters, as "See.Net weight" only lacks a space. */
const DOMAIN = /(?<![@\w.-])[a-z0-9-]{1,63}\.(?:com|net|org|info|biz|shop|store|online|site|io|co\.uk)\b(?:\/\S*)?/g;

export const links: TextRule = {
  id: 'links',
  reason: 'It holds an address of the web, which may lead buyers away from the shop.',
  find: (text) => [...matches(text, ADDRESS), ...matches(text, DOMAIN)],
};

/** Four words of capitals on end; two are a name, three an abbreviation beside one. */
const CAPITAL_WORDS = /(?<![\p{L}\p{N}])(?:\p{Lu}{2,}[^\p{L}\n.:;!?]{1,5}){3,}\p{Lu}{2,}(?![\p{Ll}])/gu;
const EXCLAIMING = /[!！]{3,}/gu;

export const shouting: TextRule = {
  id: 'shouting',
  reason: 'It shouts: several words in capitals, or a row of exclamation marks.',
  find: (text) => [...matches(text, CAPITAL_WORDS), ...matches(text, EXCLAIMING)],
};

/** Characters that cannot be seen between Latin letters; in Arabic and Indian scripts some of them are needed. */
const HIDDEN = /\p{Script=Latin}+[\u200b-\u200d\u2060\ufeff\u00ad]+\p{Script=Latin}+/gu;
/** Turns the reading direction of what follows by force, unlike the isolates that bilingual texts need. */
const TURNED = /[\u202d\u202e][^\u202c\n]*/gu;
/** Letters of two alphabets that look alike, inside one word. */
const MIXED =
  /[\p{L}\p{M}]*(?:\p{Script=Latin}[\p{Script=Cyrillic}\p{Script=Greek}]|[\p{Script=Cyrillic}\p{Script=Greek}]\p{Script=Latin})[\p{L}\p{M}]*/gu;

export const disguise: TextRule = {
  id: 'disguised-text',
  reason: 'It uses characters that are invisible or look like others, as is done to slip past a check.',
  find: (text) => [HIDDEN, TURNED, MIXED].flatMap((pattern) => matches(text, pattern)),
};
