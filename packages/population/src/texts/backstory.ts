import { REFERENCE_YEAR } from '../eras.ts';
import type { Row } from '../row.ts';

/** First draw of the choices between phrases that say the same. */
const FIRST_DRAW = 80;
const FIRST_FARMERS = -8000;
const FIRST_WRITING = -3000;
const ADULT = 18;

/** How a person is spoken of: by gender, as `GENDERS` lists them. */
type Voice = {
  readonly who: string;
  readonly whose: string;
  readonly is: string;
  readonly has: string;
  readonly verb: (stem: string) => string;
};

const inSingular = (stem: string): string => `${stem}s`;
const VOICES: readonly Voice[] = [
  { who: 'He', whose: 'his', is: 'is', has: 'has', verb: inSingular },
  { who: 'She', whose: 'her', is: 'is', has: 'has', verb: inSingular },
  { who: 'They', whose: 'their', is: 'are', has: 'have', verb: (stem) => stem },
];

/** What a person likes and does is no field, so nothing gainsays it. Verbs are stems. */
const LIKES = [
  ...['early mornings', 'long walks', 'a good story', 'the smell of rain', 'quiet evenings', 'company', 'music', 'a full table'],
  ...['the night sky', 'making things'],
];
const HABITS: readonly (readonly [stem: string, rest: string])[] = [
  ...([
    ['dislike', 'haste'],
    ['forget', 'few faces'],
    ['keep', 'promises'],
    ['laugh', 'easily'],
    ['ask', 'many questions'],
  ] as const),
];

/** What is said of those who do no work for others; the rest of a sentence after `He` or `She`. */
const WITHOUT_WORK: Readonly<Record<string, (voice: Voice) => string>> = {
  Child: ({ is }) => `${is} still a small child`,
  Student: ({ is }) => `${is} at school or at university`,
  Retired: ({ has }) => `${has} retired`,
  Elder: ({ is }) => `${is} one of the old people to whom others listen`,
  'Young helper': ({ verb }) => `${verb('help')} the grown-ups at their work`,
  'Homemaker or not working': ({ is }) => `${is} not in paid work`,
};

/**
 * A few sentences from the person's own facts: when they were born and where they live, their work, their family. Nothing is said
 * that a field does not hold, so that none of it can contradict one.
 */
export function backstoryOf(row: Row): string {
  const voice = VOICES[row.code('gender')] as Voice;
  return [birth(row), work(row, voice), family(row, voice), close(row, voice)].filter((sentence) => sentence !== '').join(' ');
}

const choose = <T>(row: Row, at: number, phrases: readonly T[]): T => phrases[row.bits(FIRST_DRAW + at) % phrases.length] as T;

/** `in 1987`, or `some 50,000 years before our era`. */
function when(year: number): string {
  if (year > 0) return `in ${year}`;
  const before = 1 - year;
  return before > 10_000 ? `some ${Math.round(before / 1000)},000 years before our era` : `in ${before} BCE`;
}

/** Where a person lives is a field; where they were born is none, so of that only the time is told. */
function birth(row: Row): string {
  const { name, country, city, birthYear } = row;
  if (row.code('cohort') < FIRST_WRITING) return `${name} was born ${when(birthYear)}, near where ${city} in ${country.name} stands today.`;
  const isToCome = row.age === null && birthYear > REFERENCE_YEAR;
  const lives = isToCome ? 'will live' : row.age === null ? 'lived' : 'lives';
  const town = choose(row, 0, [`in or near ${city}`, `not far from ${city}`, `in the parts around ${city}`]);
  return `${name} ${isToCome ? 'will be' : 'was'} born ${when(birthYear)} and ${lives} ${town}, ${country.name}.`;
}

function work(row: Row, voice: Voice): string {
  const { name } = row.occupation;
  const idle = WITHOUT_WORK[name];
  if (idle) return `${voice.who} ${idle(voice)}.`;
  const trade = name.toLowerCase().replace('ict', 'ICT');
  if (row.code('cohort') >= FIRST_FARMERS) return `${row.age === null ? 'The work' : 'Work'}: ${trade}.`;
  return `Among ${voice.whose} people, the task is that of ${/^[aeiou]/.test(trade) ? 'an' : 'a'} ${trade}.`;
}

function family(row: Row, voice: Voice): string {
  const { households, identity } = row;
  const children = households.childrenOf(identity).length;
  const living = row.age === null ? '' : 'living ';
  const kin = [
    households.spouseOf(identity) ? `a ${row.isMale ? 'wife' : 'husband'}` : '',
    children > 0 ? `${children === 1 ? 'one' : children} ${living}${children === 1 ? 'child' : 'children'}` : '',
  ].filter((one) => one !== '');
  if (kin.length > 0) return `The family: ${kin.join(' and ')}.`;
  const isYoung = (row.age ?? ADULT) < ADULT;
  return isYoung && households.motherOf(identity) ? `At home there is ${voice.whose} mother.` : '';
}

function close(row: Row, { who, verb }: Voice): string {
  const [stem, rest] = choose(row, 2, HABITS);
  return `${who} ${verb('like')} ${choose(row, 1, LIKES)} and ${verb(stem)} ${rest}.`;
}
