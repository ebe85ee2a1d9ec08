import type { Row } from '../row.ts';

/** First draw of the choices between phrases that say the same. */
const FIRST_DRAW = 80;
const FIRST_FARMERS = -8000;
const FIRST_WRITING = -3000;
const ADULT = 18;

/**
 * A few sentences from the person's own facts: when and where they were born, their work, their family. Nothing is said that a
 * field does not hold, so that none of it can contradict one.
 */
export function backstoryOf(row: Row): string {
  return [birth(row), work(row), family(row), close(row)].filter((sentence) => sentence !== '').join(' ');
}

const choose = (row: Row, at: number, phrases: readonly string[]): string => phrases[row.bits(FIRST_DRAW + at) % phrases.length] as string;

const heOrShe = (row: Row): string => (row.code('gender') === 2 ? 'They' : row.code('gender') === 0 ? 'He' : 'She');
const has = (row: Row): string => (row.code('gender') === 2 ? 'have' : 'has');
const is = (row: Row): string => (row.code('gender') === 2 ? 'are' : 'is');

/** `in 1987`, or `some 50,000 years before our era`. */
function when(year: number): string {
  if (year > 0) return `in ${year}`;
  const before = 1 - year;
  return before > 10_000 ? `some ${Math.round(before / 1000).toLocaleString('en')},000 years before our era` : `in ${before} BCE`;
}

function birth(row: Row): string {
  const [name, country] = [row.name, row.country.name];
  if (row.code('cohort') < FIRST_WRITING)
    return `${name} was born ${when(row.birthYear)}, near where ${row.city} in ${country} stands today.`;
  const verb = row.universe.year === null && row.birthYear > 2026 ? 'will be born' : 'was born';
  const town = choose(row, 0, [`in or near ${row.city}`, `not far from ${row.city}`, `in the parts around ${row.city}`]);
  // Where a person lives is a field; where they were born is none, so only the time is told.
  return `${name} ${verb} ${when(row.birthYear)} and ${verb === 'was born' ? (row.age === null ? 'lived' : 'lives') : 'will live'} ${town}, ${country}.`;
}

function work(row: Row): string {
  const { name, level } = row.occupation;
  const [who, age] = [heOrShe(row), row.age];
  if (name === 'Child') return `${who} ${is(row)} still a small child.`;
  if (name === 'Student') return `${who} ${is(row)} at school or at university.`;
  if (name === 'Retired') return `${who} ${has(row)} retired.`;
  if (name === 'Elder') return `${who} ${is(row)} one of the old people to whom others listen.`;
  if (name === 'Young helper') return `${who} ${row.code('gender') === 2 ? 'help' : 'helps'} the grown-ups at their work.`;
  if (level === 0) return `${who} ${is(row)} not in paid work.`;
  const trade = name.toLowerCase().replace('ict', 'ICT');
  const [article, verb] = [/^[aeiou]/.test(trade) ? 'an' : 'a', age === null ? 'The work' : 'Work'];
  if (row.code('cohort') < FIRST_FARMERS)
    return `Among ${who === 'They' ? 'their' : who === 'He' ? 'his' : 'her'} people, the task is that of ${article} ${trade}.`;
  return `${verb}: ${trade}.`;
}

function family(row: Row): string {
  const { households, identity } = row;
  const [spouse, children] = [households.spouseOf(identity), households.childrenOf(identity).length];
  const many = children === 1 ? 'one child' : `${children} children`;
  const living = row.age === null ? '' : ' living';
  if (spouse && children > 0) return `The family: a ${row.isMale ? 'wife' : 'husband'} and ${many.replace(' ', `${living} `)}.`;
  if (spouse) return `The family: a ${row.isMale ? 'wife' : 'husband'}.`;
  if (children > 0) return `The family: ${many.replace(' ', `${living} `)}.`;
  return (row.age ?? ADULT) < ADULT && households.motherOf(identity)
    ? `At home there is ${heOrShe(row) === 'He' ? 'his' : heOrShe(row) === 'She' ? 'her' : 'their'} mother.`
    : '';
}

/** What a person likes is no field, so nothing gainsays it. */
function close(row: Row): string {
  const likes = [
    'early mornings',
    'long walks',
    'a good story',
    'the smell of rain',
    'quiet evenings',
    'company',
    'music',
    'a full table',
    'the night sky',
    'making things',
  ];
  return `${heOrShe(row)} ${heOrShe(row) === 'They' ? 'like' : 'likes'} ${choose(row, 1, likes)} and ${choose(
    row,
    2,
    ['dislikes haste', 'forgets few faces', 'keeps promises', 'laughs easily', 'asks many questions'].map((phrase) =>
      heOrShe(row) === 'They' ? phrase.replace(/^(\w+?)s\b/, '$1') : phrase,
    ),
  )}.`;
}
