import { below } from './hash.ts';
import type { Row } from './row.ts';

/** Where each draw of a field begins: no two fields share one. */
const DRAW = { literate: 20, schooling: 21, income: 22, first: 23, second: 24 };

const ADULT = 18;
const SCHOOL = 6;
/** Before this, there are no schools to speak of. */
const FIRST_SCHOOLS = 1850;

const isBelow = (row: Row, draw: number, percent: number): boolean => below(row.bits(draw), 10_000) < percent * 100;

/**
 * Schooling that was finished (ISCED 2011, in four steps), in keeping with age and work: who works at skill level 4 has tertiary
 * schooling; who reads and writes, by the country's literacy, has at least primary. Shares are our own.
 */
export function educationOf(row: Row): 'none' | 'primary' | 'secondary' | 'tertiary' {
  const age = row.age ?? ADULT + 10;
  if (row.code('cohort') < FIRST_SCHOOLS || age < SCHOOL) return 'none';
  const { level, name } = row.occupation;
  if (level === 4) return 'tertiary';
  if (name === 'Student') return age < 12 ? 'none' : age < 18 ? 'primary' : 'secondary';
  if (level === 3) return isBelow(row, DRAW.schooling, 60) ? 'tertiary' : 'secondary';
  if (level !== 2 && !isBelow(row, DRAW.literate, row.country.literacy)) return 'none';
  if (age < ADULT) return 'primary';
  return isBelow(row, DRAW.schooling, level === 1 ? 35 : 65) ? 'secondary' : 'primary';
}

export const INCOME_BANDS = ['none', 'lowest fifth', 'second fifth', 'middle fifth', 'fourth fifth', 'highest fifth'] as const;

/** In percent, how many of each skill level are in each fifth of a country's incomes; level 0 lives on pensions and others' work. */
const FIFTHS: readonly (readonly number[])[] = [
  [45, 30, 15, 7, 3],
  [40, 30, 17, 9, 4],
  [20, 26, 26, 18, 10],
  [5, 12, 23, 32, 28],
  [2, 6, 14, 28, 50],
];

/** The fifth of the country's incomes; children and students have none of their own. */
export function incomeBandOf(row: Row): (typeof INCOME_BANDS)[number] {
  const { level, name } = row.occupation;
  if (name === 'Child' || name === 'Student' || name === 'Young helper') return 'none';
  const shares = FIFTHS[level] ?? [];
  let left = below(row.bits(DRAW.income), 100);
  const fifth = shares.findIndex((share) => {
    left -= share;
    return left < 0;
  });
  return INCOME_BANDS[fifth + 1] ?? 'middle fifth';
}

/** Languages as BCP 47 tags with a space between: one that many speak, and perhaps a second. Nobody knows those of before writing. */
export function languagesOf(row: Row): string {
  const { languages } = row.country;
  const total = languages.reduce((sum, [, percent]) => sum + percent, 0);
  if (row.code('cohort') < -3000 || total === 0) return 'und';
  const pick = (draw: number): string => {
    let left = (below(row.bits(draw), 1_000_000) / 1_000_000) * total;
    const found = languages.find(([, percent]) => {
      left -= percent;
      return left < 0;
    });
    return (found ?? languages[0])?.[0] ?? 'und';
  };
  const [first, second] = [pick(DRAW.first), pick(DRAW.second)];
  // Shares of a country add up to more than a hundred where many speak two languages.
  return first === second || (row.age ?? ADULT) < 3 ? first : `${first} ${second}`;
}
