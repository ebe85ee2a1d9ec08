import { createCensus, DEFAULT_COLUMNS, ERAS, FIELDS, type Person, type Population, SPECIES, TIMELINES } from '@bottega/population';
import { loadModel, openPopulation } from '@bottega/population/node';
import { namesOf, type PopulationFlags, populationOf, wholeNumber, withEnvironment, withSentences } from './people-settings.ts';
import { grouped, printAnswer, style } from './terminal.ts';

export type ShowOptions = PopulationFlags & { readonly columns?: string };

/** The year whose seat is told of who is looked up by rank of birth. */
const PRESENT = 2026;

/** `bottega people show`: one person, how the index counts them, and their index by the other count. */
export function runPeopleShow(index: string, flags: ShowOptions): Promise<void> {
  return withSentences(() => {
    const options = withEnvironment(flags);
    const population = openPopulation(populationOf(options));
    const number = wholeNumber('The index', index);
    const person = population.person(number, options.columns ? namesOf(options.columns) : DEFAULT_COLUMNS);
    const counts = countsOf(population, number);
    printAnswer(options, { ...counts, person }, [describeCounts(counts), ...linesOf(person)].join('\n'));
  });
}

type Counts = {
  readonly space: string;
  readonly index: number;
  readonly year: number;
  readonly other: { readonly space: string; readonly index: number | null };
};

function countsOf({ universe, model, options }: Population, index: number): Counts {
  const identity = universe.identityOf(index);
  if (universe.year !== null) {
    return { space: universe.space, index, year: universe.year, other: { space: 'birth rank', index: universe.rankOf(identity) } };
  }
  const { timeline, species } = universe;
  const isThere = PRESENT >= species.first && PRESENT <= species.last && PRESENT <= timeline.last;
  const living = isThere ? createCensus(model, { ...options, year: PRESENT }).universe.indexOf(identity) : null;
  return { space: universe.space, index, year: PRESENT, other: { space: 'seat', index: living } };
}

function describeCounts({ space, index, year, other }: Counts): string {
  if (space === 'seat') {
    const rank = other.index === null ? 'no rank of birth here: moved to the country' : `rank of birth ${grouped(other.index)}`;
    return style('bold', `Seat ${grouped(index)} among the living of ${year} (${rank})`);
  }
  const seat = other.index === null ? `not among the living of ${year}` : `seat ${grouped(other.index)} among the living of ${year}`;
  return style('bold', `Rank of birth ${grouped(index)} among all ever born (${seat})`);
}

const linesOf = (person: Person): string[] => Object.entries(person).map(([name, value]) => `${name.padEnd(22)} ${value ?? '–'}`);

/** `bottega people countries`. */
export function runPeopleCountries({ json }: { readonly json?: boolean }): void {
  const { countries } = loadModel();
  const lines = countries.map(
    ({ code, iso3, currency, script, name }) => `${code}  ${iso3.padEnd(3)}  ${currency}  ${script.padEnd(10)}  ${name}`,
  );
  printAnswer({ json }, countries, lines.join('\n'));
}

/** `bottega people dictionary`: what each column means, and the tables of the namespaces. */
export function runPeopleDictionary({ json }: { readonly json?: boolean }): void {
  const columns = FIELDS.map(({ name, type, optional, meaning }) => ({
    name,
    type,
    optional,
    meaning,
    default: DEFAULT_COLUMNS.includes(name),
  }));
  const dictionary = { columns, timelines: TIMELINES, species: SPECIES, eras: ERAS };
  const lines = [
    style('bold', 'Columns (those with a star unless others are asked for)'),
    ...columns.map((column) => `${column.default ? '*' : ' '} ${column.name.padEnd(22)} ${column.type.padEnd(8)} ${column.meaning}`),
    style('bold', 'Timelines'),
    ...TIMELINES.map(
      ({ name, branches, last, meaning }) =>
        `  ${name.padEnd(18)} ${branches === null ? 'our people' : `own people from ${branches}`} to ${last}: ${meaning}`,
    ),
    style('bold', 'Species'),
    ...SPECIES.map(({ name, first, last, source }) => `  ${name.padEnd(18)} ${first} to ${last}: ${source}`),
    style('bold', 'Eras, by year of birth'),
    ...Object.entries(ERAS).map(([name, [first, last]]) => `  ${name.padEnd(18)} ${first} to ${last}`),
  ];
  printAnswer({ json }, dictionary, lines.join('\n'));
}
