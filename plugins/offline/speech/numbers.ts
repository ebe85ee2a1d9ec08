/** Numbers as English words, for a voice that reads letters only. */

const SMALL = [
  'zero',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
  'thirteen',
  'fourteen',
  'fifteen',
  'sixteen',
  'seventeen',
  'eighteen',
  'nineteen',
] as const;
const TENS = ['', '', 'twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'] as const;
const SCALES = [
  [1_000_000_000, 'billion'],
  [1_000_000, 'million'],
  [1_000, 'thousand'],
  [100, 'hundred'],
] as const;
const ORDINALS: Readonly<Record<string, string>> = {
  one: 'first',
  two: 'second',
  three: 'third',
  five: 'fifth',
  eight: 'eighth',
  nine: 'ninth',
  twelve: 'twelfth',
};

/** 24 → twenty four. Whole numbers below 10¹². */
export function cardinal(number: number): string[] {
  if (number < 20) return [SMALL[number]!];
  if (number < 100) return [TENS[Math.floor(number / 10)]!, ...(number % 10 ? cardinal(number % 10) : [])];
  const [size, name] = SCALES.find(([scale]) => number >= scale)!;
  return [...cardinal(Math.floor(number / size)), name, ...(number % size ? cardinal(number % size) : [])];
}

/** 24 → twenty fourth. */
export function ordinal(number: number): string[] {
  const words = cardinal(number);
  const last = words.pop()!;
  const regular = last.endsWith('y') ? `${last.slice(0, -1)}ieth` : `${last}th`;
  return [...words, ORDINALS[last] ?? regular];
}

/** 1989 → nineteen eighty nine, 1905 → nineteen oh five, 1900 → nineteen hundred. */
export function year(number: number): string[] {
  const rest = number % 100;
  if (number >= 2000 && number < 2010) return cardinal(number);
  const century = cardinal(Math.floor(number / 100));
  if (rest === 0) return [...century, 'hundred'];
  return [...century, ...(rest < 10 ? ['oh'] : []), ...cardinal(rest)];
}

const digitByDigit = (digits: string): string[] => Array.from(digits, (digit) => SMALL[Number(digit)]!);

/** Digits as written: "1,240", "9.5", "007", "1989". What is too long to be a quantity is read digit by digit. */
export function readNumber(written: string): string[] {
  const [whole = '', fraction] = written.replaceAll(',', '').split('.');
  const spoken = readWhole(whole, { mayBeYear: fraction === undefined && !written.includes(',') });
  return fraction === undefined ? spoken : [...spoken, 'point', ...digitByDigit(fraction)];
}

function readWhole(digits: string, { mayBeYear }: { mayBeYear: boolean }): string[] {
  const number = Number(digits);
  if (digits.length > 12 || (digits.length > 1 && digits.startsWith('0'))) return digitByDigit(digits);
  return mayBeYear && number >= 1100 && number < 2100 && digits.length === 4 ? year(number) : cardinal(number);
}
