/** What an old file says of a birth, as far as it can be understood. `certain`: whether the year is exact and without a doubt. */
export type Born = { readonly year: number | null; readonly date: string | null; readonly certain: boolean };

const MONTHS = ['january', 'february', 'march', 'april', 'may', 'june', 'july', 'august', 'september', 'october', 'november', 'december'];
const NOBODY_KNOWS: Born = { year: null, date: null, certain: false };

/** Ways to write a birth, in the order in which they are tried. */
const PATTERNS: readonly (readonly [pattern: RegExp, read: (parts: readonly string[]) => Born | undefined])[] = [
  [/^(|unknown|n\/a|none|null|undefined|\?+)$/i, () => NOBODY_KNOWS],
  [/^([+-]?\d{1,6})(\?)?$/, ([year, doubt]) => ({ year: Number(year), date: null, certain: !doubt })],
  [/^([+-]?\d+)s\??$/, ([year]) => ({ year: Number(year), date: null, certain: false })],
  [/^(?:c\.?|ca\.?|circa|about|~)\s*([+-]?\d+)\??$/i, ([year]) => ({ year: Number(year), date: null, certain: false })],
  [
    /^(?:c\.?|ca\.?|circa)?\s*(\d+)s?\s*(BCE?|B\.C\.(?:E\.)?|CE|AD|A\.D\.)\??$/i,
    ([year, era]) => ({ year: withEra(Number(year), era ?? ''), date: null, certain: true }),
  ],
  [/^([+-]?\d{4,6})-(\d{1,2})-(\d{1,2})(?:[T ].*)?$/, ([year, month, day]) => dated(Number(year), Number(month), Number(day))],
  [/^(\d{4})\/(\d{1,2})\/(\d{1,2})$/, ([year, month, day]) => dated(Number(year), Number(month), Number(day))],
  [/^(\d{1,2})[/.](\d{1,2})[/.](\d{4})$/, ([first, second, year]) => dayOrMonth(Number(first), Number(second), Number(year))],
  [/^(\d{1,2})(?:st|nd|rd|th)?\s+([A-Za-z]+)\.?,?\s+(\d{3,4})$/, ([day, month, year]) => dated(Number(year), monthOf(month), Number(day))],
  [/^([A-Za-z]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{3,4})$/, ([month, day, year]) => dated(Number(year), monthOf(month), Number(day))],
  [
    /^([A-Za-z]+)\.?,?\s+(\d{3,4})$/,
    ([month, year]) => (monthOf(month) > 0 ? { year: Number(year), date: null, certain: true } : undefined),
  ],
];

/**
 * Reads a birth: a year (negative before the common era), `530s`, `1237?`, `c. 1500`, `44 BC`, `Unknown`, or a date in one of the
 * usual forms. Where day and month could be each other, only the year is taken. Nothing for what cannot be understood.
 */
export function readBorn(text: string): Born | undefined {
  const trimmed = text.trim();
  for (const [pattern, read] of PATTERNS) {
    const [, ...parts] = pattern.exec(trimmed) ?? [null];
    if (pattern.test(trimmed)) return read(parts as string[]);
  }
  return undefined;
}

/** The year 1 BCE is 0, as in ISO 8601. */
const withEra = (year: number, era: string): number => (/^b/i.test(era) ? 1 - year : year);

const monthOf = (name = ''): number => (name.length < 3 ? 0 : MONTHS.findIndex((month) => month.startsWith(name.toLowerCase())) + 1);

function dayOrMonth(first: number, second: number, year: number): Born | undefined {
  if (first > 12) return dated(year, second, first);
  if (second > 12) return dated(year, first, second);
  return first === second ? dated(year, first, second) : { year, date: null, certain: true };
}

function dated(year: number, month: number, day: number): Born | undefined {
  if (month < 1 || month > 12 || day < 1 || day > 31) return undefined;
  const isWritable = year >= 0 && year <= 9999;
  const two = (value: number): string => String(value).padStart(2, '0');
  return { year, date: isWritable ? `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}` : null, certain: true };
}
