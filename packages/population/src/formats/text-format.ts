import type { Field, Value } from '../fields.ts';

/** How one format writes a row: what stands before each cell, and what a value looks like in it. */
export type TextFormat = {
  readonly name: 'csv' | 'json' | 'jsonl' | 'fixed';
  /** What a file begins with. */
  readonly head: (fields: readonly Field[]) => string;
  readonly foot: string;
  /** Bytes of a file's first row that are left out: what parts it from the row before. */
  readonly skipFirst: number;
  /** What stands before a cell; `closes`: the quote of the cell before is still open; `opens`: this cell's is to be opened. */
  readonly before: (field: Field, at: number, quote: { readonly closes: boolean; readonly opens: boolean }) => string;
  readonly end: (closes: boolean) => string;
  /** Whether texts that the kernel puts together stand in quotes. */
  readonly quotes: boolean;
  readonly cell: (value: Value) => string;
  /** What cells look like: those of a dictionary that look the same are kept once. */
  readonly cells: 'plain' | 'guarded' | 'json';
};

const NEEDS_QUOTES = /[",\r\n]/;
/** What a spreadsheet takes for a formula at the beginning of a cell. */
const FORMULA = /^[=+\-@\t\r]/;

/** A cell by RFC 4180. */
export function csvCell(value: Value): string {
  const text = value === null ? '' : String(value);
  return NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A cell that no spreadsheet reads as a formula: an apostrophe stands before what begins as one (OWASP, CSV injection). */
export const guardedCell = (value: Value): string => csvCell(typeof value === 'string' && FORMULA.test(value) ? `'${value}` : value);

const csvHead = (fields: readonly Field[]): string => `${fields.map(({ name }) => name).join(',')}\n`;

/** CSV with a head, commas and single line ends. @param guarded - whether formulas are put out of action */
export const csvFormat = (guarded = false): TextFormat => ({
  ...{ name: 'csv', head: csvHead, foot: '', skipFirst: 0, quotes: false },
  ...(guarded ? { cell: guardedCell, cells: 'guarded' } : { cell: csvCell, cells: 'plain' }),
  // A phone number begins with a plus, and the kernel writes it.
  before: ({ kernel }, at) => `${at === 0 ? '' : ','}${guarded && kernel?.kind === 'phone' ? "'" : ''}`,
  end: () => '\n',
});

/** CSV in which every column has the same number of bytes, so that row n begins at n times the length of a row. */
export const fixedFormat = (): TextFormat => ({ ...csvFormat(), name: 'fixed', head: () => '' });

const key = ({ name }: Field): string => `${JSON.stringify(name)}:`;
const jsonCell = (value: Value): string => JSON.stringify(value);

/** A JSON object a line. */
export const jsonLinesFormat = (): TextFormat => ({
  ...{ name: 'jsonl', head: () => '', foot: '', skipFirst: 0, quotes: true, cell: jsonCell, cells: 'json' },
  before: (field, at, { closes, opens }) => `${closes ? '"' : ''}${at === 0 ? '{' : ','}${key(field)}${opens ? '"' : ''}`,
  end: (closes) => `${closes ? '"' : ''}}\n`,
});

/** One JSON array of objects. */
export const jsonFormat = (): TextFormat => ({
  ...jsonLinesFormat(),
  ...{ name: 'json', head: () => '[\n', foot: '\n]\n', skipFirst: 2 },
  before: (field, at, { closes, opens }) => `${closes ? '"' : ''}${at === 0 ? ',\n{' : ','}${key(field)}${opens ? '"' : ''}`,
  end: (closes) => `${closes ? '"' : ''}}`,
});
