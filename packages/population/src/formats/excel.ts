import { badInput } from '../errors.ts';
import type { Field, Value } from '../fields.ts';

/** Rows of a sheet below its head: 2^20 in all (Microsoft, Excel specifications and limits). */
const SHEET_ROWS = 2 ** 20 - 1;
/** A sheet is one entry of a ZIP file, whose lengths have 32 bits; Excel offers to repair files with longer ones. */
const SHEET_BYTES = 2 ** 32;
/** Sheets of a file: packed, they stay below the same limit. */
const MOST_SHEETS = 8;
/** Bytes of a cell beside its value, with its address and style; and of a value that has no width of its own. */
const [CELL_BYTES, VALUE_BYTES] = [64, 64];

/** People on one sheet, so that its XML stays below 4 GiB; what goes beyond is on a further sheet. */
export function sheetRows(fields: readonly Field[]): number {
  const rowBytes = fields.reduce((sum, { width }) => sum + CELL_BYTES + Math.max(width, VALUE_BYTES), 0);
  return Math.min(SHEET_ROWS, Math.floor(SHEET_BYTES / rowBytes));
}

/** @throws PopulationError for more people than one Excel file can hold with these columns */
export function checkExcelRows(fields: readonly Field[], rows: number): void {
  const most = sheetRows(fields) * MOST_SHEETS;
  if (rows <= most) return;
  throw badInput(
    `An Excel file holds ${most.toLocaleString('en')} people with these columns, on ${MOST_SHEETS} sheets, and this one would have ` +
      `${rows.toLocaleString('en')}. Export them with more --shards, or as CSV or Parquet.`,
  );
}

export type ExcelCell = string | number | Date | null;

const ISO_DATE_LENGTH = 'YYYY-MM-DD'.length;

/** A value as a cell: a date is one from 1900 to 9999, which is all that Excel's calendar has, and else stays a text. */
export function excelCell({ type }: Pick<Field, 'type'>, value: Value): ExcelCell {
  const isDate = type === 'date' && typeof value === 'string' && value.length === ISO_DATE_LENGTH && value >= '1900';
  return isDate ? new Date(value) : value;
}
