import { type RawBuilder, sql } from 'kysely';
import type { Ctx } from '../context.ts';
import { actorName, newId } from '../context.ts';

type NewEvent = { readonly type: string; readonly subjectId: string; readonly payload: Record<string, unknown> };
type NewEntry = { readonly action: string; readonly subjectId: string; readonly detail: Record<string, unknown> };

/** Writes an event into the outbox, in the transaction of the change that it tells of. */
export async function appendEvent(ctx: Ctx, event: NewEvent): Promise<void> {
  await insertEvent(ctx, event).execute(ctx.db);
}

/** Writes an audit entry, in the transaction of the change that it tells of. */
export async function appendAudit(ctx: Ctx, entry: NewEntry): Promise<void> {
  await insertAudit(ctx, entry).execute(ctx.db);
}

/**
 * The statement that appends an event, to stand inside the statement that makes the change.
 * @param from a `from …` that gives one row where the change was made, and none where it was not.
 */
export const insertEvent = (ctx: Ctx, { type, subjectId, payload }: NewEvent, from: RawBuilder<unknown> = sql``) => sql`
  insert into event (shop_id, id, type, subject_id, payload, created_at, delivered_at)
  select ${ctx.shop.id}, ${newId()}, ${type}, ${subjectId}, ${JSON.stringify(payload)},
    clock_timestamp(), null -- not now(): what happens in one transaction is told in its order
  ${from}`;

/** The statement that appends an audit entry, to stand inside the statement that makes the change; `from` as for an event. */
export const insertAudit = (ctx: Ctx, { action, subjectId, detail }: NewEntry, from: RawBuilder<unknown> = sql``) => sql`
  insert into audit_entry (shop_id, id, actor, action, subject_id, detail)
  select ${ctx.shop.id}, ${newId()}, ${actorName(ctx.actor)}, ${action}, ${subjectId}, ${JSON.stringify(detail)}
  ${from}`;
