import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';

/** One row of a table, by the names in its head. */
export type Row = Readonly<Record<string, string>>;

/** A folder of source figures. Files that end in `.gz` are opened on the way. */
export type Facts = { readonly text: (name: string) => string; readonly table: (name: string) => Row[] };

/** @param folder - where the figures lie that SOURCES.md describes */
export function openFacts(folder: string): Facts {
  const text = (name: string): string => {
    const bytes = readFileSync(path.join(folder, name));
    return (name.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  };
  return { text, table: (name) => toRows(text(name)) };
}

function toRows(text: string): Row[] {
  const [head = '', ...lines] = text.trimEnd().split(/\r?\n/);
  const names = cellsOf(head);
  return lines.map((line) => {
    const cells = cellsOf(line);
    return Object.fromEntries(names.map((name, at) => [name, cells[at] ?? '']));
  });
}

/** The cells of one line; a cell in quotes may hold commas, and a quote twice stands for one. No cell here holds a line break. */
const cellsOf = (line: string): string[] =>
  [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '');

/** A figure of a table that has to be there. @throws Error where it is not */
export function numberOf(row: Row, name: string): number {
  const value = Number(row[name]);
  if (row[name] === undefined || row[name] === '' || Number.isNaN(value)) throw new Error(`No figure "${name}" in ${JSON.stringify(row)}.`);
  return value;
}

/** What the table of territories says of one. Languages: tag, percent who use it, official status. */
export type Territory = {
  readonly name: string;
  readonly iso3?: string;
  readonly pop: number;
  readonly gdp_ppp?: number;
  readonly literacy?: number;
  readonly langs: readonly (readonly [string, number, string])[];
  readonly currency: string;
  readonly calling?: number | string;
  readonly capital?: string;
  readonly continent?: string;
};

export const readTerritories = (facts: Facts): Record<string, Territory> =>
  JSON.parse(facts.text('territories.json')) as Record<string, Territory>;

/** The groups of rows that share a key, in the order of their first row. */
export function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}
