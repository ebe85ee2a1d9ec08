import { amountToDecimal, formatMoney, type Money, type ProductFacts } from '@bottega/contracts';
import type { Slots } from './grammar.ts';
import type { Language } from './language.ts';

/** More colours than this make a list, not a picture. */
const MOST_COLOURS = 3;

const FIRST_STRONG_ISOLATE = '\u2068';
const POP_ISOLATE = '\u2069';
const RTL_LETTER = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;
const LTR_LETTER = /(?!\p{Script=Arabic}|\p{Script=Hebrew}|\p{Script=Syriac}|\p{Script=Thaana}|\p{Script=Nko})\p{L}/u;
const BIDI_CONTROL = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu;

/** A maker's own words between bidi isolates when they run against the language, so that commas and full stops stay in place. */
export function isolate(text: string, { direction }: Language): string {
  const against = direction === 'rtl' ? LTR_LETTER : RTL_LETTER;
  return against.test(text) ? `${FIRST_STRONG_ISOLATE}${text}${POP_ISOLATE}` : text;
}

/** One set of digits throughout a text: Latin ones, as in notes such as "24 cm". */
const localeOf = (tag: string): string => new Intl.Locale(tag, { numberingSystem: 'latn' }).toString();

/** Slots for texts that are read. */
export function writtenSlots(facts: ProductFacts, language: Language, tag: string): Slots {
  return {
    ...wordSlots(facts, language),
    name: isolate(facts.name.trim(), language),
    notes: isolate(facts.notes.trim(), language),
    shop: isolate(facts.shopName.trim(), language),
    price: formatMoney(facts.price, localeOf(tag)),
  };
}

/** Slots for texts that are spoken: no sign that a voice cannot read, and the currency by its name. */
export function spokenSlots(facts: ProductFacts, language: Language, tag: string): Slots {
  return {
    ...wordSlots(facts, language),
    name: speakable(facts.name),
    notes: speakable(facts.notes),
    shop: speakable(facts.shopName),
    price: spokenMoney(facts.price, localeOf(tag)),
  };
}

function wordSlots({ palette, category, season }: ProductFacts, language: Language): Slots {
  const colours = [...new Set(palette)].slice(0, MOST_COLOURS).map((name) => language.colours[name]);
  return {
    tones: colours.length > 0 ? language.tones(colours) : '',
    tints: colours.length > 0 ? language.tints(colours) : '',
    kind: language.categories[category].kind,
    use: language.categories[category].use,
    season: language.seasons[season].name,
    when: language.seasons[season].when,
  };
}

function spokenMoney(money: Money, locale: string): string {
  const format = new Intl.NumberFormat(locale, {
    style: 'currency',
    currency: money.currency,
    currencyDisplay: 'name',
    trailingZeroDisplay: 'stripIfInteger',
  });
  return withoutBidi(format.format(amountToDecimal(money) as `${number}`));
}

export const withoutBidi = (text: string): string => text.replace(BIDI_CONTROL, '');

/** Words as a voice can say them and a caption can show them: no addresses, emoji, hashtag signs, line breaks or bidi controls. */
export function speakable(text: string): string {
  return withoutBidi(text)
    .replace(/(?:https?:\/\/|www\.)\S+|\S+@\S+\.\S+/giu, ' ')
    .replace(/[\p{RGI_Emoji}\p{Extended_Pictographic}]|[\uFE0F\u20E3]/gv, ' ')
    .replace(/[#＃]/gu, '')
    .replace(/(?<![\p{P}\s])[^\S\n]*\n+\s*(?:[-–—*•·]\s+)?/gu, ', ')
    .replace(/\s+/gu, ' ')
    .replace(/\s+(?=[,.;:!?،؛؟।])/gu, '')
    .trim();
}
