import { sql } from 'kysely';
import { authorise, type Ctx, inTransaction, newId } from '../context.ts';
import { readInput, refuseField } from '../errors/input-error.ts';
import { appendAudit } from '../events/append.ts';
import { checkWhen, nextOccurrence } from './occurrences.ts';
import { type ScheduleView, type SetSchedule, setScheduleSchema, toColumns, whenOfRow } from './schedule.ts';

/**
 * Has a workflow of the shop run again and again; a schedule of that name is changed. Each occurrence runs once, over any number of
 * processes. The workflow is given the id of the occurrence, and finds the schedule's subject by `getOccurrence`.
 * @throws BottegaError invalid_input
 */
export async function setSchedule(ctx: Ctx, input: SetSchedule): Promise<{ id: string }> {
  authorise(ctx, 'runs.write');
  const { name, when, missed, workflow, subjectId } = readInput(setScheduleSchema, input);
  checkWhen(when);
  const now = ctx.clock.now();
  const times = { looked_at: now.toString(), next_at: nextOccurrence(when, now)?.toString() ?? null };
  const wanted = { ...toColumns(when), ...times, missed, workflow, subject_id: subjectId };
  return inTransaction(ctx, async (tx) => {
    const { rows } = await sql`select from work.workflow where name = ${workflow}`.execute(tx.db);
    if (rows.length === 0) refuseField('workflow', `There is no workflow "${workflow}".`);
    const { id } = await tx.db
      .insertInto('schedule')
      .values({ shop_id: tx.shop.id, id: newId(), name, ...wanted })
      .onConflict((conflict) => conflict.columns(['shop_id', 'name']).doUpdateSet(wanted))
      .returning('id')
      .executeTakeFirstOrThrow();
    await appendAudit(tx, { action: 'schedule.set', subjectId: id, detail: { name, workflow, when } });
    return { id };
  });
}

/** Ends a schedule. Runs that it began go on. A name that there is not is no error. */
export async function removeSchedule(ctx: Ctx, { name }: { name: string }): Promise<void> {
  authorise(ctx, 'runs.write');
  await inTransaction(ctx, async (tx) => {
    const removed = await tx.db
      .deleteFrom('schedule')
      .where('shop_id', '=', tx.shop.id)
      .where('name', '=', name)
      .returning('id')
      .executeTakeFirst();
    if (removed) await appendAudit(tx, { action: 'schedule.remove', subjectId: removed.id, detail: { name } });
  });
}

/** The schedules of the shop, by name. */
export async function listSchedules(ctx: Ctx): Promise<ScheduleView[]> {
  authorise(ctx, 'runs.read');
  const rows = await ctx.db.selectFrom('schedule').selectAll().where('shop_id', '=', ctx.shop.id).orderBy('name').execute();
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    when: whenOfRow(row),
    missed: row.missed,
    workflow: row.workflow,
    subjectId: row.subject_id,
    nextAt: row.next_at,
  }));
}

/** What a workflow was begun for by a schedule, from the id that it was given; undefined when the schedule was removed since. */
export async function getOccurrence(ctx: Ctx, id: string): Promise<{ subjectId: string; dueAt: string } | undefined> {
  const row = await ctx.db
    .selectFrom('schedule_occurrence as occurrence')
    .innerJoin('schedule', (join) =>
      join.onRef('schedule.shop_id', '=', 'occurrence.shop_id').onRef('schedule.id', '=', 'occurrence.schedule_id'),
    )
    .select(['schedule.subject_id', 'occurrence.due_at'])
    .where('occurrence.shop_id', '=', ctx.shop.id)
    .where('occurrence.id', '=', id)
    .executeTakeFirst();
  return row && { subjectId: row.subject_id, dueAt: row.due_at };
}
