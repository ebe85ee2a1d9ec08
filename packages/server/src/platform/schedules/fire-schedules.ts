import { type Ctx, inTransaction, newId } from '../context.ts';
import { findShopById, listDueSchedules } from '../database/system-door.ts';
import { createCtx, type Ground } from '../ground.ts';
import { enqueueWorkflow } from '../workflows/enqueue.ts';
import { dueOccurrence, nextOccurrence } from './occurrences.ts';
import { whenOfRow } from './schedule.ts';

const AT_ONCE = 200;
/** One that cannot be begun keeps nothing else waiting, and is looked at again after so long. */
const AGAIN_AFTER_S = 60;

/** Begins what is due in the schedules of the shops. */
export async function fireSchedules(ground: Ground, now: Temporal.Instant, signal: AbortSignal): Promise<void> {
  for (const { shop_id, id } of await listDueSchedules(ground.database, { now: now.toString(), limit: AT_ONCE })) {
    if (signal.aborted) return;
    const shop = await findShopById(ground.database, shop_id);
    if (!shop) continue; // deleted this moment
    const ctx = createCtx(ground, { shop, actor: { type: 'system', name: 'schedule' }, signal });
    await fireSchedule(ctx, id, now).catch((error: unknown) => putOff(ctx, id, now, error));
  }
}

/** The occurrence, its workflow and the place up to which has been looked are written together, by the one process that holds the row. */
function fireSchedule(ctx: Ctx, id: string, now: Temporal.Instant): Promise<void> {
  return inTransaction(ctx, async (tx) => {
    const own = tx.db.selectFrom('schedule').selectAll().where('shop_id', '=', tx.shop.id).where('id', '=', id);
    const row = await own.forUpdate().skipLocked().executeTakeFirst();
    if (!row) return; // another process is at it
    const when = whenOfRow(row);
    const due = dueOccurrence(when, row.missed, { lookedAt: Temporal.Instant.from(row.looked_at), now });
    if (due) await begin(tx, row, due);
    await look(tx, id, { looked_at: now.toString(), next_at: nextOccurrence(when, now)?.toString() ?? null });
  });
}

/** Of an occurrence that was seen to before there is a row already: a clock was set back. */
async function begin(tx: Ctx, { id, workflow }: { id: string; workflow: string }, due: Temporal.Instant): Promise<void> {
  const written = await tx.db
    .insertInto('schedule_occurrence')
    .values({ shop_id: tx.shop.id, schedule_id: id, due_at: due.toString(), id: newId() })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  if (written) await enqueueWorkflow(tx, workflow, written.id);
}

const look = (tx: Pick<Ctx, 'db' | 'shop'>, id: string, change: { looked_at?: string; next_at: string | null }) =>
  tx.db.updateTable('schedule').set(change).where('shop_id', '=', tx.shop.id).where('id', '=', id).execute();

async function putOff(ctx: Ctx, id: string, now: Temporal.Instant, error: unknown): Promise<void> {
  ctx.log.error({ err: error, schedule: id }, 'what a schedule asks for could not be begun');
  await look(ctx, id, { next_at: now.add({ seconds: AGAIN_AFTER_S }).toString() }).catch(() => undefined); // the database is away: then too
}
