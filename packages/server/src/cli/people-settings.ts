import { type Filter, type OrderName, PopulationError, type PopulationOptions } from '@bottega/population';
import { BottegaError } from '#errors';

/** Options of commands that make people, as the command line gives them. */
export type PopulationFlags = {
  readonly seed?: string;
  readonly year?: string;
  readonly timeline?: string;
  readonly species?: string;
  readonly json?: boolean;
};

export type SliceFlags = PopulationFlags & {
  readonly country?: string;
  readonly sex?: string;
  readonly ages?: string;
  readonly era?: string;
  readonly born?: string;
  readonly order?: string;
  readonly columns?: string;
  readonly format?: string;
  readonly guardFormulas?: boolean;
  readonly workers?: string;
};

/** Options that the environment may give: `BOTTEGA_PEOPLE_SEED`, and as the old application called it `TRILLIONS_SEED`. */
const FROM_ENVIRONMENT = ['seed', 'year', 'timeline', 'species', 'country', 'order', 'columns', 'format', 'workers'] as const;

/** The options with those of the environment behind them. An old variable is read with a notice on standard error. */
export function withEnvironment<T extends SliceFlags>(flags: T, environment = process.env): T {
  const found = FROM_ENVIRONMENT.flatMap((name) => {
    const [now, old] = [`BOTTEGA_PEOPLE_${name.toUpperCase()}`, `TRILLIONS_${name.toUpperCase()}`];
    if (environment[now]) return [[name, environment[now]] as const];
    if (!environment[old]) return [];
    process.stderr.write(`${old} is an old name; call it ${now}.\n`);
    return [[name, environment[old]] as const];
  });
  return { ...Object.fromEntries(found), ...flags };
}

export const populationOf = ({ seed, year, timeline, species }: PopulationFlags): PopulationOptions => ({
  ...(seed === undefined ? {} : { seed: wholeNumber('--seed', seed) }),
  ...(year === undefined ? {} : { year: wholeNumber('--year', year) }),
  ...(timeline === undefined ? {} : { timeline }),
  ...(species === undefined ? {} : { species }),
});

export const filterOf = ({ country, sex, ages, era, born }: SliceFlags): Filter => ({
  ...(country === undefined ? {} : { country }),
  ...(sex === undefined ? {} : { sex: sex as 'female' }),
  ...(ages === undefined ? {} : { ages: span('--ages', ages, /^(\d+)-(\d+)$/, '18-65') }),
  ...(era === undefined ? {} : { era: era as 'past' }),
  ...(born === undefined ? {} : { born: span('--born', born, /^(-?\d+)\.\.(-?\d+)$/, '1950..1999') }),
});

export const orderOf = ({ order }: SliceFlags, otherwise: OrderName): OrderName => (order ?? otherwise) as OrderName;

/** Names with commas between them. */
export const namesOf = (columns: string): string[] => columns.split(',').map((name) => name.trim());

/** @throws BottegaError for what is no whole number */
export function wholeNumber(option: string, text: string): number {
  const value = Number(text.replaceAll(/[_,]/g, ''));
  if (text.trim() === '' || !Number.isSafeInteger(value))
    throw new BottegaError('invalid_input', `${option} takes a whole number, not "${text}".`);
  return value;
}

/** @throws BottegaError for what is no whole number above 0 */
export function countingNumber(option: string, text: string): number {
  const value = wholeNumber(option, text);
  if (value < 1) throw new BottegaError('invalid_input', `${option} takes a whole number from 1 on, not ${text}.`);
  return value;
}

function span(option: string, text: string, pattern: RegExp, example: string): [number, number] {
  const [, first, last] = pattern.exec(text) ?? [];
  if (first === undefined || last === undefined)
    throw new BottegaError('invalid_input', `${option} takes two numbers such as ${example}, not "${text}".`);
  return [Number(first), Number(last)];
}

/** Runs a command; a failure of the library ends it as one of ours, with exit code 2 for bad input and 1 for the rest. */
export async function withSentences<T>(work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof PopulationError)) throw error;
    throw new BottegaError(error.kind === 'bad_input' ? 'invalid_input' : 'people_failed', error.message, { cause: error });
  }
}
