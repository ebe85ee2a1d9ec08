import { auditFile, migrateFile, validateFile } from '@bottega/population/node';
import { formatOf } from './people-export.ts';
import { wholeNumber, withSentences } from './people-settings.ts';
import { grouped, printAnswer, style } from './terminal.ts';

export type AuditOptions = { readonly year?: string; readonly json?: boolean };
export type MigrateOptions = { readonly out: string; readonly report?: string; readonly format?: string; readonly json?: boolean };

/** `bottega people audit`: how far a file is from the published figures, table by table. */
export function runPeopleAudit(file: string, options: AuditOptions): Promise<void> {
  return withSentences(async () => {
    const report = await auditFile(file, options.year === undefined ? {} : { year: wholeNumber('--year', options.year) });
    const lines = report.tables.map(({ table, cells, rows, distance, noise }) =>
      distance === null
        ? `  ${table.padEnd(24)} the file has no column for it`
        : `  ${table.padEnd(24)} ${distance.toFixed(5)}  (by chance alone ${noise.toFixed(5)}; ${grouped(rows)} rows, ${cells} cells)`,
    );
    const head = `${file}: ${grouped(report.rows)} people against the figures of ${report.year}. Total variation distance:`;
    printAnswer(options, report, [style('bold', head), ...lines].join('\n'));
  });
}

/** `bottega people validate`: exit code 1 where a row is not right. */
export function runPeopleValidate(file: string, options: { readonly json?: boolean }): Promise<void> {
  return withSentences(async () => {
    const report = await validateFile(file);
    const lines = report.problems.map(({ row, column, problem }) => `  row ${row}${column ? `, ${column}` : ''}: ${problem}`);
    const more = report.faulty - report.problems.length;
    const mark = report.faulty === 0 ? style('green', '✓') : style('red', '✗');
    const head = `${mark} ${file}: ${grouped(report.rows)} rows, ${grouped(report.faulty)} problems`;
    printAnswer(options, report, [head, ...lines, ...(more > 0 ? [`  and ${grouped(more)} more`] : [])].join('\n'));
    if (report.faulty > 0) process.exitCode = 1;
  });
}

/** `bottega people migrate`: rows that cannot be loaded are listed with their reasons, and none is lost. */
export function runPeopleMigrate(file: string, options: MigrateOptions): Promise<void> {
  return withSentences(async () => {
    const report = await migrateFile(file, { out: options.out, report: options.report, format: formatOf(options.format, options.out) });
    const lines = [
      `${grouped(report.loaded)} of ${grouped(report.rows)} rows are in ${options.out}.`,
      ...report.rejected.slice(0, 20).map(({ line, reason }) => `  line ${line}: ${reason}`),
      ...(report.rejected.length > 20 ? [`  and ${report.rejected.length - 20} more`] : []),
      ...(options.report ? [`All of it is told in ${options.report}.`] : []),
    ];
    printAnswer(options, report, lines.join('\n'));
  });
}
