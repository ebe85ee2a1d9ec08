import { latinDigits } from '../digits.ts';
import { matches, type TextRule } from './rule.ts';

const MAIL = /[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]+)+/gu;
const SPELLED_MAIL =
  /\b[\w.-]{1,64}\s{0,3}(?:\(at\)|\[at\]|\sat\s)\s{0,3}[\w-]{1,63}\s{0,3}(?:\(dot\)|\[dot\]|\sdot\s)\s{0,3}[a-z]{2,}\b/gi;
const MESSENGER = /\b(?:whatsapp|telegram|wechat|viber)\b|واتساب|تلغرام|व्हाट्सएप/giu;

/** Country code first: +39 055 123 4567, 0039 055 … */
const INTERNATIONAL = /(?<![\d+])(?:\+|00)[1-9](?:[ .()/-]{0,2}\d){7,13}(?!\d)/g;
/** In groups, the first of them in brackets or with a leading zero, or three–three–four as in North America. */
const NATIONAL =
  /(?<![\d.,+-])(?:\(0?\d{2,4}\)[ .-]?\d{3,4}[ .-]?\d{3,4}|0\d{1,4}[ .-]\d{3,4}(?:[ .-]?\d{2,4}){1,2}|\d{3}[ .-]\d{3}[ .-]\d{4})(?![\d.,]*\d)/g;
/** Digits of no other meaning right after a word for telephoning: eight suffice. ("Ring" is none, in a shop with jewellery.) */
const ANNOUNCED =
  /(?:\b(?:tel|phone|call|text|mobile|cell|telefono|telefonate|chiama(?:te|mi)?|cellulare)\b|هاتف|اتصل|جوال|फोन|फ़ोन|कॉल|मोबाइल)(?:\s(?:us|me|now|number|at|on|al|بنا|على|करें|पर)){0,2}[^\p{L}\d\n,;]{0,4}\d(?:[ .()/-]{0,2}\d){7,13}(?!\d)/giu;
/** Ten or eleven digits on end that begin as telephone numbers do, unless they are said to be a number of something else. */
const RUN = /(?<!\d|(?:no|nr|n|sku|isbn|ean|gtin|upc|ref|code|art|serial|batch|lot)[.:#º°]?\s{0,2})(?:0\d{9,10}|[6-9]\d{9})(?!\d)/gi;

/** Ways to reach the seller behind the shop's back: buyers lose its protection, and channels forbid it. */
export const contactDetails: TextRule = {
  id: 'contact-details',
  reason: 'It gives a way to reach the seller outside the shop.',
  find: (text) => {
    const digits = latinDigits(text);
    const numbers = [INTERNATIONAL, NATIONAL, ANNOUNCED, RUN].flatMap((pattern) => sliceMatches(text, digits, pattern));
    return [...matches(text, MAIL), ...matches(text, SPELLED_MAIL), ...matches(text, MESSENGER), ...numbers];
  },
};

/** Not the references of ISO 11649, which have the same form and begin with RF. */
const IBAN = /\b(?!RF)[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b/g;
const CARD = /(?<!\d)(?:3[47]\d{2}[ -]?\d{6}[ -]?\d{5}|[2456]\d{3}(?:[ -]?\d{4}){3})(?!\d)/g;

/** Account and card numbers, told from other long numbers by their check digits. */
export const bankDetails: TextRule = {
  id: 'bank-details',
  reason: 'It holds the number of a bank account or of a card.',
  find: (text) => {
    const digits = latinDigits(text);
    const ibans = sliceMatches(text, digits, IBAN).filter((match) => isIban(latinDigits(match)));
    return [...ibans, ...sliceMatches(text, digits, CARD).filter((match) => isLuhn(latinDigits(match)))];
  },
};

/** Matches found in a copy of the text with Latin digits, as they stand in the text itself. */
const sliceMatches = (text: string, digits: string, pattern: RegExp): string[] =>
  Array.from(digits.matchAll(pattern), ({ 0: match, index }) => text.slice(index, index + match.length).trim());

/** ISO 13616: the first four characters moved to the end, letters counted from 10, the whole leaves 1 when divided by 97. */
function isIban(written: string): boolean {
  const iban = written.replaceAll(' ', '');
  if (iban.length < 15 || iban.length > 34) return false;
  const moved = iban.slice(4) + iban.slice(0, 4);
  let rest = 0;
  for (const character of moved) rest = Number(`${rest}${Number.parseInt(character, 36)}`) % 97;
  return rest === 1;
}

/** The check of card numbers: every second digit from the right doubled, the sum of all figures divides by ten. */
function isLuhn(written: string): boolean {
  const digits = Array.from(written.replace(/\D/g, ''), Number).toReversed();
  const sum = digits.reduce((total, digit, place) => total + (place % 2 === 0 ? digit : Math.floor(digit / 5) + ((digit * 2) % 10)), 0);
  return sum % 10 === 0;
}
