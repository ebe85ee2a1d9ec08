import { authorise, type Ctx } from '../context.ts';
import { readInput } from '../errors/input-error.ts';
import { appendAudit } from '../events/append.ts';
import { csvLine } from './csv.ts';
import { type AuditEntry, type AuditSearch, auditSearchSchema, walkAudit } from './list-audit.ts';

export const AUDIT_FORMATS = { csv: 'text/csv; charset=utf-8', json: 'application/json; charset=utf-8' } as const;
export type AuditFormat = keyof typeof AUDIT_FORMATS;

const COLUMNS = ['at', 'actor', 'action', 'subjectId', 'isSealed', 'detail', 'id'] as const satisfies readonly (keyof AuditEntry)[];

/**
 * The entries that are searched for, as a file in pieces: one piece is one entry, and none is held once it was taken. Taking the log out is
 * written down in it.
 * @throws BottegaError forbidden, unauthenticated, invalid_input
 */
export async function exportAudit(ctx: Ctx, input: AuditSearch & { readonly format: AuditFormat }): Promise<AsyncIterable<string>> {
  authorise(ctx, 'audit.read');
  const { format, ...given } = input;
  const search = readInput(auditSearchSchema, given);
  await appendAudit(ctx, { action: 'audit.export', subjectId: ctx.shop.id, detail: { format, ...search } });
  const entries = walkAudit(ctx, search);
  return format === 'csv' ? toCsv(entries) : toJson(entries);
}

async function* toCsv(entries: AsyncIterable<AuditEntry>): AsyncGenerator<string> {
  yield csvLine(COLUMNS);
  for await (const entry of entries) {
    yield csvLine(COLUMNS.map((column) => (column === 'detail' ? JSON.stringify(entry.detail) : String(entry[column]))));
  }
}

async function* toJson(entries: AsyncIterable<AuditEntry>): AsyncGenerator<string> {
  let before = '[\n';
  for await (const entry of entries) {
    yield `${before}${JSON.stringify(entry)}`;
    before = ',\n';
  }
  yield before === '[\n' ? '[]\n' : '\n]\n';
}
