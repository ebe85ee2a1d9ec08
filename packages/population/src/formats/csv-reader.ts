import { badInput } from '../errors.ts';

/** A row of cells, and the line of the file on which it begins (from 1). */
export type CsvRow = { readonly line: number; readonly cells: string[] };

const QUOTE = '"';

/**
 * Reads CSV by RFC 4180 piece by piece: quoted cells may hold commas, line ends and doubled quotes; a byte-order mark is left
 * out, and a line end may be `\n`, `\r\n` or `\r`. A quote inside a cell that does not begin with one is a letter like any other.
 * @throws PopulationError for a quote that never closes
 */
export function* readCsv(pieces: Iterable<string>): Generator<CsvRow> {
  const state = createState();
  let isFirst = true;
  for (const piece of pieces) {
    yield* take(state, isFirst ? piece.replace(/^\uFEFF/, '') : piece);
    isFirst = false;
  }
  if (state.quoted === 'open') throw badInput(`The CSV is broken: a quote in the row of line ${state.rowLine} never closes.`);
  if (state.cell !== '' || state.cells.length > 0 || state.quoted === 'closed') yield endRow(state);
}

type State = {
  cell: string;
  cells: string[];
  /** Whether the cell is in quotes, and whether they have closed, perhaps only before another quote. */
  quoted: 'no' | 'open' | 'closed';
  line: number;
  rowLine: number;
  afterReturn: boolean;
};

const createState = (): State => ({ cell: '', cells: [], quoted: 'no', line: 1, rowLine: 1, afterReturn: false });

function* take(state: State, piece: string): Generator<CsvRow> {
  let from = 0;
  for (let at = 0; at < piece.length; at++) {
    const letter = piece[at] as string;
    if (state.quoted === 'open' ? letter !== QUOTE && letter !== '\n' : letter > ',' && state.quoted === 'no' && !state.afterReturn)
      continue;
    state.cell += piece.slice(from, at);
    from = at + 1;
    const row = turn(state, letter);
    if (row) yield row;
  }
  state.cell += piece.slice(from);
}

/** What a letter that may mean something does. Answers a row that it ends. */
function turn(state: State, letter: string): CsvRow | undefined {
  const followsReturn = state.afterReturn;
  state.afterReturn = false;
  if (letter === '\n') state.line++;
  if (state.quoted === 'open') {
    if (letter === QUOTE) state.quoted = 'closed';
    else state.cell += letter;
    return undefined;
  }
  if (letter === '\n' && followsReturn) {
    state.rowLine = state.line;
    return undefined;
  }
  if (letter === QUOTE) {
    if (state.quoted === 'closed') {
      state.cell += QUOTE; // the second of two
      state.quoted = 'open';
    } else if (state.cell === '') state.quoted = 'open';
    else state.cell += QUOTE;
    return undefined;
  }
  if (letter === ',') {
    endCell(state);
    return undefined;
  }
  if (letter === '\n' || letter === '\r') {
    if (letter === '\r') state.afterReturn = true;
    return endRow(state);
  }
  state.cell += letter;
  return undefined;
}

function endCell(state: State): void {
  state.cells.push(state.cell);
  state.cell = '';
  state.quoted = 'no';
}

function endRow(state: State): CsvRow {
  endCell(state);
  const row = { line: state.rowLine, cells: state.cells };
  state.cells = [];
  state.rowLine = state.line;
  return row;
}
