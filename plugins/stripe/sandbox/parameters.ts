import type { Form, FormValue } from './form.ts';
import { invalid } from './refusal.ts';

/** Reads one parameter, or refuses it as Stripe does. `undefined` is one that was not given. */
type Reader<T> = (value: FormValue | undefined, param: string) => T;
type Shape = Readonly<Record<string, Reader<unknown>>>;

/** What an operation takes, read; anything else is refused. */
export type Read<S extends Shape> = { readonly [Name in keyof S]: ReturnType<S[Name]> };

export function readParameters<S extends Shape>(form: Form, shape: S): Read<S> {
  const unknown = Object.keys(form).find((name) => !Object.hasOwn(shape, name));
  if (unknown !== undefined) throw invalid(`Received unknown parameter: ${unknown}`, { code: 'parameter_unknown', param: unknown });
  return Object.fromEntries(Object.entries(shape).map(([name, read]) => [name, read(form[name], name)])) as Read<S>;
}

export const optional =
  <T>(read: Reader<T>): Reader<T | undefined> =>
  (value, param) =>
    value === undefined ? undefined : read(value, param);

const given = (value: FormValue | undefined, param: string): FormValue => {
  if (value === undefined) throw invalid(`Missing required param: ${param}.`, { code: 'parameter_missing', param });
  return value;
};

export const text: Reader<string> = (value, param) => {
  const read = given(value, param);
  if (typeof read === 'string' && read !== '') return read;
  throw invalid(`Invalid string: ${param}`, { param });
};

export const longest =
  (length: number): Reader<string> =>
  (value, param) => {
    const read = text(value, param);
    if (read.length > length) throw invalid(`Invalid string: ${param} may be at most ${length} characters long`, { param });
    return read;
  };

export const integer: Reader<number> = (value, param) => {
  const read = given(value, param);
  if (typeof read === 'string' && /^-?\d{1,12}$/.test(read)) return Number(read);
  throw invalid(`Invalid integer: ${String(read)}`, { code: 'parameter_invalid_integer', param });
};

export const oneOf =
  <const Value extends string>(...values: readonly Value[]): Reader<Value> =>
  (value, param) => {
    const read = given(value, param);
    const known = values.find((candidate) => candidate === read);
    if (known === undefined) throw invalid(`Invalid ${param}: must be one of ${values.join(', ')}`, { param });
    return known;
  };

export const texts: Reader<readonly string[]> = (value, param) => {
  const read = given(value, param);
  if (Array.isArray(read) && read.every((part) => typeof part === 'string')) return read as readonly string[];
  throw invalid(`Invalid array: ${param}`, { param });
};

/** At most 50 names of 40 characters, values of 500. */
export const metadata: Reader<Readonly<Record<string, string>>> = (value, param) => {
  const entries = Object.entries(group(value, param)).map(([name, part]) => [name, typeof part === 'string' ? part : ''] as const);
  const tooLong = entries.find(([name, part]) => name.length > 40 || part.length > 500);
  if (tooLong) throw invalid('Metadata values can have up to 500 characters, their names up to 40.', { param: `${param}[${tooLong[0]}]` });
  if (entries.length > 50) throw invalid('Metadata can have up to 50 names.', { param });
  return Object.fromEntries(entries);
};

export const group: Reader<Form> = (value, param) => {
  const read = given(value, param);
  if (typeof read === 'object' && !Array.isArray(read)) return read as Form;
  throw invalid(`Invalid object: ${param}`, { param });
};

export type Range = { readonly gte: number; readonly lt: number };

/** A span of `created`, with all four ends that Stripe has. */
export const range: Reader<Range> = (value, param) => {
  const ends = readParameters(group(value, param), {
    gt: optional(integer),
    gte: optional(integer),
    lt: optional(integer),
    lte: optional(integer),
  });
  const gte = Math.max(ends.gte ?? 0, (ends.gt ?? -1) + 1);
  return { gte, lt: Math.min(ends.lt ?? Number.MAX_SAFE_INTEGER, (ends.lte ?? Number.MAX_SAFE_INTEGER - 1) + 1) };
};

export const flag: Reader<boolean> = (value, param) => oneOf('true', 'false')(value, param) === 'true';

/** What every list takes. */
export const PAGE = {
  limit: optional(integer),
  starting_after: optional(text),
  ending_before: optional(text),
  expand: optional(texts),
} as const;
