import { z } from '@hono/zod-openapi';
import { sql } from 'kysely';
import { authorise, type Ctx } from '../context.ts';
import { readInput } from '../errors/input-error.ts';
import { type Page, pageInputSchema, toPage } from '../routes/paging.ts';
import './tables.ts';

/** Something that was done, as people look it up. */
export type AuditEntry = {
  readonly id: string;
  readonly at: string;
  /** `staff:<id>`, `key:<id>`, `system:<name>` or `guest`. */
  readonly actor: string;
  readonly action: string;
  readonly subjectId: string;
  readonly detail: unknown;
  readonly isSealed: boolean;
};

const instant = z.iso.datetime({ offset: true, error: 'Write a moment such as 2026-11-20T12:00:00Z.' });

export const auditSearchSchema = z.object({
  actor: z.string().trim().min(1).max(200).optional().openapi({ description: 'All of it, or its beginning: `staff:`.' }),
  action: z.string().trim().min(1).max(100).optional().openapi({ description: 'All of it, or its beginning: `order.`.' }),
  subjectId: z.uuid('This is not an id.').optional(),
  from: instant.optional().openapi({ description: 'At this moment or later.' }),
  to: instant.optional().openapi({ description: 'Before this moment.' }),
});
export type AuditSearch = z.input<typeof auditSearchSchema>;

export const listAuditSchema = pageInputSchema.extend(auditSearchSchema.shape);

export const auditEntrySchema = z
  .object({
    id: z.string(),
    at: z.string(),
    actor: z.string().openapi({ example: 'staff:01a1f930' }),
    action: z.string().openapi({ example: 'product.update' }),
    subjectId: z.string(),
    detail: z.unknown(),
    isSealed: z.boolean().openapi({ description: 'Whether it stands in the chain already; it does within a minute or two.' }),
  })
  .openapi('AuditEntry');

/** What was done in the shop, newest first. @throws BottegaError forbidden, unauthenticated, invalid_input */
export async function listAudit(ctx: Ctx, input: z.input<typeof listAuditSchema> = {}): Promise<Page<AuditEntry>> {
  authorise(ctx, 'audit.read');
  const { cursor, limit, ...search } = readInput(listAuditSchema, input);
  return toPage(await readEntries(ctx, search, { before: cursor, limit: limit + 1 }), limit);
}

/** Every entry that is searched for, newest first, read 500 at a time. @throws BottegaError forbidden, unauthenticated, invalid_input */
export async function* walkAudit(ctx: Ctx, input: AuditSearch): AsyncGenerator<AuditEntry> {
  const search = readInput(auditSearchSchema, input);
  for (let before: string | undefined; ; ) {
    const entries = await readEntries(ctx, search, { before, limit: 500 });
    yield* entries;
    if (entries.length < 500) return;
    before = entries.at(-1)?.id;
  }
}

type Search = z.output<typeof auditSearchSchema>;

async function readEntries(ctx: Ctx, search: Search, page: { before: string | undefined; limit: number }): Promise<AuditEntry[]> {
  let query = ctx.db
    .selectFrom('audit_entry')
    .leftJoin('audit_seal', (join) =>
      join.onRef('audit_seal.shop_id', '=', 'audit_entry.shop_id').onRef('audit_seal.entry_id', '=', 'audit_entry.id'),
    )
    .select(['id', 'audit_entry.created_at as at', 'actor', 'action', 'subject_id as subjectId', 'detail'])
    .select(sql<boolean>`audit_seal.entry_id is not null`.as('isSealed'))
    .where('audit_entry.shop_id', '=', ctx.shop.id);
  if (search.actor) query = query.where(sql<boolean>`starts_with(actor, ${search.actor})`);
  if (search.action) query = query.where(sql<boolean>`starts_with(action, ${search.action})`);
  if (search.subjectId) query = query.where('subject_id', '=', search.subjectId);
  if (search.from) query = query.where('audit_entry.created_at', '>=', search.from);
  if (search.to) query = query.where('audit_entry.created_at', '<', search.to);
  if (page.before) query = query.where('id', '<', page.before);
  return query.orderBy('id', 'desc').limit(page.limit).execute();
}
