import { runFailed } from '../errors.ts';
import { type Field, fieldsOf } from '../fields.ts';
import { type ExcelCell, excelCell, sheetRows } from '../formats/excel.ts';
import type { Job } from '../job.ts';
import type { Population } from '../population.ts';

/** Makes the bytes of an Excel file, piece by piece. `onRows` hears how many rows came. */
export type ExcelMaker = (from: number, to: number, onRows?: (rows: number) => void) => AsyncGenerator<Uint8Array>;

/** Characters of a column: wide enough to read most of it. */
const WIDTHS: Readonly<Record<Field['type'], number>> = { text: 20, whole: 14, degrees: 11, date: 12 };
/** Without a format of its own, a number of twelve digits is shown in powers of ten. */
const FORMATS: Partial<Record<Field['type'], string>> = { whole: '0', degrees: '0.0000' };

/**
 * Sheets with a head that stays in view. Texts are texts whatever they begin with, so that none of them is taken for a formula.
 * @throws PopulationError where `hucre` is not installed
 */
export function createExcelMaker(population: Population, job: Pick<Job, 'columns' | 'filter' | 'order'>): ExcelMaker {
  const fields = fieldsOf(job.columns);
  const selection = population.select(job.filter, job.order);
  const columns = fields.map(({ name, type }) => {
    const numFmt = FORMATS[type];
    return { header: name, width: WIDTHS[type], ...(numFmt ? { style: { numFmt } } : {}) };
  });
  return async function* (from, to, onRows) {
    const writeXlsxStream = await loadWriter();
    function* rows(): Generator<ExcelCell[]> {
      for (const batch of selection.batches(from, to)) {
        for (let at = 0; at < batch.count; at++) {
          const row = batch.row(at);
          yield fields.map((field) => excelCell(field, field.valueFor(row)));
        }
        onRows?.(batch.count);
      }
    }
    yield* writeXlsxStream(rows(), { name: 'people', columns, freezePane: { rows: 1 }, maxRowsPerSheet: sheetRows(fields) + 1 });
  };
}

/** Whoever wants no Excel files need not install what writes them. */
async function loadWriter() {
  try {
    return (await import('hucre/xlsx')).writeXlsxStream;
  } catch (cause) {
    throw runFailed('Excel files are written by the package hucre, which is not installed: npm install hucre', cause);
  }
}
