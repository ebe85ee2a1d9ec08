import { latinDigits } from '../digits.ts';
import { cardinal, ordinal, readNumber } from './numbers.ts';
import { ABBREVIATIONS, CURRENCIES, type Forms, FRACTIONS, MARKS, PLAIN_LETTERS, UNITS } from './words-and-marks.ts';

const NUMBER = /\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+,\d{1,2}(?!\d)|\d+(?:\.\d+)?/;
const PIECE = new RegExp(`(?<number>${NUMBER.source})|(?<letters>[A-Za-z]+(?:'[A-Za-z]+)*)|(?<degrees>°[CF]?)|(?<mark>\\S)`, 'g');

const WRITTEN_FRACTION = /(?<![\d/])(?:1\/2|1\/4|3\/4)(?![\d/])/g;

type Piece = { readonly kind: 'number' | 'letters' | 'mark'; readonly text: string };

/** The tokens on both sides, because "cm" is a unit only after a number and "No." a number only before one. */
type Neighbours = { readonly before?: string | undefined; readonly after?: string | undefined };

/**
 * The plain English words that stand for one whitespace-separated token: "€48.00" is forty eight euros. Empty for what an English
 * voice cannot read, such as a word in another script.
 */
export function spokenForm(token: string, { before, after }: Neighbours = {}): string[] {
  const abbreviation = ABBREVIATIONS.get(token.toLowerCase());
  if (abbreviation) return abbreviation.split(' ');
  if (isNumberSign(token, after)) return ['number'];
  const pieces = splitPieces(plainText(token));
  const followsNumber = before !== undefined && /[\d½¼¾]$/.test(plainText(before));
  if (followsNumber && pieces.length > 0) {
    const unit = unitAt(pieces, 0);
    if (unit) return form(unit, before === '1').concat(speakPieces(pieces.slice(1)));
  }
  return speakPieces(pieces, { besideCurrency: [before, after].some((neighbour) => neighbour !== undefined && isCurrencyCode(neighbour)) });
}

/** Whether the full stop at the end of a token is part of it. */
export const endsAbbreviated = (token: string, after: string | undefined): boolean =>
  ABBREVIATIONS.has(token.toLowerCase()) || isNumberSign(token, after);

const isNumberSign = (token: string, after: string | undefined): boolean => /^no\.$/i.test(token) && /^\d/.test(after ?? '');
const isCurrencyCode = (token: string): boolean => CURRENCIES.has(strip(token));
const strip = (token: string): string => token.replace(/[.,;:!?)]+$/, '');

/** ASCII letters and digits, and the marks that are heard. */
function plainText(token: string): string {
  const written = latinDigits(token)
    .replace(/[’ʼ]/g, "'")
    .replace(/[™®©]/g, '')
    .replace(WRITTEN_FRACTION, (fraction) => (fraction === '1/2' ? '½' : fraction === '1/4' ? '¼' : '¾'));
  return Array.from(written, (character) => {
    if ([FRACTIONS, MARKS, CURRENCIES].some((table) => table.has(character))) return character;
    if (/[–—]/.test(character)) return '-';
    if (/[Øø⌀]/.test(character) && !/\p{L}/u.test(token.replace(character, ''))) return ' diameter ';
    return PLAIN_LETTERS.get(character) ?? character.normalize('NFKD').replace(/\p{M}+/gu, '');
  }).join('');
}

const splitPieces = (text: string): Piece[] =>
  Array.from(text.matchAll(PIECE), ({ groups, 0: match }) => ({
    kind: groups?.number ? 'number' : groups?.letters ? 'letters' : 'mark',
    text: match,
  }));

const form = ([one, many]: Forms, single: boolean): string[] => (single ? one : many).split(' ');

function speakPieces(pieces: readonly Piece[], { besideCurrency = false } = {}): string[] {
  const words: string[] = [];
  for (let index = 0; index < pieces.length; ) {
    const { kind, text } = pieces[index]!;
    if (kind === 'number') {
      const spoken = speakNumber(pieces, index, besideCurrency);
      words.push(...spoken.words);
      index += spoken.pieces;
    } else {
      words.push(...(kind === 'letters' ? speakLetters(pieces, index) : speakMark(text, pieces, index)));
      index += 1;
    }
  }
  return words;
}

/** A number with what belongs to it: the currency on either side, a unit, or the ending of an ordinal. */
function speakNumber(pieces: readonly Piece[], index: number, besideCurrency: boolean): { words: string[]; pieces: number } {
  const written = pieces[index]!.text.replace(/^(\d+),(\d{1,2})$/, '$1.$2');
  const before = pieces[index - 1]?.text ?? '';
  const after = pieces[index + 1]?.text ?? '';
  const currencyBefore = CURRENCIES.get(before);
  if (currencyBefore) return { words: speakMoney(written, currencyBefore), pieces: 1 };
  const currencyAfter = CURRENCIES.get(after);
  if (currencyAfter) return { words: speakMoney(written, currencyAfter), pieces: 2 };
  if (/^(st|nd|rd|th)$/i.test(after) && /^\d{1,9}$/.test(written)) return { words: ordinal(Number(written)), pieces: 2 };
  const number = besideCurrency ? written.replace(/\.0+$/, '') : written;
  const unit = unitAt(pieces, index + 1);
  if (unit) return { words: [...readNumber(number), ...form(unit, written === '1')], pieces: 2 };
  return { words: readNumber(number), pieces: 1 };
}

const unitAt = (pieces: readonly Piece[], index: number): Forms | undefined => UNITS.get(pieces[index]?.text.toLowerCase() ?? '');

/** 48.00 € is forty eight euros, 12.50 € is twelve euros fifty. */
function speakMoney(written: string, currency: Forms): string[] {
  const [whole = '0', cents = ''] = written.replaceAll(',', '').split('.');
  const rest = Number(cents.padEnd(2, '0').slice(0, 2));
  const amount = whole.length > 12 ? readNumber(whole) : cardinal(Number(whole));
  return [...amount, ...form(currency, whole === '1'), ...(rest > 0 ? cardinal(rest) : [])];
}

function speakLetters(pieces: readonly Piece[], index: number): string[] {
  const { text } = pieces[index]!;
  const betweenNumbers = pieces[index - 1]?.kind === 'number' && pieces[index + 1]?.kind === 'number';
  if (/^x$/i.test(text) && betweenNumbers) return ['by'];
  const currency = CURRENCIES.get(text);
  if (currency) return form(currency, false);
  return [text];
}

function speakMark(mark: string, pieces: readonly Piece[], index: number): string[] {
  const before = pieces[index - 1];
  const after = pieces[index + 1];
  const fraction = FRACTIONS.get(mark);
  if (fraction) return before?.kind === 'number' ? afterWhole(fraction) : fraction.split(' ');
  if (mark === '-' && before?.kind === 'number' && after?.kind === 'number') return ['to'];
  if (mark === '.' && before?.kind === 'letters' && after?.kind === 'letters') return ['dot'];
  const currency = CURRENCIES.get(mark);
  if (currency) return after?.kind === 'number' ? [] : form(currency, false);
  return MARKS.get(mark)?.split(' ') ?? [];
}

/** 2½ is two and a half. */
const afterWhole = (fraction: string): string[] => ['and', ...(fraction.includes(' ') ? [] : ['a']), ...fraction.split(' ')];
