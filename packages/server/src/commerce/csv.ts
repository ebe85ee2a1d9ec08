import { refuseField } from '#platform';

/** One line of a table: its number in the text, and what stands in a column; empty where there is no such column. */
export type CsvRow<Column extends string> = { readonly number: number; readonly cell: (column: Column) => string };

type Table<Column extends string> = {
  readonly columns: readonly Column[];
  /** Those without which nothing can be read. */
  readonly required: readonly Column[];
  /** What the lines are called, and how many there may be. */
  readonly what: string;
  readonly most: number;
};

/**
 * Reads a table from CSV: a first line with the columns, in any order, then a row a line. Commas or semicolons divide; quotes hold what has
 * either.
 * @throws BottegaError invalid_input for the field `csv`
 */
export function readCsv<Column extends string>(text: string, { columns: known, required, what, most }: Table<Column>): CsvRow<Column>[] {
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  const numbered = lines.map((line, at) => ({ line, number: at + 1 })).filter(({ line }) => line.trim() !== '');
  const [head, ...rows] = numbered;
  if (!head) refuseField('csv', 'Send at least one line.');
  const separator = head.line.includes(';') ? ';' : ',';
  const columns = splitLine(head.line, separator).map((name) => name.trim().toLowerCase());
  const unknown = columns.find((name) => !known.some((column) => column === name));
  if (unknown !== undefined) refuseField('csv', `There is no column “${unknown}”: use ${known.join(', ')}.`);
  if (required.some((column) => !columns.includes(column)))
    refuseField('csv', `The first line has to name the columns ${required.join(' and ')}.`);
  if (rows.length > most) refuseField('csv', `Send at most ${most} ${what}s at once; there are ${rows.length}.`);
  if (rows.length === 0) refuseField('csv', `Send at least one ${what}.`);
  return rows.map(({ line, number }) => {
    const cells = splitLine(line, separator);
    return { number, cell: (column) => cells[columns.indexOf(column)]?.trim() ?? '' };
  });
}

function splitLine(line: string, separator: string): string[] {
  const cells: string[] = [];
  let cell = '';
  let quoted = false;
  for (let at = 0; at < line.length; at++) {
    const character = line[at]!;
    if (character === '"' && quoted && line[at + 1] === '"') {
      cell += '"';
      at++;
    } else if (character === '"') quoted = !quoted;
    else if (character === separator && !quoted) {
      cells.push(cell);
      cell = '';
    } else cell += character;
  }
  return [...cells, cell];
}
