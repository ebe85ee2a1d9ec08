import { sql } from 'kysely';
import type { Ctx } from '../context.ts';
import { actorName, newId } from '../context.ts';

/** Writes an event into the outbox, in the transaction of the change that it tells of. */
export async function appendEvent(ctx: Ctx, event: { type: string; subjectId: string; payload: Record<string, unknown> }): Promise<void> {
  await ctx.db
    .insertInto('event')
    .values({
      shop_id: ctx.shop.id,
      id: newId(),
      type: event.type,
      subject_id: event.subjectId,
      payload: JSON.stringify(event.payload),
      created_at: sql<string>`clock_timestamp()`, // not now(): what happens in one transaction is told in its order
      delivered_at: null,
    })
    .execute();
}

/** Writes an audit entry, in the transaction of the change that it tells of. */
export async function appendAudit(ctx: Ctx, entry: { action: string; subjectId: string; detail: Record<string, unknown> }): Promise<void> {
  await ctx.db
    .insertInto('audit_entry')
    .values({
      shop_id: ctx.shop.id,
      id: newId(),
      actor: actorName(ctx.actor),
      action: entry.action,
      subject_id: entry.subjectId,
      detail: JSON.stringify(entry.detail),
    })
    .execute();
}
