import { writeFileSync } from 'node:fs';
import { type AuditReport, auditRows } from '../audit.ts';
import { badInput } from '../errors.ts';
import type { Value } from '../fields.ts';
import { csvCell } from '../formats/text-format.ts';
import { readCsv } from '../formats/csv-reader.ts';
import { createTableColumn } from '../formats/parquet-columns.ts';
import { createParquetWriter } from '../formats/parquet.ts';
import type { FileFormat } from '../job.ts';
import { MIGRATED_COLUMNS, type Migrated, migrateRow } from '../migrate/migrate-row.ts';
import { BACKUP_CELLS, type OldFile, recognise, sortByHead, sortByLooks } from '../migrate/old-files.ts';
import { type ValidationReport, validateRows } from '../validate.ts';
import { loadModel } from './open-population.ts';
import { readTable, readText, type TableRow } from './read-table.ts';
import { explain, writePieces } from './half-file.ts';
import { ZSTD } from './zstd.ts';

/** Compares a file of people with the published figures. @throws PopulationError for a file that cannot be read */
export const auditFile = (file: string, { year }: { readonly year?: number } = {}): AuditReport =>
  auditRows(loadModel(), valuesOf(readTable(file)), year);

function* valuesOf(rows: Iterable<TableRow>): Generator<TableRow['values']> {
  for (const { values } of rows) yield values;
}

/** Checks every row of a file. @throws PopulationError for a file that is broken */
export const validateFile = (file: string): ValidationReport => validateRows(loadModel(), readTable(file));

/** A row that was not loaded, by the line of the old file on which it begins. */
export type Rejected = { readonly line: number; readonly reason: string; readonly cells: readonly string[] };

export type MigrationReport = {
  readonly file: string;
  readonly kind: OldFile['kind'];
  readonly rows: number;
  readonly loaded: number;
  /** Rows that were loaded with something odd about them. */
  readonly remarked: number;
  readonly rejected: readonly Rejected[];
};

export type MigrateOptions = { readonly out: string; readonly report?: string | undefined; readonly format: FileFormat };

const CHUNK_ROWS = 2000;

/** Reads a file of the application before this one and writes what it holds anew. Every row is loaded or listed. */
export async function migrateFile(file: string, { out, report, format }: MigrateOptions): Promise<MigrationReport> {
  if (format === 'xlsx') throw badInput('A migration is written as CSV, JSON, JSON Lines or Parquet.');
  const state = { kind: 'backup' as OldFile['kind'], rows: 0, loaded: 0, remarked: 0, rejected: [] as Rejected[] };
  await writePieces(out, writeTable(readOldRows(file, state), format));
  const made: MigrationReport = { file, ...state };
  if (report !== undefined) writeReport(report, made);
  return made;
}

function writeReport(path: string, report: MigrationReport): void {
  try {
    writeFileSync(path, `${JSON.stringify(report, null, 2)}\n`);
  } catch (error) {
    throw explain(error, path, 'The people are written.');
  }
}

type State = { kind: OldFile['kind']; rows: number; loaded: number; remarked: number; readonly rejected: Rejected[] };

function* readOldRows(file: string, state: State): Generator<Migrated> {
  const model = loadModel();
  let old: OldFile | undefined;
  for (const { line, cells } of readCsv(readText(file))) {
    if (cells.length === 1 && cells[0] === '') continue;
    const isFirst = old === undefined;
    old ??= recognise(cells);
    state.kind = old.kind;
    if (isFirst && old.kind !== 'backup') continue;
    state.rows++;
    const reason = countProblem(old, cells);
    const sorted = old.kind === 'backup' ? sortByLooks(cells) : sortByHead(old.names, cells);
    const outcome = reason === undefined ? migrateRow(model, sorted, cells) : { reason };
    if ('reason' in outcome) {
      state.rejected.push({ line, reason: outcome.reason, cells });
      continue;
    }
    state.loaded++;
    if (outcome.row.remarks !== null) state.remarked++;
    yield outcome.row;
  }
  if (!old) throw badInput(`${file} is empty.`);
}

function countProblem({ kind, names }: OldFile, { length }: readonly string[]): string | undefined {
  const { least, most } = BACKUP_CELLS;
  if (kind === 'backup') return length < least || length > most ? `a row has ${least} to ${most} cells, and this one ${length}` : undefined;
  return length === names.length ? undefined : `the head has ${names.length} columns, and this row ${length}`;
}

// -- writing -------------------------------------------------------------------------------------------------------------------

type Row = Readonly<Record<string, Value>>;

const encoder = new TextEncoder();
const NAMES = MIGRATED_COLUMNS.map(([name]) => name);

function* writeTable(rows: Iterable<Row>, format: FileFormat): Generator<Uint8Array> {
  if (format === 'parquet') {
    const columns = MIGRATED_COLUMNS.map(([name, type]) => createTableColumn(name, type));
    yield* createParquetWriter(columns, ZSTD).file(chunksOf(rows));
    return;
  }
  if (format === 'csv') yield encoder.encode(`${NAMES.join(',')}\n`);
  if (format === 'json') yield encoder.encode('[\n');
  let isFirst = true;
  for (const { rows: chunk } of chunksOf(rows)) {
    const lines = chunk.map((row) =>
      format === 'csv' ? NAMES.map((name) => csvCell(row[name] ?? null)).join(',') : JSON.stringify(inOrder(row)),
    );
    yield encoder.encode(format === 'json' ? `${isFirst ? '' : ',\n'}${lines.join(',\n')}` : `${lines.join('\n')}\n`);
    isFirst = false;
  }
  if (format === 'json') yield encoder.encode('\n]\n');
}

const inOrder = (row: Row): Row => Object.fromEntries(NAMES.map((name) => [name, row[name] ?? null]));

function* chunksOf(rows: Iterable<Row>): Generator<{ rows: Row[]; count: number }> {
  let chunk: Row[] = [];
  for (const row of rows) {
    chunk.push(row);
    if (chunk.length < CHUNK_ROWS) continue;
    yield { rows: chunk, count: chunk.length };
    chunk = [];
  }
  if (chunk.length > 0) yield { rows: chunk, count: chunk.length };
}
